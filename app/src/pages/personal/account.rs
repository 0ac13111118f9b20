//! Personal data, the e-mail address, and which letters come to it.

use leptos::{prelude::*, server_fn::ServerFn};
use types::{
    account::{Account, Profile, Role},
    notifications::Notifications,
};

use super::account_head;
use crate::{
    api::personal::{ChangeEmail, EditAccount, EditNotifications, KeepEmail, load_account},
    components::{
        Head,
        field::{Field, Select, Tick},
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
            {loaded(page, move |account| content(account, &done()))}
        </div>
    }
}

fn content(account: Account, done: &str) -> AnyView {
    let news = match (done, &account.pending_email) {
        ("saved", _) => Some(t!("Your data are saved.").to_owned()),
        ("letters", _) => Some(t!("We write to you as you wish.").to_owned()),
        ("email", Some(wanted)) => {
            Some(t!("We have written to {email}. Open the link in that letter.", email = wanted))
        }
        ("kept", None) => Some(t!("Your e-mail address stays as it is.").to_owned()),
        _ => None,
    };
    let letters = letters(account.role, account.notifications);
    let address = address(&account);
    view! {
        {account_head(t!("Personal data"), "/account")}
        {news.map(|text| view! { <Done text=text /> })}
        {person(account)}
        {address}
        {letters}
    }
    .into_any()
}

fn person(account: Account) -> AnyView {
    let Account { role, locale, profile, .. } = account;
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned()));
    let language = Locale::of_tag(&locale).unwrap_or_default().tag();
    view! {
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

/// The address, the one that shall take its place, and how to change it.
fn address(account: &Account) -> AnyView {
    let verified = match account.email_verified {
        true => view! { <span class="tag tag-good">{t!("Address confirmed")}</span> }.into_any(),
        false => view! {
            <span class="tag tag-warn">{t!("Not confirmed")}</span>" "
            <a href="/verify">{t!("Send me the letter")}</a>
        }
        .into_any(),
    };
    let pending = account.pending_email.clone().map(|wanted| {
        let text = t!("{email} takes its place once you open the link in the letter that we sent there.", email = wanted);
        view! {
            <div class="alert alert-warn" data-testid="pending-email">
                <p>{text}</p>
                <PostForm to=KeepEmail::url() id="keep" reload=true class="form">
                    <Field name="current_password" label=t!("Password") kind="password" autocomplete="current-password" />
                    <Submit label=t!("Keep the present address") />
                </PostForm>
            </div>
        }
    });
    view! {
        <section class="mt-10" aria-labelledby="address">
            <h2 id="address" class="heading">{t!("E-mail address")}</h2>
            <p>{t!("You sign in with it, and our letters go there.")}</p>
            <p class="mt-4"><strong data-testid="email">{account.email.clone()}</strong>" "{verified}</p>
            {pending}
            <PostForm to=ChangeEmail::url() id="email" reload=true class="form card">
                <div class="pair">
                    <Field name="email" label=t!("New e-mail") kind="email" autocomplete="email" />
                    <Field name="current_password" label=t!("Password") kind="password" autocomplete="current-password" />
                </div>
                <Submit label=t!("Change the address") />
            </PostForm>
        </section>
    }
    .into_any()
}

/// Which letters come, beside those that have to.
fn letters(role: Role, wanted: Notifications) -> AnyView {
    let Notifications { reminder, review_invitation, offers } = wanted;
    let of_stays = (role == Role::Guest).then(|| {
        view! {
            <Tick name="reminder" label=t!("A reminder on the day before arrival") checked=reminder />
            <Tick name="review_invitation" label=t!("An invitation to review after a stay") checked=review_invitation />
        }
    });
    view! {
        <section class="mt-10" aria-labelledby="letters">
            <h2 id="letters" class="heading">{t!("Letters")}</h2>
            <p>{t!("What happens to a booking or to your account we always tell you. Beside that, you choose.")}</p>
            <PostForm to=EditNotifications::url() id="notify" reload=true class="form card">
                {of_stays}
                <Tick name="offers" label=t!("Offers") checked=offers />
                <Submit label=t!("Confirm my choice") />
            </PostForm>
        </section>
    }
    .into_any()
}
