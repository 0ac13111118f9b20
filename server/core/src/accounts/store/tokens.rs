//! Tokens of letters in the database.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use types::{AccountId, SessionId};
use uuid::Uuid;

use super::super::recovery::Purpose;
use crate::error::{Error, Result};

pub(in crate::accounts) struct NewToken {
    pub id: Uuid,
    pub account: AccountId,
    pub purpose: Purpose,
    /// The address that it proves, if that is not the account's.
    pub address: Option<String>,
    pub hash: Vec<u8>,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Adds a token in the place of all older ones for its purpose. False, if there is
/// no such account.
pub(in crate::accounts) async fn replace_token(
    tx: &mut PgConnection,
    token: &NewToken,
) -> Result<bool> {
    // Two at a time wait here for each other, so that the later one voids the earlier.
    let account: Option<Uuid> =
        sqlx::query_scalar("SELECT id FROM account WHERE id = $1 FOR UPDATE")
            .bind(token.account.0)
            .fetch_optional(&mut *tx)
            .await?;
    if account.is_none() {
        return Ok(false);
    }
    sqlx::query("DELETE FROM account_token WHERE account_id = $1 AND purpose = $2")
        .bind(token.account.0)
        .bind(token.purpose.as_str())
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "INSERT INTO account_token (id, account_id, purpose, token_hash, expires_at, created_at,
                                    address)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(token.id)
    .bind(token.account.0)
    .bind(token.purpose.as_str())
    .bind(&token.hash)
    .bind(token.expires_at)
    .bind(token.now)
    .bind(&token.address)
    .execute(tx)
    .await?;
    Ok(true)
}

/// Whose token this is, if it can still be used.
pub(in crate::accounts) async fn find_token(
    db: &PgPool,
    hash: &[u8],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>> {
    let id: Option<Uuid> = sqlx::query_scalar(
        "SELECT account_id FROM account_token
         WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
    )
    .bind(hash)
    .bind(purpose.as_str())
    .bind(now)
    .fetch_optional(db)
    .await?;
    Ok(id.map(AccountId))
}

/// Uses a token up. Of several that try at once, one gets the account, and the address that the
/// token proves if it is not the account's.
pub(in crate::accounts) async fn use_token(
    tx: &mut PgConnection,
    hash: &[u8],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<(AccountId, Option<String>)>> {
    let found: Option<(Uuid, Option<String>)> = sqlx::query_as(
        "UPDATE account_token SET used_at = $3
         WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING account_id, address",
    )
    .bind(hash)
    .bind(purpose.as_str())
    .bind(now)
    .fetch_optional(tx)
    .await?;
    Ok(found.map(|(id, address)| (AccountId(id), address)))
}

/// Notes that the account's address is its owner's.
pub(in crate::accounts) async fn set_verified(
    tx: &mut PgConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE account SET email_verified = true, updated_at = $2
         WHERE id = $1 AND NOT email_verified",
    )
    .bind(account.0)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether that is the account's address.
pub(in crate::accounts) async fn has_address(
    tx: &mut PgConnection,
    account: AccountId,
    address: &str,
) -> Result<bool> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM account WHERE id = $1 AND email = $2)")
        .bind(account.0)
        .bind(address)
        .fetch_one(tx)
        .await?)
}

/// Notes the address that shall take the place of the account's; none, to leave it as it is.
/// What was sent to another such address is void.
pub(in crate::accounts) async fn set_new_address(
    tx: &mut PgConnection,
    account: AccountId,
    address: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE account SET new_email = $2, updated_at = $3 WHERE id = $1 AND erased_at IS NULL",
    )
    .bind(account.0)
    .bind(address)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM account_token WHERE account_id = $1 AND purpose = 'address'")
        .bind(account.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Makes the address that was noted the account's. False, if it is not that address any more, or
/// another account has it by now. What was sent to the old address is void.
pub(in crate::accounts) async fn take_address(
    tx: &mut PgConnection,
    account: AccountId,
    address: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE account SET email = $2, new_email = NULL, email_verified = true, updated_at = $3
         WHERE id = $1 AND new_email = $2 AND erased_at IS NULL",
    )
    .bind(account.0)
    .bind(address)
    .bind(now)
    .execute(&mut *tx)
    .await;
    let done = match done {
        Err(error) if Error::constraint(&error) == Some("account_email_unique") => {
            return Ok(false);
        }
        done => done?,
    };
    sqlx::query("DELETE FROM account_token WHERE account_id = $1 AND used_at IS NULL")
        .bind(account.0)
        .execute(tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives the account another password and ends all its sessions but the one that is named.
pub(in crate::accounts) async fn set_password(
    tx: &mut PgConnection,
    account: AccountId,
    hash: &str,
    kept: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE account SET password_hash = $2, updated_at = $3
         WHERE id = $1 AND erased_at IS NULL",
    )
    .bind(account.0)
    .bind(hash)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2")
        .bind(account.0)
        .bind(kept.map(|session| session.0))
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM account_token WHERE account_id = $1 AND purpose = 'reset'")
        .bind(account.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM sign_in_challenge WHERE account_id = $1")
        .bind(account.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Deletes tokens that are of no use any more. Returns how many.
pub(crate) async fn delete_ended_tokens(db: &PgPool, now: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query("DELETE FROM account_token WHERE expires_at <= $1")
        .bind(now)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
