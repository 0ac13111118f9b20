//! What every request passes, from the outside in: it gets an id and is counted
//! ([`observe`]), the answer gets its security headers ([`headers`]) and failures a
//! body that fits the client ([`failures`]); panics and overlong work become
//! failures, writes from other sites ([`origin`]) and too many requests ([`limits`]) are refused, and what a write changed
//! is fresh when its answer goes out ([`fresh`]).

pub mod failures;
pub mod fresh;
pub mod headers;
pub mod limits;
pub mod observe;
pub mod origin;

/// Whether the path belongs to the REST API, whose failures are problems in JSON.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Whether the path belongs to the pages' server functions.
#[must_use]
pub fn is_rpc(path: &str) -> bool {
    path.starts_with("/rpc/")
}
