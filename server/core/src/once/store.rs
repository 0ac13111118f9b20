//! Answers to requests that carried an `Idempotency-Key`.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use types::{AccountId, BookingId};

use super::Idempotency;
use crate::error::{Error, Result};

/// What was answered to this key before, if anything. Until the transaction ends,
/// the same key waits for nobody: it is told that the first is still running.
pub(crate) async fn begin_idempotent(
    tx: &mut PgConnection,
    account: AccountId,
    idempotency: &Idempotency,
) -> Result<Option<(Vec<u8>, Value)>> {
    let (alone, fingerprint, answer): (bool, Option<Vec<u8>>, Option<Value>) =
        sqlx::query_as("SELECT alone, hash, said FROM begin_idempotent($1, $2, $3)")
            .bind(account.0)
            .bind(idempotency.route)
            .bind(&idempotency.key)
            .fetch_one(tx)
            .await?;
    if !alone {
        return Err(Error::conflict(
            "request_in_progress",
            "A request with this Idempotency-Key is still being worked on.",
        ));
    }
    Ok(fingerprint.zip(answer))
}

/// Keeps the answer, with the booking that it speaks of.
pub(crate) async fn end_idempotent(
    tx: &mut PgConnection,
    account: AccountId,
    idempotency: &Idempotency,
    fingerprint: &[u8],
    booking: Option<BookingId>,
    answer: Value,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO idempotency (account_id, route, key, request_hash, booking_id, answer,
                                  created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(account.0)
    .bind(idempotency.route)
    .bind(&idempotency.key)
    .bind(fingerprint)
    .bind(booking.map(|id| id.0))
    .bind(answer)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Forgets answers given before `before`. Returns how many.
pub(crate) async fn forget_idempotency(db: &sqlx::PgPool, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query("DELETE FROM idempotency WHERE created_at < $1")
        .bind(before)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
