//! Searching in the database.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};
use types::{
    HotelId, RoomTypeId, Stay,
    search::{self, CheckedSearch, Sort},
    text::fold,
};
use uuid::Uuid;

use super::RoomNights;
use crate::error::Result;

/// Where a result stands in its order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Place {
    key: i64,
    name: String,
    id: Uuid,
}

pub(super) struct Found {
    pub hotel_id: HotelId,
    pub place: Place,
    pub from_price: Option<i64>,
    pub offer: Option<FoundOffer>,
}

pub(super) struct FoundOffer {
    pub total: i64,
    pub rooms_left: i64,
    pub room_type_id: RoomTypeId,
    pub room_type_name: String,
}

#[derive(FromRow)]
struct FoundRow {
    id: Uuid,
    name: String,
    key: i64,
    from_price: Option<i64>,
    total: Option<i64>,
    rooms_left: Option<i64>,
    room_type_id: Option<Uuid>,
    room_type_name: Option<String>,
}

/// `%` and `_` in what people type stand for themselves.
fn contains(text: &str) -> String {
    let text = fold(text).replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{text}%")
}

pub(super) async fn search(
    db: &PgPool,
    search: &CheckedSearch,
    after: Option<&Place>,
    limit: usize,
) -> Result<Vec<Found>> {
    // Two statements: without dates no stay is looked at.
    let query = if search.stay.is_some() { WITH_DATES } else { WITHOUT_DATES };
    let sort = match search.sort {
        Sort::Name => "name",
        Sort::Price => "price",
        Sort::Stars => "stars",
    };
    // A room must take its share of the guests.
    let per_room = (search.guests + search.rooms - 1) / search.rooms;
    let mut query = sqlx::query_as::<_, FoundRow>(query)
        .bind(search.q.as_deref().map(contains))
        .bind(search.city.as_deref().map(fold))
        .bind(search.state.as_deref().map(str::to_uppercase))
        .bind(per_room)
        .bind(sort)
        .bind(after.map(|place| place.key))
        .bind(after.map(|place| place.name.clone()))
        .bind(after.map(|place| place.id))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX));
    if let Some(stay) = search.stay {
        query = query
            .bind(i64::from(search.rooms))
            .bind(stay.check_in())
            .bind(stay.check_out())
            .bind(stay.nights());
    }
    let rows = query.fetch_all(db).await?;
    Ok(rows.into_iter().map(Found::from).collect())
}

impl From<FoundRow> for Found {
    fn from(row: FoundRow) -> Self {
        let offer = match (row.total, row.room_type_id) {
            (Some(total), Some(room_type_id)) => Some(FoundOffer {
                total,
                rooms_left: row.rooms_left.unwrap_or_default(),
                room_type_id: room_type_id.into(),
                room_type_name: row.room_type_name.unwrap_or_default(),
            }),
            _ => None,
        };
        Self {
            hotel_id: row.id.into(),
            place: Place { key: row.key, name: row.name, id: row.id },
            from_price: row.from_price,
            offer,
        }
    }
}

const WITHOUT_DATES: &str = "
    WITH found AS (
        SELECT h.id, h.name, min(t.base_price) AS from_price,
               CASE $5 WHEN 'price' THEN coalesce(min(t.base_price), 9223372036854775807)
                       WHEN 'stars' THEN -h.stars::bigint ELSE 0 END AS key
        FROM hotel h
        LEFT JOIN room_type t ON t.hotel_id = h.id AND t.archived_at IS NULL AND t.capacity >= $4
        WHERE h.published AND h.archived_at IS NULL
          AND ($1::text IS NULL OR h.search_key LIKE $1)
          AND ($2::text IS NULL OR h.city_key = $2)
          AND ($3::text IS NULL OR h.state = $3)
        GROUP BY h.id
    )
    SELECT id, name, key, from_price, NULL::bigint AS total, NULL::bigint AS rooms_left,
           NULL::uuid AS room_type_id, NULL::text AS room_type_name
    FROM found
    WHERE $6::bigint IS NULL OR (key, name, id) > ($6, $7::text, $8::uuid)
    ORDER BY key, name, id LIMIT $9";

