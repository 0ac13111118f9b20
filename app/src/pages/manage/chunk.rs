//! The pages under `/manage` as a module of their own in the browser.
//!
//! `scripts/bindgen` cuts it out of the wasm at `browser::page`: with it goes all
//! that nothing else calls. The document of these pages names the module, for the
//! browser to load it early (`ssr::modules`).

use leptos::prelude::*;
use leptos_router::ChooseView;

use super::ManagePage;

impl ChooseView for ManagePage {
    async fn choose(self) -> AnyView {
        #[cfg(feature = "hydrate")]
        return browser::view(self).await;
        #[cfg(not(feature = "hydrate"))]
        self.view()
    }

    async fn preload(&self) {
        #[cfg(feature = "hydrate")]
        browser::load().await;
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::future::pending;

    use leptos::{
        prelude::*,
        wasm_bindgen::{JsCast, closure::Closure},
        wasm_split::{SplitLoaderError, wasm_split},
        web_sys::Event,
    };

    use super::ManagePage;
    use crate::components::failure::here;

    // The name of the module is that of `MODULE`, too.
    #[wasm_split(manage, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
    fn page(page: ManagePage) -> Result<AnyView, SplitLoaderError> {
        Ok(page.view())
    }

    pub async fn view(page: ManagePage) -> AnyView {
        match self::page(page).await {
            Ok(view) => view,
            Err(_) => without().await,
        }
    }

    pub async fn load() {
        // Leptos' own `lazy` would panic if the module cannot be had, for instance
        // because a newer version of the site is there, with other names.
        if fetch().await.is_err() {
            without().await;
        }
    }

    /// Does without the module: a page that came from the server stays as it is and
    /// works as without JavaScript; one that was to follow comes from the server.
    async fn without() -> AnyView {
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
