//! Taking parts of the inventory out, in the database.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use types::{HotelId, RoomId, RoomTypeId};
use uuid::Uuid;

use crate::error::Result;

/// What is taken out.
#[derive(Debug, Clone, Copy)]
pub(in crate::catalog) enum Part {
    Hotel(HotelId),
    RoomType(RoomTypeId),
    Room(RoomId),
}

impl Part {
    /// The ids of hotel, type and room; one of them is there.
    fn ids(self) -> (Option<Uuid>, Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Hotel(id) => (Some(id.0), None, None),
            Self::RoomType(id) => (None, Some(id.0), None),
            Self::Room(id) => (None, None, Some(id.0)),
        }
    }
}

/// The rooms that go with it.
pub(in crate::catalog) async fn rooms_in(tx: &mut PgConnection, part: Part) -> Result<Vec<RoomId>> {
    let (hotel, room_type, room) = part.ids();
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM room WHERE (hotel_id = $1 OR room_type_id = $2 OR id = $3)
           AND archived_at IS NULL",
    )
    .bind(hotel)
    .bind(room_type)
    .bind(room)
    .fetch_all(tx)
    .await?;
    Ok(ids.into_iter().map(RoomId).collect())
}

/// How many stays in these rooms are to come or going on; holds that have run out by
/// `now` do not count.
pub(in crate::catalog) async fn upcoming_stays(
    tx: &mut PgConnection,
    rooms: &[RoomId],
    now: DateTime<Utc>,
) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM room_stay
         WHERE room_id = ANY ($1) AND state IN ('held', 'confirmed', 'checked_in')
           AND (hold_until IS NULL OR hold_until > $2)",
    )
    .bind(rooms.iter().map(|room| room.0).collect::<Vec<_>>())
    .bind(now)
    .fetch_one(tx)
    .await?)
}

/// Takes it out, with what is in it. False, if it is not at `version`.
pub(in crate::catalog) async fn archive(
    tx: &mut PgConnection,
    part: Part,
    version: i32,
    now: DateTime<Utc>,
) -> Result<bool> {
    let (hotel, room_type, room) = part.ids();
    let itself = match part {
        Part::Hotel(_) => {
            "UPDATE hotel SET archived_at = $3, published = false, updated_at = $3,
                    version = version + 1
             WHERE id = $1 AND version = $2 AND archived_at IS NULL"
        }
        Part::RoomType(_) => {
            "UPDATE room_type SET archived_at = $3, updated_at = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND archived_at IS NULL"
        }
        Part::Room(_) => {
            "UPDATE room SET archived_at = $3, updated_at = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND archived_at IS NULL"
        }
    };
    let done = sqlx::query(itself)
        .bind(hotel.or(room_type).or(room))
        .bind(version)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "UPDATE room SET archived_at = $3, updated_at = $3
         WHERE (hotel_id = $1 OR room_type_id = $2) AND archived_at IS NULL",
    )
    .bind(hotel)
    .bind(room_type)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE room_type SET archived_at = $2, updated_at = $2
         WHERE hotel_id = $1 AND archived_at IS NULL",
    )
    .bind(hotel)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(true)
}
