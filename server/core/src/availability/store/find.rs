//! What may have rooms free for a stay.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, types::Json};
use types::{
    Currency, HotelId, RoomTypeId, Stay,
    listing::RoomKind,
    search::{CheckedSearch, HotelBrief},
    text::fold,
};
use uuid::Uuid;

use super::contains;
use crate::{
    error::Result,
    rates::{HotelRates, RatesJson},
    row::word,
};

/// A hotel with the types that may have rooms free, and what decides their price.
pub(in crate::availability) struct FoundHotelRow {
    pub hotel: HotelBrief,
    /// The mean of its reviews in thousandths, 0 without any.
    pub mean: i64,
    pub currency: Currency,
    pub time_zone: String,
    pub rates: HotelRates,
    pub types: Vec<FoundType>,
}

/// A room type that the guests fit into.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::availability) struct FoundType {
    pub id: RoomTypeId,
    pub name: String,
    pub base_price: i64,
    pub included: i16,
    pub extra_adult: i64,
    pub extra_child: i64,
    /// How many rooms are free on all nights. If fewer than are wanted, there are
    /// enough on each night.
    pub free: i64,
    /// What the cheapest of them cost per night without rules, as many as are wanted.
    pub prices: Option<Vec<i64>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    name: String,
    stars: i16,
    city: String,
    state: String,
    mean: i64,
    currency: String,
    time_zone: String,
    rates: Json<RatesJson>,
    types: Json<Vec<FoundType>>,
}

/// One statement, however many hotels there are. A stay takes a room unless it is a
/// hold that has run out by `now`.
pub(in crate::availability) async fn find(
    connection: &mut PgConnection,
    search: &CheckedSearch,
    stay: Stay,
    now: DateTime<Utc>,
) -> Result<Vec<FoundHotelRow>> {
    let rows: Vec<Row> = sqlx::query_as(FIND)
        .bind(search.q.as_deref().map(contains))
        .bind(search.city.as_deref().map(fold))
        .bind(search.state.as_deref().map(str::to_uppercase))
        .bind(search.people().next().unwrap_or(1))
        .bind(search.stars)
        .bind(&search.amenities)
        .bind(search.kind.map(RoomKind::as_str))
        .bind(search.beds.as_deref().map(contains))
        .bind(i64::from(search.rooms))
        .bind(stay.check_in())
        .bind(stay.check_out())
        .bind(now)
        .fetch_all(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let (id, slug, name, stars) = (HotelId(row.id), row.slug, row.name, row.stars);
            Ok(FoundHotelRow {
                hotel: HotelBrief { id, slug, name, stars, city: row.city, state: row.state },
                mean: row.mean,
                currency: word("currency", &row.currency)?,
                time_zone: row.time_zone,
                rates: row.rates.0.read()?,
                types: row.types.0,
            })
        })
        .collect()
}

const FIND: &str = "
    WITH place AS (
        SELECT h.* FROM hotel h
        WHERE h.published AND h.archived_at IS NULL
          AND ($1::text IS NULL OR h.search_key LIKE $1)
          AND ($2::text IS NULL OR h.city_key = $2)
          AND ($3::text IS NULL OR h.state = $3)
          AND h.stars >= $5
    ), kind AS (
        SELECT t.* FROM place JOIN room_type t ON t.hotel_id = place.id
        WHERE t.archived_at IS NULL AND t.capacity >= $4
          AND (place.amenities || t.amenities) @> $6
          AND ($7::text IS NULL OR t.kind = $7)
          AND ($8::text IS NULL OR translate(t.beds,
                  'ABCDEFGHIJKLMNOPQRSTUVWXYZÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑáàâãäéèêëíìîïóòôõöúùûüçñ',
                  'abcdefghijklmnopqrstuvwxyzaaaaaeeeeiiiiooooouuuucnaaaaaeeeeiiiiooooouuuucn')
               LIKE $8)
    ), room_free AS (
        SELECT r.room_type_id, coalesce(r.price, kind.base_price) AS price,
               NOT EXISTS (SELECT 1 FROM room_stay s
                           WHERE s.room_id = r.id
                             AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                             AND (s.hold_until IS NULL OR s.hold_until > $12)
                             AND lower(s.stay) < $11 AND upper(s.stay) > $10) AS free
        FROM kind JOIN room r ON r.room_type_id = kind.id
        WHERE r.archived_at IS NULL AND r.status = 'active'
    ), free AS (
        SELECT room_type_id, count(*) AS rooms, count(*) FILTER (WHERE free) AS free,
               (array_agg(price ORDER BY price) FILTER (WHERE free))[1:$9] AS prices
        FROM room_free GROUP BY room_type_id HAVING count(*) >= $9
    ), offered AS (
        SELECT free.* FROM free
        LEFT JOIN LATERAL (
            -- Only for types that lack a room: how many are taken on the busiest night.
            SELECT max(n.busy) AS busy FROM (
                SELECT count(*) AS busy
                FROM room r JOIN room_stay s ON s.room_id = r.id
                CROSS JOIN generate_series(greatest(lower(s.stay), $10),
                                           least(upper(s.stay), $11) - 1, interval '1 day') AS night
                WHERE r.room_type_id = free.room_type_id AND r.archived_at IS NULL
                  AND r.status = 'active'
                  AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                  AND (s.hold_until IS NULL OR s.hold_until > $12)
                  AND lower(s.stay) < $11 AND upper(s.stay) > $10
                GROUP BY night) n
        ) nights ON free.free < $9
        WHERE free.free >= $9 OR free.rooms - coalesce(nights.busy, 0) >= $9
    ), of_hotel AS (
        SELECT kind.hotel_id, jsonb_agg(jsonb_build_object(
                   'id', kind.id, 'name', kind.name, 'base_price', kind.base_price,
                   'included', kind.included, 'extra_adult', kind.extra_adult,
                   'extra_child', kind.extra_child, 'free', o.free, 'prices', o.prices)) AS types
        FROM offered o JOIN kind ON kind.id = o.room_type_id GROUP BY kind.hotel_id
    )
    SELECT place.id, place.slug, place.name, place.stars, place.city, place.state, place.currency,
           coalesce(place.review_mean, 0)::bigint AS mean, place.time_zone, of_hotel.types, jsonb_build_object(
           'rules', (SELECT coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
                                'from', lower(r.nights), 'to', upper(r.nights))), '[]')
                     FROM rate_rule r WHERE r.hotel_id = place.id AND r.archived_at IS NULL
                       AND (r.nights IS NULL OR r.nights && daterange($10, $11, '[]'))),
           'charges', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.created_at, c.id), '[]')
                       FROM charge_rule c
                       WHERE c.hotel_id = place.id AND c.archived_at IS NULL)) AS rates
    FROM of_hotel JOIN place ON place.id = of_hotel.hotel_id";
