//! Refusing writes that another site makes a guest's browser send. The browser says
//! where a request comes from by `Sec-Fetch-Site`, an older one by `Origin`; a
//! program that is no browser sends neither, and no cookies of anybody's.
//!
//! The REST API is exempt: it takes no cookies.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::is_api;
use crate::{api::problem::Problem, state::AppState};

/// Answers 403 to an unsafe request from another site.
pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = request.method().is_safe() || is_api(request.uri().path());
    if safe || is_from_here(request.headers(), &state.settings().public_url) {
        return next.run(request).await;
    }
    Problem::new(403, "cross_site", "This request came from another site.").into_response()
}

fn is_from_here(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
        (None, Some(origin)) if origin == public_url => true,
        // By the name that the client itself used, as with a proxy or a port of its own.
        (None, Some(origin)) => {
            let host = text(header::HOST.as_str()).filter(|host| !host.is_empty());
            let origin: Option<Uri> = origin.parse().ok();
            let origin = origin.as_ref().and_then(Uri::authority);
            matches!((host, origin), (Some(host), Some(origin)) if origin.as_str() == host)
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn passes(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_from_here(&headers, "https://pousada.example")
    }

    #[test]
    fn only_this_site_may_write() {
        assert!(passes(&[]));
        assert!(passes(&[("sec-fetch-site", "same-origin")]));
        assert!(passes(&[("sec-fetch-site", "none")]));
        assert!(passes(&[("origin", "https://pousada.example")]));
        assert!(passes(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(!passes(&[("sec-fetch-site", "cross-site")]));
        assert!(!passes(&[("sec-fetch-site", "same-site")]));
        assert!(!passes(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://pousada.example")
        ]));
        assert!(!passes(&[("origin", "null"), ("host", "pousada.example")]));
        assert!(!passes(&[("origin", "https://evil.example"), ("host", "pousada.example")]));
        assert!(!passes(&[("origin", "https://pousada.example.evil.example")]));
    }
}
