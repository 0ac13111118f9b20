//! Keys by which programs use the REST API on behalf of an account.
//!
//! A key opens the REST API only. What it may be used for there is that door's matter,
//! which knows its operations; making and ending keys is not among them.

use chrono::TimeDelta;
use types::{
    ApiKeyId,
    api_key::{ApiKey, ApiKeyInput, NewApiKey, Scope},
};

use super::store;
use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
    ids::new_id,
    token,
};

/// How every secret begins, so that one that leaks can be told for what it is.
pub const KEY_PREFIX: &str = "pk_";

/// How many letters of a secret are kept, to tell keys apart.
const SHOWN: usize = 9;

/// The most keys that an account has at a time.
const MOST_KEYS: i64 = 50;

/// Makes a key of the actor's account. Its secret is in the answer, and nowhere else.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Invalid`]; [`Error::Conflict`] `too_many_api_keys`.
pub async fn create_api_key(
    svc: &Services,
    actor: &Actor,
    input: ApiKeyInput,
) -> Result<NewApiKey> {
    let account = actor.signed_in()?;
    let now = svc.clock.now();
    let (input, expires_at) = input.validated(now)?;
    let secret = format!("{KEY_PREFIX}{}", token::new_secret());
    let key = ApiKey {
        id: ApiKeyId(new_id(now)),
        name: input.name,
        prefix: secret.chars().take(SHOWN).collect(),
        scopes: input.scopes,
        created_at: now,
        expires_at,
        last_used_at: None,
    };
    if !store::insert_key(&svc.db, account, &key, &token::hash(&secret), MOST_KEYS).await? {
        let detail = format!("An account has at most {MOST_KEYS} keys. End one first.");
        return Err(Error::conflict("too_many_api_keys", detail));
    }
    Ok(NewApiKey { key, account_id: account, secret })
}

/// The actor's keys that are good still, the newest first.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn api_keys(svc: &Services, actor: &Actor) -> Result<Vec<ApiKey>> {
    store::list_keys(&svc.db, actor.signed_in()?, svc.clock.now()).await
}

/// Ends one of the actor's keys.
///
/// # Errors
/// [`Error::NotFound`], if the actor has no such key.
pub async fn revoke_api_key(svc: &Services, actor: &Actor, key: ApiKeyId) -> Result<()> {
    if store::delete_key(&svc.db, actor.signed_in()?, key).await? {
        Ok(())
    } else {
        Err(Error::NotFound("API key"))
    }
}

/// Who comes with this key, and what the key may be used for; nothing, if it is
/// unknown or has ended.
///
/// # Errors
/// If the database does not answer.
pub async fn authenticate_key(svc: &Services, secret: &str) -> Result<Option<(Actor, Vec<Scope>)>> {
    // Ours have 46 characters; others need no query.
    if secret.len() != KEY_PREFIX.len() + 43 || !secret.starts_with(KEY_PREFIX) {
        return Ok(None);
    }
    let now = svc.clock.now();
    let Some(found) = store::find_key(&svc.db, &token::hash(secret), now).await? else {
        return Ok(None);
    };
    if found.last_used_at.is_none_or(|last| now - last > TimeDelta::minutes(1)) {
        store::touch_key(&svc.db, found.id, now).await?;
    }
    // It stands for no session: with this id there is none to be ended.
    let session = found.id.0.into();
    Ok(Some((Actor::Account { id: found.account, role: found.role, session }, found.scopes)))
}
