//! Files: the built site, and photographs.

use axum::{
    Router,
    extract::{Path, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::services::ServeDir;

use crate::state::{AppState, HttpSettings};

/// For files whose name changes with their content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// For files that keep their name.
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// `/pkg` (the browser's code and styles) and `/photos`.
pub fn routes(settings: &HttpSettings) -> Router<AppState> {
    let code = files(&settings.site_dir.join("pkg"));
    // A photograph's name is made of its content or at random; it never changes.
    let photos = Router::new()
        .fallback_service(
            ServeDir::new(&settings.photo_dir).append_index_html_on_directories(false),
        )
        .layer(middleware::from_fn(photo_headers));
    let code = Router::new().fallback_service(code).layer(middleware::from_fn(code_headers));
    Router::new()
        .nest_service("/pkg", code)
        .nest_service("/photos", photos)
        .route("/i18n/{name}", get(texts))
}

/// The texts of a language for the browser's code.
async fn texts(Path(name): Path<String>) -> Response {
    let Some(script) = app::i18n::script(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOREVER)], script).into_response()
}

/// The files of a folder, compressed if there is a compressed twin.
#[must_use]
pub fn files(dir: &std::path::Path) -> ServeDir {
    ServeDir::new(dir)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false)
}

async fn code_headers(request: Request, next: Next) -> Response {
    let hashed = has_hash(request.uri().path());
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let value = if hashed { FOREVER } else { AN_HOUR };
        response.headers_mut().insert(header::CACHE_CONTROL, value);
    }
    response
}

async fn photo_headers(request: Request, next: Next) -> Response {
    let photo = is_photo(request.uri().path());
    if !photo {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, FOREVER);
    }
    response
}

/// Whether a name such as `pousada.0123456789abcdef.js` carries a hash.
fn has_hash(path: &str) -> bool {
    let mut parts = path.rsplit('/').next().unwrap_or_default().split('.');
    parts.nth(1).is_some_and(|hash| {
        hash.len() >= 16
            && parts.next().is_some()
            && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    })
}

/// Only pictures, of kinds that carry no script, and no hidden files.
fn is_photo(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let kind = name.rsplit('.').next().unwrap_or_default();
    !path.contains("/.") && matches!(kind, "jpg" | "jpeg" | "png" | "webp" | "avif")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_known() {
        assert!(has_hash("/pousada.0123456789abcdef.js"));
        assert!(has_hash("/pousada.0123456789abcdef.wasm"));
        assert!(!has_hash("/pousada.js"));
        assert!(!has_hash("/snippets/x/inline0.js"));
        assert!(!has_hash("/0123456789abcdef.js"));
    }

    #[test]
    fn only_pictures_are_photos() {
        assert!(is_photo("/hotel/1.jpg"));
        for other in ["/x.svg", "/x.html", "/.secret.jpg", "/", "/a/", "/a.jpg/", "/jpg/../x"] {
            assert!(!is_photo(other), "{other}");
        }
    }
}
