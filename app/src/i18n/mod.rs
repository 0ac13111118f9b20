//! What the pages say, in each language.
//!
//! A text is written in English where it is used, `t!("My trips")`, and its
//! translations stand in the `catalogue`: a text that is not there does not compile.
//! The server has all languages. The browser's code has none: it is given the texts of
//! its language by a script of their own (`/i18n/…`), so that a language costs it nothing.

// The macros come first, for the modules.

/// A text of the catalogue in the visitor's language, with what its `{names}` stand for.
///
/// Without names it is a `&'static str`, with names a `String`.
macro_rules! t {
    ($text:literal) => {{
        const INDEX: usize = $crate::i18n::index($text);
        $crate::i18n::text(INDEX)
    }};
    ($text:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::fill(t!($text), &[$((stringify!($name), &$value)),+])
    };
}

/// One of two texts of the catalogue, by the number that `{n}` stands for in both.
macro_rules! plural {
    ($n:expr, $one:literal, $many:literal) => {{
        let n = i64::from($n);
        let text = if $crate::i18n::is_one(n) { t!($one) } else { t!($many) };
        $crate::i18n::fill(text, &[("n", &n)])
    }};
}

#[cfg(feature = "hydrate")]
mod browser;
mod catalogue;
mod codes;
mod locale;
#[cfg(feature = "ssr")]
mod serve;

use std::fmt::Display;

#[cfg(feature = "hydrate")]
pub use self::browser::start;
#[cfg(feature = "ssr")]
pub(crate) use self::serve::{Asked, COOKIE};
#[cfg(feature = "ssr")]
pub use self::serve::{asked, script, script_name, translate, translated};
pub use self::{
    catalogue::index,
    codes::{amenity, event, room_kind, state, status, who},
    locale::Locale,
};

/// The text at an [`index`] in the visitor's language.
#[must_use]
pub fn text(index: usize) -> &'static str {
    #[cfg(feature = "hydrate")]
    return browser::text(index);
    #[cfg(not(feature = "hydrate"))]
    catalogue::at(index, locale())
}

/// The visitor's language.
#[must_use]
pub fn locale() -> Locale {
    #[cfg(feature = "hydrate")]
    return browser::locale();
    #[cfg(all(feature = "ssr", not(feature = "hydrate")))]
    return serve::locale();
    #[cfg(not(any(feature = "ssr", feature = "hydrate")))]
    Locale::En
}

/// Whether that many are one in the visitor's language (CLDR's plural rules of whole
/// numbers; their `many` begins at a million, which is no count of ours).
#[must_use]
pub fn is_one(n: i64) -> bool {
    n == 1 || (n == 0 && locale() == Locale::PtBr)
}

/// Puts values in the places of `{names}`.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else { return out };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            out.push_str(&value.to_string());
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
