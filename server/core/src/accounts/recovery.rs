//! Proving that an e-mail address is one's own, and getting a new password by it.
//!
//! A token is made when the letter that carries it is written, so that it is
//! nowhere but in that letter: the outbox knows the account only, and the database
//! the hash.

use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use types::{
    AccountId, FieldErrors,
    account::{check_password, checked_email},
};

use super::store;
use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
    ids::new_id,
    outbox::{self, Work},
    token,
};

/// How long the link of a letter that confirms an address works.
pub const VERIFY_LENGTH: TimeDelta = TimeDelta::hours(24);

/// How long the link to a new password works.
pub const RESET_LENGTH: TimeDelta = TimeDelta::minutes(30);

/// What a token is for. One for the one is nothing for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Confirming an address.
    Verify,
    /// A new password.
    Reset,
    /// Another address.
    Address,
}

impl Purpose {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Address => "address",
        }
    }

    fn length(self) -> TimeDelta {
        match self {
            Self::Verify | Self::Address => VERIFY_LENGTH,
            Self::Reset => RESET_LENGTH,
        }
    }
}

/// A new token of the account, which voids the older ones for its purpose. It proves the
/// account's address, or that which is named. None, if the account is gone.
pub(crate) async fn new_token(
    svc: &Services,
    account: AccountId,
    purpose: Purpose,
    address: Option<String>,
) -> Result<Option<String>> {
    let now = svc.clock.now();
    let secret = token::new_secret();
    let row = store::NewToken {
        id: new_id(now),
        account,
        purpose,
        address,
        hash: token::hash(&secret),
        now,
        expires_at: now + purpose.length(),
    };
    let mut tx = svc.db.begin().await?;
    let made = store::replace_token(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(made.then_some(secret))
}

/// Asks for the letter that confirms the actor's address; one a minute at most,
/// and none for an address that is confirmed.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn request_verification(svc: &Services, actor: &Actor) -> Result<()> {
    let account = super::me(svc, actor).await?;
    if account.email_verified {
        return Ok(());
    }
    let now = svc.clock.now();
    let mut connection = svc.db.acquire().await?;
    outbox::add(&mut connection, now, &[Work::verify(account.id, now)]).await
}

/// Whether a link still works; it is not used up by asking.
///
/// # Errors
/// If the database does not answer.
pub async fn link_works(svc: &Services, secret: &str, purpose: Purpose) -> Result<bool> {
    let (now, hash) = (svc.clock.now(), token::hash(secret));
    if purpose == Purpose::Verify
        && store::find_token(&svc.db, &hash, Purpose::Address, now).await?.is_some()
    {
        return Ok(true);
    }
    Ok(store::find_token(&svc.db, &hash, purpose, now).await?.is_some())
}

/// Confirms the address that the token was sent to: the account's, or the one that was to take its
/// place and now does.
///
/// # Errors
/// [`Error::Invalid`] at `/token`, if it is unknown, used, void or too old: which,
/// is not said.
pub async fn verify(svc: &Services, secret: &str) -> Result<AccountId> {
    let now = svc.clock.now();
    let mut tx = svc.db.begin().await?;
    let hash = token::hash(secret);
    let account = match store::use_token(&mut tx, &hash, Purpose::Verify, now).await? {
        Some((account, _)) => {
            store::set_verified(&mut tx, account, now).await?;
            account
        }
        None => {
            let used = store::use_token(&mut tx, &hash, Purpose::Address, now).await?;
            let (account, address) = used.ok_or_else(useless)?;
            let address = address.ok_or_else(useless)?;
            if !store::take_address(&mut tx, account, &address, now).await? {
                return Err(useless());
            }
            account
        }
    };
    tx.commit().await?;
    Ok(account)
}

/// Asks for the letter that lets a new password be chosen; one a minute at most.
/// The answer and the work are the same whether or not the address has an account:
/// work for one that does not exist is written too, and comes to nothing.
///
/// # Errors
/// [`Error::Invalid`] at `/email`, if it cannot be an address.
pub async fn request_reset(svc: &Services, email: &str) -> Result<()> {
    let mut errors = FieldErrors::new();
    let email = checked_email(&mut errors, email);
    errors.into_result(())?;
    let found = store::find_credentials(&svc.db, &email).await?;
    let account = found.map_or_else(|| nobody(&email), |(id, _)| id);
    let now = svc.clock.now();
    let mut connection = svc.db.acquire().await?;
    outbox::add(&mut connection, now, &[Work::reset(account, now)]).await
}

/// An id that no account has: always the same for an address, so that asking twice
/// for it is told apart from asking once no better than for one that exists.
fn nobody(email: &str) -> AccountId {
    let digest = Sha256::digest(format!("no account: {email}").as_bytes());
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    // Version 8; those of accounts have version 7.
    AccountId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Gives the account that the token was sent to a new password and ends all its
/// sessions. Whoever has the letter has the address, so that is confirmed as well.
///
/// # Errors
/// [`Error::Invalid`] at `/token`, as [`verify`]; at `/password`, if that is no
/// good one: the token can then be used again.
pub async fn reset(svc: &Services, secret: &str, password: &str) -> Result<AccountId> {
    let hash = token::hash(secret);
    let found = store::find_token(&svc.db, &hash, Purpose::Reset, svc.clock.now()).await?;
    let id = found.ok_or_else(useless)?;
    let account = store::find_account(&svc.db, id).await?.ok_or_else(useless)?;
    let first_name = account.profile.map(|profile| profile.first_name).unwrap_or_default();
    let mut errors = FieldErrors::new();
    check_password(&mut errors, "/password", password, &[&account.email, &first_name]);
    errors.into_result(())?;
    let password = svc.passwords.hash(password.to_owned()).await?;
    let now = svc.clock.now();
    let mut tx = svc.db.begin().await?;
    let used = store::use_token(&mut tx, &hash, Purpose::Reset, now).await?;
    let (account, _) = used.ok_or_else(useless)?;
    store::set_password(&mut tx, account, &password, None, now).await?;
    store::set_verified(&mut tx, account, now).await?;
    tx.commit().await?;
    Ok(account)
}

fn useless() -> Error {
    let detail = "This link does not work any more. Ask for a new one.";
    FieldErrors::one("/token", "invalid", detail).into()
}
