//! What the document has the browser load early of the code's modules, besides the
//! first of them, which Leptos names.
//!
//! Leptos would name the others, too, but after it has waited for the page, when it
//! may have lost which request it works on; so here it follows from the address.

use axum::http::request::Parts;
use leptos::{WasmSplitManifest, prelude::*};

use crate::pages::{manage, personal};

/// The script that loads modules, and the modules that this page needs. To be placed
/// behind `HydrationScripts`, which reads the list of them.
pub fn early() -> Option<AnyView> {
    let (folder, modules, script) = use_context::<WasmSplitManifest>()?.0.get_value();
    let needed = use_context::<Parts>().and_then(|parts| module_of(parts.uri.path()));
    let needed = needed.and_then(|module| modules.get(module));
    let links = needed.into_iter().flatten().map(|module| {
        let href = format!("{folder}/{module}.wasm");
        view! { <link rel="preload" href=href r#as="fetch" r#type="application/wasm" crossorigin="anonymous" /> }
    });
    let links = links.collect_view();
    let script = format!("{folder}/{script}");
    Some(
        view! { <link rel="modulepreload" href=script crossorigin="anonymous" />{links} }
            .into_any(),
    )
}

/// The module that the page at `path` is in, unless it is in the first one.
fn module_of(path: &str) -> Option<&'static str> {
    let below = |root: &&str| {
        path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    [(manage::ROOTS, manage::MODULE), (personal::ROOTS, personal::MODULE)]
        .into_iter()
        .find(|(roots, _)| roots.iter().any(below))
        .map(|(_, module)| module)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_below_its_roots_needs_a_module() {
        for (path, expected) in [
            ("/manage", Some("manage")),
            ("/manage/hotels/new", Some("manage")),
            ("/trips/1/cancel", Some("personal")),
            ("/", None),
            ("/managers", None),
            ("/hotels/manage", None),
        ] {
            assert_eq!(module_of(path), expected, "{path}");
        }
    }
}
