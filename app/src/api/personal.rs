//! One's own account, and changing a booking.

use leptos::prelude::*;
use types::account::Account;

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
        ssr::{self, Once, actor, go, keep_language, load, page, services},
    },
    chrono::TimeDelta,
    pousada_core::{accounts, bookings, privacy, reviews},
    types::{
        BookingId, FieldErrors,
        account::Role,
        api_key::{ApiKeyInput, Scope},
        notifications::NotificationsPatch,
        profile::ProfilePatch,
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

/// Notes another address for the account, and says where to go. It counts when the letter
/// that is sent there has been answered.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "change-email")]
pub async fn change_email(
    #[server(default)] email: String,
    #[server(default)] current_password: String,
) -> Answer<String> {
    let done = async {
        let change = address(email, current_password);
        accounts::edit_me(&services()?, &actor().await?, change).await?;
        Ok("/account?done=email".to_owned())
    };
    go(done.await)
}

/// Keeps the address that the account has in place of one that was noted, and says where to
/// go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "keep-email")]
pub async fn keep_email(#[server(default)] current_password: String) -> Answer<String> {
    let done = async {
        let (svc, actor) = (services()?, actor().await?);
        let present = accounts::me(&svc, &actor).await?.email;
        accounts::edit_me(&svc, &actor, address(present, current_password)).await?;
        Ok("/account?done=kept".to_owned())
    };
    go(done.await)
}

#[cfg(feature = "ssr")]
fn address(email: String, current_password: String) -> ProfilePatch {
    let (email, current_password) = (Some(email), Some(current_password));
    ProfilePatch { email, current_password, ..ProfilePatch::default() }
}

/// Says which letters the account wants, and where to go. Its form asks hoteliers for no more
/// than they can get.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "edit-notifications")]
pub async fn edit_notifications(
    #[server(default)] reminder: String,
    #[server(default)] review_invitation: String,
    #[server(default)] offers: String,
) -> Answer<String> {
    let done = async {
        let (svc, actor) = (services()?, actor().await?);
        let guest = accounts::me(&svc, &actor).await?.role == Role::Guest;
        let wanted = NotificationsPatch {
            reminder: guest.then_some(reminder == "yes"),
            review_invitation: guest.then_some(review_invitation == "yes"),
            offers: Some(offers == "yes"),
        };
        let change = ProfilePatch { notifications: Some(wanted), ..ProfilePatch::default() };
        accounts::edit_me(&svc, &actor, change).await?;
        Ok("/account?done=letters".to_owned())
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
        Ok(KeysPage { keys, secret: ssr::take_once(Once::Key) })
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
        ssr::show_once(Once::Key, &made.secret);
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
