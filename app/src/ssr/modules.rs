//! What the document has the browser load early of the code's modules, besides the
//! first of them, which Leptos names.
//!
//! Leptos would name the others, too, but after it has waited for the page, when it
//! may have lost which request it works on; so here it follows from the address.

use axum::http::request::Parts;
use leptos::{WasmSplitManifest, prelude::*};

use crate::pages::manage;

/// The script that loads modules, and the modules that this page needs. To be placed
/// behind `HydrationScripts`, which reads the list of them.
pub fn early() -> Option<AnyView> {
    let (folder, modules, script) = use_context::<WasmSplitManifest>()?.0.get_value();
    let hoteliers = use_context::<Parts>().is_some_and(|parts| is_managing(parts.uri.path()));
    let needed = if hoteliers { modules.get(manage::MODULE) } else { None };
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

fn is_managing(path: &str) -> bool {
    path.strip_prefix(manage::ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_below_its_root_needs_the_module() {
        for (path, expected) in [
            ("/manage", true),
            ("/manage/hotels/new", true),
            ("/", false),
            ("/managers", false),
            ("/hotels/manage", false),
        ] {
            assert_eq!(is_managing(path), expected, "{path}");
        }
    }
}
