//! What a form without JavaScript brings back to its page: the error and what was
//! typed, in a cookie that lives for one page.

use axum::http::{HeaderValue, Method, request::Parts};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use leptos::prelude::use_context;

use crate::components::form::Flash;

const COOKIE: &str = "__Host-flash";

/// Browsers refuse cookies of more than 4096 bytes, name and attributes included.
const MOST_BYTES: usize = 3584;

/// The most field errors that are brought back.
const MOST_ERRORS: usize = 12;

/// Fields that are not brought back: secrets, and where the page is.
const LEFT_OUT: [&str; 4] = ["password", "otp", "token", "page"];

/// The header that sets the cookie. What does not fit is left out: the longest
/// texts first, then further errors; the error itself always fits.
pub(super) fn header(mut flash: Flash) -> Option<HeaderValue> {
    flash.values.retain(|(name, _)| !LEFT_OUT.iter().any(|part| name.contains(part)));
    flash.error.errors.truncate(MOST_ERRORS);
    let mut value = encode(&flash)?;
    while value.len() > MOST_BYTES {
        let longest = flash.values.iter().enumerate().max_by_key(|(_, (_, value))| value.len());
        match longest.map(|(index, _)| index) {
            Some(index) => drop(flash.values.remove(index)),
            None if flash.error.extra.is_some() => flash.error.extra = None,
            None => flash.error.errors.pop().map(drop)?,
        }
        value = encode(&flash)?;
    }
    let line = super::cookie_line(COOKIE, &value, TimeDelta::seconds(60));
    HeaderValue::from_str(&line).ok()
}

fn encode(flash: &Flash) -> Option<String> {
    Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(flash).ok()?))
}

fn decode(value: &str) -> Option<Flash> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(value).ok()?).ok()
}

/// Takes the cookie that came with a request for a page.
pub(super) fn take() -> Option<Flash> {
    let is_page = use_context::<Parts>().is_some_and(|parts| parts.method == Method::GET);
    let value = super::cookie(COOKIE).filter(|value| is_page && !value.is_empty())?;
    super::set_cookie(COOKIE, "", TimeDelta::zero());
    decode(&value)
}

#[cfg(test)]
mod tests {
    use types::AppError;

    use super::*;

    fn back(flash: &Flash) -> Flash {
        let line = header(flash.clone()).expect("fits");
        let line = line.to_str().expect("text");
        assert!(line.len() < 4096, "{}", line.len());
        let (_, rest) = line.split_once('=').expect("a cookie");
        decode(rest.split_once(';').expect("attributes").0).expect("ours")
    }

    fn flash(values: &[(&str, &str)]) -> Flash {
        Flash {
            path: "/rpc/sign-in".into(),
            error: AppError::new(422, "invalid_input", "No."),
            values: values.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        }
    }

    #[test]
    fn values_come_back_but_no_secret_does() {
        let flash = flash(&[
            ("email", "ana@example.com"),
            ("new_password", "s3cret"),
            ("otp", "s3cret"),
            ("token", "s3cret"),
            ("page", "/reset?token=s3cret"),
        ]);
        assert_eq!(back(&flash).values, [("email".to_owned(), "ana@example.com".to_owned())]);
    }

    #[test]
    fn the_longest_texts_give_way_to_the_error() {
        let long = "ã".repeat(3000);
        let mut flash = flash(&[("name", "Ana"), ("note", &long)]);
        assert_eq!(back(&flash).values, [("name".to_owned(), "Ana".to_owned())]);
        let wrong = types::FieldErrors::one("/rooms", "taken", "x".repeat(400)).0;
        flash.error.errors = wrong.iter().cycle().take(200).cloned().collect();
        let back = back(&flash);
        assert!(!back.error.errors.is_empty() && back.error.errors.len() <= MOST_ERRORS);
        assert_eq!(back.error.detail, "No.");
    }

    #[test]
    fn what_is_not_ours_is_ignored() {
        assert_eq!(decode("%%%"), None);
        assert_eq!(decode("e30"), None);
    }
}
