//! Favourites in the database.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use types::{AccountId, HotelId};
use uuid::Uuid;

use crate::error::Result;

/// A favourite, and what its hotel costs at least.
pub(super) struct Favourite {
    pub hotel: HotelId,
    pub since: DateTime<Utc>,
    pub from_price: Option<i64>,
}

/// Whether it is new.
pub(super) async fn insert(
    tx: &mut PgConnection,
    account: AccountId,
    hotel: HotelId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO favourite (account_id, hotel_id, created_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING",
    )
    .bind(account.0)
    .bind(hotel.0)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn count(tx: &mut PgConnection, account: AccountId) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT count(*) FROM favourite WHERE account_id = $1")
        .bind(account.0)
        .fetch_one(tx)
        .await?)
}

pub(super) async fn delete(db: &PgPool, account: AccountId, hotel: HotelId) -> Result<()> {
    sqlx::query("DELETE FROM favourite WHERE account_id = $1 AND hotel_id = $2")
        .bind(account.0)
        .bind(hotel.0)
        .execute(db)
        .await?;
    Ok(())
}

/// The latest first, from `after` on.
pub(super) async fn list(
    db: &PgPool,
    account: AccountId,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: usize,
) -> Result<Vec<Favourite>> {
    let rows: Vec<(Uuid, DateTime<Utc>, Option<i64>)> = sqlx::query_as(
        "SELECT f.hotel_id, f.created_at,
                (SELECT min(t.base_price) FROM room_type t
                 WHERE t.hotel_id = h.id AND t.archived_at IS NULL)
         FROM favourite f JOIN hotel h ON h.id = f.hotel_id
         WHERE f.account_id = $1 AND h.archived_at IS NULL AND (h.published OR h.owner_id = $1)
           AND ($2::timestamptz IS NULL OR (f.created_at, f.hotel_id) < ($2, $3::uuid))
         ORDER BY f.created_at DESC, f.hotel_id DESC LIMIT $4",
    )
    .bind(account.0)
    .bind(after.map(|(at, _)| at))
    .bind(after.map(|(_, hotel)| hotel))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(hotel, since, from_price)| Favourite { hotel: hotel.into(), since, from_price })
        .collect())
}

pub(super) async fn which(
    db: &PgPool,
    account: AccountId,
    hotels: &[HotelId],
) -> Result<HashSet<HotelId>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT hotel_id FROM favourite WHERE account_id = $1 AND hotel_id = ANY($2)",
    )
    .bind(account.0)
    .bind(hotels.iter().map(|id| id.0).collect::<Vec<_>>())
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(HotelId).collect())
}
