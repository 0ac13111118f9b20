//! The headers of every page.

use axum::http::{HeaderValue, header, request::Parts};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_axum::ResponseOptions;

use crate::i18n;

/// Sets the headers of every page: only our own code and styles run in it, and
/// what it says is for this visitor only.
pub fn set_page_headers(options: &LeptosOptions) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let nonce = use_nonce().map(|nonce| format!(" 'nonce-{nonce}'"));
    let nonce = nonce.unwrap_or_default();
    let reload = reload_source(options);
    let policy = format!(
        "default-src 'self'; connect-src 'self'{reload}; script-src 'self'{nonce} \
         'wasm-unsafe-eval'; style-src 'self'{nonce}; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response.append_header(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    let language = HeaderValue::from_static(i18n::locale().tag());
    response.insert_header(header::CONTENT_LANGUAGE, language);
    if has_secret() {
        response.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
}

/// Where a page hears that its code has changed, while somebody works on it.
fn reload_source(options: &LeptosOptions) -> String {
    if std::env::var_os("LEPTOS_WATCH").is_none() {
        return String::new();
    }
    format!(" ws://{}:{}", options.site_addr.ip(), options.reload_port)
}

/// Whether the page's address is a link of a letter, which nobody else may learn.
fn has_secret() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        let query = parts.uri.query().unwrap_or_default();
        query.split('&').any(|pair| pair.starts_with("token="))
    })
}
