//! Signing up, in and out, and the links of letters.

use leptos::prelude::*;
use types::account::Account;
#[cfg(feature = "ssr")]
use {
    crate::{
        error::ApiError,
        forms::to_fields,
        i18n::{self, Locale},
        routes,
        ssr::{self, actor, back, end_session, go, keep_language, keep_theme, page, services},
    },
    pousada_core::{
        Actor,
        accounts::{self, Purpose},
    },
    types::{
        AppError, FieldErrors,
        account::{NewSession, Role},
    },
};

use crate::{
    error::Answer,
    forms::{SignInForm, SignUpForm},
    packed::Packed,
};

/// The account that is signed in, if one is.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "current-account")]
pub async fn current_account() -> Answer<Packed<Option<Account>>> {
    let found = async {
        match actor().await? {
            Actor::Account { .. } => Ok(Some(accounts::me(&services()?, &actor().await?).await?)),
            Actor::Anonymous | Actor::System => Ok(None),
        }
    };
    page(found.await)
}

/// Signs in, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "sign-in")]
pub async fn sign_in(#[server(flatten)] form: SignInForm) -> Answer<String> {
    let done = async {
        let next = routes::local(&form.next, "");
        Ok(match ssr::sign_in(form.into()).await? {
            Some(session) => after(&session, &next),
            None => routes::with_query("/sign-in/code", &[("next", &next)]),
        })
    };
    go(done.await)
}

/// Whether a password was given that a code must follow.
///
/// # Errors
/// None; the signature is that of all pages.
#[server(endpoint = "sign-in-code-page")]
pub async fn load_sign_in_code() -> Answer<Packed<bool>> {
    page(Ok(ssr::is_challenged()))
}

/// Signs in with the code that follows the password, and says where to go: back to the
/// password, if the code came too late or was wrong too often.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "sign-in-code")]
pub async fn sign_in_code(
    #[server(default)] otp: String,
    #[server(default)] next: String,
) -> Answer<String> {
    let done = async {
        let next = routes::local(&next, "");
        // What was not typed is no attempt.
        if otp.trim().is_empty() && ssr::is_challenged() {
            return Err(FieldErrors::one("/code", "required", "This field is required.").into());
        }
        match ssr::sign_in_second(otp).await {
            Ok(session) => Ok(after(&session, &next)),
            Err(ApiError(error)) if error.code == "challenge_over" => {
                Ok(routes::with_query("/sign-in", &[("done", "over"), ("next", &next)]))
            }
            Err(error) => Err(error),
        }
    };
    go(done.await)
}

/// Where to go from signing in, if `next` does not say it.
#[cfg(feature = "ssr")]
fn after(session: &NewSession, next: &str) -> String {
    let home = if session.account.role == Role::Hotelier { "/manage" } else { "/" };
    routes::local(next, home)
}

/// Opens an account, signs in, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "sign-up")]
pub async fn sign_up(#[server(flatten)] form: SignUpForm) -> Answer<String> {
    let done = async {
        let (services, next) = (services()?, form.next.clone());
        let home = if form.role == "hotelier" { "/manage" } else { "/" };
        let mut request = form.read(services.clock.now().date_naive())?;
        request.locale = Some(i18n::locale().tag().to_owned());
        let (email, password) = (request.email.clone(), request.password.clone());
        accounts::sign_up(&services, request).await?;
        ssr::sign_in(types::account::SignIn { email, password }).await?;
        Ok(routes::local(&next, home))
    };
    go(done.await.map_err(|ApiError(error)| ApiError(to_fields(error))))
}

/// Shows the pages in another language from now on, and says where to go: to where the
/// visitor came from. What is no language of ours changes nothing.
///
/// # Errors
/// None; the signature is that of all forms.
#[server(endpoint = "set-language")]
pub async fn set_language(#[server(default)] lang: String) -> Answer<String> {
    if let Some(locale) = Locale::of_tag(&lang) {
        keep_language(locale);
    }
    go(Ok(back()))
}

/// Shows the pages in other colours from now on, and says where to go: to where the
/// visitor came from.
///
/// # Errors
/// None; the signature is that of all forms.
#[server(endpoint = "set-theme")]
pub async fn set_theme(#[server(default)] theme: String) -> Answer<String> {
    keep_theme(&theme);
    go(Ok(back()))
}

/// Signs out, and says where to go.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "sign-out")]
pub async fn sign_out() -> Answer<String> {
    go(end_session().await.map(|()| "/".to_owned()))
}

/// Whether the link to a new password (`reset`) or the one that confirms an address
/// still works.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "link-page")]
pub async fn load_link(reset: bool, #[server(default)] token: String) -> Answer<Packed<bool>> {
    let purpose = if reset { Purpose::Reset } else { Purpose::Verify };
    page(async { Ok(accounts::link_works(&services()?, &token, purpose).await?) }.await)
}

/// Confirms the address that a link was sent to, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "verify-address")]
pub async fn verify_address(#[server(default)] token: String) -> Answer<String> {
    let done = async { Ok(accounts::verify(&services()?, &token).await?) };
    go(done.await.map(|_| "/verify?done=confirmed".to_owned()).map_err(of_link))
}

/// Sends another letter that confirms the actor's address, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "send-verification")]
pub async fn send_verification() -> Answer<String> {
    let done = async {
        accounts::request_verification(&services()?, &actor().await?).await?;
        Ok("/verify?done=sent".to_owned())
    };
    go(done.await)
}

/// Sends the letter with the link to a new password, if the address has an account,
/// and says where to go: the same in either case.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "forgot-password")]
pub async fn forgot_password(#[server(default)] email: String) -> Answer<String> {
    let done = async {
        accounts::request_reset(&services()?, &email).await?;
        Ok("/forgot?done=sent".to_owned())
    };
    go(done.await)
}

/// Sets the password of the account that a link was sent to, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "reset-password")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Answer<String> {
    let done = async { Ok(accounts::reset(&services()?, &token, &password).await?) };
    go(done.await.map(|_| "/sign-in?done=password".to_owned()).map_err(of_link))
}

/// The token is no field that people see: what is wrong with it concerns the form.
#[cfg(feature = "ssr")]
fn of_link(ApiError(error): ApiError) -> ApiError {
    ApiError(match error.field("/token") {
        Some(detail) => AppError::new(422, "useless_link", detail),
        None => error,
    })
}
