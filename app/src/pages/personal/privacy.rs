//! A copy of one's data, and the end of one's account (LGPD, articles 18 and 19).

use leptos::{prelude::*, server_fn::ServerFn};

use super::account_head;
use crate::{
    api::personal::{EraseAccount, load_account},
    components::{
        Head,
        field::{Field, Tick},
        form::{PostForm, Submit},
        loaded,
    },
    packed::PageData,
};

/// `/account/privacy`
#[component]
pub fn Privacy() -> impl IntoView {
    // Loaded only to know that somebody is signed in.
    let page = PageData::new(|| (), |()| load_account());
    view! {
        <Head title=t!("Your data") />
        <div class="wrap section-tight medium">{loaded(page, |_| content())}</div>
    }
}

fn content() -> AnyView {
    view! {
        {account_head(t!("Your data"), "/account/privacy")}
        <section class="mt-8" aria-labelledby="export">
            <h2 id="export" class="heading">{t!("A copy of your data")}</h2>
            <p>{t!("Everything we keep about you, in one file that programs can read (JSON).")}</p>
            <p class="mt-4"><a class="btn" href="/account/export.json" rel="external" download="pousada.json">{t!("Download my data")}</a></p>
        </section>
        <section class="mt-10" aria-labelledby="erase">
            <h2 id="erase" class="heading">{t!("Erase your account")}</h2>
            <p>{t!("Your name, documents and ways to reach you are erased. Bookings stay without them, as the law on invoices wants. This cannot be taken back.")}</p>
            <PostForm to=EraseAccount::url() id="erase-form" reload=true class="form card">
                <Field name="password" label=t!("Password") kind="password" autocomplete="current-password" />
                <Tick name="sure" label=t!("Yes, erase my account for good") checked=false />
                <Submit label=t!("Erase my account") />
            </PostForm>
        </section>
    }
    .into_any()
}
