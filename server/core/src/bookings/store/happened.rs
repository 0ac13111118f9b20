//! Writing down what happened to bookings, with the work that follows.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use types::BookingId;

use crate::{actor::Actor, error::Result, ids::new_id, outbox::Work};

/// What happened to a booking.
pub(crate) struct NewEvent<'a> {
    pub booking: BookingId,
    /// The version after it.
    pub version: i32,
    pub kind: &'a str,
    pub reason: &'a str,
    pub data: Value,
    /// The booking after it, without personal data.
    pub snapshot: Option<Value>,
}

/// Adds to the log of what happened, the work that follows and, for each event, a delivery to
/// every webhook of the hotel that wants it, with the work of sending it: in one statement, so
/// that a hotel without webhooks pays for none. Work that is there already, by its key, is not
/// written again.
pub(crate) async fn insert_events(
    tx: &mut PgConnection,
    actor: &Actor,
    now: DateTime<Utc>,
    events: &[NewEvent<'_>],
    work: &[Work],
) -> Result<()> {
    sqlx::query(
        "WITH event AS (
            INSERT INTO booking_event (id, booking_id, version, kind, reason, data, snapshot, actor,
                                       actor_id, at)
            SELECT e.id, e.booking_id, e.version, e.kind, e.reason, e.data, e.snapshot, $1, $2, $3
            FROM unnest($4::uuid[], $5::uuid[], $6::integer[], $7::text[], $8::text[], $9::jsonb[],
                        $10::jsonb[])
                 AS e (id, booking_id, version, kind, reason, data, snapshot)
            RETURNING id, booking_id, 'booking.' || kind AS kind),
         delivery AS (
            INSERT INTO webhook_delivery (id, endpoint_id, event_id, kind, state, created_at,
                                          updated_at)
            SELECT uuid_at($3), w.id, e.id, e.kind, 'pending', $3, $3
            FROM event e
            JOIN booking b ON b.id = e.booking_id
            JOIN webhook_endpoint w ON w.hotel_id = b.hotel_id
            WHERE w.enabled AND (w.event_types = '{}' OR e.kind = ANY (w.event_types))
            RETURNING id)
         INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT uuid_at($3), 'webhook.deliver', jsonb_build_object('delivery_id', id),
                'webhook.deliver:' || id || ':0', 'pending', $3, $3, $3
         FROM delivery
         UNION ALL
         SELECT w.id, w.kind, w.payload, w.dedupe_key, 'pending', w.run_at, $3, $3
         FROM unnest($11::uuid[], $12::text[], $13::jsonb[], $14::text[], $15::timestamptz[])
              AS w (id, kind, payload, dedupe_key, run_at)
         ON CONFLICT (dedupe_key) DO NOTHING",
    )
    .bind(actor.label())
    .bind(actor.account().map(|id| id.0))
    .bind(now)
    .bind(events.iter().map(|_| new_id(now)).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.booking.0).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.version).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.kind).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.reason).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.data.clone()).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.snapshot.clone()).collect::<Vec<_>>())
    .bind(work.iter().map(|_| new_id(now)).collect::<Vec<_>>())
    .bind(work.iter().map(|work| work.kind).collect::<Vec<_>>())
    .bind(work.iter().map(|work| work.payload.clone()).collect::<Vec<_>>())
    .bind(work.iter().map(|work| work.dedupe_key.as_str()).collect::<Vec<_>>())
    .bind(work.iter().map(|work| work.run_at).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}
