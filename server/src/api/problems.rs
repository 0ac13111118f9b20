//! The kinds of problems, each with a page that its `type` leads to.

mod kinds;

use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};

pub use self::kinds::{KINDS, Kind};
use crate::state::AppState;

fn find(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code == code)
}

/// The few words for a code; those of its status, for one that is not in the list.
#[must_use]
pub fn title(code: &str, status: u16) -> &'static str {
    let of_status = || StatusCode::from_u16(status).ok()?.canonical_reason();
    find(code).map(|kind| kind.title).or_else(of_status).unwrap_or("Failure")
}

/// Where a code is explained.
#[must_use]
pub fn path(code: &str) -> String {
    format!("/problems/{code}")
}

/// `/problems` and `/problems/{code}`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/problems", get(list)).route("/problems/{code}", get(explain))
}

async fn list() -> Response {
    let items: String = KINDS
        .iter()
        .map(|kind| {
            let Kind { code, status, title, .. } = kind;
            format!(
                "<li><a href=\"{}\"><code>{code}</code></a>: {status}, {title}</li>",
                path(code)
            )
        })
        .collect();
    page(StatusCode::OK, "Problems of the API", &format!("<ul>{items}</ul>"))
}

async fn explain(Path(code): Path<String>) -> Response {
    let Some(Kind { code, status, title, explanation }) = find(&code) else {
        let body = "<p>There is no problem of this name. <a href=\"/problems\">All of them</a></p>";
        return page(StatusCode::NOT_FOUND, "Unknown problem", body);
    };
    let body = format!(
        "<p><code>{code}</code>, status {status}</p><p>{explanation}</p>\
         <p><a href=\"/problems\">All problems</a></p>"
    );
    page(StatusCode::OK, title, &body)
}

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    const CSP: HeaderValue = HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
    );
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title} – Pousada API</title>\
         <style>:root{{color-scheme:light dark}}body{{font:1rem/1.6 system-ui,sans-serif;\
         max-width:42rem;margin:3rem auto;padding:0 1rem}}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    (status, [(header::CONTENT_SECURITY_POLICY, CSP)], Html(page)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_fit_an_address() {
        for (index, kind) in KINDS.iter().enumerate() {
            assert!(
                kind.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
                "{}",
                kind.code
            );
            assert!(KINDS[..index].iter().all(|other| other.code != kind.code), "{}", kind.code);
            assert!(kind.title.len() <= 60 && !kind.explanation.contains('<'), "{}", kind.code);
        }
    }
}
