//! Reading what reports are made of. Each statement adds up in the database: a large hotel has
//! tens of thousands of nights in a year.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection};
use types::{HotelId, RoomTypeId, Stay, report::LENGTHS};
use uuid::Uuid;

use crate::error::Result;

/// Added up nights of one kind. Just one of the first five says which kind.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Sold {
    pub night: Option<NaiveDate>,
    pub room_type_id: Option<Uuid>,
    pub source: Option<String>,
    /// The least nights of the length that it is.
    pub length: Option<i64>,
    /// Whether it was booked lately.
    pub recent: Option<bool>,
    pub stays: i64,
    pub bookings: i64,
    pub nights: i64,
    pub revenue: i64,
    pub taxes: i64,
}

/// What was sold of the nights of `range`: by night, room type, source, length and whether it was
/// booked from `since` until `until`.
pub(super) async fn sold(
    connection: &mut PgConnection,
    hotel: HotelId,
    range: Stay,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Sold>> {
    let least: Vec<i64> = LENGTHS.iter().map(|(least, _)| *least).collect();
    // What a stay is charged goes to its nights as `types::price::spread` would give it.
    Ok(sqlx::query_as(
        "WITH stay AS (
             SELECT s.id, s.booking_id, s.room_type_id, lower(s.stay) AS first,
                    upper(s.stay) - lower(s.stay) AS nights, b.source,
                    b.created_at >= $5 AND b.created_at <= $6 AS recent,
                    (SELECT max(least) FROM unnest($4::bigint[]) AS least
                     WHERE least <= upper(s.stay) - lower(s.stay)) AS length,
                    (SELECT coalesce(sum((c ->> 'amount')::bigint), 0)::bigint
                     FROM jsonb_array_elements(s.charges) AS c) AS charged
             FROM room_stay s JOIN booking b ON b.id = s.booking_id
             WHERE s.hotel_id = $1 AND s.booking_id IS NOT NULL
               AND s.state IN ('confirmed', 'checked_in', 'completed')
               AND lower(s.stay) < $3 AND lower(s.stay) > $2 - 366 AND upper(s.stay) > $2),
         sold AS (
             SELECT n.night, n.price, s.room_type_id, s.source, s.length, s.recent, s.id,
                    s.booking_id,
                    s.charged / s.nights
                        + (n.night - s.first < s.charged % s.nights)::integer AS taxes
             FROM stay s JOIN stay_night n ON n.room_stay_id = s.id
             WHERE n.night >= $2 AND n.night < $3)
         SELECT night, room_type_id, source, length, recent, count(DISTINCT id) AS stays,
                count(DISTINCT booking_id) AS bookings, count(*) AS nights,
                sum(price)::bigint AS revenue, sum(taxes)::bigint AS taxes
         FROM sold
         GROUP BY GROUPING SETS ((night), (room_type_id), (source), (length), (recent))",
    )
    .bind(hotel.0)
    .bind(range.check_in())
    .bind(range.check_out())
    .bind(least)
    .bind(since)
    .bind(until)
    .fetch_all(connection)
    .await?)
}

/// How many rooms each night of `range` could be sold or were: those in the house by the calendar of
/// `time_zone`, but for blocked ones and, from `today` on, those out of service.
pub(super) async fn available(
    connection: &mut PgConnection,
    hotel: HotelId,
    range: Stay,
    time_zone: &str,
    today: NaiveDate,
) -> Result<HashMap<NaiveDate, i64>> {
    let rows: Vec<(NaiveDate, i64)> = sqlx::query_as(
        "WITH house AS (
             SELECT id, (created_at AT TIME ZONE $4)::date AS first,
                    (archived_at AT TIME ZONE $4)::date AS gone, status
             FROM room WHERE hotel_id = $1),
         day AS (SELECT generate_series($2::date, $3::date - 1, interval '1 day')::date AS night)
         SELECT night, count(*) FROM (
             SELECT h.id, d.night FROM house h JOIN day d
                 ON d.night >= h.first AND (h.gone IS NULL OR d.night < h.gone)
                AND (h.status = 'active' OR d.night < $5)
             EXCEPT
             SELECT s.room_id, d.night FROM house h
             JOIN room_stay s ON s.room_id = h.id AND s.state = 'blocked'
                             AND s.stay && daterange($2, $3)
             JOIN day d ON s.stay @> d.night
             UNION
             SELECT s.room_id, n.night FROM room_stay s
             JOIN stay_night n ON n.room_stay_id = s.id AND n.night >= $2 AND n.night < $3
             WHERE s.hotel_id = $1 AND s.booking_id IS NOT NULL
               AND s.state IN ('confirmed', 'checked_in', 'completed')
               AND lower(s.stay) < $3 AND lower(s.stay) > $2 - 366 AND upper(s.stay) > $2
         ) AS open
         GROUP BY night",
    )
    .bind(hotel.0)
    .bind(range.check_in())
    .bind(range.check_out())
    .bind(time_zone)
    .bind(today)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().collect())
}

/// Stays that were agreed and begin in the period, by how they stand.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Agreed {
    pub state: String,
    pub stays: i64,
    pub value: i64,
    pub fees: i64,
}

/// The stays of bookings that were agreed at some time, and begin on a night of `range`. A hold
/// that was let go never was.
pub(super) async fn agreed(
    connection: &mut PgConnection,
    hotel: HotelId,
    range: Stay,
) -> Result<Vec<Agreed>> {
    Ok(sqlx::query_as(
        "SELECT s.state, count(*) AS stays, sum(s.fee)::bigint AS fees,
                sum((SELECT coalesce(sum(n.price), 0) FROM stay_night n
                     WHERE n.room_stay_id = s.id))::bigint AS value
         FROM room_stay s
         WHERE s.hotel_id = $1 AND s.booking_id IS NOT NULL
           AND lower(s.stay) >= $2 AND lower(s.stay) < $3
           AND (s.state IN ('confirmed', 'checked_in', 'completed', 'no_show')
                OR s.state = 'cancelled'
                   AND EXISTS (SELECT 1 FROM booking_event e
                               WHERE e.booking_id = s.booking_id AND e.kind = 'confirmed'))
         GROUP BY s.state",
    )
    .bind(hotel.0)
    .bind(range.check_in())
    .bind(range.check_out())
    .fetch_all(connection)
    .await?)
}

/// The names of the hotel's room types, archived ones too.
pub(super) async fn type_names(
    connection: &mut PgConnection,
    hotel: HotelId,
) -> Result<Vec<(RoomTypeId, String)>> {
    let rows: Vec<(Uuid, String)> =
        sqlx::query_as("SELECT id, name FROM room_type WHERE hotel_id = $1 ORDER BY name, id")
            .bind(hotel.0)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|(id, name)| (RoomTypeId(id), name)).collect())
}
