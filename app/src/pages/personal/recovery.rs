//! The pages that the links of letters lead to: confirming an address, and a new
//! password.
//!
//! Opening a link does nothing yet, because programs that look through mail open
//! links too: what it is for is done by a button.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    api::account::{ForgotPassword, ResetPassword, SendVerification, VerifyAddress, load_link},
    components::{
        Head,
        failure::here,
        field::{Field, Hidden},
        form::{PostForm, Submit},
        loaded,
        state::Done,
    },
    packed::PageData,
    pages::query,
};

/// `/verify`
#[component]
pub fn Verify() -> impl IntoView {
    let (token, done) = (query("token"), query("done"));
    let source = (token.clone(), done.clone());
    let works =
        PageData::new(move || (source.0(), source.1()), |(token, _)| load_link(false, token));
    let content = move |works: bool| {
        match (done().as_str(), token()) {
        ("confirmed", _) => confirmed(),
        ("sent", _) => view! { <Done text=t!("If your address was not confirmed before, a new letter is on its way to it. Its link works for a day.") /> }.into_any(),
        (_, token) if token.is_empty() => another_letter(),
        (_, token) if works => confirm(token),
        _ => dead("/verify", t!("Ask for a new letter")),
    }
    };
    view! {
        <Head title=t!("Confirm your address") />
        <div class="wrap narrow">
            <h1 class="display">{t!("Confirm your address")}</h1>
            {loaded(works, content)}
        </div>
    }
}

fn confirm(token: String) -> AnyView {
    view! {
        <p class="lead">{t!("One press, and we know that our letters reach you.")}</p>
        <PostForm to=VerifyAddress::url() id="verify" class="form card">
            {secret(token)}
            <Submit label=t!("Confirm my address") />
        </PostForm>
    }
    .into_any()
}

fn confirmed() -> AnyView {
    view! {
        <Done text=t!("Your address is confirmed. Thank you.") />
        <p class="mt-6"><a class="btn btn-main" href="/">{t!("Go to the home page")}</a></p>
    }
    .into_any()
}

fn another_letter() -> AnyView {
    view! {
        <p class="lead">{t!("We send you a letter with a link that confirms your e-mail address.")}</p>
        <PostForm to=SendVerification::url() id="send" class="form card">
            <Submit label=t!("Send me the letter") />
        </PostForm>
    }
    .into_any()
}

/// `/forgot`
#[component]
pub fn Forgot() -> impl IntoView {
    let done = query("done");
    let content = move || {
        match done().as_str() {
        "sent" => view! {
            <Done text=t!("If this address has an account, a letter is on its way to it. Its link works for half an hour.") />
            <p class="mt-6">{t!("Nothing came? Look among the unwanted mail, or wait a minute.")}" "<a href="/forgot">{t!("Try again")}</a></p>
        }
        .into_any(),
        _ => view! {
            <p class="lead">{t!("We send you a letter with a link to a new one.")}</p>
            <PostForm to=ForgotPassword::url() id="forgot" class="form card">
                <Field name="email" label=t!("E-mail") kind="email" autocomplete="username" />
                <Submit label=t!("Send me the letter") />
            </PostForm>
        }
        .into_any(),
    }
    };
    view! {
        <Head title=t!("Forgot your password") />
        <div class="wrap narrow">
            <h1 class="display">{t!("Forgot your password?")}</h1>
            {content}
            <p class="mt-6"><a href="/sign-in">{t!("Back to sign in")}</a></p>
        </div>
    }
}

/// `/reset`
#[component]
pub fn Reset() -> impl IntoView {
    let token = query("token");
    let works = PageData::new(token.clone(), |token| load_link(true, token));
    let content = move |works: bool| match works {
        true => choose(token()),
        false => dead("/forgot", t!("Ask for a new link")),
    };
    view! {
        <Head title=t!("Choose a new password") />
        <div class="wrap narrow">
            <h1 class="display">{t!("Choose a new password")}</h1>
            {loaded(works, content)}
        </div>
    }
}

fn choose(token: String) -> AnyView {
    view! {
        <p class="lead">{t!("Once it is set, you are signed out everywhere.")}</p>
        <PostForm to=ResetPassword::url() id="reset" reload=true class="form card">
            {secret(token)}
            <Field name="password" label=t!("New password") kind="password" autocomplete="new-password" hint=t!("At least 8 characters.") />
            <Submit label=t!("Set the password") />
        </PostForm>
        <p class="mt-6">{t!("Does the link not work any more?")}" "<a href="/forgot">{t!("Ask for a new one")}</a></p>
    }
    .into_any()
}

/// For a link that is of no use, with the way to another.
fn dead(href: &'static str, text: &'static str) -> AnyView {
    view! {
        <div class="alert alert-bad" role="alert">
            <p class="font-semibold">{t!("This link does not work any more.")}</p>
            <p>{t!("It was used already, a newer one has taken its place, or it is too old.")}</p>
        </div>
        <p class="mt-6"><a class="btn btn-main" href=href>{text}</a></p>
    }
    .into_any()
}

/// The token, and where the form is: the page tells no `Referer`.
fn secret(token: String) -> AnyView {
    view! { <Hidden name="token" value=token /><Hidden name="page" value=here() /> }.into_any()
}
