//! The texts on the server: which language a request wants, and the browser's script.

use std::sync::{Arc, LazyLock, OnceLock};

use axum::http::{header, request::Parts};
use leptos::prelude::*;
use types::AppError;

use super::{Locale, catalogue};

/// The cookie that keeps a visitor's choice.
pub(crate) const COOKIE: &str = "lang";

/// The language of a request, found out once.
#[derive(Clone, Default)]
pub(crate) struct Asked(Arc<OnceLock<Locale>>);

pub(super) fn locale() -> Locale {
    let Some(asked) = use_context::<Asked>() else { return Locale::En };
    *asked
        .0
        .get_or_init(|| use_context::<Parts>().map(|parts| of_request(&parts)).unwrap_or_default())
}

/// What a request asks for: by its address (`?lang=es`, which other languages' links
/// have), else by the visitor's choice, else by the browser's settings.
fn of_request(parts: &Parts) -> Locale {
    asked(parts.uri.query().unwrap_or_default())
        .or_else(|| Locale::of_tag(&crate::ssr::cookie_of(parts, COOKIE)?))
        .or_else(|| {
            let header = parts.headers.get(header::ACCEPT_LANGUAGE)?;
            Locale::negotiate(header.to_str().ok()?)
        })
        .unwrap_or_default()
}

/// The language that a query names.
#[must_use]
pub fn asked(query: &str) -> Option<Locale> {
    let mut values = query.split('&').filter_map(|pair| pair.strip_prefix("lang="));
    values.next().and_then(Locale::of_tag)
}

/// Each language's script, and the name that changes with what is in it.
static SCRIPTS: LazyLock<[(String, String); 3]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| {
        let texts: Vec<&str> = (0..catalogue::SHOWN).map(|i| catalogue::at(i, locale)).collect();
        // JSON is JavaScript; the separator is written as an escape.
        let all = serde_json::to_string(&texts.join("\u{1f}")).unwrap_or_default();
        let script = format!("window.pousadaTexts={all};");
        let hash = fingerprint(&script);
        (format!("{}.{hash}.js", locale.tag()), script)
    })
});

/// A hash for names of files (FNV-1a, 64 bits): nobody gains from a collision.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The name of a language's script under `/i18n/`.
#[must_use]
pub fn script_name(locale: Locale) -> &'static str {
    &SCRIPTS[locale as usize].0
}

/// The script of that name.
#[must_use]
pub fn script(name: &str) -> Option<&'static str> {
    SCRIPTS.iter().find(|(known, _)| known == name).map(|(_, script)| script.as_str())
}

/// What the use cases say of a failure, in the visitor's language. They say it in
/// English, as the API does; a sentence that the catalogue lacks stays as it is.
#[must_use]
pub fn translated(mut error: AppError) -> AppError {
    let locale = locale();
    if locale != Locale::En {
        error.detail = translate(&error.detail, locale);
        for field in &mut error.errors {
            field.detail = translate(&field.detail, locale);
        }
    }
    error
}

/// An English sentence in another language: found as it is, or as what a text with
/// `{names}` can become.
#[must_use]
pub fn translate(english: &str, locale: Locale) -> String {
    if let Some(index) = catalogue::find(english) {
        return catalogue::at(index, locale).to_owned();
    }
    for index in 0..catalogue::ALL {
        let pattern = catalogue::at(index, Locale::En);
        if let Some(values) = matched(pattern, english) {
            let values: Vec<(&str, String)> = values
                .into_iter()
                .map(|(name, value)| {
                    (
                        name,
                        catalogue::find(value)
                            .map_or(value, |i| catalogue::at(i, locale))
                            .to_owned(),
                    )
                })
                .collect();
            let values: Vec<(&str, &dyn std::fmt::Display)> = values
                .iter()
                .map(|(name, value)| (*name, value as &dyn std::fmt::Display))
                .collect();
            return super::fill(catalogue::at(index, locale), &values);
        }
    }
    english.to_owned()
}

/// What the names of `pattern` stand for in `text`. A pattern that begins with a name
/// and has little else would be found in anything, and is not tried.
fn matched<'a>(pattern: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let (head, _) = pattern.split_once('{')?;
    let fixed =
        pattern.split('{').map(|part| part.rsplit('}').next().unwrap_or(part).len()).sum::<usize>();
    if fixed < 8 {
        return None;
    }
    let mut text = text.strip_prefix(head)?;
    let mut pattern = &pattern[head.len()..];
    let mut values = Vec::new();
    while let Some(rest) = pattern.strip_prefix('{') {
        let (name, rest) = rest.split_once('}')?;
        let end = rest.find('{').unwrap_or(rest.len());
        let (literal, next) = rest.split_at(end);
        let at = if next.is_empty() {
            text.len().checked_sub(literal.len())?
        } else {
            text.find(literal)?
        };
        if !text.is_char_boundary(at) || &text[at..at + literal.len()] != literal {
            return None;
        }
        values.push((name, &text[..at]));
        text = &text[at + literal.len()..];
        pattern = next;
    }
    (text.is_empty() && pattern.is_empty()).then_some(values)
}
