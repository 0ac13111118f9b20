//! Versions in headers.
//!
//! A resource's strong `ETag` is its version and a digest of what was sent:
//! `"v3-90ab12cd34ef"`; of what counts no versions, the digest alone. The digest is there because a hotel's answer also has
//! counts that change without the hotel being edited; a change (`If-Match`) is held
//! against the version alone.

use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use pousada_core::token;
use serde::Serialize;
use types::{
    account::Account,
    booking::Booking,
    listing::{Hotel, Room, RoomType},
    price::ChargeRule,
    profile::{GuestOverview, HotelierOverview},
    rates::{Promotion, RateRule},
    webhook::WebhookEndpoint,
};

use super::problem::Problem;

/// Something that is sent with an `ETag`.
pub trait Versioned: Serialize {
    /// How often it was edited, from 1, if it counts that.
    fn version(&self) -> Option<i32> {
        None
    }
}

macro_rules! versioned {
    ($($name:ty)*) => {$(
        impl Versioned for $name {
            fn version(&self) -> Option<i32> {
                Some(self.version)
            }
        }
    )*};
}

versioned! { Hotel RoomType Room Booking RateRule Promotion ChargeRule WebhookEndpoint }

impl Versioned for Account {}
impl Versioned for GuestOverview {}
impl Versioned for HotelierOverview {}

/// A resource as an answer, with its `ETag`.
#[derive(Debug)]
pub struct Tagged<T>(pub T);

impl<T: Versioned> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let tag = tag(&self.0);
        let mut response = Json(self.0).into_response();
        if let Ok(tag) = HeaderValue::try_from(tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

fn tag<T: Versioned>(resource: &T) -> String {
    let text = serde_json::to_string(resource).unwrap_or_default();
    let digest: String =
        token::hash(&text).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    match resource.version() {
        Some(version) => format!("\"v{version}-{digest}\""),
        None => format!("\"{digest}\""),
    }
}

/// What the client has already, from `If-None-Match`.
#[derive(Debug)]
pub struct IfNoneMatch(Vec<String>);

impl<S: Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(tags(&parts.headers, &header::IF_NONE_MATCH)))
    }
}

impl IfNoneMatch {
    /// The resource, or 304 if the client has it already.
    pub fn answer<T: Versioned>(&self, resource: T) -> Response {
        let current = tag(&resource);
        // Weak comparison (RFC 9110, 13.1.2): a proxy that compresses may have weakened it.
        let known = |tag: &String| tag == "*" || tag.trim_start_matches("W/") == current;
        if !self.0.iter().any(known) {
            return Tagged(resource).into_response();
        }
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        if let Ok(tag) = HeaderValue::try_from(current) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// The version that a change is made to, from `If-Match`: 428 if it is absent. A tag
/// that is none of ours matches nothing; it gives a version that never is.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i32);

/// The version that nothing ever has.
const NEVER: i32 = -1;

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let needed = |detail| Err(Problem::new(428, "precondition_required", detail));
        match named(&parts.headers)?.as_deref() {
            None => needed("Send the ETag of what you change as If-Match."),
            Some("*") => needed("If-Match must name the version you change: its ETag."),
            Some(tag) => Ok(Self(version(tag).unwrap_or(NEVER))),
        }
    }
}

/// The same where a change may also be made to whatever version there is.
#[derive(Debug, Clone, Copy)]
pub struct MaybeIfMatch(pub Option<i32>);

impl<S: Sync> FromRequestParts<S> for MaybeIfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let tag = named(&parts.headers)?.filter(|tag| tag != "*");
        Ok(Self(tag.map(|tag| version(&tag).unwrap_or(NEVER))))
    }
}

/// The one tag of `If-Match`, if the header is there.
fn named(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut tags = tags(headers, &header::IF_MATCH);
    match tags.len() {
        0 | 1 => Ok(tags.pop()),
        _ => {
            let detail = "If-Match must name one version.";
            Err(Problem::new(400, "malformed_request", detail))
        }
    }
}

fn version(tag: &str) -> Option<i32> {
    let tag = tag.strip_prefix("\"v")?.strip_suffix('"')?;
    tag.split('-').next()?.parse().ok().filter(|version| *version > 0)
}

fn tags(headers: &HeaderMap, name: &header::HeaderName) -> Vec<String> {
    headers
        .get_all(name)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_out_of_our_tags_only() {
        assert_eq!(version("\"v3-90ab12cd34ef\""), Some(3));
        assert_eq!(version("\"v12\""), Some(12));
        for tag in
            ["v3", "W/\"v3\"", "\"3\"", "\"v-3\"", "\"v0\"", "\"vx\"", "\"v99999999999\"", ""]
        {
            assert_eq!(version(tag), None, "{tag}");
        }
    }
}
