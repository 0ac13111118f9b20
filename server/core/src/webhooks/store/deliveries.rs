//! Deliveries in the database.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgPool, types::Json};
use types::{
    BookingId, WebhookDeliveryId, WebhookEndpointId,
    webhook::{WebhookAttempt, WebhookDelivery},
};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    row::word,
};

#[derive(FromRow)]
struct DeliveryRow {
    id: Uuid,
    endpoint_id: Uuid,
    kind: String,
    booking_id: Option<Uuid>,
    state: String,
    next_attempt_at: Option<DateTime<Utc>>,
    attempts: Json<Vec<WebhookAttempt>>,
    created_at: DateTime<Utc>,
}

impl TryFrom<DeliveryRow> for WebhookDelivery {
    type Error = Error;

    fn try_from(row: DeliveryRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            endpoint_id: row.endpoint_id.into(),
            kind: row.kind,
            booking_id: row.booking_id.map(BookingId),
            state: word("state", &row.state)?,
            next_attempt_at: row.next_attempt_at,
            attempts: row.attempts.0,
            created_at: row.created_at,
        })
    }
}

/// By id or by endpoint: the one that is given.
async fn fetch(
    db: &PgPool,
    id: Option<WebhookDeliveryId>,
    endpoint: Option<WebhookEndpointId>,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<WebhookDelivery>> {
    let rows: Vec<DeliveryRow> = sqlx::query_as(
        "SELECT d.id, d.endpoint_id, d.kind, e.booking_id, d.state, d.created_at,
                o.run_at AS next_attempt_at,
                (SELECT coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'status', a.status,
                            'took_ms', a.took, 'answer', a.answer, 'error', a.error)
                            ORDER BY a.at, a.id), '[]')
                 FROM webhook_attempt a WHERE a.delivery_id = d.id) AS attempts
         FROM webhook_delivery d
         LEFT JOIN booking_event e ON e.id = d.event_id
         LEFT JOIN outbox o ON o.dedupe_key = 'webhook.deliver:' || d.id || ':' || d.replays
                           AND o.state IN ('pending', 'queued', 'running') AND d.state = 'pending'
         WHERE (d.id = $1 OR d.endpoint_id = $2) AND ($3::uuid IS NULL OR d.id < $3)
         ORDER BY d.id DESC LIMIT $4",
    )
    .bind(id.map(|id| id.0))
    .bind(endpoint.map(|id| id.0))
    .bind(before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(WebhookDelivery::try_from).collect()
}

pub(in crate::webhooks) async fn delivery(
    db: &PgPool,
    id: WebhookDeliveryId,
) -> Result<Option<WebhookDelivery>> {
    Ok(fetch(db, Some(id), None, None, 1).await?.pop())
}

/// An endpoint's deliveries with an id below `before`, the latest first.
pub(in crate::webhooks) async fn list(
    db: &PgPool,
    endpoint: WebhookEndpointId,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<WebhookDelivery>> {
    fetch(db, None, Some(endpoint), before, limit).await
}

/// Whether the delivery had ended, and is to be sent again.
pub(in crate::webhooks) async fn replay(
    db: &PgPool,
    id: WebhookDeliveryId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "WITH again AS (
            UPDATE webhook_delivery SET state = 'pending', replays = replays + 1, updated_at = $2
            WHERE id = $1 AND state <> 'pending' RETURNING id, replays)
         INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT uuid_at($2), 'webhook.deliver', jsonb_build_object('delivery_id', id),
                'webhook.deliver:' || id || ':' || replays, 'pending', $2, $2, $2
         FROM again",
    )
    .bind(id.0)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether no delivery of that kind was on its way to the endpoint, and one is now.
pub(in crate::webhooks) async fn insert_test(
    db: &PgPool,
    id: WebhookDeliveryId,
    endpoint: WebhookEndpointId,
    kind: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "WITH test AS (
            INSERT INTO webhook_delivery (id, endpoint_id, kind, state, created_at, updated_at)
            SELECT $1, $2, $3, 'pending', $4, $4
            WHERE NOT EXISTS (SELECT 1 FROM webhook_delivery
                              WHERE endpoint_id = $2 AND kind = $3 AND state = 'pending')
            RETURNING id)
         INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT uuid_at($4), 'webhook.deliver', jsonb_build_object('delivery_id', id),
                'webhook.deliver:' || id || ':0', 'pending', $4, $4, $4
         FROM test",
    )
    .bind(id.0)
    .bind(endpoint.0)
    .bind(kind)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
