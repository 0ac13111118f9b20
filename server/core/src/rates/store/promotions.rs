//! Promotions in the database, as their hotelier sees them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use types::{
    FieldErrors, HotelId, PromotionId,
    rates::{Promotion, PromotionInput},
};
use uuid::Uuid;

use crate::{
    bookings::store::PromotionRow,
    error::{Error, Result},
};

fn code_taken(error: sqlx::Error) -> Error {
    match Error::constraint(&error) {
        Some("promotion_code") => {
            FieldErrors::one("/code", "taken", "The hotel has a promotion of this code.").into()
        }
        _ => error.into(),
    }
}

/// Promotions that are not deleted: one, or those of a hotel that were made before
/// `after`, the last made first.
async fn fetch(
    db: &PgPool,
    id: Option<PromotionId>,
    hotel: Option<HotelId>,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Promotion>> {
    let rows: Vec<PromotionRow> = sqlx::query_as(
        "SELECT p.id, p.hotel_id, p.code, p.name, p.percent, p.amount, p.min_nights, p.book_from,
                p.book_until, lower(p.nights) AS stay_from, upper(p.nights) AS stay_to, p.max_uses,
                p.max_per_guest, p.version, 0::bigint AS by_guest,
                (SELECT count(*) FROM booking b
                 WHERE b.promotion_id = p.id AND b.state NOT IN ('cancelled', 'expired')) AS uses
         FROM promotion p
         WHERE (p.id = $1 OR p.hotel_id = $2) AND p.archived_at IS NULL
           AND ($3::uuid IS NULL OR p.id < $3)
         ORDER BY p.id DESC LIMIT $4",
    )
    .bind(id.map(|id| id.0))
    .bind(hotel.map(|hotel| hotel.0))
    .bind(after)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| <(Promotion, i64)>::from(row).0).collect())
}

pub(in crate::rates) async fn promotions_of(
    db: &PgPool,
    hotel: HotelId,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Promotion>> {
    fetch(db, None, Some(hotel), after, limit).await
}

pub(in crate::rates) async fn find_promotion(
    db: &PgPool,
    id: PromotionId,
) -> Result<Option<Promotion>> {
    Ok(fetch(db, Some(id), None, None, 1).await?.pop())
}

pub(in crate::rates) async fn count_promotions(
    tx: &mut PgConnection,
    hotel: HotelId,
) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM promotion WHERE hotel_id = $1 AND archived_at IS NULL",
    )
    .bind(hotel.0)
    .fetch_one(tx)
    .await?)
}

pub(in crate::rates) async fn insert_promotion(
    tx: &mut PgConnection,
    id: PromotionId,
    hotel: HotelId,
    input: &PromotionInput,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO promotion (id, hotel_id, code, name, percent, amount, min_nights, book_from,
                                book_until, nights, max_uses, max_per_guest, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
                 CASE WHEN $10::date IS NOT NULL THEN daterange($10, $11) END, $12, $13, $14, $14)",
    )
    .bind(id.0)
    .bind(hotel.0)
    .bind(&input.code)
    .bind(&input.name)
    .bind(input.percent)
    .bind(input.amount)
    .bind(input.min_nights)
    .bind(input.book_from)
    .bind(input.book_until)
    .bind(input.stay_from)
    .bind(input.stay_to)
    .bind(input.max_uses)
    .bind(input.max_per_guest)
    .bind(now)
    .execute(tx)
    .await
    .map_err(code_taken)?;
    Ok(())
}

/// Whether the promotion was still at `version` and is changed.
pub(in crate::rates) async fn update_promotion(
    db: &PgPool,
    id: PromotionId,
    version: i32,
    input: &PromotionInput,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE promotion SET code = $3, name = $4, percent = $5, amount = $6, min_nights = $7,
                book_from = $8, book_until = $9,
                nights = CASE WHEN $10::date IS NOT NULL THEN daterange($10, $11) END,
                max_uses = $12, max_per_guest = $13, updated_at = $14, version = version + 1
         WHERE id = $1 AND version = $2 AND archived_at IS NULL",
    )
    .bind(id.0)
    .bind(version)
    .bind(&input.code)
    .bind(&input.name)
    .bind(input.percent)
    .bind(input.amount)
    .bind(input.min_nights)
    .bind(input.book_from)
    .bind(input.book_until)
    .bind(input.stay_from)
    .bind(input.stay_to)
    .bind(input.max_uses)
    .bind(input.max_per_guest)
    .bind(now)
    .execute(db)
    .await
    .map_err(code_taken)?;
    Ok(done.rows_affected() == 1)
}
