//! Changing what one signs in with.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use types::{AccountId, FieldErrors, account::check_password, profile::PasswordChange};

use super::{is_password, me, store};
use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
    outbox::{self, Work},
};

/// Gives the actor another password, and ends all their sessions but the one that asks.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Invalid`] at `/current_password` if that is wrong, and at
/// `/password` if that is no good one.
pub async fn change_password(svc: &Services, actor: &Actor, change: PasswordChange) -> Result<()> {
    let account = me(svc, actor).await?;
    let Actor::Account { session, .. } = actor else { return Err(Error::Unauthenticated) };
    let first_name = account.profile.map(|profile| profile.first_name).unwrap_or_default();
    let mut errors = FieldErrors::new();
    check_password(&mut errors, "/password", &change.password, &[&account.email, &first_name]);
    errors.into_result(())?;
    prove(svc, account.id, &change.current_password).await?;
    let hash = svc.passwords.hash(change.password).await?;
    let mut tx = svc.db.begin().await?;
    store::set_password(&mut tx, account.id, &hash, Some(*session), svc.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn prove(svc: &Services, account: AccountId, password: &str) -> Result<()> {
    if is_password(svc, account, password).await? {
        return Ok(());
    }
    Err(FieldErrors::one("/current_password", "wrong", "The password is wrong.").into())
}

/// Whether the account may have that address.
///
/// # Errors
/// [`Error::Invalid`] at `/current_password`; at `/email`, if another account has it.
pub(super) async fn may_have(
    svc: &Services,
    account: AccountId,
    email: &str,
    password: &str,
) -> Result<()> {
    // First: who does not know the password learns nothing of addresses.
    prove(svc, account, password).await?;
    match store::find_credentials(&svc.db, email).await? {
        Some((other, _)) if other != account => {
            let detail = "There is an account with this address already.";
            Err(FieldErrors::one("/email", "taken", detail).into())
        }
        _ => Ok(()),
    }
}

/// Notes the address that the account shall have, with the letters to it and to the one that it has.
/// The one that it has takes back any other.
pub(super) async fn wish(
    tx: &mut PgConnection,
    account: AccountId,
    email: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    if store::has_address(tx, account, email).await? {
        return store::set_new_address(tx, account, None, now).await;
    }
    store::set_new_address(tx, account, Some(email), now).await?;
    outbox::add(tx, now, &[Work::address(account, now)]).await
}
