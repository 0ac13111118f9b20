//! Physical rooms.

use sqlx::PgConnection;
use types::{
    FieldErrors, HotelId, RoomId,
    listing::{Hotel, NewRooms, Room, RoomInput, RoomPatch},
    money::Currency,
};

use super::{hotel, owned, store};
use crate::{
    Services,
    actor::Actor,
    db,
    error::{Error, Result},
    ids::new_id,
    once::{Idempotency, Once},
};

/// The most rooms made at a time.
const MOST_AT_A_TIME: usize = 200;

/// Creates rooms in a hotel of the actor's, all or none.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`] with
/// every wrong field of every room, numbers that are taken among them.
pub async fn create_rooms(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    new: NewRooms,
) -> Result<Vec<Room>> {
    Ok(create_rooms_once(svc, actor, hotel_id, new, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`create_rooms`]; [`Error::Conflict`] `idempotency_key_reused` or
/// `request_in_progress`.
pub async fn create_rooms_once(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    new: NewRooms,
    key: Option<Idempotency>,
) -> Result<(Vec<Room>, bool)> {
    let hotel = owned(svc, actor, hotel_id).await?;
    let once = Once::new(actor.hotelier()?, key, &(hotel_id, &new))?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        // Before anything else: the numbers are taken, by this very request.
        if let Some(made) = once.answered(&mut tx).await? {
            return Ok((made, true));
        }
        let rooms = checked(&mut tx, &hotel, new).await?;
        let now = svc.clock.now();
        let ids: Vec<RoomId> = rooms.iter().map(|_| RoomId(new_id(now))).collect();
        store::insert_rooms(&mut *tx, hotel_id, &ids, &rooms, now).await?;
        let mut made = store::rooms_of(&mut *tx, hotel_id, now).await?;
        made.retain(|room| ids.contains(&room.id));
        once.keep(&mut tx, None, &made, now).await?;
        Ok((made, false))
    }
    .await;
    db::end(tx, result).await
}

/// Asked on the connection that will write: one that waits for a second can wait for
/// others that do the same.
async fn checked(tx: &mut PgConnection, hotel: &Hotel, new: NewRooms) -> Result<Vec<RoomInput>> {
    let hotel_id = hotel.id;
    let mut errors = FieldErrors::new();
    if new.rooms.is_empty() || new.rooms.len() > MOST_AT_A_TIME {
        let detail = format!("Create 1 to {MOST_AT_A_TIME} rooms at a time.");
        errors.add("/rooms", "out_of_range", detail);
        errors.into_result(())?;
        return Ok(Vec::new());
    }
    let taken = store::room_numbers(&mut *tx, hotel_id).await?;
    let types = store::room_types_of(tx, hotel_id).await?;
    let mut rooms: Vec<RoomInput> = Vec::with_capacity(new.rooms.len());
    for (index, input) in new.rooms.into_iter().enumerate() {
        let prefix = format!("/rooms/{index}");
        check_type(&mut errors, &prefix, &input, &types);
        if let Some(room) = errors.take(&prefix, input.validated(hotel.currency)) {
            let same = |number: &str| number.to_lowercase() == room.number.to_lowercase();
            if taken.iter().any(|number| same(number)) || rooms.iter().any(|r| same(&r.number)) {
                let detail = format!("Room {} exists already.", room.number);
                errors.add(&format!("{prefix}/number"), "taken", detail);
            }
            rooms.push(room);
        }
    }
    errors.into_result(rooms).map_err(Into::into)
}

fn check_type(
    errors: &mut FieldErrors,
    prefix: &str,
    room: &RoomInput,
    types: &[types::listing::RoomType],
) {
    if !types.iter().any(|room_type| room_type.id == room.room_type_id) {
        let detail = "The hotel has no such room type.";
        errors.add(&format!("{prefix}/room_type_id"), "invalid", detail);
    }
}

/// Changes a room, if it is still at `version`.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit_room(
    svc: &Services,
    actor: &Actor,
    id: RoomId,
    version: i32,
    patch: RoomPatch,
) -> Result<Room> {
    actor.hotelier()?;
    let now = svc.clock.now();
    let before = store::find_room(&svc.db, id, now).await?.ok_or(Error::NotFound("room"))?;
    let hotel = owned(svc, actor, before.hotel_id).await.map_err(|error| error.renamed("room"))?;
    let input = checked_change(svc, &before, patch, hotel.currency).await?;
    if !store::update_room(&svc.db, id, version, &input, now).await? {
        return Err(Error::Stale);
    }
    store::find_room(&svc.db, id, now).await?.ok_or(Error::NotFound("room"))
}

async fn checked_change(
    svc: &Services,
    before: &Room,
    patch: RoomPatch,
    currency: Currency,
) -> Result<RoomInput> {
    let changed = patch.apply(before.to_input());
    let mut errors = FieldErrors::new();
    if changed.room_type_id != before.room_type_id {
        let types = store::room_types_of(&svc.db, before.hotel_id).await?;
        check_type(&mut errors, "", &changed, &types);
    }
    let input = errors.take("", changed.validated(currency));
    errors.into_result(())?;
    input.ok_or_else(|| Error::internal("validated input is gone"))
}

/// A room of a hotel that the actor may see.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn room(svc: &Services, actor: &Actor, id: RoomId) -> Result<Room> {
    let found =
        store::find_room(&svc.db, id, svc.clock.now()).await?.ok_or(Error::NotFound("room"))?;
    hotel(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("room"))?;
    Ok(found)
}

/// The rooms of a hotel that the actor may see, by number.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn rooms(svc: &Services, actor: &Actor, hotel_id: HotelId) -> Result<Vec<Room>> {
    hotel(svc, actor, hotel_id).await?;
    store::rooms_of(&svc.db, hotel_id, svc.clock.now()).await
}
