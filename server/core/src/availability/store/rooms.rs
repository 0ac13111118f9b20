//! The rooms of one hotel, and their nights.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection};
use types::{HotelId, Stay, price::BaseOf};
use uuid::Uuid;

use crate::{availability::rooms::RoomNights, bookings::store::Candidate, error::Result};

#[derive(FromRow)]
struct Row {
    room_id: Uuid,
    room_number: String,
    room_type_id: Uuid,
    room_type_name: String,
    capacity: i16,
    base: i64,
    own_price: bool,
    included: i16,
    extra_adult: i64,
    extra_child: i64,
    taken: Vec<NaiveDate>,
    blocked: Vec<NaiveDate>,
}

impl From<Row> for RoomNights {
    fn from(row: Row) -> Self {
        Self {
            room: Candidate {
                room_id: row.room_id.into(),
                room_number: row.room_number,
                room_type_id: row.room_type_id.into(),
                room_type_name: row.room_type_name,
                capacity: row.capacity,
                base: row.base,
                base_of: if row.own_price { BaseOf::Room } else { BaseOf::Type },
                included: row.included,
                extra_adult: row.extra_adult,
                extra_child: row.extra_child,
                free: row.taken.is_empty(),
            },
            taken: row.taken,
            blocked: row.blocked,
        }
    }
}

/// Each room on sale in the hotel, the cheapest first, with the nights of `stay` on
/// which it is taken. A hold that has run out by `now` takes no room.
pub(in crate::availability) async fn rooms_of_hotel(
    connection: &mut PgConnection,
    hotel: HotelId,
    stay: Stay,
    now: DateTime<Utc>,
) -> Result<Vec<RoomNights>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.id AS room_id, r.number AS room_number, t.id AS room_type_id,
                t.name AS room_type_name, t.capacity, coalesce(r.price, t.base_price) AS base,
                r.price IS NOT NULL AS own_price, t.included, t.extra_adult, t.extra_child,
                coalesce(nights.taken, '{}') AS taken, coalesce(nights.blocked, '{}') AS blocked
         FROM room r
         JOIN room_type t ON t.id = r.room_type_id
         LEFT JOIN LATERAL (
             SELECT array_agg(night::date ORDER BY night) AS taken,
                    array_agg(night::date ORDER BY night) FILTER (WHERE s.state = 'blocked')
                        AS blocked
             FROM room_stay s
             CROSS JOIN generate_series(greatest(lower(s.stay), $2), least(upper(s.stay), $3) - 1,
                                        interval '1 day') AS night
             WHERE s.room_id = r.id AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
               AND (s.hold_until IS NULL OR s.hold_until > $4)
               AND lower(s.stay) < $3 AND upper(s.stay) > $2
         ) nights ON true
         WHERE r.hotel_id = $1 AND r.archived_at IS NULL AND r.status = 'active'
           AND t.archived_at IS NULL
         ORDER BY base, r.number",
    )
    .bind(hotel.0)
    .bind(stay.check_in())
    .bind(stay.check_out())
    .bind(now)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(RoomNights::from).collect())
}
