//! The one shape in which a failure reaches a client, whichever door it came by.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::validate::FieldError;

/// A failure, as a client may see it. The REST API shows it as
/// `application/problem+json` (RFC 9457), server functions as JSON, pages as a
/// message with the fields marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppError {
    /// The HTTP status that goes with it.
    pub status: u16,
    /// A stable code for programs, in `snake_case`.
    pub code: String,
    /// A sentence for people.
    pub detail: String,
    /// What is wrong with which field, if that is the trouble.
    #[serde(default)]
    pub errors: Vec<FieldError>,
    /// More facts, by the code: see the page of the problem type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<serde_json::Value>,
}

impl AppError {
    /// A failure without field errors.
    #[must_use]
    pub fn new(status: u16, code: &str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            detail: detail.into(),
            errors: Vec::new(),
            extra: None,
        }
    }

    /// What is said of the field at `pointer`, if anything.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&str> {
        self.errors.iter().find(|e| e.pointer == pointer).map(|e| e.detail.as_str())
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for AppError {}
