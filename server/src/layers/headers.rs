//! Security headers, on every answer.

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

use super::is_api;
use crate::{api::SWAGGER_UI, state::AppState};

/// For answers that are no pages: nothing may be loaded or run.
const STRICT_CSP: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Swagger UI writes styles of its own, and embeds its icons.
const SWAGGER_CSP: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Adds the headers that are not there yet.
pub async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut default = |name: HeaderName, value: HeaderValue| set_default(headers, name, value);
    default(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    default(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    default(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    default(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    let nothing = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    default(PERMISSIONS_POLICY, HeaderValue::from_static(nothing));
    let swagger = path.starts_with(SWAGGER_UI);
    default(CONTENT_SECURITY_POLICY, if swagger { SWAGGER_CSP } else { STRICT_CSP });
    if is_api(&path) && !swagger {
        // Private, and asked for again each time; an ETag makes that cheap.
        default(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    if state.settings().public_url.starts_with("https://") {
        let year = "max-age=31536000; includeSubDomains";
        default(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(year));
    }
    response
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
