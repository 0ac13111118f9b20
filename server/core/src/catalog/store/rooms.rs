//! Rooms in the database.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor, PgPool};
use types::{
    FieldErrors, HotelId, RoomId,
    listing::{Room, RoomInput},
};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    row::{money, word},
};

/// The numbers that are on doors of the hotel.
pub(in crate::catalog) async fn room_numbers(
    db: impl PgExecutor<'_>,
    hotel: HotelId,
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT number FROM room WHERE hotel_id = $1 AND archived_at IS NULL")
        .bind(hotel.0)
        .fetch_all(db)
        .await?)
}

fn number_taken(error: sqlx::Error) -> Error {
    match Error::constraint(&error) {
        Some("room_number") => {
            FieldErrors::one("/number", "taken", "The hotel has a room of this number.").into()
        }
        _ => error.into(),
    }
}

/// All or none, in one statement.
pub(in crate::catalog) async fn insert_rooms(
    db: impl PgExecutor<'_>,
    hotel: HotelId,
    ids: &[RoomId],
    rooms: &[RoomInput],
    now: DateTime<Utc>,
) -> Result<()> {
    let texts = |pick: fn(&RoomInput) -> &str| rooms.iter().map(pick).collect::<Vec<_>>();
    sqlx::query(
        "INSERT INTO room (id, hotel_id, room_type_id, number, floor, description, price, status,
                           created_at, updated_at)
         SELECT r.id, $1, r.room_type_id, r.number, r.floor, r.description, r.price, r.status, $2, $2
         FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[],
                     $9::text[])
              AS r (id, room_type_id, number, floor, description, price, status)",
    )
    .bind(hotel.0)
    .bind(now)
    .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
    .bind(rooms.iter().map(|room| room.room_type_id.0).collect::<Vec<_>>())
    .bind(texts(|room| &room.number))
    .bind(texts(|room| &room.floor))
    .bind(texts(|room| &room.description))
    .bind(rooms.iter().map(|room| room.price.map(|price| price.amount)).collect::<Vec<_>>())
    .bind(texts(|room| room.status.as_str()))
    .execute(db)
    .await
    .map_err(number_taken)?;
    Ok(())
}

/// Whether the room was still at `version` and is changed.
pub(in crate::catalog) async fn update_room(
    db: &PgPool,
    id: RoomId,
    version: i32,
    input: &RoomInput,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE room SET room_type_id = $3, number = $4, floor = $5, description = $6, price = $7,
                status = $8, updated_at = $9, version = version + 1
         WHERE id = $1 AND version = $2 AND archived_at IS NULL",
    )
    .bind(id.0)
    .bind(version)
    .bind(input.room_type_id.0)
    .bind(&input.number)
    .bind(&input.floor)
    .bind(&input.description)
    .bind(input.price.map(|price| price.amount))
    .bind(input.status.as_str())
    .bind(now)
    .execute(db)
    .await
    .map_err(number_taken)?;
    Ok(done.rows_affected() == 1)
}

#[derive(FromRow)]
struct RoomRow {
    id: Uuid,
    hotel_id: Uuid,
    room_type_id: Uuid,
    room_type_name: String,
    number: String,
    floor: String,
    description: String,
    price: Option<i64>,
    currency: String,
    status: String,
    available: bool,
    version: i32,
}

impl TryFrom<RoomRow> for Room {
    type Error = Error;

    fn try_from(row: RoomRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            hotel_id: row.hotel_id.into(),
            room_type_id: row.room_type_id.into(),
            room_type_name: row.room_type_name,
            number: row.number,
            floor: row.floor,
            description: row.description,
            price: row.price.map(|amount| money(amount, &row.currency)).transpose()?,
            status: word("status", &row.status)?,
            available: row.available,
            version: row.version,
        })
    }
}

/// By id or by hotel: the one that is given.
async fn fetch(
    db: impl PgExecutor<'_>,
    id: Option<RoomId>,
    hotel: Option<HotelId>,
    now: DateTime<Utc>,
) -> Result<Vec<Room>> {
    let rows: Vec<RoomRow> = sqlx::query_as(
        "SELECT r.id, r.hotel_id, r.room_type_id, t.name AS room_type_name, r.number, r.floor,
                r.description, r.price, h.currency, r.status, r.version,
                r.status = 'active' AND NOT EXISTS (
                    SELECT 1 FROM room_stay s
                    WHERE s.room_id = r.id
                      AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                      AND (s.hold_until IS NULL OR s.hold_until > $3)
                      AND lower(s.stay) <= ($3 AT TIME ZONE h.time_zone)::date
                      AND upper(s.stay) > ($3 AT TIME ZONE h.time_zone)::date) AS available
         FROM room r
         JOIN room_type t ON t.id = r.room_type_id
         JOIN hotel h ON h.id = r.hotel_id
         WHERE (r.id = $1 OR r.hotel_id = $2) AND r.archived_at IS NULL
         ORDER BY length(r.number), r.number, r.id",
    )
    .bind(id.map(|id| id.0))
    .bind(hotel.map(|id| id.0))
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Room::try_from).collect()
}

pub(in crate::catalog) async fn find_room(
    db: &PgPool,
    id: RoomId,
    now: DateTime<Utc>,
) -> Result<Option<Room>> {
    Ok(fetch(db, Some(id), None, now).await?.pop())
}

/// The hotel's rooms, by number.
pub(in crate::catalog) async fn rooms_of(
    db: impl PgExecutor<'_>,
    hotel: HotelId,
    now: DateTime<Utc>,
) -> Result<Vec<Room>> {
    fetch(db, None, Some(hotel), now).await
}
