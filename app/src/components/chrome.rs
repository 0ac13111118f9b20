//! What is around every page: header and footer.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::A;
use types::account::{Account, Role};

use super::icon::Mark;
use crate::{
    api::account::{SetLanguage, SetTheme, SignOut, current_account},
    i18n::{self, Locale},
    model::Boot,
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
                    <A href="/sign-in">{t!("Sign in")}</A>
                    <a class="btn btn-small" href="/sign-up">{t!("Sign up")}</a>
                }
                .into_any(),
                Err(_) => ().into_any(),
            }
        })
    };
    view! {
        <a class="skip" href="#main" rel="external">{t!("Skip to content")}</a>
        <header class="site-header">
            <div class="wrap">
                <a class="brand" href="/" aria-label=t!("Pousada, home")><Mark /><span>"Pousada"</span></a>
                <nav aria-label=t!("Main")>
                    <A href="/search">{t!("Hotels")}</A>
                    <Transition>{people}</Transition>
                </nav>
            </div>
        </header>
    }
}

fn signed_in(account: Account) -> AnyView {
    let own = match account.role {
        Role::Guest => Some(("/trips", t!("My trips"))),
        Role::Hotelier => Some(("/manage", t!("My hotels"))),
        Role::Admin => None,
    };
    let name = account.profile.map_or(account.email, |profile| profile.first_name);
    view! {
        {own.map(|(href, text)| view! { <A href=href>{text}</A> })}
        <A href="/account" attr:class="who"><span data-testid="account-name">{name}</span></A>
        // A plain form, never taken over: what follows is loaded afresh.
        <form method="post" action=SignOut::url()>
            <button class="btn btn-small" type="submit">{t!("Sign out")}</button>
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
                <p>{t!("Small hotels and inns all over Brazil, booked without a phone call.")}</p>
                <div>{languages()}{themes()}</div>
                <nav aria-label=t!("More")>
                    <a href="/search">{t!("All hotels")}</a>
                    <a href="/sign-up?role=hotelier">{t!("List your hotel")}</a>
                    <a href="/help">{t!("Help")}</a>
                    <a href="/privacy">{t!("Privacy")}</a>
                    <a href="/terms">{t!("Terms of use")}</a>
                    <a href="/api/schema/swagger-ui" rel="external">"API"</a>
                </nav>
            </div>
        </footer>
    }
}

/// The choice of a language. A plain form: the page comes afresh, in that language.
fn languages() -> AnyView {
    let now = i18n::locale();
    let buttons = Locale::ALL.map(|locale| {
        let current = (locale == now).then_some("true");
        view! {
            <button class="language" name="lang" value=locale.tag() lang=locale.tag() aria-current=current>
                {locale.name()}
            </button>
        }
    });
    view! {
        <form class="languages" method="post" action=SetLanguage::url() aria-label=t!("Language")>{buttons}</form>
    }
    .into_any()
}

/// The choice of colours, as [`languages`].
fn themes() -> AnyView {
    let boot = use_context::<StoredValue<Boot>>();
    let now = boot.map(|boot| boot.with_value(|boot| boot.theme.clone())).unwrap_or_default();
    let themes = [("", t!("System")), ("light", t!("Light")), ("dark", t!("Dark"))];
    let buttons = themes.map(|(theme, name)| {
        let current = (theme == now).then_some("true");
        view! { <button class="language" name="theme" value=theme aria-current=current>{name}</button> }
    });
    view! {
        <form class="languages" method="post" action=SetTheme::url() aria-label=t!("Colours")>{buttons}</form>
    }
    .into_any()
}
