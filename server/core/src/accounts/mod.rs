//! Accounts, profiles and sessions.

mod api_keys;
mod credentials;
mod recovery;
mod second_factor;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use api_keys::{KEY_PREFIX, api_keys, authenticate_key, create_api_key, revoke_api_key};
use chrono::TimeDelta;
pub use credentials::change_password;
pub(crate) use recovery::new_token;
pub use recovery::{
    Purpose, RESET_LENGTH, VERIFY_LENGTH, link_works, request_reset, request_verification, reset,
    verify,
};
pub use second_factor::{
    CHALLENGE_LENGTH, SETUP_LENGTH, begin_second_factor, confirm_second_factor,
    disable_second_factor, pending_second_factor, renew_recovery_codes, sign_in_second,
};
use types::{
    AccountId, FieldErrors, SessionId,
    account::{Account, NewSession, Role, Session, SignIn, SignUp, check_password, checked_email},
    profile::ProfilePatch,
};

use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
    ids::new_id,
    outbox::{self, Work},
    token,
};

/// How long a session lasts at most.
pub const SESSION_LENGTH: TimeDelta = TimeDelta::days(30);

/// How long a session lasts without being used.
pub const SESSION_IDLE: TimeDelta = TimeDelta::days(7);

/// Which door a session opens. A page's cookie is no bearer token, nor the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The pages, by cookie.
    Page,
    /// The REST API, by bearer token.
    Api,
}

impl Door {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Api => "api",
        }
    }
}

/// Opens an account with its profile, in one transaction.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field;
/// at `/email` with code `taken`, if the address has an account.
pub async fn sign_up(svc: &Services, request: SignUp) -> Result<Account> {
    let now = svc.clock.now();
    let request = request.validated(now.date_naive())?;
    let hash = svc.passwords.hash(request.password.clone()).await?;
    let id = AccountId(new_id(now));
    let mut tx = svc.db.begin().await?;
    let row = store::NewAccount {
        id,
        email: &request.email,
        password_hash: &hash,
        role: request.role.into(),
        locale: request.locale.as_deref().unwrap_or("pt-BR"),
        now,
    };
    store::insert_account(&mut tx, &row).await?;
    store::insert_profile(&mut tx, id, &request).await?;
    outbox::add(&mut tx, now, &[Work::welcome(id, now)]).await?;
    tx.commit().await?;
    store::find_account(&svc.db, id).await?.ok_or(Error::NotFound("account"))
}

