//! What sending needs of the database, and leaves in it.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgPool};
use types::{HotelId, WebhookDeliveryId, webhook::DeliveryState};
use uuid::Uuid;

use crate::{error::Result, ids::new_id, webhooks::message::Facts};

/// A delivery that has not ended, and where it goes.
pub(in crate::webhooks) struct Due {
    pub endpoint: Uuid,
    pub url: String,
    pub enabled: bool,
    pub failing_since: Option<DateTime<Utc>>,
    pub secret: Vec<u8>,
    pub old_secret: Option<Vec<u8>>,
    pub old_until: Option<DateTime<Utc>>,
    pub facts: Facts,
}

#[derive(FromRow)]
struct DueRow {
    endpoint_id: Uuid,
    url: String,
    enabled: bool,
    failing_since: Option<DateTime<Utc>>,
    secret: Vec<u8>,
    old_secret: Option<Vec<u8>>,
    old_until: Option<DateTime<Utc>>,
    kind: String,
    hotel_id: Uuid,
    at: DateTime<Utc>,
    snapshot: Option<Value>,
}

pub(in crate::webhooks) async fn due(db: &PgPool, id: WebhookDeliveryId) -> Result<Option<Due>> {
    let row: Option<DueRow> = sqlx::query_as(
        "SELECT d.endpoint_id, w.url, w.enabled, w.failing_since, w.secret, w.old_secret,
                w.old_until, d.kind, w.hotel_id, coalesce(e.at, d.created_at) AS at, e.snapshot
         FROM webhook_delivery d
         JOIN webhook_endpoint w ON w.id = d.endpoint_id
         LEFT JOIN booking_event e ON e.id = d.event_id
         WHERE d.id = $1 AND d.state = 'pending'",
    )
    .bind(id.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Due {
        endpoint: row.endpoint_id,
        url: row.url,
        enabled: row.enabled,
        failing_since: row.failing_since,
        secret: row.secret,
        old_secret: row.old_secret,
        old_until: row.old_until,
        facts: Facts {
            kind: row.kind,
            hotel: HotelId(row.hotel_id),
            at: row.at,
            snapshot: row.snapshot,
        },
    }))
}

/// Why the platform disables an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::webhooks) enum Disabling {
    /// It said so.
    Gone,
    /// Nothing got through for too long.
    Failing,
}

impl Disabling {
    fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }
}

/// How a try went.
pub(in crate::webhooks) struct Try {
    pub at: DateTime<Utc>,
    pub status: Option<i16>,
    /// Milliseconds.
    pub took: i32,
    pub answer: String,
    pub error: Option<String>,
    /// What becomes of the delivery.
    pub state: DeliveryState,
    /// What becomes of the endpoint.
    pub disabling: Option<Disabling>,
}

/// Writes down how a try went. What the endpoint's owner changed meanwhile stays: another
/// address has not failed yet.
pub(in crate::webhooks) async fn record(
    db: &PgPool,
    id: WebhookDeliveryId,
    due: &Due,
    tried: &Try,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "WITH tried AS (
            INSERT INTO webhook_attempt (id, delivery_id, at, status, took, answer, error)
            VALUES ($1, $2, $3, $4, $5, $6, $7)),
         told AS (
            UPDATE webhook_delivery SET state = $8, updated_at = $9
            WHERE id = $2 AND state = 'pending')
         UPDATE webhook_endpoint
         SET failing_since = CASE WHEN $8 = 'delivered' THEN NULL
                                  ELSE coalesce(failing_since, $9) END,
             enabled = enabled AND $10::text IS NULL,
             disabled_reason = coalesce($10, disabled_reason),
             version = version + ($10::text IS NOT NULL)::integer
         WHERE id = $11 AND url = $12 AND enabled
           AND ($8 <> 'delivered' OR failing_since IS NOT NULL)
           AND ($8 = 'delivered' OR failing_since IS NULL OR $10::text IS NOT NULL)",
    )
    .bind(new_id(tried.at))
    .bind(id.0)
    .bind(tried.at)
    .bind(tried.status)
    .bind(tried.took)
    .bind(&tried.answer)
    .bind(&tried.error)
    .bind(tried.state.as_str())
    .bind(now)
    .bind(tried.disabling.map(Disabling::as_str))
    .bind(due.endpoint)
    .bind(&due.url)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a delivery without another try.
pub(in crate::webhooks) async fn end(
    db: &PgPool,
    id: WebhookDeliveryId,
    state: DeliveryState,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE webhook_delivery SET state = $2, updated_at = $3
         WHERE id = $1 AND state = 'pending'",
    )
    .bind(id.0)
    .bind(state.as_str())
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets deliveries of events before `before`, and endpoints that were deleted by then.
/// Returns how many.
pub(crate) async fn forget(db: &PgPool, before: DateTime<Utc>) -> Result<u64> {
    let deliveries =
        sqlx::query("DELETE FROM webhook_delivery WHERE created_at < $1 AND state <> 'pending'")
            .bind(before)
            .execute(db)
            .await?;
    let endpoints = sqlx::query("DELETE FROM webhook_endpoint WHERE deleted_at < $1")
        .bind(before)
        .execute(db)
        .await?;
    Ok(deliveries.rows_affected() + endpoints.rows_affected())
}
