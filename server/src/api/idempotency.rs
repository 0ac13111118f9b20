//! `Idempotency-Key`: doing a thing once, however often it is asked for.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, request::Parts},
    response::{IntoResponseParts, ResponseParts},
};
use pousada_core::bookings::Idempotency;
use types::FieldErrors;

use super::problem::Problem;

/// The header with the key.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The header that says that an answer was given before.
pub const IDEMPOTENT_REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// A key that must be there: 400 if it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The key as use cases take it.
    #[must_use]
    pub fn on(self, route: &'static str) -> Idempotency {
        Idempotency { key: self.0, route, source: types::booking::BookingSource::Api }
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = parts.headers.get(IDEMPOTENCY_KEY).is_some_and(|key| !key.is_empty());
        let key = if given { read(&parts.headers)? } else { None };
        key.ok_or_else(|| {
            let detail = "Send an Idempotency-Key, new for each thing you want done.";
            Problem::new(400, "idempotency_key_missing", detail)
        })
    }
}

/// A key that need not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaybeIdempotencyKey(Option<IdempotencyKey>);

impl MaybeIdempotencyKey {
    /// The key as use cases take it.
    #[must_use]
    pub fn on(self, route: &'static str) -> Option<Idempotency> {
        self.0.map(|key| key.on(route))
    }
}

impl<S: Sync> FromRequestParts<S> for MaybeIdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read(&parts.headers).map(Self)
    }
}

fn read(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Problem> {
    let mut keys = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(key) = keys.next() else { return Ok(None) };
    let visible = (1..=255).contains(&key.len()) && key.as_bytes().iter().all(u8::is_ascii_graphic);
    match key.to_str() {
        Ok(key) if visible && keys.next().is_none() => Ok(Some(IdempotencyKey(key.to_owned()))),
        _ => {
            let detail = "Use one Idempotency-Key of 1 to 255 visible ASCII characters.";
            Err(Problem::invalid(FieldErrors::one("/idempotency_key", "invalid", detail)))
        }
    }
}

/// Whether the answer was given before; a header says so.
#[derive(Debug, Clone, Copy)]
pub struct Replayed(pub bool);

impl IntoResponseParts for Replayed {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        if self.0 {
            parts.headers_mut().insert(IDEMPOTENT_REPLAYED, HeaderValue::from_static("true"));
        }
        Ok(parts)
    }
}
