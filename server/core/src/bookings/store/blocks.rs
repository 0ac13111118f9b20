//! Maintenance blocks in the database.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection};
use types::{HotelId, RoomId, RoomStayId, RoomTypeId, Stay, booking::Block};
use uuid::Uuid;

use super::insert::taken;
use crate::error::Result;

#[derive(FromRow)]
struct BlockRow {
    id: Uuid,
    room_id: Uuid,
    from: NaiveDate,
    to: NaiveDate,
    reason: String,
}

impl From<BlockRow> for Block {
    fn from(row: BlockRow) -> Self {
        Self {
            id: row.id.into(),
            room_id: row.room_id.into(),
            from: row.from,
            to: row.to,
            reason: row.reason,
        }
    }
}

/// Which room a block is added to.
pub(crate) struct BlockedRoom {
    pub hotel: HotelId,
    pub room_type: RoomTypeId,
    pub room: RoomId,
}

/// Adds a block. False, and the transaction is spoilt, if the room is taken.
pub(crate) async fn insert_block(
    tx: &mut PgConnection,
    id: RoomStayId,
    room: &BlockedRoom,
    stay: Stay,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO room_stay (id, hotel_id, room_id, room_type_id, stay, state, adults, reason,
                                created_at)
         VALUES ($1, $2, $3, $4, daterange($5, $6), 'blocked', 0, $7, $8)",
    )
    .bind(id.0)
    .bind(room.hotel.0)
    .bind(room.room.0)
    .bind(room.room_type.0)
    .bind(stay.check_in())
    .bind(stay.check_out())
    .bind(reason)
    .bind(now)
    .execute(tx)
    .await;
    taken(done)
}

/// The codes of the bookings that take the room on some night of `stay`; nothing for a block.
pub(crate) async fn in_the_way(
    tx: &mut PgConnection,
    room: RoomId,
    stay: Stay,
) -> Result<Vec<Option<String>>> {
    Ok(sqlx::query_scalar(
        "SELECT b.code FROM room_stay s LEFT JOIN booking b ON b.id = s.booking_id
         WHERE s.room_id = $1 AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
           AND s.stay && daterange($2, $3) ORDER BY lower(s.stay)",
    )
    .bind(room.0)
    .bind(stay.check_in())
    .bind(stay.check_out())
    .fetch_all(tx)
    .await?)
}

/// The blocks of a room that end after `day`, in order.
pub(crate) async fn blocks_of(
    tx: &mut PgConnection,
    room: RoomId,
    day: NaiveDate,
) -> Result<Vec<Block>> {
    let rows: Vec<BlockRow> = sqlx::query_as(
        "SELECT id, room_id, lower(stay) AS \"from\", upper(stay) AS \"to\", reason FROM room_stay
         WHERE room_id = $1 AND state = 'blocked' AND upper(stay) > $2 ORDER BY lower(stay)",
    )
    .bind(room.0)
    .bind(day)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(Block::from).collect())
}

/// The hotel of a block.
pub(crate) async fn block_id(tx: &mut PgConnection, id: RoomStayId) -> Result<Option<HotelId>> {
    let hotel: Option<Uuid> =
        sqlx::query_scalar("SELECT hotel_id FROM room_stay WHERE id = $1 AND state = 'blocked'")
            .bind(id.0)
            .fetch_optional(tx)
            .await?;
    Ok(hotel.map(HotelId))
}

/// Removes a block. Whether it was there.
pub(crate) async fn delete_block(tx: &mut PgConnection, id: RoomStayId) -> Result<bool> {
    let done = sqlx::query("DELETE FROM room_stay WHERE id = $1 AND state = 'blocked'")
        .bind(id.0)
        .execute(tx)
        .await?;
    Ok(done.rows_affected() == 1)
}
