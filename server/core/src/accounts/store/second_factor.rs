//! The second factor in the database.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use types::AccountId;
use uuid::Uuid;

use super::super::Door;
use crate::error::Result;

/// The second factor of an account.
pub(in crate::accounts) struct SecondFactor {
    pub secret: Vec<u8>,
    pub confirmed: bool,
    pub last_step: Option<i64>,
}

/// Keeps a secret in the place of one that was not confirmed. False, if one was.
pub(in crate::accounts) async fn put_second_factor(
    tx: &mut PgConnection,
    account: AccountId,
    secret: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO second_factor (account_id, secret, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET secret = $2, created_at = $3
         WHERE second_factor.confirmed_at IS NULL",
    )
    .bind(account.0)
    .bind(secret)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The secret that waits for its first code, if it was made after `since`.
pub(in crate::accounts) async fn pending_secret(
    db: &PgPool,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar(
        "SELECT secret FROM second_factor
         WHERE account_id = $1 AND confirmed_at IS NULL AND created_at > $2",
    )
    .bind(account.0)
    .bind(since)
    .fetch_optional(db)
    .await?)
}

/// The account's second factor; whoever else wants to prove something by it waits.
pub(in crate::accounts) async fn lock_second_factor(
    tx: &mut PgConnection,
    account: AccountId,
) -> Result<Option<SecondFactor>> {
    let row: Option<(Vec<u8>, bool, Option<i64>)> = sqlx::query_as(
        "SELECT secret, confirmed_at IS NOT NULL, last_step FROM second_factor
         WHERE account_id = $1 FOR UPDATE",
    )
    .bind(account.0)
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|(secret, confirmed, last_step)| SecondFactor { secret, confirmed, last_step }))
}

pub(in crate::accounts) async fn has_second_factor(
    db: &PgPool,
    account: AccountId,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM second_factor
                        WHERE account_id = $1 AND confirmed_at IS NOT NULL)",
    )
    .bind(account.0)
    .fetch_one(db)
    .await?)
}

/// Switches it on; `step` is that of the code which did.
pub(in crate::accounts) async fn confirm_second_factor(
    tx: &mut PgConnection,
    account: AccountId,
    step: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("UPDATE second_factor SET confirmed_at = $3, last_step = $2 WHERE account_id = $1")
        .bind(account.0)
        .bind(step)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn set_last_step(
    tx: &mut PgConnection,
    account: AccountId,
    step: i64,
) -> Result<()> {
    sqlx::query("UPDATE second_factor SET last_step = $2 WHERE account_id = $1")
        .bind(account.0)
        .bind(step)
        .execute(tx)
        .await?;
    Ok(())
}

/// Deletes the second factor with its recovery codes, and what still waits for a code.
pub(in crate::accounts) async fn delete_second_factor(
    tx: &mut PgConnection,
    account: AccountId,
) -> Result<()> {
    sqlx::query("DELETE FROM second_factor WHERE account_id = $1")
        .bind(account.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM sign_in_challenge WHERE account_id = $1")
        .bind(account.0)
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn replace_recovery_codes(
    tx: &mut PgConnection,
    account: AccountId,
    hashes: &[Vec<u8>],
) -> Result<()> {
    sqlx::query("DELETE FROM recovery_code WHERE account_id = $1")
        .bind(account.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query("INSERT INTO recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])")
        .bind(account.0)
        .bind(hashes)
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether there was such a code, and it had not been used.
pub(in crate::accounts) async fn use_recovery_code(
    tx: &mut PgConnection,
    account: AccountId,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE recovery_code SET used_at = $3
         WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL",
    )
    .bind(account.0)
    .bind(hash)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A password was right, and the code is still to come.
pub(in crate::accounts) struct NewChallenge {
    pub account: AccountId,
    pub token_hash: Vec<u8>,
    pub door: Door,
    pub attempts: i16,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub(in crate::accounts) async fn insert_challenge(
    db: &PgPool,
    challenge: &NewChallenge,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO sign_in_challenge (token_hash, account_id, door, attempts_left, created_at,
                                        expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&challenge.token_hash)
    .bind(challenge.account.0)
    .bind(challenge.door.as_str())
    .bind(challenge.attempts)
    .bind(challenge.now)
    .bind(challenge.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes one of the challenge's attempts: whose it is, if it has any.
pub(in crate::accounts) async fn try_challenge(
    db: &PgPool,
    hash: &[u8],
    door: Door,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>> {
    let account: Option<Uuid> = sqlx::query_scalar(
        "UPDATE sign_in_challenge SET attempts_left = attempts_left - 1
         WHERE token_hash = $1 AND door = $2 AND expires_at > $3 AND attempts_left > 0
         RETURNING account_id",
    )
    .bind(hash)
    .bind(door.as_str())
    .bind(now)
    .fetch_optional(db)
    .await?;
    Ok(account.map(AccountId))
}

/// Uses the challenge up. Of several that try at once, one does.
pub(in crate::accounts) async fn use_challenge(tx: &mut PgConnection, hash: &[u8]) -> Result<bool> {
    let done = sqlx::query("DELETE FROM sign_in_challenge WHERE token_hash = $1")
        .bind(hash)
        .execute(tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes challenges that are of no use any more. Returns how many.
pub(crate) async fn delete_ended_challenges(db: &PgPool, now: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query("DELETE FROM sign_in_challenge WHERE expires_at <= $1")
        .bind(now)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
