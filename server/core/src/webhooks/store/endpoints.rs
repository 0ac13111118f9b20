//! Endpoints in the database.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool};
use types::{
    HotelId, WebhookEndpointId,
    webhook::{WebhookEndpoint, WebhookEndpointInput},
};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    row::word,
};

fn words(input: &WebhookEndpointInput) -> Vec<&'static str> {
    input.event_types.iter().map(|kind| kind.as_str()).collect()
}

/// Whether the hotel had fewer than `most`, and has one more.
pub(in crate::webhooks) async fn insert(
    tx: &mut PgConnection,
    id: WebhookEndpointId,
    hotel: HotelId,
    input: &WebhookEndpointInput,
    secret: &[u8],
    most: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO webhook_endpoint (id, hotel_id, url, description, event_types, enabled, secret,
                                       created_at, updated_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $8
         WHERE (SELECT count(*) FROM webhook_endpoint
                WHERE hotel_id = $2 AND deleted_at IS NULL) < $9",
    )
    .bind(id.0)
    .bind(hotel.0)
    .bind(&input.url)
    .bind(&input.description)
    .bind(words(input))
    .bind(input.enabled)
    .bind(secret)
    .bind(now)
    .bind(most)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether the endpoint was still at `version` and is changed. `anew` forgets what the platform
/// had against it; another address has not failed yet.
pub(in crate::webhooks) async fn update(
    db: &PgPool,
    id: WebhookEndpointId,
    version: i32,
    input: &WebhookEndpointInput,
    anew: bool,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE webhook_endpoint
         SET url = $3, description = $4, event_types = $5, enabled = $6, updated_at = $8,
             disabled_reason = CASE WHEN $7 THEN NULL ELSE disabled_reason END,
             failing_since = CASE WHEN $7 OR url <> $3 THEN NULL ELSE failing_since END,
             version = version + 1
         WHERE id = $1 AND version = $2 AND deleted_at IS NULL",
    )
    .bind(id.0)
    .bind(version)
    .bind(&input.url)
    .bind(&input.description)
    .bind(words(input))
    .bind(input.enabled)
    .bind(anew)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether the endpoint was still at `version` and is deleted. Its row stays for a while: an
/// event that is being written may refer to it.
pub(in crate::webhooks) async fn delete(
    db: &PgPool,
    id: WebhookEndpointId,
    version: i32,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE webhook_endpoint
         SET enabled = false, deleted_at = $3, updated_at = $3, secret = '', old_secret = NULL,
             old_until = NULL, version = version + 1
         WHERE id = $1 AND version = $2 AND deleted_at IS NULL",
    )
    .bind(id.0)
    .bind(version)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts `secret` in the place of the one there is, which becomes the old one.
pub(in crate::webhooks) async fn rotate(
    tx: &mut PgConnection,
    id: WebhookEndpointId,
    secret: &[u8],
    old_until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE webhook_endpoint
         SET old_secret = secret, old_until = $3, secret = $2, updated_at = $4,
             version = version + 1
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(id.0)
    .bind(secret)
    .bind(old_until)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What signs the endpoint's deliveries now; nothing, if it is deleted.
pub(in crate::webhooks) async fn secret(
    tx: &mut PgConnection,
    id: WebhookEndpointId,
) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar(
        "SELECT secret FROM webhook_endpoint WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(id.0)
    .fetch_optional(tx)
    .await?)
}

/// Deletes all endpoints of a hotel that is closed.
pub(crate) async fn delete_of(
    tx: &mut PgConnection,
    hotel: HotelId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE webhook_endpoint
         SET enabled = false, deleted_at = $2, updated_at = $2, secret = '', old_secret = NULL,
             old_until = NULL, version = version + 1
         WHERE hotel_id = $1 AND deleted_at IS NULL",
    )
    .bind(hotel.0)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct EndpointRow {
    id: Uuid,
    hotel_id: Uuid,
    url: String,
    description: String,
    event_types: Vec<String>,
    enabled: bool,
    disabled_reason: Option<String>,
    failing_since: Option<DateTime<Utc>>,
    old_until: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
}

impl TryFrom<EndpointRow> for WebhookEndpoint {
    type Error = Error;

    fn try_from(row: EndpointRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            hotel_id: row.hotel_id.into(),
            url: row.url,
            description: row.description,
            event_types: row
                .event_types
                .iter()
                .map(|kind| word("event_types", kind))
                .collect::<Result<_>>()?,
            enabled: row.enabled,
            disabled_reason: row.disabled_reason,
            failing_since: row.failing_since,
            secret: None,
            old_secret_until: row.old_until,
            version: row.version,
            created_at: row.created_at,
        })
    }
}

/// By id or by hotel: the one that is given.
async fn fetch(
    db: impl PgExecutor<'_>,
    id: Option<WebhookEndpointId>,
    hotel: Option<HotelId>,
) -> Result<Vec<WebhookEndpoint>> {
    let rows: Vec<EndpointRow> = sqlx::query_as(
        "SELECT id, hotel_id, url, description, event_types, enabled, disabled_reason,
                failing_since, old_until, version, created_at
         FROM webhook_endpoint
         WHERE (id = $1 OR hotel_id = $2) AND deleted_at IS NULL ORDER BY created_at, id",
    )
    .bind(id.map(|id| id.0))
    .bind(hotel.map(|id| id.0))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(WebhookEndpoint::try_from).collect()
}

pub(in crate::webhooks) async fn find(
    db: impl PgExecutor<'_>,
    id: WebhookEndpointId,
) -> Result<Option<WebhookEndpoint>> {
    Ok(fetch(db, Some(id), None).await?.pop())
}

pub(in crate::webhooks) async fn of_hotel(
    db: &PgPool,
    hotel: HotelId,
) -> Result<Vec<WebhookEndpoint>> {
    fetch(db, None, Some(hotel)).await
}
