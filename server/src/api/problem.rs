//! Failures as RFC 9457 problems.
//!
//! A handler fails with a [`Problem`]; its answer has no body yet. What only the
//! request knows (its id, its address) is added by [`crate::layers::failures`], so
//! that failures of the router, of layers and of handlers all look the same.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use pousada_core::Error;
use serde::Serialize;
use serde_json::Value;
use types::{AppError, FieldError, FieldErrors};

use super::problems;

/// The media type of problems.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// The result of a handler.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// A failure on its way to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    error: Box<AppError>,
    /// A token came, and was no good.
    dead_token: bool,
}

impl Problem {
    /// A failure of a kind that [`problems::KINDS`] explains.
    pub fn new(status: u16, code: &str, detail: impl Into<String>) -> Self {
        AppError::new(status, code, detail).into()
    }

    /// Fields of the input are wrong.
    #[must_use]
    pub fn invalid(errors: FieldErrors) -> Self {
        (&Error::Invalid(errors)).into()
    }

    /// One field of the input is wrong.
    #[must_use]
    pub fn invalid_field(error: FieldError) -> Self {
        Self::invalid(FieldErrors(vec![error]))
    }

    /// A defect, about which a client is told nothing more.
    #[must_use]
    pub fn internal() -> Self {
        (&Error::internal("")).into()
    }

    /// A bearer token that is malformed, unknown or has ended.
    #[must_use]
    pub fn dead_token() -> Self {
        let detail = "This token is malformed, unknown, or has ended. Please sign in again.";
        Self { dead_token: true, ..Self::new(401, "unauthenticated", detail) }
    }

    /// A failure of which no more than its status is known: the router's and layers'.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            404 => Self::new(404, "no_such_route", "There is nothing at this address."),
            405 => Self::new(405, "method_not_allowed", "This address does not take this method."),
            413 => Self::new(413, "body_too_large", "The body of the request is too large."),
            415 => Self::new(415, "unsupported_media_type", "Send the body as application/json."),
            code @ 400..=499 => Self::new(code, "malformed_request", "The request cannot be read."),
            code => {
                tracing::error!(status = code, "a failure without a cause");
                Self::internal()
            }
        }
    }

    /// What a client may see of it.
    #[must_use]
    pub fn error(&self) -> &AppError {
        &self.error
    }

    /// What kind of failure it is, in a few words.
    #[must_use]
    pub fn title(&self) -> &'static str {
        problems::title(&self.error.code, self.error.status)
    }

    /// The problem in full, as JSON.
    #[must_use]
    pub fn document(&self, public_url: &str, instance: &str, request_id: &str) -> String {
        let AppError { status, code, detail, errors, extra } = &*self.error;
        let document = Document {
            r#type: format!("{public_url}{}", problems::path(code)),
            title: self.title(),
            status: *status,
            detail,
            instance,
            code,
            request_id,
            errors,
            extra: extra.as_ref().filter(|extra| extra.is_object()),
        };
        serde_json::to_string(&document).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    instance: &'a str,
    code: &'a str,
    request_id: &'a str,
    errors: &'a [FieldError],
    #[serde(flatten)]
    extra: Option<&'a Value>,
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        Self { error: Box::new(error), dead_token: false }
    }
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        let mut error = AppError::from(error);
        // The key is part of the request, and the two do not fit one another.
        if error.code == "idempotency_key_reused" {
            error.status = 422;
        }
        error.into()
    }
}

impl From<Error> for Problem {
    /// Our own failures are logged here, once; clients are told no more than that
    /// there was one.
    fn from(error: Error) -> Self {
        match &error {
            Error::Internal(_) => tracing::error!(%error, "request failed"),
            Error::Unavailable(_) => tracing::warn!(%error, "request failed"),
            _ => {}
        }
        (&error).into()
    }
}

impl From<FieldErrors> for Problem {
    fn from(errors: FieldErrors) -> Self {
        Self::invalid(errors)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.error.status);
        let mut response = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
        let headers = response.headers_mut();
        match self.error.status {
            401 => {
                let challenge =
                    if self.dead_token { "Bearer error=\"invalid_token\"" } else { "Bearer" };
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
            }
            503 => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            409 if self.error.code == "request_in_progress" => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}
