//! Calendars at their secret addresses, for other places where rooms are sold.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use pousada_core::{Error, ical, token};

use crate::{api::problem::Problem, state::AppState};

/// For whoever asked, and for five minutes: others ask every few hours anyway.
const CACHE: HeaderValue = HeaderValue::from_static("private, max-age=300");

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// `/ical/{secret}.ics`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/ical/{file}", get(calendar))
}

async fn calendar(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let secret = file.strip_suffix(".ics").unwrap_or_default();
    let calendar = match ical::calendar(state.services(), secret).await {
        Ok(calendar) => calendar,
        Err(Error::NotFound(_)) => {
            return (StatusCode::NOT_FOUND, "There is no calendar at this address.\n")
                .into_response();
        }
        Err(error) => return Problem::from(error).into_response(),
    };
    let digest: String =
        token::hash(&calendar).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{digest}\"");
    let known = headers.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        let tags = value.to_str().unwrap_or_default().split(',');
        tags.map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
    });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, CACHE);
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    if let Ok(etag) = HeaderValue::try_from(etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}
