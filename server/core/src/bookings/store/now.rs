//! What is going on now, and what comes next.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection};
use types::{AccountId, BookingId, HotelId, booking::RoomOccupancy};
use uuid::Uuid;

use crate::error::Result;

/// The guest's bookings that are open at `now`, the next first.
pub(crate) async fn open_of_guest(
    connection: &mut PgConnection,
    guest: AccountId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<BookingId>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM booking
         WHERE guest_id = $1 AND state IN ('held', 'confirmed', 'checked_in')
           AND (hold_until IS NULL OR hold_until > $2)
         ORDER BY check_in, id LIMIT $3",
    )
    .bind(guest.0)
    .bind(now)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(BookingId).collect())
}

/// The guest's bookings that are over or came to nothing, the latest first.
pub(crate) async fn past_of_guest(
    connection: &mut PgConnection,
    guest: AccountId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<BookingId>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM booking
         WHERE guest_id = $1 AND (state IN ('completed', 'cancelled', 'no_show', 'expired')
                                  OR state = 'held' AND hold_until <= $2)
         ORDER BY check_in DESC, id DESC LIMIT $3",
    )
    .bind(guest.0)
    .bind(now)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(BookingId).collect())
}

/// The stays going on at `now` in these hotels, those that end first at the top.
pub(crate) async fn in_progress(
    connection: &mut PgConnection,
    hotels: &[HotelId],
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<BookingId>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM booking
         WHERE hotel_id = ANY ($1)
           AND (state = 'checked_in' OR state = 'confirmed' AND starts_at <= $2 AND ends_at > $2)
         ORDER BY ends_at, id LIMIT $3",
    )
    .bind(hotels.iter().map(|id| id.0).collect::<Vec<_>>())
    .bind(now)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(BookingId).collect())
}

#[derive(FromRow)]
struct OccupancyRow {
    hotel_id: Uuid,
    room_id: Uuid,
    room_number: String,
    room_type_name: String,
    status: String,
    booking_id: Option<Uuid>,
    booking_code: Option<String>,
    guest_name: Option<String>,
}

/// Each room of these hotels on the date that goes with each. One that somebody leaves and
/// somebody else takes on that date shows the one who comes.
pub(crate) async fn occupancy(
    connection: &mut PgConnection,
    hotels: &[(HotelId, NaiveDate)],
) -> Result<Vec<(HotelId, RoomOccupancy)>> {
    let rows: Vec<OccupancyRow> = sqlx::query_as(
        "SELECT r.hotel_id, r.id AS room_id, r.number AS room_number, t.name AS room_type_name,
                CASE WHEN s.state = 'blocked' THEN 'blocked'
                     WHEN s.id IS NULL AND r.status <> 'active' THEN r.status
                     WHEN s.id IS NULL THEN 'free'
                     WHEN upper(s.stay) = d.date THEN 'departing'
                     WHEN lower(s.stay) = d.date AND s.state <> 'checked_in' THEN 'arriving'
                     ELSE 'occupied' END AS status,
                b.id AS booking_id, b.code AS booking_code, b.guest_name
         FROM unnest($1::uuid[], $2::date[]) AS d (hotel_id, date)
         JOIN room r ON r.hotel_id = d.hotel_id
         JOIN room_type t ON t.id = r.room_type_id
         LEFT JOIN LATERAL (
             SELECT s.id, s.booking_id, s.state, s.stay FROM room_stay s
             WHERE s.room_id = r.id AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
               AND lower(s.stay) <= d.date AND upper(s.stay) >= d.date
             ORDER BY lower(s.stay) DESC LIMIT 1
         ) s ON true
         LEFT JOIN booking b ON b.id = s.booking_id
         WHERE r.archived_at IS NULL
         ORDER BY length(r.number), r.number, r.id",
    )
    .bind(hotels.iter().map(|(id, _)| id.0).collect::<Vec<_>>())
    .bind(hotels.iter().map(|(_, date)| *date).collect::<Vec<_>>())
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let room = RoomOccupancy {
                room_id: row.room_id.into(),
                room_number: row.room_number,
                room_type_name: row.room_type_name,
                status: row.status,
                booking_id: row.booking_id.map(BookingId),
                booking_code: row.booking_code,
                guest_name: row.guest_name,
            };
            (row.hotel_id.into(), room)
        })
        .collect())
}