const WITH_DATES: &str = "
    WITH place AS (
        SELECT h.id, h.name, h.stars FROM hotel h
        WHERE h.published AND h.archived_at IS NULL
          AND ($1::text IS NULL OR h.search_key LIKE $1)
          AND ($2::text IS NULL OR h.city_key = $2)
          AND ($3::text IS NULL OR h.state = $3)
    ), free AS (
        SELECT t.hotel_id, t.id AS room_type_id, t.name AS room_type_name, t.base_price,
               coalesce(r.price, t.base_price) AS price,
               row_number() OVER (PARTITION BY t.id ORDER BY coalesce(r.price, t.base_price), r.id)
                   AS place,
               count(*) OVER (PARTITION BY t.id) AS rooms_left
        FROM place
        JOIN room_type t ON t.hotel_id = place.id
        JOIN room r ON r.room_type_id = t.id
        WHERE t.archived_at IS NULL AND t.capacity >= $4
          AND r.archived_at IS NULL AND r.status = 'active'
          AND NOT EXISTS (SELECT 1 FROM room_stay s
                          WHERE s.room_id = r.id
                            AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                            AND lower(s.stay) < $12 AND upper(s.stay) > $11)
    ), offer AS (
        SELECT DISTINCT ON (hotel_id) hotel_id, room_type_id, room_type_name, rooms_left,
               sum(price) * $13 AS total, min(base_price) AS from_price
        FROM free WHERE rooms_left >= $10 AND place <= $10
        GROUP BY hotel_id, room_type_id, room_type_name, rooms_left
        ORDER BY hotel_id, sum(price), room_type_id
    ), found AS (
        SELECT place.id, place.name, o.total::bigint AS total, o.rooms_left, o.room_type_id,
               o.room_type_name, o.from_price,
               CASE $5 WHEN 'price' THEN o.total::bigint
                       WHEN 'stars' THEN -place.stars::bigint ELSE 0 END AS key
        FROM place JOIN offer o ON o.hotel_id = place.id
    )
    SELECT id, name, key, from_price, total, rooms_left, room_type_id, room_type_name FROM found
    WHERE $6::bigint IS NULL OR (key, name, id) > ($6, $7::text, $8::uuid)
    ORDER BY key, name, id LIMIT $9";

#[derive(FromRow)]
struct RoomRow {
    room_type_id: Uuid,
    price: i64,
    taken: Vec<NaiveDate>,
}

/// Each room on sale in the hotel with the nights of `stay` on which it is taken.
pub(super) async fn free_by_room(
    db: &PgPool,
    hotel: HotelId,
    stay: Stay,
) -> Result<Vec<RoomNights>> {
    let rows: Vec<RoomRow> = sqlx::query_as(
        "SELECT r.room_type_id, coalesce(r.price, t.base_price) AS price,
                coalesce(taken.nights, '{}') AS taken
         FROM room r
         JOIN room_type t ON t.id = r.room_type_id
         LEFT JOIN LATERAL (
             SELECT array_agg(night::date) AS nights
             FROM room_stay s
             CROSS JOIN generate_series(greatest(lower(s.stay), $2), least(upper(s.stay), $3) - 1,
                                        interval '1 day') AS night
             WHERE s.room_id = r.id AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
               AND lower(s.stay) < $3 AND upper(s.stay) > $2
         ) taken ON true
         WHERE r.hotel_id = $1 AND r.archived_at IS NULL AND r.status = 'active'",
    )
    .bind(hotel.0)
    .bind(stay.check_in())
    .bind(stay.check_out())
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| RoomNights {
            room_type_id: row.room_type_id.into(),
            price: row.price,
            taken: row.taken,
        })
        .collect())
}

pub(super) async fn places(db: &PgPool, part: &str, limit: i64) -> Result<Vec<search::Place>> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT min(city), state, count(*) FROM hotel
         WHERE published AND archived_at IS NULL AND city_key LIKE $1
         GROUP BY city_key, state ORDER BY count(*) DESC, city_key LIMIT $2",
    )
    .bind(contains(part))
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(city, state, hotels)| search::Place { city, state, hotels })
        .collect())
}
