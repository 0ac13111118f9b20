//! What happened to bookings, and what the staff noted.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgConnection};
use types::{
    AccountId, BookingId,
    booking::{BookingEvent, BookingNote},
};

use crate::{error::Result, ids::new_id};

#[derive(FromRow)]
struct EventRow {
    kind: String,
    version: i32,
    actor: String,
    actor_name: Option<String>,
    reason: String,
    data: Value,
    at: DateTime<Utc>,
}

impl From<EventRow> for BookingEvent {
    fn from(row: EventRow) -> Self {
        Self {
            kind: row.kind,
            version: row.version,
            actor: row.actor,
            actor_name: row.actor_name,
            reason: row.reason,
            data: row.data,
            at: row.at,
        }
    }
}

/// Everything that happened to a booking, in order.
pub(crate) async fn events(
    connection: &mut PgConnection,
    id: BookingId,
) -> Result<Vec<BookingEvent>> {
    let rows: Vec<EventRow> = sqlx::query_as(
        "SELECT e.kind, e.version, e.actor, e.reason, e.data, e.at,
                coalesce(g.first_name || ' ' || g.last_name, h.first_name || ' ' || h.last_name)
                    AS actor_name
         FROM booking_event e
         LEFT JOIN guest g ON g.account_id = e.actor_id
         LEFT JOIN hotelier h ON h.account_id = e.actor_id
         WHERE e.booking_id = $1 ORDER BY e.version, e.at, e.id",
    )
    .bind(id.0)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(BookingEvent::from).collect())
}

/// The booking after its last event by `at`, without what is personal.
pub(crate) async fn snapshot_at(
    connection: &mut PgConnection,
    id: BookingId,
    at: DateTime<Utc>,
) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar(
        "SELECT snapshot FROM booking_event
         WHERE booking_id = $1 AND at <= $2 AND snapshot IS NOT NULL
         ORDER BY version DESC, at DESC LIMIT 1",
    )
    .bind(id.0)
    .bind(at)
    .fetch_optional(connection)
    .await?)
}

/// Adds a note of the staff's, and gives it back.
pub(crate) async fn insert_note(
    connection: &mut PgConnection,
    id: BookingId,
    author: AccountId,
    text: &str,
    now: DateTime<Utc>,
) -> Result<BookingNote> {
    let author: String = sqlx::query_scalar(
        "WITH made AS (
             INSERT INTO booking_note (id, booking_id, author_id, text, created_at)
             VALUES ($1, $2, $3, $4, $5) RETURNING author_id
         )
         SELECT coalesce(h.first_name || ' ' || h.last_name, '')
         FROM made LEFT JOIN hotelier h ON h.account_id = made.author_id",
    )
    .bind(new_id(now))
    .bind(id.0)
    .bind(author.0)
    .bind(text)
    .bind(now)
    .fetch_one(connection)
    .await?;
    Ok(BookingNote { author, text: text.to_owned(), created_at: now })
}

/// The notes on a booking, in order.
pub(crate) async fn notes(
    connection: &mut PgConnection,
    id: BookingId,
) -> Result<Vec<BookingNote>> {
    let rows: Vec<(String, String, DateTime<Utc>)> = sqlx::query_as(
        "SELECT coalesce(h.first_name || ' ' || h.last_name, ''), n.text, n.created_at
         FROM booking_note n LEFT JOIN hotelier h ON h.account_id = n.author_id
         WHERE n.booking_id = $1 ORDER BY n.created_at, n.id",
    )
    .bind(id.0)
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(author, text, created_at)| BookingNote { author, text, created_at })
        .collect())
}
