//! The texts in the browser: those of one language, given by a script.

use std::sync::OnceLock;

use leptos::{
    prelude::{document, window},
    web_sys::js_sys::Reflect,
};

use super::Locale;

/// What stands between two texts. Also in `serve`.
const BETWEEN: char = '\u{1f}';

static TEXTS: OnceLock<(Locale, Vec<&'static str>)> = OnceLock::new();

/// Reads the texts that came with the document. If there are none, or too few, the page
/// is better left as it came from the server: `false`.
#[must_use]
pub fn start() -> bool {
    let given = Reflect::get(&window(), &"pousadaTexts".into()).ok();
    let Some(all) = given.and_then(|given| given.as_string()) else { return false };
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    let locale = Locale::of_tag(&tag.unwrap_or_default()).unwrap_or_default();
    // Once, for as long as the page is open.
    let texts: Vec<&'static str> = Box::leak(all.into_boxed_str()).split(BETWEEN).collect();
    let enough = texts.len() == super::catalogue::SHOWN;
    enough && TEXTS.set((locale, texts)).is_ok()
}

pub(super) fn text(index: usize) -> &'static str {
    TEXTS.get().and_then(|(_, texts)| texts.get(index)).copied().unwrap_or_default()
}

pub(super) fn locale() -> Locale {
    TEXTS.get().map(|(locale, _)| *locale).unwrap_or_default()
}
