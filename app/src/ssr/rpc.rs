//! The door of the server functions.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Form, FromRequest, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use leptos::{prelude::use_context, server_fn::error::SERVER_FN_ERROR_HEADER};
use pousada_core::Services;
use types::AppError;

use super::{flash, provide_services};
use crate::{components::form::Flash, routes};

/// The largest form without JavaScript.
const MOST_BYTES: usize = 64 * 1024;

/// Runs a server function. To be mounted at `/rpc/{*fn_name}`.
///
/// A form that a browser without JavaScript sends and that fails leads back to
/// the page it came from, which then shows the error and what was typed. A page that
/// forbids the `Referer` says where it is in a field `page`.
pub async fn handle_rpc(services: Services, request: Request) -> Response {
    if !is_plain_form(&request) {
        return run(services, request).await;
    }
    let path = request.uri().path().to_owned();
    let from = referer(request.headers());
    let (parts, body) = request.into_parts();
    let Ok(form) = to_bytes(body, MOST_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let response = run(services, Request::from_parts(parts, Body::from(form.clone()))).await;
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    back_to_form(path, from, form, response).await
}

async fn run(services: Services, request: Request) -> Response {
    let context = move || provide_services(services.clone());
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}

fn is_plain_form(request: &Request) -> bool {
    let has = |name, part: &str| {
        let value = request.headers().get(name).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| value.contains(part))
    };
    request.method() == Method::POST
        && has(header::ACCEPT, "text/html")
        && has(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// Where the visitor came from, without a language in it: the way back from choosing one.
#[must_use]
pub fn back() -> String {
    let came = use_context::<Parts>().and_then(|parts| referer(&parts.headers));
    let came = came.unwrap_or_else(|| "/".to_owned());
    let Some((path, query)) = came.split_once('?') else { return came };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The path and query that the form's page has, if it is a page of this host.
fn referer(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    let path = rest.strip_prefix(host)?;
    (path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'))
        .then(|| path.to_owned())
}

async fn back_to_form(
    path: String,
    from: Option<String>,
    form: Bytes,
    failed: Response,
) -> Response {
    let body = to_bytes(failed.into_body(), MOST_BYTES).await.unwrap_or_default();
    let error = serde_json::from_slice(&body)
        .unwrap_or_else(|_| AppError::new(500, "internal", "Something went wrong on our side."));
    let mut request = Request::new(Body::from(form));
    *request.method_mut() = Method::POST;
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    let values = Form::from_request(request, &()).await.map(|Form(values)| values);
    let values: Vec<(String, String)> = values.unwrap_or_default();
    let from = from.unwrap_or_else(|| {
        let page = values.iter().find(|(name, _)| name == "page");
        page.map_or_else(|| "/".to_owned(), |(_, page)| routes::local(page, "/"))
    });
    if error.code == "unauthenticated" {
        return see_other(&routes::sign_in(&from), None);
    }
    see_other(&from, flash::header(Flash { path, error, values }))
}

fn see_other(path: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_this_host_is_gone_back_to() {
        let back = |referer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("pousada.test:3000"));
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            super::referer(&headers)
        };
        assert_eq!(back("https://pousada.test:3000/a?b=c").as_deref(), Some("/a?b=c"));
        assert_eq!(back("https://evil.test/a"), None);
        assert_eq!(back("https://pousada.test:3000.evil.test/a"), None);
        assert_eq!(back("https://pousada.test:3000//evil.test"), None);
        assert_eq!(back("nonsense"), None);
    }
}
