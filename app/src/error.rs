//! How a server function answers.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use types::{AppError, FieldErrors};

/// A failure that a server function reports. A type of this crate, because
/// [`FromServerFnError`] cannot be implemented for one of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError(pub AppError);

/// What a server function answers. A refusal that is part of the ordinary course
/// of things (a wrong field, a room just taken, a page that needs signing in) is
/// an answer like any other; the outer error is for what should not happen, and
/// for plain forms, where it leads back to the form.
pub type Answer<T> = Result<Result<T, AppError>, ApiError>;

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        Self(match value {
            ServerFnErrorErr::Request(_) => AppError::new(
                503,
                "unreachable",
                t!("We could not reach the server. Check your connection and try again."),
            ),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => AppError::new(
                422,
                "invalid_input",
                t!("We could not read this form. Load the page again and repeat."),
            ),
            _ => AppError::new(500, "internal", t!("Something went wrong on our side.")),
        })
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self(AppError {
            errors: errors.0,
            ..AppError::new(422, "invalid_input", "Some fields need another look.")
        })
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What came of an answer, the two kinds of failure put together.
pub fn flat<T>(answer: Answer<T>) -> Result<T, AppError> {
    match answer {
        Ok(inner) => inner,
        Err(ApiError(error)) => Err(error),
    }
}