/// Opens an administrator's account; for the command line.
///
/// # Errors
/// As [`sign_up`].
pub async fn create_admin(svc: &Services, email: &str, password: &str) -> Result<AccountId> {
    let mut errors = FieldErrors::new();
    let email = checked_email(&mut errors, email);
    check_password(&mut errors, "/password", password, &[&email]);
    errors.into_result(())?;
    let now = svc.clock.now();
    let hash = svc.passwords.hash(password.to_owned()).await?;
    let id = AccountId(new_id(now));
    let mut tx = svc.db.begin().await?;
    let row = store::NewAccount {
        id,
        email: &email,
        password_hash: &hash,
        role: Role::Admin,
        locale: "pt-BR",
        now,
    };
    store::insert_account(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(id)
}

/// Begins a session. An unknown address and a wrong password get the same answer
/// after the same work.
///
/// # Errors
/// [`Error::WrongCredentials`]; [`Error::SecondFactorRequired`], if the account has a second
/// factor: [`sign_in_second`] goes on from there.
pub async fn sign_in(
    svc: &Services,
    request: SignIn,
    door: Door,
    user_agent: Option<&str>,
) -> Result<NewSession> {
    let mut errors = FieldErrors::new();
    errors.require(
        !request.email.trim().is_empty(),
        "/email",
        "required",
        "This field is required.",
    );
    errors.require(
        !request.password.is_empty(),
        "/password",
        "required",
        "This field is required.",
    );
    errors.into_result(())?;
    let found = store::find_credentials(&svc.db, &request.email.trim().to_lowercase()).await?;
    // No password is longer: what is, is not worth the hashing.
    let password = if request.password.len() > 512 { String::new() } else { request.password };
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let right = svc.passwords.verify(password, hash).await?;
    match found {
        Some((id, _)) if right => match second_factor::challenge(svc, id, door).await? {
            Some(challenge) => Err(Error::SecondFactorRequired(challenge)),
            None => begin_session(svc, id, door, user_agent).await,
        },
        _ => Err(Error::WrongCredentials),
    }
}

/// Whether this is the account's password.
///
/// # Errors
/// [`Error::NotFound`], if the account is gone.
pub(crate) async fn is_password(
    svc: &Services,
    account: AccountId,
    password: &str,
) -> Result<bool> {
    let account = store::find_account(&svc.db, account).await?.ok_or(Error::NotFound("account"))?;
    let found = store::find_credentials(&svc.db, &account.email).await?;
    let password = if password.len() > 512 { String::new() } else { password.to_owned() };
    svc.passwords.verify(password, found.map(|(_, hash)| hash)).await
}

/// Begins a session of an account that has just proved who it is.
///
/// # Errors
/// [`Error::NotFound`], if the account is gone.
pub async fn begin_session(
    svc: &Services,
    account_id: AccountId,
    door: Door,
    user_agent: Option<&str>,
) -> Result<NewSession> {
    let now = svc.clock.now();
    let secret = token::new_secret();
    let session = store::NewSessionRow {
        id: SessionId(new_id(now)),
        account_id,
        token_hash: token::hash(&secret),
        door,
        user_agent: user_agent.map(|agent| agent.chars().take(200).collect()),
        now,
        expires_at: now + SESSION_LENGTH,
    };
    store::insert_session(&svc.db, &session).await?;
    let account =
        store::find_account(&svc.db, account_id).await?.ok_or(Error::NotFound("account"))?;
    Ok(NewSession { id: session.id, token: secret, expires_at: session.expires_at, account })
}

/// Who comes with this token by this door: [`Actor::Anonymous`], if the token is
/// unknown, has ended, or is another door's.
///
/// # Errors
/// If the database does not answer.
pub async fn authenticate(svc: &Services, secret: &str, door: Door) -> Result<Actor> {
    // Ours have 43 characters; others need no query.
    if secret.len() != 43 {
        return Ok(Actor::Anonymous);
    }
    let now = svc.clock.now();
    let Some(found) = store::find_session(&svc.db, &token::hash(secret), door, now).await? else {
        return Ok(Actor::Anonymous);
    };
    if now - found.last_used_at > TimeDelta::minutes(1) {
        store::touch_session(&svc.db, found.session, now).await?;
    }
    Ok(Actor::Account { id: found.account, role: found.role, session: found.session })
}

/// Ends the session that the actor came by. Ending none is fine.
///
/// # Errors
/// If the database does not answer.
pub async fn sign_out(svc: &Services, actor: &Actor) -> Result<()> {
    if let Actor::Account { id, session, .. } = actor {
        store::delete_session(&svc.db, *id, *session).await?;
    }
    Ok(())
}

/// The actor's own account.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn me(svc: &Services, actor: &Actor) -> Result<Account> {
    store::find_account(&svc.db, actor.signed_in()?).await?.ok_or(Error::Unauthenticated)
}

/// Changes what is said of the actor's own person; fields that are absent stay. Another e-mail
/// address needs the password, and counts when it has been confirmed.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Invalid`], also at `/current_password`, and at `/email` with
/// code `taken`.
pub async fn edit_me(svc: &Services, actor: &Actor, patch: ProfilePatch) -> Result<Account> {
    let Actor::Account { id, role, .. } = actor else { return Err(Error::Unauthenticated) };
    let now = svc.clock.now();
    let patch = patch.validated(*role, now.date_naive())?;
    if let Some(email) = &patch.email {
        let password = patch.current_password.as_deref().unwrap_or_default();
        credentials::may_have(svc, *id, email, password).await?;
    }
    let mut tx = svc.db.begin().await?;
    if !store::update_profile(&mut tx, *id, &patch, now).await? {
        return Err(Error::Unauthenticated);
    }
    if let Some(email) = &patch.email {
        credentials::wish(&mut tx, *id, email, now).await?;
    }
    tx.commit().await?;
    me(svc, actor).await
}

/// The actor's sessions that are still alive, the last used first.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn sessions(svc: &Services, actor: &Actor) -> Result<Vec<Session>> {
    let Actor::Account { id, session, .. } = actor else { return Err(Error::Unauthenticated) };
    store::list_sessions(&svc.db, *id, *session, svc.clock.now()).await
}

/// Ends one of the actor's sessions.
///
/// # Errors
/// [`Error::NotFound`], if the actor has no such session.
pub async fn revoke_session(svc: &Services, actor: &Actor, session: SessionId) -> Result<()> {
    if store::delete_session(&svc.db, actor.signed_in()?, session).await? {
        Ok(())
    } else {
        Err(Error::NotFound("session"))
    }
}
