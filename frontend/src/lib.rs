//! The entry point of Pousada's code in the browser.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server has rendered.
#[wasm_bindgen]
pub fn hydrate() {
    // Without its texts the page is better left as it is: it works without this code.
    if app::i18n::start() {
        leptos::mount::hydrate_lazy(app::App);
    }
}
