//! Rooms that are not sold for some nights.

use types::{
    HotelId, RoomId, RoomStayId,
    booking::{Block, NewBlock},
};

use super::{due::expire_stale, store};
use crate::{
    Services,
    actor::Actor,
    catalog, db,
    error::{Error, Result},
    ids::new_id,
    local_time,
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
    let (stay, reason) = block.validated()?;
    let found = catalog::room(svc, actor, room).await?;
    catalog::owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("room"))?;
    db::retrying(|| async {
        let now = svc.clock.now();
        let mut tx = svc.db.begin().await?;
        store::lock_rooms(&mut tx, [room]).await?;
        expire_stale(&mut tx, &[room], stay, now).await?;
        let others = store::in_the_way(&mut tx, room, stay).await?;
        if !others.is_empty() {
            let codes: Vec<&str> = others.iter().flatten().map(String::as_str).collect();
            let detail = if codes.is_empty() {
                format!("Room {} is blocked already on some of these nights.", found.number)
            } else {
                format!("Room {} is taken by booking {}.", found.number, codes.join(", "))
            };
            let extra = Some(serde_json::json!({ "bookings": codes }));
            return Err(Error::Conflict { code: "not_available", detail, extra });
        }
        let id = RoomStayId(new_id(now));
        let at = store::BlockedRoom { hotel: found.hotel_id, room_type: found.room_type_id, room };
        if !store::insert_block(&mut tx, id, &at, stay, &reason, now).await? {
            return Err(Error::conflict("not_available", "The room has been taken just now."));
        }
        tx.commit().await?;
        let (from, to) = (stay.check_in(), stay.check_out());
        Ok(Block { id, room_id: room, from, to, reason: reason.clone() })
    })
    .await
}

/// The blocks of a room of the actor's that are not over, in order.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign room.
pub async fn blocks(svc: &Services, actor: &Actor, room: RoomId) -> Result<Vec<Block>> {
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
