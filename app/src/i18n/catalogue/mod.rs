//! All texts, each in English, Portuguese and Spanish.
//!
//! A part for each region of the pages; what the use cases say of failures is the last
//! one, which the browser does not need: the server translates it.

mod account;
mod common;
mod failures;
mod guest;
mod manage;

#[cfg(not(feature = "hydrate"))]
use super::Locale;

/// A text: in the order of `Locale::ALL`.
type Text = [&'static str; 3];

const PARTS: [&[Text]; 5] =
    [common::TEXTS, guest::TEXTS, account::TEXTS, manage::TEXTS, failures::TEXTS];

/// How many texts pages show.
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub(super) const SHOWN: usize = PARTS[0].len() + PARTS[1].len() + PARTS[2].len() + PARTS[3].len();

/// How many texts there are.
#[cfg(feature = "ssr")]
pub(super) const ALL: usize = SHOWN + PARTS[4].len();

/// Where an English text is in the catalogue. What `t!` asks at compile time.
///
/// # Panics
/// If it is not there.
#[must_use]
pub const fn index(english: &str) -> usize {
    let (mut before, mut part) = (0, 0);
    while part < PARTS.len() {
        let texts = PARTS[part];
        let mut at = 0;
        while at < texts.len() {
            if same(texts[at][0].as_bytes(), english.as_bytes()) {
                return before + at;
            }
            at += 1;
        }
        before += texts.len();
        part += 1;
    }
    panic!("{}", english)
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The text at an index.
#[cfg(not(feature = "hydrate"))]
pub(super) fn at(index: usize, locale: Locale) -> &'static str {
    let mut index = index;
    for part in PARTS {
        match part.get(index) {
            Some(text) => return text[locale as usize],
            None => index -= part.len(),
        }
    }
    ""
}

/// Where an English text is, if it is there.
#[cfg(feature = "ssr")]
pub(super) fn find(english: &str) -> Option<usize> {
    use std::{collections::HashMap, sync::LazyLock};

    static PLACES: LazyLock<HashMap<&'static str, usize>> =
        LazyLock::new(|| (0..ALL).map(|index| (at(index, Locale::En), index)).collect());
    PLACES.get(english).copied()
}
