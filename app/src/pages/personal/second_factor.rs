//! The second factor: what the security page says of it, and setting it up.

use leptos::{prelude::*, server_fn::ServerFn};
use types::second_factor::SecondFactorSetup;

use super::account_head;
use crate::{
    api::security::{
        BeginSecondFactor, ConfirmSecondFactor, DisableSecondFactor, RenewRecoveryCodes,
        load_second_factor,
    },
    components::{
        Head,
        field::Field,
        form::{FlashState, PostForm, Submit},
        loaded,
    },
    packed::PageData,
};

/// What is said of it beside the password.
pub fn section(on: bool, codes: Vec<String>) -> AnyView {
    let state = match on {
        true => view! { <span class="tag tag-good">{t!("On")}</span> },
        false => view! { <span class="tag">{t!("Off")}</span> },
    };
    let what = if on { change() } else { begin() };
    view! {
        <section class="mt-10" aria-labelledby="second-factor">
            <h2 id="second-factor" class="heading">{t!("Two-step sign-in")}" "{state}</h2>
            <p>{t!("Besides your password, signing in asks for a code that an app on your phone shows. Who learns your password cannot use it alone.")}</p>
            {shown(codes)}
            {what}
        </section>
    }
    .into_any()
}

fn begin() -> AnyView {
    view! {
        <PostForm to=BeginSecondFactor::url() id="begin" reload=true class="mt-4">
            <Submit label=t!("Set up two-step sign-in") />
        </PostForm>
    }
    .into_any()
}

/// The recovery codes, when they were just made.
fn shown(codes: Vec<String>) -> Option<AnyView> {
    if codes.is_empty() {
        return None;
    }
    let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    Some(
        view! {
            <div class="alert alert-good recovery">
                <h3 class="font-semibold">{t!("Your recovery codes")}</h3>
                <p>{t!("Each of them signs you in once, in place of the app. Write them down now: they are shown this once.")}</p>
                <ul class="recovery-codes" data-testid="recovery-codes">{codes}</ul>
            </div>
        }
        .into_any(),
    )
}

fn change() -> AnyView {
    let renew = view! {
        <p class="hint">{t!("The codes that you have now stop working.")}</p>
        <PostForm to=RenewRecoveryCodes::url() id="renew" reload=true class="form card">
            {proof()}
            <Submit label=t!("Make new codes") />
        </PostForm>
    };
    let disable = view! {
        <p class="hint">{t!("Signing in asks for your password alone then.")}</p>
        <PostForm to=DisableSecondFactor::url() id="disable" reload=true class="form card">
            {proof()}
            <Submit label=t!("Switch it off") />
        </PostForm>
    };
    view! {
        {folded(t!("New recovery codes"), RenewRecoveryCodes::url(), renew.into_any())}
        {folded(t!("Switch two-step sign-in off"), DisableSecondFactor::url(), disable.into_any())}
    }
    .into_any()
}

/// Called inside a form, whose context the fields need.
fn proof() -> impl IntoView {
    view! {
        <div class="pair">
            <Field name="password" label=t!("Password") kind="password" autocomplete="current-password" />
            {code(t!("Code of the app, or a recovery code"))}
        </div>
    }
}

/// The field of a code; not called so, because what is called so may come back to the page.
pub(super) fn code(label: &'static str) -> AnyView {
    view! { <Field name="otp" at="/code" label=label autocomplete="one-time-code" /> }.into_any()
}

/// A form that is rarely needed; open if it was just refused.
fn folded(title: &'static str, path: &'static str, inside: AnyView) -> AnyView {
    let open = FlashState::of(path).is_some();
    view! {
        <details class="folded" open=open>
            <summary>{title}</summary>
            {inside}
        </details>
    }
    .into_any()
}

/// `/account/second-factor`
#[component]
pub fn SecondFactor() -> impl IntoView {
    let page = PageData::new(|| (), |()| load_second_factor());
    view! {
        <Head title=t!("Set up two-step sign-in") />
        <div class="wrap section-tight medium">{loaded(page, content)}</div>
    }
}

fn content(setup: Option<SecondFactorSetup>) -> AnyView {
    let head = account_head(t!("Set up two-step sign-in"), "/account/security");
    let Some(SecondFactorSetup { secret, uri, qr_svg }) = setup else {
        return view! {
            {head}
            <p>{t!("Nothing is being set up, or it was begun too long ago.")}</p>
            <p class="mt-6"><a class="btn btn-main" href="/account/security">{t!("Back to password and sessions")}</a></p>
        }
        .into_any();
    };
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    view! {
        {head}
        <ol class="steps">
            <li>
                <h2 class="subheading">{t!("Scan this with your authenticator app")}</h2>
                <p class="hint">{t!("Any app for one-time codes will do.")}</p>
                <div class="qr" role="img" aria-label=t!("QR code for your authenticator app") inner_html=qr_svg></div>
                <p>{t!("On this device?")}" "<a href=uri rel="external">{t!("Open it in the app")}</a></p>
                <p class="mt-4">{t!("Or type this secret into the app:")}</p>
                <code class="secret" data-testid="secret">{groups.join(" ")}</code>
            </li>
            <li>
                <h2 class="subheading">{t!("Enter the code that the app shows")}</h2>
                <PostForm to=ConfirmSecondFactor::url() id="confirm" reload=true class="form card">
                    <Field name="otp" at="/code" label=t!("Code of the app") autocomplete="one-time-code" inputmode="numeric" hint=t!("Six digits.") />
                    <Submit label=t!("Switch it on") />
                </PostForm>
            </li>
        </ol>
    }
    .into_any()
}
