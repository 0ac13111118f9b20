//! What visitors have of their own: booking, bookings, account, and the links of letters.
//!
//! One module in the browser, so that finding a hotel does not wait for it.

mod account;
mod book;
mod cancel;
mod edit;
mod keys;
mod privacy;
mod receipt;
mod recovery;
mod security;
mod sign_in;
mod trips;

use leptos::prelude::*;

/// Where these pages are.
#[cfg(feature = "ssr")]
pub(crate) const ROOTS: &[&str] =
    &["/book", "/trips", "/account", "/sign-in", "/sign-up", "/verify", "/forgot", "/reset"];

/// What their module is called in the build's list.
#[cfg(feature = "ssr")]
pub(crate) const MODULE: &str = "personal";

/// A page of this part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is documented where it is made")]
pub enum PersonalPage {
    Book,
    SignIn,
    SignUp,
    Trips,
    Trip,
    EditTrip,
    CancelTrip,
    Receipt,
    Account,
    Security,
    Keys,
    Privacy,
    Verify,
    Forgot,
    Reset,
}

super::chunk::module!(PersonalPage, personal);

impl PersonalPage {
    fn view(self) -> AnyView {
        match self {
            Self::Book => book::Book().into_any(),
            Self::SignIn => sign_in::SignInPage().into_any(),
            Self::SignUp => sign_in::SignUpPage().into_any(),
            Self::Trips => trips::Trips().into_any(),
            Self::Trip => trips::Trip().into_any(),
            Self::EditTrip => edit::EditTrip().into_any(),
            Self::CancelTrip => cancel::Cancel().into_any(),
            Self::Receipt => receipt::Receipt().into_any(),
            Self::Account => account::AccountPage().into_any(),
            Self::Security => security::Security().into_any(),
            Self::Keys => keys::Keys().into_any(),
            Self::Privacy => privacy::Privacy().into_any(),
            Self::Verify => recovery::Verify().into_any(),
            Self::Forgot => recovery::Forgot().into_any(),
            Self::Reset => recovery::Reset().into_any(),
        }
    }
}

/// The heading of the account's pages with the ways between them.
fn account_head(title: &'static str, here: &'static str) -> AnyView {
    let tabs = [
        ("", t!("Personal data")),
        ("/security", t!("Password and sessions")),
        ("/keys", t!("API keys")),
        ("/privacy", t!("Your data")),
    ];
    let tabs = tabs.map(|(path, text)| {
        let current = (path == here).then_some("page");
        view! { <a href=format!("/account{path}") aria-current=current>{text}</a> }
    });
    view! {
        <h1 class="display">{title}</h1>
        <nav class="tabs" aria-label=t!("Your account")>{tabs}</nav>
    }
    .into_any()
}
