//! Rooms that are not sold for some nights.

use sqlx::PgConnection;
use types::{
    HotelId, RoomId, RoomStayId, Stay,
    booking::{Block, NewBlock},
    listing::Room,
};

use super::{due::expire_stale, store};
use crate::{
    Services,
    actor::Actor,
    catalog, db,
    error::{Error, Result},
    ids::new_id,
    local_time,
    once::{Idempotency, Once},
};

/// Blocks a room of the actor's for some nights.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign room; [`Error::Invalid`];
/// [`Error::Conflict`] `not_available`, naming the bookings in the way.
pub async fn block_room(
    svc: &Services,
    actor: &Actor,
    room: RoomId,
    block: NewBlock,
) -> Result<Block> {
    Ok(block_room_once(svc, actor, room, block, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`block_room`]; [`Error::Conflict`] `idempotency_key_reused` or `request_in_progress`.
pub async fn block_room_once(
    svc: &Services,
    actor: &Actor,
    room: RoomId,
    block: NewBlock,
    key: Option<Idempotency>,
) -> Result<(Block, bool)> {
    let once = Once::new(actor.hotelier()?, key, &(room, &block))?;
    let (stay, reason) = block.validated()?;
    let found = catalog::room(svc, actor, room).await?;
    catalog::owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("room"))?;
    db::retrying(|| async {
        let mut tx = svc.db.begin().await?;
        let result = add(svc, &mut tx, &found, stay, &reason, &once).await;
        db::end(tx, result).await
    })
    .await
}

async fn add(
    svc: &Services,
    tx: &mut PgConnection,
    room: &Room,
    stay: Stay,
    reason: &str,
    once: &Once,
) -> Result<(Block, bool)> {
    if let Some(block) = once.answered(tx).await? {
        return Ok((block, true));
    }
    let now = svc.clock.now();
    store::lock_rooms(tx, [room.id]).await?;
    expire_stale(tx, &[room.id], stay, now).await?;
    let others = store::in_the_way(tx, room.id, stay).await?;
    if !others.is_empty() {
        let codes: Vec<&str> = others.iter().flatten().map(String::as_str).collect();
        let detail = if codes.is_empty() {
            format!("Room {} is blocked already on some of these nights.", room.number)
        } else {
            format!("Room {} is taken by booking {}.", room.number, codes.join(", "))
        };
        let extra = Some(serde_json::json!({ "bookings": codes }));
        return Err(Error::Conflict { code: "not_available", detail, extra });
    }
    let id = RoomStayId(new_id(now));
    let at =
        store::BlockedRoom { hotel: room.hotel_id, room_type: room.room_type_id, room: room.id };
    if !store::insert_block(tx, id, &at, stay, reason, now).await? {
        return Err(Error::conflict("not_available", "The room has been taken just now."));
    }
    let (from, to) = (stay.check_in(), stay.check_out());
    let block = Block { id, room_id: room.id, from, to, reason: reason.to_owned() };
    once.keep(tx, None, &block, now).await?;
    Ok((block, false))
}

/// The blocks of a room of the actor's that are not over, in order.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign room.
pub async fn blocks(svc: &Services, actor: &Actor, room: RoomId) -> Result<Vec<Block>> {
    actor.hotelier()?;
    let found = catalog::room(svc, actor, room).await?;
    let hotel =
        catalog::owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("room"))?;
    let today = local_time::today(&hotel.time_zone, svc.clock.now());
    store::blocks_of(&mut *svc.db.acquire().await?, room, today).await
}

/// Ends a block: its nights can be sold.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign block.
pub async fn unblock(svc: &Services, actor: &Actor, id: RoomStayId) -> Result<HotelId> {
    actor.hotelier()?;
    let mut connection = svc.db.acquire().await?;
    let hotel = store::block_id(&mut connection, id).await?.ok_or(Error::NotFound("block"))?;
    catalog::owned(svc, actor, hotel).await.map_err(|error| error.renamed("block"))?;
    if store::delete_block(&mut connection, id).await? {
        Ok(hotel)
    } else {
        Err(Error::NotFound("block"))
    }
}
