//! How large a request's body may be: a photograph more than anything else.

use axum::{
    body::Body,
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;

use super::is_upload;
use crate::{api::problem::Problem, state::AppState};

/// What a form says beside its file, in bytes.
const FORM: usize = 16 * 1024;

/// Refuses a body that says that it is too large, and ends one that turns out to be.
pub async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let settings = state.settings();
    let most =
        if is_upload(request.uri().path()) { settings.max_photo + FORM } else { settings.max_body };
    let said = request.headers().get(header::CONTENT_LENGTH);
    let said = said.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|length| length > most as u64) {
        let detail = format!("The body of this request has at most {} KiB.", most / 1024);
        return Problem::new(413, "body_too_large", detail).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}
