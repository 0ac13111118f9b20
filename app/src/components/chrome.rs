//! What is around every page: header and footer.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::A;
use types::account::{Account, Role};

use super::icon::Mark;
use crate::{
    api::account::{SignOut, current_account},
    packed::PageData,
};

/// Brand, navigation by role, and who is signed in.
#[component]
pub fn Header() -> impl IntoView {
    let (account, read) = PageData::new(|| (), |()| current_account()).parts();
    let people = move || {
        Suspend::new(async move {
            match read(account.await) {
                Ok(Some(account)) => signed_in(account),
                Ok(None) => view! {
                    <A href="/sign-in">"Sign in"</A>
                    <a class="btn btn-small" href="/sign-up">"Sign up"</a>
                }
                .into_any(),
                Err(_) => ().into_any(),
            }
        })
    };
    view! {
        <a class="skip" href="#main" rel="external">"Skip to content"</a>
        <header class="site-header">
            <div class="wrap">
                <a class="brand" href="/" aria-label="Pousada, home"><Mark /><span>"Pousada"</span></a>
                <nav aria-label="Main">
                    <A href="/search">"Hotels"</A>
                    <Transition>{people}</Transition>
                </nav>
            </div>
        </header>
    }
}

fn signed_in(account: Account) -> AnyView {
    let own = match account.role {
        Role::Guest => Some(("/trips", "My trips")),
        Role::Hotelier => Some(("/manage", "My hotels")),
        Role::Admin => None,
    };
    let name = account.profile.map_or(account.email, |profile| profile.first_name);
    view! {
        {own.map(|(href, text)| view! { <A href=href>{text}</A> })}
        <span class="who" data-testid="account-name">{name}</span>
        // A plain form, never taken over: what follows is loaded afresh.
        <form method="post" action=SignOut::url()>
            <button class="btn btn-small" type="submit">"Sign out"</button>
        </form>
    }
    .into_any()
}

/// The end of every page.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="wrap">
                <p class="brand"><Mark /><span>"Pousada"</span></p>
                <p>"Small hotels and inns all over Brazil, booked without a phone call."</p>
                <nav aria-label="More">
                    <a href="/search">"All hotels"</a>
                    <a href="/sign-up?role=hotelier">"List your hotel"</a>
                    <a href="/api/schema/swagger-ui" rel="external">"API"</a>
                </nav>
            </div>
        </footer>
    }
}
