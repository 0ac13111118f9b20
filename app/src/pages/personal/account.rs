//! Personal data.

use leptos::{prelude::*, server_fn::ServerFn};
use types::account::{Account, Profile, Role};

use super::account_head;
use crate::{
    api::personal::{EditAccount, load_account},
    components::{
        Head,
        field::{Field, Select},
        form::{PostForm, Submit},
        loaded,
        state::Done,
    },
    format,
    i18n::Locale,
    packed::PageData,
    pages::query,
};

/// `/account`
#[component]
pub fn AccountPage() -> impl IntoView {
    let done = query("done");
    let page = PageData::new(done.clone(), |_| load_account());
    view! {
        <Head title=t!("Personal data") />
        <div class="wrap section-tight medium">
            {loaded(page, move |account| content(account, done() == "saved"))}
        </div>
    }
}

fn content(account: Account, saved: bool) -> AnyView {
    let Account { role, email, email_verified, locale, profile, .. } = account;
    let verified = match email_verified {
        true => view! { <span class="tag tag-good">{t!("Address confirmed")}</span> }.into_any(),
        false => view! {
            <span class="tag tag-warn">{t!("Not confirmed")}</span>" "
            <a href="/verify">{t!("Send me the letter")}</a>
        }
        .into_any(),
    };
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned()));
    let language = Locale::of_tag(&locale).unwrap_or_default().tag();
    view! {
        {account_head(t!("Personal data"), "")}
        {saved.then(|| view! { <Done text=t!("Your data are saved.") /> })}
        <p class="mt-6">{t!("E-mail")}": "<strong>{email}</strong>" "{verified}</p>
        <PostForm to=EditAccount::url() id="account" reload=true class="form card">
            {profile.map(|profile| fields(role, profile))}
            <Select name="locale" label=t!("Language of pages and e-mails") options=languages.to_vec() value=language />
            <Submit label=t!("Save") />
        </PostForm>
    }
    .into_any()
}

fn fields(role: Role, profile: Profile) -> AnyView {
    let document = format!(
        "{} {}",
        profile.document.kind.as_str().to_uppercase(),
        profile.document.formatted()
    );
    let born = profile.birth_date.map(format::iso).unwrap_or_default();
    view! {
        <div class="pair">
            <Field name="first_name" label=t!("First name") value=profile.first_name autocomplete="given-name" />
            <Field name="last_name" label=t!("Last name") value=profile.last_name autocomplete="family-name" />
        </div>
        <Field name="phone" label=t!("Phone") kind="tel" value=profile.phone autocomplete="tel" />
        {(role == Role::Guest)
            .then(|| view! { <Field name="birth_date" label=t!("Date of birth") kind="date" value=born optional=true autocomplete="bday" /> })}
        <p class="hint">{t!("Document")}": "{document}</p>
    }
    .into_any()
}
