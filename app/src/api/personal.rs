//! One's own account, and changing a booking.

use leptos::prelude::*;
use types::account::{Account, Session};

use crate::{
    error::Answer,
    forms::{AccountForm, EditForm, EditQuery, ReviewForm},
    model::{EditPage, KeysPage},
    packed::Packed,
};
#[cfg(feature = "ssr")]
use {
    crate::{
        error::ApiError,
        forms::to_fields,
        i18n::Locale,
        ssr::{self, actor, go, keep_language, load, page, services},
    },
    chrono::TimeDelta,
    pousada_core::{accounts, bookings, privacy, reviews},
    types::{
        BookingId, FieldErrors,
        api_key::{ApiKeyInput, Scope},
        review::{ReviewInput, ReviewPatch},
    },
};

/// The account that is signed in.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "account-page")]
pub async fn load_account() -> Answer<Packed<Account>> {
    page(async { Ok(accounts::me(&services()?, &actor().await?).await?) }.await)
}

/// Changes one's own account, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "edit-account")]
pub async fn edit_account(#[server(flatten)] form: AccountForm) -> Answer<String> {
    let done = async {
        let account = accounts::edit_me(&services()?, &actor().await?, form.read()?).await?;
        if let Some(locale) = Locale::of_tag(&account.locale) {
            keep_language(locale);
        }
        Ok("/account?done=saved".to_owned())
    };
    go(done.await)
}

/// Where the account is signed in.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "sessions-page")]
pub async fn load_sessions() -> Answer<Packed<Vec<Session>>> {
    page(async { Ok(accounts::sessions(&services()?, &actor().await?).await?) }.await)
}

/// Ends one of the account's sessions, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "end-session")]
pub async fn end_session(#[server(default)] id: String) -> Answer<String> {
    let done = async {
        let id = load::id(&id, "session")?;
        accounts::revoke_session(&services()?, &actor().await?, id).await?;
        Ok("/account/security?done=ended".to_owned())
    };
    go(done.await)
}

/// The account's API keys, and the secret of the one that was just made.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "keys-page")]
pub async fn load_keys() -> Answer<Packed<KeysPage>> {
    let found = async {
        let keys = accounts::api_keys(&services()?, &actor().await?).await?;
        Ok(KeysPage { keys, secret: ssr::take_once() })
    };
    page(found.await)
}

/// Makes an API key, and says where to go. Its secret is shown there once.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "create-key")]
pub async fn create_key(
    #[server(default)] name: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] days: String,
) -> Answer<String> {
    let done = async {
        let (svc, actor) = (services()?, actor().await?);
        let mut errors = FieldErrors::new();
        let days = crate::forms::number(&mut errors, "/days", &days).unwrap_or(90);
        let scopes: Vec<Scope> = scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
        let expires_at = Some(svc.clock.now() + TimeDelta::days(i64::clamp(days, 1, 700)));
        let input = errors.into_result(ApiKeyInput { name, scopes, expires_at })?;
        let made = accounts::create_api_key(&svc, &actor, input).await?;
        ssr::show_once(&made.secret);
        Ok("/account/keys?done=created".to_owned())
    };
    go(done.await)
}

/// Ends an API key, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "revoke-key")]
pub async fn revoke_key(#[server(default)] id: String) -> Answer<String> {
    let done = async {
        let id = load::id(&id, "API key")?;
        accounts::revoke_api_key(&services()?, &actor().await?, id).await?;
        Ok("/account/keys?done=revoked".to_owned())
    };
    go(done.await)
}

/// Erases the account, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "erase-account")]
pub async fn erase_account(
    #[server(default)] password: String,
    #[server(default)] sure: String,
) -> Answer<String> {
    let done = async {
        let (svc, actor) = (services()?, actor().await?);
        actor.signed_in()?;
        if sure != "yes" {
            let detail = "Tick the box to say that you are sure.";
            return Err(FieldErrors::one("/sure", "required", detail).into());
        }
        privacy::erase(&svc, &actor, &password).await?;
        ssr::end_session().await?;
        Ok("/".to_owned())
    };
    go(done.await)
}

/// Loads the page that changes a booking.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "edit-page")]
pub async fn load_edit(
    id: String,
    #[server(default)] query: EditQuery,
) -> Answer<Packed<EditPage>> {
    page(async { load::edit(&services()?, &actor().await?, &id, &query).await }.await)
}

/// Changes a booking, and says where it is.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "edit-booking")]
pub async fn edit_booking(#[server(flatten)] form: EditForm) -> Answer<String> {
    let done = async {
        let (svc, actor, id) = (services()?, actor().await?, load::id(&form.id, "booking")?);
        let booking = bookings::booking(&svc, &actor, id).await?;
        let (patch, version) = form.read(&booking)?;
        let booking = bookings::change(&svc, &actor, id, Some(version), patch).await?;
        Ok(format!("/trips/{}?done=changed", booking.id))
    };
    go(done.await.map_err(|ApiError(error)| ApiError(to_fields(error))))
}

/// Says how a stay was, or changes that, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "write-review")]
pub async fn write_review(#[server(flatten)] form: ReviewForm) -> Answer<String> {
    let done = async {
        let (svc, actor) = (services()?, actor().await?);
        let id: BookingId = load::id(&form.id, "booking")?;
        let input = form.read()?;
        if form.change == "yes" {
            let ReviewInput { scores, title, text } = input;
            let patch = ReviewPatch { scores: Some(scores), title, text: Some(text) };
            reviews::edit(&svc, &actor, id, patch).await?;
        } else {
            reviews::write(&svc, &actor, id, input).await?;
        }
        Ok(format!("/trips/{id}?done=reviewed"))
    };
    go(done.await)
}
