//! Pages that come to the browser as modules of their own.
//!
//! `scripts/bindgen` cuts the wasm at each `#[wasm_split]` function: with it goes all
//! that nothing else calls. The document of such a page names its module, for the
//! browser to load it early (`ssr::modules`).

/// Makes an enum of pages one module: what the router needs to show them.
///
/// `$name` names the module in the build's list, too, where `$pages::MODULE` looks for it.
macro_rules! module {
    ($pages:ident, $name:ident) => {
        impl leptos_router::ChooseView for $pages {
            async fn choose(self) -> leptos::prelude::AnyView {
                #[cfg(feature = "hydrate")]
                return split::view(self).await;
                #[cfg(not(feature = "hydrate"))]
                self.view()
            }

            async fn preload(&self) {
                #[cfg(feature = "hydrate")]
                split::load().await;
            }
        }

        #[cfg(feature = "hydrate")]
        mod split {
            use leptos::{
                prelude::AnyView,
                wasm_split::{SplitLoaderError, wasm_split},
            };

            use super::$pages;
            use crate::pages::chunk::without;

            #[wasm_split($name, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
            fn page(page: $pages) -> Result<AnyView, SplitLoaderError> {
                Ok(page.view())
            }

            pub async fn view(page: $pages) -> AnyView {
                match self::page(page).await {
                    Ok(view) => view,
                    Err(_) => without().await,
                }
            }

            pub async fn load() {
                // Leptos' own `lazy` would panic if the module cannot be had, for
                // instance because a newer version of the site is there, with other names.
                if fetch().await.is_err() {
                    without().await;
                }
            }
        }
    };
}

pub(super) use module;

#[cfg(feature = "hydrate")]
pub(super) use browser::without;

#[cfg(feature = "hydrate")]
mod browser {
    use std::future::pending;

    use leptos::{
        prelude::*,
        wasm_bindgen::{JsCast, closure::Closure},
        web_sys::Event,
    };

    use crate::components::failure::here;

    /// Does without the module: a page that came from the server stays as it is and
    /// works as without JavaScript; one that was to follow comes from the server.
    pub async fn without() -> AnyView {
        let hydrating = Owner::current_shared_context().is_some_and(|it| it.during_hydration());
        if hydrating {
            leave_links_alone();
        } else {
            _ = window().location().set_href(&here());
        }
        pending().await
    }

    /// Keeps clicks from the router, which listens at the window and would change the
    /// address of a page that it cannot change.
    fn leave_links_alone() {
        let keep = Closure::<dyn Fn(Event)>::new(|click: Event| click.stop_propagation());
        let listener = keep.as_ref().unchecked_ref();
        _ = document().add_event_listener_with_callback("click", listener);
        keep.forget();
    }
}
