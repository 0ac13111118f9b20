//! What there is, whatever the dates.

use sqlx::{
    FromRow, PgPool,
    postgres::{PgArguments, Postgres},
    query::QueryAs,
};
use types::{
    HotelId, RoomTypeId,
    listing::RoomKind,
    search::{CheckedSearch, HotelBrief, Sort},
    text::fold,
};
use uuid::Uuid;

use super::contains;
use crate::{availability::search::Place, error::Result};

/// A hotel, and where it stands in its order.
pub(in crate::availability) struct Listed {
    pub hotel_id: HotelId,
    pub place: Place,
    pub from_price: Option<i64>,
}

/// A room type, and where it stands in its order.
pub(in crate::availability) struct ListedRoom {
    pub room_type_id: RoomTypeId,
    pub hotel: HotelBrief,
    pub place: Place,
}

#[derive(FromRow)]
struct HotelRow {
    id: Uuid,
    name: String,
    key: i64,
    from_price: Option<i64>,
}

#[derive(FromRow)]
struct RoomTypeRow {
    id: Uuid,
    place_name: String,
    key: i64,
    hotel_id: Uuid,
    slug: String,
    name: String,
    stars: i16,
    city: String,
    state: String,
}

/// What both statements take, in one order.
fn bound<'q, Row>(
    query: QueryAs<'q, Postgres, Row, PgArguments>,
    search: &'q CheckedSearch,
    after: Option<&Place>,
    limit: usize,
) -> QueryAs<'q, Postgres, Row, PgArguments> {
    let sort = match search.sort {
        Sort::Name => "name",
        Sort::Price => "price",
        Sort::Stars => "stars",
        Sort::Rating => "rating",
    };
    query
        .bind(search.q.as_deref().map(contains))
        .bind(search.city.as_deref().map(fold))
        .bind(search.state.as_deref().map(str::to_uppercase))
        .bind(search.people().next().unwrap_or(1))
        .bind(search.stars)
        .bind(&search.amenities)
        .bind(search.kind.map(RoomKind::as_str))
        .bind(search.beds.as_deref().map(contains))
        .bind(sort)
        .bind(after.map(|place| place.key))
        .bind(after.map(|place| place.name.clone()))
        .bind(after.map(|place| place.id))
        .bind(search.min_price)
        .bind(search.max_price)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
}

/// The published hotels that fit, from `after` on. One without a type that fits is
/// found as long as nothing is asked of its rooms.
pub(in crate::availability) async fn hotels(
    db: &PgPool,
    search: &CheckedSearch,
    after: Option<&Place>,
    limit: usize,
) -> Result<Vec<Listed>> {
    let query = bound(sqlx::query_as::<_, HotelRow>(HOTELS), search, after, limit);
    let rows = query.fetch_all(db).await?;
    let listed = rows.into_iter().map(|row| Listed {
        hotel_id: row.id.into(),
        place: Place { key: row.key, name: row.name, id: row.id },
        from_price: row.from_price,
    });
    Ok(listed.collect())
}

/// The room types of published hotels that fit, from `after` on.
pub(in crate::availability) async fn room_types(
    db: &PgPool,
    search: &CheckedSearch,
    after: Option<&Place>,
    limit: usize,
) -> Result<Vec<ListedRoom>> {
    let query = bound(sqlx::query_as::<_, RoomTypeRow>(ROOM_TYPES), search, after, limit);
    let rows = query.fetch_all(db).await?;
    let listed = rows.into_iter().map(|row| ListedRoom {
        room_type_id: row.id.into(),
        place: Place { key: row.key, name: row.place_name, id: row.id },
        hotel: HotelBrief {
            id: row.hotel_id.into(),
            slug: row.slug,
            name: row.name,
            stars: row.stars,
            city: row.city,
            state: row.state,
        },
    });
    Ok(listed.collect())
}

const HOTELS: &str = "
    WITH found AS (
        SELECT h.id, h.name, min(t.base_price) AS from_price,
               CASE $9 WHEN 'price' THEN coalesce(min(t.base_price), 9223372036854775807)
                       WHEN 'stars' THEN -h.stars::bigint
                       WHEN 'rating' THEN -coalesce(h.review_mean, 0)::bigint ELSE 0 END AS key
        FROM hotel h LEFT JOIN room_type t ON t.hotel_id = h.id AND t.archived_at IS NULL
          AND t.capacity >= $4 AND (h.amenities || t.amenities) @> $6
          AND ($7::text IS NULL OR t.kind = $7)
          AND ($8::text IS NULL OR translate(t.beds,
                  'ABCDEFGHIJKLMNOPQRSTUVWXYZÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑáàâãäéèêëíìîïóòôõöúùûüçñ',
                  'abcdefghijklmnopqrstuvwxyzaaaaaeeeeiiiiooooouuuucnaaaaaeeeeiiiiooooouuuucn')
               LIKE $8)
          AND ($13::bigint IS NULL OR t.base_price >= $13)
          AND ($14::bigint IS NULL OR t.base_price <= $14)
        WHERE h.published AND h.archived_at IS NULL
          AND ($1::text IS NULL OR h.search_key LIKE $1)
          AND ($2::text IS NULL OR h.city_key = $2)
          AND ($3::text IS NULL OR h.state = $3)
          AND h.stars >= $5
          AND (t.id IS NOT NULL
               OR h.amenities @> $6 AND $7 IS NULL AND $8 IS NULL AND $13 IS NULL AND $14 IS NULL)
        GROUP BY h.id
    )
    SELECT id, name, key, from_price FROM found
    WHERE $10::bigint IS NULL OR (key, name, id) > ($10, $11::text, $12::uuid)
    ORDER BY key, name, id LIMIT $15";

const ROOM_TYPES: &str = "
    WITH found AS (
        SELECT t.id, h.name || ' ' || t.name AS place_name, h.id AS hotel_id, h.slug, h.name,
               h.stars, h.city, h.state,
               CASE $9 WHEN 'price' THEN t.base_price
                       WHEN 'stars' THEN -h.stars::bigint
                       WHEN 'rating' THEN -coalesce(h.review_mean, 0)::bigint ELSE 0 END AS key
        FROM hotel h JOIN room_type t ON t.hotel_id = h.id AND t.archived_at IS NULL
          AND t.capacity >= $4 AND (h.amenities || t.amenities) @> $6
          AND ($7::text IS NULL OR t.kind = $7)
          AND ($8::text IS NULL OR translate(t.beds,
                  'ABCDEFGHIJKLMNOPQRSTUVWXYZÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑáàâãäéèêëíìîïóòôõöúùûüçñ',
                  'abcdefghijklmnopqrstuvwxyzaaaaaeeeeiiiiooooouuuucnaaaaaeeeeiiiiooooouuuucn')
               LIKE $8)
          AND ($13::bigint IS NULL OR t.base_price >= $13)
          AND ($14::bigint IS NULL OR t.base_price <= $14)
        WHERE h.published AND h.archived_at IS NULL
          AND ($1::text IS NULL OR h.search_key LIKE $1)
          AND ($2::text IS NULL OR h.city_key = $2)
          AND ($3::text IS NULL OR h.state = $3)
          AND h.stars >= $5
    )
    SELECT * FROM found
    WHERE $10::bigint IS NULL OR (key, place_name, id) > ($10, $11::text, $12::uuid)
    ORDER BY key, place_name, id LIMIT $15";
