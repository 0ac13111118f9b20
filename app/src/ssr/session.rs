//! Who asks, and how the browser comes by a session and loses it.

use std::sync::Arc;

use axum::http::header;
use chrono::TimeDelta;
use leptos::prelude::use_context;
use pousada_core::{
    Actor, Error,
    accounts::{self, Door},
};
use tokio::sync::OnceCell;
use types::{
    account::{NewSession, SignIn},
    second_factor::SecondStep,
};

use super::{cookie, header_of, keep_language, services, set_cookie};
use crate::{error::ApiError, i18n::Locale};

/// The session's cookie. `__Host-` ties it to this host and to https; Chromium and
/// Firefox also take it from `http://localhost` and `http://127.0.0.1`, which they
/// trust, other browsers may need https even there.
pub(super) const SESSION_COOKIE: &str = "__Host-pousada";

/// What waits for the code of the second factor. In a cookie, because addresses are seen by
/// others, and what the browser's code can read may be taken from there.
const CHALLENGE_COOKIE: &str = "__Host-challenge";

/// Who asks, found out at most once per request.
#[derive(Clone, Default)]
pub(super) struct Asking(Arc<OnceCell<Actor>>);

/// Who asks, by the session's cookie.
///
/// # Errors
/// If the database does not answer.
pub async fn actor() -> Result<Actor, ApiError> {
    let services = services()?;
    let Some(secret) = cookie(SESSION_COOKIE) else { return Ok(Actor::Anonymous) };
    let asking = use_context::<Asking>().unwrap_or_default();
    let found =
        asking.0.get_or_try_init(|| accounts::authenticate(&services, &secret, Door::Page)).await?;
    Ok(*found)
}

/// Begins a session of the browser's. There is none yet, if the account has a second factor:
/// then the browser has a challenge, for [`sign_in_second`] to go on with.
///
/// # Errors
/// As [`accounts::sign_in`].
pub async fn sign_in(request: SignIn) -> Result<Option<NewSession>, ApiError> {
    let (services, agent) = (services()?, header_of(&header::USER_AGENT));
    match accounts::sign_in(&services, request, Door::Page, agent.as_deref()).await {
        Ok(session) => begin(session).await.map(Some),
        Err(Error::SecondFactorRequired(challenge)) => {
            set_cookie(CHALLENGE_COOKIE, &challenge.challenge, accounts::CHALLENGE_LENGTH);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Begins the session that a code is asked for. A challenge that is over is forgotten.
///
/// # Errors
/// As [`accounts::sign_in_second`].
pub async fn sign_in_second(code: String) -> Result<NewSession, ApiError> {
    let (services, agent) = (services()?, header_of(&header::USER_AGENT));
    let request = SecondStep { challenge: challenge().unwrap_or_default(), code };
    let done = accounts::sign_in_second(&services, request, Door::Page, agent.as_deref()).await;
    if matches!(done, Ok(_) | Err(Error::ChallengeOver)) {
        set_cookie(CHALLENGE_COOKIE, "", TimeDelta::zero());
    }
    begin(done?).await
}

/// Whether this browser gave a password that a code must follow.
#[must_use]
pub fn is_challenged() -> bool {
    challenge().is_some()
}

fn challenge() -> Option<String> {
    cookie(CHALLENGE_COOKIE).filter(|challenge| !challenge.is_empty())
}

/// Gives the browser the session, and ends the one it had: a session never outlives a
/// change of who is signed in.
async fn begin(session: NewSession) -> Result<NewSession, ApiError> {
    accounts::sign_out(&services()?, &actor().await?).await?;
    set_cookie(SESSION_COOKIE, &session.token, accounts::SESSION_LENGTH);
    if let Some(locale) = Locale::of_tag(&session.account.locale) {
        keep_language(locale);
    }
    Ok(session)
}

/// Ends the browser's session.
///
/// # Errors
/// If the database does not answer.
pub async fn end_session() -> Result<(), ApiError> {
    accounts::sign_out(&services()?, &actor().await?).await?;
    set_cookie(SESSION_COOKIE, "", TimeDelta::zero());
    Ok(())
}
