//! Rooms and what takes them, in the database.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, types::Json};
use types::{BookingId, RoomId, RoomStayId, RoomTypeId, Stay, stay::MAX_NIGHTS};
use uuid::Uuid;

use crate::{bookings::store::is_taken, error::Result};

/// How far before and after a stay others are looked at, in nights.
const MARGIN: i64 = 60;

/// The rooms on sale of one type, and what takes them around a stay.
#[derive(Debug, Clone, Default)]
pub(crate) struct TypeRooms {
    pub rooms: Vec<PackRoom>,
    pub stays: Vec<PackStay>,
}

/// A room of the type.
#[derive(Debug, Clone)]
pub(crate) struct PackRoom {
    pub id: RoomId,
    pub number: String,
    /// Per night without any rule.
    pub base: i64,
}

/// What takes a room.
#[derive(Debug, Clone)]
pub(crate) struct PackStay {
    pub id: RoomStayId,
    /// None for a block.
    pub booking: Option<BookingId>,
    /// Which of the rooms.
    pub room: usize,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Whether another room of the type would do as well.
    pub movable: bool,
}

/// The nights around `stay` on which others are looked at. Whoever stays beyond them
/// is not moved.
pub(super) fn window(stay: Stay) -> Stay {
    let margin = MARGIN.min((MAX_NIGHTS - stay.nights()) / 2).unsigned_abs();
    let from = stay.check_in().checked_sub_days(Days::new(margin));
    let to = stay.check_out().checked_add_days(Days::new(margin));
    from.zip(to).and_then(|(from, to)| Stay::new(from, to).ok()).unwrap_or(stay)
}

#[derive(FromRow)]
struct RoomRow {
    room_type_id: Uuid,
    id: Uuid,
    number: String,
    base: i64,
    stays: Json<Vec<StayRow>>,
}

#[derive(Deserialize)]
struct StayRow {
    id: Uuid,
    booking_id: Option<Uuid>,
    from: NaiveDate,
    to: NaiveDate,
    movable: bool,
}

/// The rooms on sale of each of these types. Holds that have run out by `now` take no
/// room, unless they are to be counted: those that somebody has in hand still bar it.
pub(crate) async fn rooms_of(
    connection: &mut PgConnection,
    types: &[RoomTypeId],
    stay: Stay,
    now: DateTime<Utc>,
    count_stale: bool,
) -> Result<HashMap<RoomTypeId, TypeRooms>> {
    let window = window(stay);
    let rows: Vec<RoomRow> = sqlx::query_as(
        "SELECT r.room_type_id, r.id, r.number, coalesce(r.price, t.base_price) AS base,
                coalesce(taken.stays, '[]') AS stays
         FROM room r
         JOIN room_type t ON t.id = r.room_type_id
         LEFT JOIN LATERAL (
             SELECT jsonb_agg(jsonb_build_object(
                        'id', s.id, 'booking_id', s.booking_id,
                        'from', lower(s.stay), 'to', upper(s.stay),
                        'movable', s.state IN ('held', 'confirmed') AND NOT s.pinned
                            AND s.room_type_id = r.room_type_id AND b.starts_at > $4
                            AND lower(s.stay) >= $2 AND upper(s.stay) <= $3)) AS stays
             FROM room_stay s LEFT JOIN booking b ON b.id = s.booking_id
             WHERE s.room_id = r.id AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
               AND ($5 OR s.hold_until IS NULL OR s.hold_until > $4)
               AND lower(s.stay) < $3 AND upper(s.stay) > $2
         ) taken ON true
         WHERE r.room_type_id = ANY ($1) AND r.status = 'active' AND r.archived_at IS NULL
         ORDER BY base, length(r.number), r.number, r.id",
    )
    .bind(types.iter().map(|id| id.0).collect::<Vec<_>>())
    .bind(window.check_in())
    .bind(window.check_out())
    .bind(now)
    .bind(count_stale)
    .fetch_all(connection)
    .await?;
    let mut of_types: HashMap<RoomTypeId, TypeRooms> = HashMap::new();
    for row in rows {
        let of_type = of_types.entry(row.room_type_id.into()).or_default();
        let room = of_type.rooms.len();
        of_type.stays.extend(row.stays.0.into_iter().map(|stay| PackStay {
            id: stay.id.into(),
            booking: stay.booking_id.map(Into::into),
            room,
            from: stay.from,
            to: stay.to,
            movable: stay.movable,
        }));
        of_type.rooms.push(PackRoom { id: row.id.into(), number: row.number, base: row.base });
    }
    Ok(of_types)
}

/// Locks those of the bookings that nobody else has in hand.
pub(super) async fn lock_bookings(
    tx: &mut PgConnection,
    ids: &[BookingId],
) -> Result<Vec<BookingId>> {
    let locked: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM booking WHERE id = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED",
    )
    .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
    .fetch_all(tx)
    .await?;
    Ok(locked.into_iter().map(BookingId).collect())
}

/// Puts all these stays into their new rooms at once, so that two can change places.
/// False, and the transaction is spoilt, if a room has been taken.
pub(super) async fn move_stays(
    tx: &mut PgConnection,
    moves: &[(RoomStayId, RoomId)],
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE room_stay s SET room_id = n.room_id
         FROM unnest($1::uuid[], $2::uuid[]) AS n (id, room_id) WHERE s.id = n.id",
    )
    .bind(moves.iter().map(|(stay, _)| stay.0).collect::<Vec<_>>())
    .bind(moves.iter().map(|(_, room)| room.0).collect::<Vec<_>>())
    .execute(tx)
    .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Counts a change of each of these bookings, which are locked.
pub(super) async fn raise_versions(
    tx: &mut PgConnection,
    ids: &[BookingId],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("UPDATE booking SET version = version + 1, updated_at = $2 WHERE id = ANY ($1)")
        .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
        .bind(now)
        .execute(tx)
        .await?;
    Ok(())
}
