//! How many requests a client may send. Clients of the API are told how many are left,
//! by the fields of draft-ietf-httpapi-ratelimit-headers-10; who sends more gets a 429
//! with `Retry-After`.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use pousada_core::limits::{Allowance, Rule};

use super::{is_api, is_rpc};
use crate::{api::problem::Problem, state::AppState};

/// The far end of a connection, as an extension of its requests.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// How many requests are allowed, per minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotas {
    /// For each bearer token.
    pub token: u32,
    /// For each address, whatever tokens come from it; without a token.
    pub address: u32,
    /// For each address: signing in, signing up, asking for letters.
    pub sign_in: u32,
    /// Whether the last address in `X-Forwarded-For` is the client's: if, and only if,
    /// every request comes through a proxy that writes it.
    pub behind_proxy: bool,
}

/// How many times what is allowed without a token is allowed from one address with any
/// number of tokens: an office, and a bound to guessing.
const TOKENS_OF_AN_ADDRESS: u32 = 10;

const MINUTE: u32 = 60;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Counts the request, and answers 429 if there were too many.
pub async fn hold(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let api = is_api(path);
    if !(api || is_rpc(path) || path.starts_with("/ical/")) {
        return next.run(request).await;
    }
    let quotas = state.settings().quotas;
    let address = address(&request, quotas.behind_proxy);
    let sensitive = is_sensitive(request.method(), path);
    let token = request.headers().get(header::AUTHORIZATION).map(HeaderValue::as_bytes);
    let token = token.map(|token| String::from_utf8_lossy(token).into_owned());
    let allowance = match tightest(&state, quotas, &address, token.as_deref(), sensitive).await {
        Ok(allowance) => allowance,
        Err(exceeded) => return refused(&exceeded),
    };
    let mut response = next.run(request).await;
    if api {
        tell(response.headers_mut(), &allowance);
    }
    response
}

/// What is left of the rule that is for this client, or the rule that was broken.
async fn tightest(
    state: &AppState,
    quotas: Quotas,
    address: &str,
    token: Option<&str>,
    sensitive: bool,
) -> Result<Allowance, Allowance> {
    let svc = state.services();
    let now = svc.clock.now();
    let take = async |name: &'static str, quota: u32, who: &str| {
        let allowance = svc.limits.take(Rule { name, quota, window: MINUTE }, who, now).await;
        if allowance.allowed { Ok(allowance) } else { Err(allowance) }
    };
    if sensitive {
        return take("sign-in", quotas.sign_in, address).await;
    }
    match token {
        Some(token) => {
            let all = quotas.address.saturating_mul(TOKENS_OF_AN_ADDRESS);
            take("address", all, address).await?;
            take("token", quotas.token, token).await
        }
        None => take("anonymous", quotas.address, address).await,
    }
}

/// What can be used to guess passwords or to send letters to others.
fn is_sensitive(method: &Method, path: &str) -> bool {
    SENSITIVE.iter().any(|(of, at)| method.as_str() == *of && path == *at)
}

const SENSITIVE: [(&str, &str); 19] = [
    ("POST", "/api/v1/sessions"),
    ("POST", "/api/v1/sessions/second-factor"),
    ("POST", "/api/v1/accounts"),
    ("POST", "/api/v1/password-resets"),
    ("POST", "/api/v1/email-verifications"),
    ("PATCH", "/api/v1/me"),
    ("DELETE", "/api/v1/me"),
    ("PUT", "/api/v1/me/password"),
    ("POST", "/rpc/sign-in"),
    ("POST", "/rpc/sign-in-code"),
    ("POST", "/rpc/sign-up"),
    ("POST", "/rpc/forgot-password"),
    ("POST", "/rpc/send-verification"),
    ("POST", "/rpc/change-password"),
    ("POST", "/rpc/change-email"),
    ("POST", "/rpc/keep-email"),
    ("POST", "/rpc/renew-recovery-codes"),
    ("POST", "/rpc/disable-second-factor"),
    ("POST", "/rpc/erase-account"),
];

fn address(request: &Request, behind_proxy: bool) -> String {
    let forwarded = || {
        let last = request.headers().get_all("x-forwarded-for").iter().next_back()?;
        last.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let peer = || request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let found = if behind_proxy { forwarded().or_else(peer) } else { peer() };
    match found {
        // A client has a whole network of these.
        Some(IpAddr::V6(v6)) if v6.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(ip) => ip.to_canonical().to_string(),
        None => "unknown".to_owned(),
    }
}

fn tell(headers: &mut HeaderMap, allowance: &Allowance) {
    let Allowance { rule: Rule { name, quota, window }, left, reset, .. } = allowance;
    let texts = [
        (POLICY, format!("\"{name}\";q={quota};w={window}")),
        (LIMIT, format!("\"{name}\";r={left};t={reset}")),
    ];
    for (header, text) in texts {
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(header, value);
        }
    }
}

fn refused(allowance: &Allowance) -> Response {
    metrics::counter!("requests_limited_total", "rule" => allowance.rule.name).increment(1);
    let detail = format!("Too many requests. Try again in {} seconds.", allowance.reset);
    let mut response = Problem::new(429, "too_many_requests", detail).into_response();
    tell(response.headers_mut(), allowance);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(allowance.reset));
    response
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use leptos::server_fn::axum::server_fn_paths;

    use super::*;
    use crate::api::openapi;

    fn from(peer: &str, forwarded: Option<&str>) -> Request {
        let mut request = Request::new(Body::empty());
        request.extensions_mut().insert(Peer(peer.parse().expect("an address")));
        if let Some(forwarded) = forwarded {
            let value = HeaderValue::from_str(forwarded).expect("a header");
            request.headers_mut().insert("x-forwarded-for", value);
        }
        request
    }

    #[test]
    fn a_client_is_known_by_its_address_and_nothing_it_says() {
        let said = Some("203.0.113.7, 198.51.100.9");
        assert_eq!(address(&from("192.0.2.1:5000", said), false), "192.0.2.1");
        assert_eq!(address(&from("192.0.2.1:5000", said), true), "198.51.100.9");
        assert_eq!(address(&from("192.0.2.1:5000", Some("rubbish")), true), "192.0.2.1");
        assert_eq!(address(&from("[::ffff:192.0.2.1]:5000", None), false), "192.0.2.1");
        assert_eq!(address(&from("[2001:db8:1:2:3:4:5:6]:5000", None), false), "2001:db8:1:2::/64");
    }

    #[test]
    fn what_can_be_guessed_at_is_sensitive() {
        for path in [
            "/api/v1/sessions",
            "/api/v1/password-resets",
            "/api/v1/sessions/second-factor",
            "/rpc/sign-in",
            "/rpc/sign-in-code",
        ] {
            assert!(is_sensitive(&Method::POST, path), "{path}");
        }
        // What is in the list is served: a name that has changed would be forgotten here.
        let functions: Vec<&str> = server_fn_paths().map(|(path, _)| path).collect();
        let document = serde_json::to_value(openapi::document("")).expect("json");
        for (method, path) in SENSITIVE {
            let operation = &document["paths"][path][method.to_lowercase()];
            assert!(functions.contains(&path) || operation.is_object(), "{method} {path}");
        }
        assert!(!is_sensitive(&Method::GET, "/api/v1/sessions"));
        assert!(!is_sensitive(&Method::POST, "/api/v1/bookings"));
    }
}
