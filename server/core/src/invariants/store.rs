//! Counting what must not be.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgPool};

use crate::error::Result;

#[derive(FromRow)]
pub(super) struct Count {
    pub overlaps: i64,
    pub without_rooms: i64,
    pub wrong_totals: i64,
    pub wrong_nights: i64,
    pub wrong_states: i64,
    pub stale_holds: i64,
    pub without_event: i64,
    pub old_work: i64,
    pub not_finalized: i64,
    pub homeless: i64,
    pub without_profile: i64,
    pub wrong_ratings: i64,
}

/// All in one statement, and so of one moment. It reads most of the data and has more
/// time than others: two minutes.
pub(super) async fn count(db: &PgPool, ended_before: DateTime<Utc>) -> Result<Count> {
    let mut tx = db.begin().await?;
    sqlx::query("SET LOCAL statement_timeout = '2min'").execute(&mut *tx).await?;
    let count = sqlx::query_as(
        "SELECT
           (SELECT count(*) FROM (
                SELECT lower(stay) < max(upper(stay)) OVER (
                    PARTITION BY room_id ORDER BY lower(stay), id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS meets
                FROM room_stay
                WHERE state IN ('held', 'confirmed', 'checked_in', 'blocked')) s
            WHERE s.meets) AS overlaps,
           (SELECT count(*) FROM booking b
            WHERE NOT EXISTS (SELECT 1 FROM room_stay s WHERE s.booking_id = b.id)) AS without_rooms,
           (SELECT count(*) FROM booking b JOIN LATERAL (
                SELECT coalesce(sum(s.fee), 0) AS fees,
                       coalesce(sum(p.nights) FILTER (WHERE l.live), 0) AS nights,
                       coalesce(sum(c.charges) FILTER (WHERE l.live), 0) AS charges
                FROM room_stay s
                CROSS JOIN LATERAL (SELECT s.state IN ('held', 'confirmed', 'checked_in',
                                                       'completed') AS live) l
                CROSS JOIN LATERAL (SELECT coalesce(sum(n.price), 0) AS nights FROM stay_night n
                                    WHERE n.room_stay_id = s.id) p
                CROSS JOIN LATERAL (SELECT coalesce(sum((e ->> 'amount')::bigint), 0) AS charges
                                    FROM jsonb_array_elements(s.charges) AS e) c
                WHERE s.booking_id = b.id) t ON true
            WHERE t.nights + t.charges + t.fees <> b.total OR t.charges <> b.taxes) AS wrong_totals,
           (SELECT count(*) FROM room_stay s WHERE s.state <> 'blocked'
              AND (SELECT count(*) FROM stay_night n WHERE n.room_stay_id = s.id
                   AND s.stay @> n.night) <> upper(s.stay) - lower(s.stay)) AS wrong_nights,
           (SELECT count(*) FROM booking b WHERE NOT EXISTS (
                SELECT 1 FROM room_stay s WHERE s.booking_id = b.id AND s.state = b.state)
            OR EXISTS (
                SELECT 1 FROM room_stay s WHERE s.booking_id = b.id AND s.state <> b.state
                  AND s.state NOT IN ('cancelled', 'completed'))) AS wrong_states,
           (SELECT count(*) FROM booking WHERE state = 'held' AND hold_until < $1) AS stale_holds,
           (SELECT count(*) FROM booking b WHERE b.version > 1 AND NOT EXISTS (
                SELECT 1 FROM booking_event e WHERE e.booking_id = b.id
                  AND e.version = b.version)) AS without_event,
           (SELECT count(*) FROM outbox WHERE state IN ('pending', 'queued', 'running')
              AND run_at < $1) AS old_work,
           (SELECT count(*) FROM booking
            WHERE state IN ('confirmed', 'checked_in') AND ends_at < $1) AS not_finalized,
           (SELECT count(*) FROM room_stay s JOIN room r ON r.id = s.room_id
            WHERE s.state IN ('held', 'confirmed', 'checked_in')
              AND r.archived_at IS NOT NULL) AS homeless,
           (SELECT count(*) FROM account a
            LEFT JOIN guest g ON g.account_id = a.id
            LEFT JOIN hotelier h ON h.account_id = a.id
            WHERE (a.role = 'guest' AND g.account_id IS NULL)
               OR (a.role = 'hotelier' AND h.account_id IS NULL)) AS without_profile,
           (SELECT count(*) FROM hotel h LEFT JOIN (
                SELECT hotel_id, count(*) AS n, sum(overall) AS s FROM review GROUP BY hotel_id) r
              ON r.hotel_id = h.id
            WHERE (h.review_count, h.review_sum) IS DISTINCT FROM (coalesce(r.n, 0), coalesce(r.s, 0))
           ) AS wrong_ratings",
    )
    .bind(ended_before)
    .fetch_one(&mut *tx)
    .await?;
    tx.rollback().await?;
    Ok(count)
}
