//! Giving failures a body that fits who asked: `application/problem+json` for the
//! REST API, the error of a server function for a script of ours, a plain page for
//! people. Panics and overlong work become failures here, too.

use std::{any::Any, time::Duration};

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

use super::{is_api, is_rpc, is_upload, observe::RequestId};
use crate::{
    api::problem::{CONTENT_TYPE, Problem},
    state::AppState,
};

/// How long sending and making a photograph may take.
const UPLOAD: Duration = Duration::from_secs(60);

/// Gives failures their body.
pub async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let id = request.extensions().get::<RequestId>().cloned();
    let wants_page = accepts_pages(request.headers());
    let mut response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = response.extensions_mut().remove::<Problem>();
    let id = id.as_ref().map_or("", RequestId::as_str);
    if is_api(&path) {
        let explained =
            response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t == CONTENT_TYPE);
        if explained && problem.is_none() {
            return response;
        }
        let problem = problem.unwrap_or_else(|| Problem::of_status(status));
        let body = problem.document(&state.settings().public_url, &path, id);
        return with_body(response, ([(header::CONTENT_TYPE, CONTENT_TYPE)], body));
    }
    match problem {
        Some(problem) if is_rpc(&path) && !wants_page => with_body(response, Json(problem.error())),
        Some(problem) => with_body(response, Html(page(&problem, id))),
        // A page that explains itself.
        None => response,
    }
}

fn accepts_pages(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// `response` with another body; its status and its other headers stay.
fn with_body(response: Response, body: impl IntoResponse) -> Response {
    let (mut head, _) = response.into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    let (body_head, body) = body.into_response().into_parts();
    head.headers.extend(body_head.headers);
    Response::from_parts(head, body)
}

fn page(problem: &Problem, id: &str) -> String {
    let (title, detail) = (problem.title(), &problem.error().detail);
    // The texts are our own; the id is visible ASCII that the client may have chosen.
    let id = id.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>{detail}</p><p><a href=\"/\">To the first page</a></p>\
         <p><small>{id}</small></p></main></body></html>"
    )
}

/// Ends a request that takes too long.
pub async fn limit_time(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let upload = is_upload(request.uri().path());
    let limit = if upload { UPLOAD } else { state.settings().request_timeout };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!("the request took too long");
            Problem::new(503, "timeout", "This took too long. Please try again in a moment.")
                .into_response()
        }
    }
}

/// Makes a failure of a panic, which is logged here and nowhere else.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "this is how panics come")]
pub fn of_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words");
    tracing::error!(panic = words, "a handler panicked");
    Problem::internal().into_response()
}
