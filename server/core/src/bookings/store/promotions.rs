//! Promotions in use.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection};
use types::{
    AccountId, HotelId, PromotionId,
    rates::{Promotion, PromotionInput},
};
use uuid::Uuid;

use crate::error::Result;

#[derive(FromRow)]
pub(crate) struct PromotionRow {
    id: Uuid,
    hotel_id: Uuid,
    code: String,
    name: String,
    percent: Option<i32>,
    amount: Option<i64>,
    min_nights: i16,
    book_from: Option<DateTime<Utc>>,
    book_until: Option<DateTime<Utc>>,
    stay_from: Option<NaiveDate>,
    stay_to: Option<NaiveDate>,
    max_uses: Option<i32>,
    max_per_guest: Option<i32>,
    version: i32,
    uses: i64,
    by_guest: i64,
}

impl From<PromotionRow> for (Promotion, i64) {
    fn from(row: PromotionRow) -> Self {
        let promotion = Promotion {
            id: row.id.into(),
            hotel_id: row.hotel_id.into(),
            input: PromotionInput {
                code: row.code,
                name: row.name,
                percent: row.percent,
                amount: row.amount,
                min_nights: row.min_nights,
                book_from: row.book_from,
                book_until: row.book_until,
                stay_from: row.stay_from,
                stay_to: row.stay_to,
                max_uses: row.max_uses,
                max_per_guest: row.max_per_guest,
            },
            uses: row.uses,
            version: row.version,
        };
        (promotion, row.by_guest)
    }
}

/// The promotion of that code, and how many of the guest's bookings use it. With
/// `lock`, nobody else can use it up until the transaction ends.
pub(crate) async fn promotion_by_code(
    tx: &mut PgConnection,
    hotel: HotelId,
    code: &str,
    guest: Option<AccountId>,
    lock: bool,
) -> Result<Option<(Promotion, i64)>> {
    if lock {
        sqlx::query(
            "SELECT 1 FROM promotion
             WHERE hotel_id = $1 AND code = $2 AND archived_at IS NULL FOR UPDATE",
        )
        .bind(hotel.0)
        .bind(code)
        .execute(&mut *tx)
        .await?;
    }
    let row: Option<PromotionRow> = sqlx::query_as(
        "SELECT p.id, p.hotel_id, p.code, p.name, p.percent, p.amount, p.min_nights, p.book_from, p.book_until,
                lower(p.nights) AS stay_from, upper(p.nights) AS stay_to, p.max_uses,
                p.max_per_guest, p.version, u.uses, u.by_guest
         FROM promotion p
         CROSS JOIN LATERAL (
             SELECT count(*) AS uses, count(*) FILTER (WHERE b.guest_id = $3) AS by_guest
             FROM booking b
             WHERE b.promotion_id = p.id AND b.state NOT IN ('cancelled', 'expired')) u
         WHERE p.hotel_id = $1 AND p.code = $2 AND p.archived_at IS NULL",
    )
    .bind(hotel.0)
    .bind(code)
    .bind(guest.map(|guest| guest.0))
    .fetch_optional(tx)
    .await?;
    Ok(row.map(Into::into))
}

/// A promotion that a booking uses, archived ones too; its uses are not counted.
pub(crate) async fn promotion_by_id(
    tx: &mut PgConnection,
    id: PromotionId,
) -> Result<Option<Promotion>> {
    let row: Option<PromotionRow> = sqlx::query_as(
        "SELECT id, hotel_id, code, name, percent, amount, min_nights, book_from, book_until,
                lower(nights) AS stay_from, upper(nights) AS stay_to, max_uses, max_per_guest,
                version, 0::bigint AS uses, 0::bigint AS by_guest
         FROM promotion WHERE id = $1",
    )
    .bind(id.0)
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| <(Promotion, i64)>::from(row).0))
}
