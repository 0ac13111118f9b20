//! The outbox in the database.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{Claimed, DeadLetter, Health, Queued, Work};
use crate::{error::Result, ids::new_id};

pub(super) async fn insert(tx: &mut PgConnection, now: DateTime<Utc>, work: &[Work]) -> Result<()> {
    sqlx::query(
        "INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT w.id, w.kind, w.payload, w.dedupe_key, 'pending', w.run_at, $1, $1
         FROM unnest($2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::timestamptz[])
              AS w (id, kind, payload, dedupe_key, run_at)
         ON CONFLICT (dedupe_key) DO NOTHING",
    )
    .bind(now)
    .bind(work.iter().map(|_| new_id(now)).collect::<Vec<_>>())
    .bind(work.iter().map(|w| w.kind).collect::<Vec<_>>())
    .bind(work.iter().map(|w| w.payload.clone()).collect::<Vec<_>>())
    .bind(work.iter().map(|w| w.dedupe_key.as_str()).collect::<Vec<_>>())
    .bind(work.iter().map(|w| w.run_at).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn take_due(db: &PgPool, now: DateTime<Utc>, limit: i64) -> Result<Vec<Queued>> {
    let rows: Vec<Uuid> = sqlx::query_scalar(
        "UPDATE outbox SET state = 'queued', updated_at = $1
         WHERE id IN (SELECT id FROM outbox
                      WHERE state = 'pending' AND run_at <= $1
                      ORDER BY run_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING id",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|id| Queued { id, since: now }).collect())
}

pub(super) async fn give_back(db: &PgPool, now: DateTime<Utc>, rows: &[Queued]) -> Result<()> {
    sqlx::query(
        "UPDATE outbox SET state = 'pending', updated_at = $1
         WHERE id = ANY($2) AND state = 'queued'",
    )
    .bind(now)
    .bind(rows.iter().map(|row| row.id).collect::<Vec<_>>())
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn claim(db: &PgPool, now: DateTime<Utc>, id: Uuid) -> Result<Option<Claimed>> {
    let row: Option<(String, serde_json::Value, i32, String)> = sqlx::query_as(
        "UPDATE outbox SET state = 'running', attempts = attempts + 1, updated_at = $2
         WHERE id = $1 AND state IN ('pending', 'queued') AND run_at <= $2
         RETURNING kind, payload, attempts, dedupe_key",
    )
    .bind(id)
    .bind(now)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|(kind, payload, attempt, dedupe_key)| Claimed {
        id,
        kind,
        payload,
        attempt,
        dedupe_key,
    }))
}

/// The attempt is part of the condition: a worker that was taken for dead cannot
/// end what another has begun anew.
pub(super) async fn finish(
    db: &PgPool,
    now: DateTime<Utc>,
    row: &Claimed,
    state: &str,
    error: Option<&str>,
) -> Result<()> {
    sqlx::query(
        "UPDATE outbox SET state = $3, last_error = $4, updated_at = $5
         WHERE id = $1 AND state = 'running' AND attempts = $2",
    )
    .bind(row.id)
    .bind(row.attempt)
    .bind(state)
    .bind(error)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn retry_at(
    db: &PgPool,
    now: DateTime<Utc>,
    row: &Claimed,
    error: &str,
    run_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE outbox SET state = 'pending', last_error = $3, run_at = $4, updated_at = $5
         WHERE id = $1 AND state = 'running' AND attempts = $2",
    )
    .bind(row.id)
    .bind(row.attempt)
    .bind(error)
    .bind(run_at)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn postpone(
    db: &PgPool,
    now: DateTime<Utc>,
    row: &Claimed,
    run_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE outbox SET state = 'pending', attempts = attempts - 1, run_at = $3, updated_at = $4
         WHERE id = $1 AND state = 'running' AND attempts = $2",
    )
    .bind(row.id)
    .bind(row.attempt)
    .bind(run_at)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn revive(
    db: &PgPool,
    now: DateTime<Utc>,
    queued_before: DateTime<Utc>,
    running_before: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query(
        "UPDATE outbox SET state = 'pending', updated_at = $1
         WHERE (state = 'queued' AND updated_at < $2) OR (state = 'running' AND updated_at < $3)",
    )
    .bind(now)
    .bind(queued_before)
    .bind(running_before)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Gives up what has run for too long too often: it takes its workers with it.
pub(super) async fn bury_deadly(
    db: &PgPool,
    now: DateTime<Utc>,
    running_before: DateTime<Utc>,
    max_attempts: i32,
) -> Result<()> {
    sqlx::query(
        "UPDATE outbox SET state = 'dead', updated_at = $1,
                last_error = 'each attempt took its worker with it, or too long'
         WHERE state = 'running' AND updated_at < $2 AND attempts >= $3",
    )
    .bind(now)
    .bind(running_before)
    .bind(max_attempts)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn dead_letters(db: &PgPool, limit: i64) -> Result<Vec<DeadLetter>> {
    Ok(sqlx::query_as(
        "SELECT id, kind, attempts, coalesce(last_error, '') AS error, updated_at AS since
         FROM outbox WHERE state = 'dead' ORDER BY updated_at DESC, id LIMIT $1",
    )
    .bind(limit)
    .fetch_all(db)
    .await?)
}

/// One given-up row or, without an id, all of them.
pub(super) async fn retry_dead(db: &PgPool, now: DateTime<Utc>, only: Option<Uuid>) -> Result<u64> {
    let done = sqlx::query(
        "UPDATE outbox SET state = 'pending', attempts = 0, run_at = $1, updated_at = $1
         WHERE state = 'dead' AND ($2::uuid IS NULL OR id = $2)",
    )
    .bind(now)
    .bind(only)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Notes a tick as a row that is done already: its key lets only one in.
pub(super) async fn claim_tick(
    db: &PgPool,
    now: DateTime<Utc>,
    task: &str,
    key: &str,
    old_key: &str,
) -> Result<bool> {
    let noted = sqlx::query(
        "WITH forgotten AS (DELETE FROM outbox WHERE dedupe_key = $4)
         INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         VALUES ($1, $2, '{}', $3, 'done', $5, $5, $5)
         ON CONFLICT (dedupe_key) DO NOTHING",
    )
    .bind(new_id(now))
    .bind(task)
    .bind(key)
    .bind(old_key)
    .bind(now)
    .execute(db)
    .await?;
    Ok(noted.rows_affected() > 0)
}

pub(super) async fn forget_done(db: &PgPool, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query("DELETE FROM outbox WHERE state = 'done' AND updated_at < $1")
        .bind(before)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

pub(super) async fn health(db: &PgPool, now: DateTime<Utc>) -> Result<Health> {
    let (due, dead, oldest_due_seconds): (i64, i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE state <> 'dead' AND run_at <= $1),
                count(*) FILTER (WHERE state = 'dead'),
                coalesce(extract(epoch FROM $1 - min(run_at)
                         FILTER (WHERE state <> 'dead' AND run_at <= $1)), 0)::bigint
         FROM outbox WHERE state IN ('pending', 'queued', 'running', 'dead')",
    )
    .bind(now)
    .fetch_one(db)
    .await?;
    Ok(Health { due, dead, oldest_due_seconds })
}
