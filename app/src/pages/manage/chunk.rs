//! The pages under `/manage` as a module of their own in the browser.
//!
//! `scripts/bindgen` cuts it out of the wasm at [`browser::page`]: with it goes all
//! that nothing else calls. The server notes that a page uses it, and has the
//! browser load it together with the page.

use leptos::prelude::*;
use leptos_router::ChooseView;

use super::ManagePage;

impl ChooseView for ManagePage {
    async fn choose(self) -> AnyView {
        #[cfg(feature = "hydrate")]
        return browser::view(self).await;
        #[cfg(not(feature = "hydrate"))]
        {
            // The name of the module, below.
            leptos::prefetch_lazy_fn_on_server("manage");
            self.view()
        }
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
        wasm_split::{SplitLoaderError, wasm_split},
    };

    use super::ManagePage;
    use crate::components::failure::here;

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
        if !hydrating {
            _ = window().location().set_href(&here());
        }
        pending().await
    }
}
