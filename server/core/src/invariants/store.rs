//! Counting what must not be.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgPool};

use crate::error::Result;

#[derive(FromRow)]
pub(super) struct Count {
    pub overlaps: i64,
    pub without_rooms: i64,
    pub wrong_totals: i64,
    pub not_finalized: i64,
    pub without_profile: i64,
}

pub(super) async fn count(db: &PgPool, ended_before: DateTime<Utc>) -> Result<Count> {
    Ok(sqlx::query_as(
        "SELECT
           (SELECT count(*) FROM room_stay a JOIN room_stay b
              ON a.room_id = b.room_id AND a.id < b.id AND a.stay && b.stay
            WHERE a.state IN ('held', 'confirmed', 'checked_in', 'blocked')
              AND b.state IN ('held', 'confirmed', 'checked_in', 'blocked')) AS overlaps,
           (SELECT count(*) FROM booking b
            WHERE NOT EXISTS (SELECT 1 FROM room_stay s WHERE s.booking_id = b.id)) AS without_rooms,
           (SELECT count(*) FROM booking b JOIN LATERAL (
                SELECT coalesce(sum(n.price), 0) AS nights FROM room_stay s
                JOIN stay_night n ON n.room_stay_id = s.id WHERE s.booking_id = b.id) p ON true
            WHERE b.state IN ('held', 'confirmed', 'checked_in')
              AND p.nights + b.taxes <> b.total) AS wrong_totals,
           (SELECT count(*) FROM booking
            WHERE state IN ('confirmed', 'checked_in') AND ends_at < $1) AS not_finalized,
           (SELECT count(*) FROM account a
            LEFT JOIN guest g ON g.account_id = a.id
            LEFT JOIN hotelier h ON h.account_id = a.id
            WHERE (a.role = 'guest' AND g.account_id IS NULL)
               OR (a.role = 'hotelier' AND h.account_id IS NULL)) AS without_profile",
    )
    .bind(ended_before)
    .fetch_one(db)
    .await?)
}
