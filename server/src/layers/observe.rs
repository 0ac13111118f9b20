//! Request ids, the access log, and counting.
//!
//! The log names the route, never the address as it was sent: that can carry
//! e-mail addresses and other things that are nobody's business.

use std::{fmt::Write, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use metrics::{counter, histogram};
use pousada_core::ids::random_bytes;
use tracing::Instrument;

/// Where a request's id is sent and answered.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a request is called in the log, in problems, and by its client.
#[derive(Debug, Clone)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// The client's, if it is 1 to 128 visible ASCII characters; else a new one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let sane = |value: &&HeaderValue| {
            (1..=128).contains(&value.len()) && value.as_bytes().iter().all(u8::is_ascii_graphic)
        };
        headers.get(REQUEST_ID).filter(sane).map_or_else(Self::make, |value| Self(value.clone()))
    }

    fn make() -> Self {
        let mut random = [0u8; 16];
        random_bytes(&mut random);
        let mut text = String::with_capacity(32);
        for byte in random {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("none")))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}

/// Gives the request an id, logs how it went, and counts it.
pub async fn observe(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(request.headers());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("unmatched", MatchedPath::as_str).to_owned();
    let method = known(request.method());
    let span = tracing::info_span!("request", request_id = id.as_str(), method, route);
    // Pages read it from the header, whoever made it.
    request.headers_mut().insert(REQUEST_ID, id.0.clone());
    request.extensions_mut().insert(id.clone());
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    {
        let _entered = span.enter();
        let latency_ms = took.as_micros() as f64 / 1000.0;
        // Probes come every few seconds and say nothing new.
        if matches!(route.as_str(), "/healthz" | "/readyz" | "/metrics") {
            tracing::debug!(status, latency_ms, "answered");
        } else {
            tracing::info!(status, latency_ms, "answered");
        }
    }
    let labels = [("method", method.to_owned()), ("route", route)];
    histogram!("http_request_duration_seconds", &labels).record(took);
    let [method, route] = labels;
    counter!("http_requests_total", &[method, route, ("status", status.to_string())]).increment(1);
    response.headers_mut().insert(REQUEST_ID, id.0);
    response
}

/// The method, if it is one that exists: clients do not get to make up labels.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_for(sent: &'static [u8]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(REQUEST_ID, HeaderValue::from_bytes(sent).expect("a header"));
        RequestId::of(&headers).as_str().to_owned()
    }

    #[test]
    fn sane_ids_are_taken_and_others_replaced() {
        assert_eq!(id_for(b"abc-123"), "abc-123");
        assert_eq!(id_for(&[b'x'; 128]).len(), 128);
        for odd in [&b""[..], b"a b", b"a\tb", "é".as_bytes(), &[b'x'; 129]] {
            let id = id_for(odd);
            assert_eq!((id.len(), id.is_ascii()), (32, true), "{odd:?}");
        }
    }
}
