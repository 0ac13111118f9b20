//! Tokens of letters in the database.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use types::AccountId;
use uuid::Uuid;

use super::super::recovery::Purpose;
use crate::error::Result;

pub(in crate::accounts) struct NewToken {
    pub id: Uuid,
    pub account: AccountId,
    pub purpose: Purpose,
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
        "INSERT INTO account_token (id, account_id, purpose, token_hash, expires_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(token.id)
    .bind(token.account.0)
    .bind(token.purpose.as_str())
    .bind(&token.hash)
    .bind(token.expires_at)
    .bind(token.now)
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

/// Uses a token up. Of several that try at once, one gets the account.
pub(in crate::accounts) async fn use_token(
    tx: &mut PgConnection,
    hash: &[u8],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>> {
    let id: Option<Uuid> = sqlx::query_scalar(
        "UPDATE account_token SET used_at = $3
         WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING account_id",
    )
    .bind(hash)
    .bind(purpose.as_str())
    .bind(now)
    .fetch_optional(tx)
    .await?;
    Ok(id.map(AccountId))
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

/// Gives the account another password and ends all its sessions, begun or half begun.
pub(in crate::accounts) async fn set_password(
    tx: &mut PgConnection,
    account: AccountId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("UPDATE account SET password_hash = $2, updated_at = $3 WHERE id = $1")
        .bind(account.0)
        .bind(hash)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM sign_in_challenge WHERE account_id = $1")
        .bind(account.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM session WHERE account_id = $1").bind(account.0).execute(tx).await?;
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
