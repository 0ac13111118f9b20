//! The kinds of room that a hotel sells.

use types::{
    HotelId, RoomTypeId,
    listing::{RoomType, RoomTypeInput, RoomTypePatch},
};

use super::{hotel, owned, store};
use crate::{
    Services,
    actor::Actor,
    cache::Scope,
    error::{Error, Result},
    ids::new_id,
};

/// Creates a room type in a hotel of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`], also
/// when the hotel has a type of that name.
pub async fn create_room_type(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    input: RoomTypeInput,
) -> Result<RoomType> {
    let hotel = owned(svc, actor, hotel_id).await?;
    let input = input.validated(hotel.currency)?;
    let now = svc.clock.now();
    let id = RoomTypeId(new_id(now));
    store::insert_room_type(&svc.db, id, hotel_id, &input, now).await?;
    room_type(svc, actor, id).await
}

/// Changes a room type, if it is still at `version`. Bookings that are made keep
/// their prices.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit_room_type(
    svc: &Services,
    actor: &Actor,
    id: RoomTypeId,
    version: i32,
    patch: RoomTypePatch,
) -> Result<RoomType> {
    actor.hotelier()?;
    let before = store::find_room_type(&svc.db, id).await?.ok_or(Error::NotFound("room type"))?;
    let hotel =
        owned(svc, actor, before.hotel_id).await.map_err(|error| error.renamed("room type"))?;
    let input = patch.apply(before.to_input()).validated(hotel.currency)?;
    if !store::update_room_type(&svc.db, id, version, &input, svc.clock.now()).await? {
        return Err(Error::Stale);
    }
    room_type(svc, actor, id).await
}

/// A room type of a hotel that the actor may see.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn room_type(svc: &Services, actor: &Actor, id: RoomTypeId) -> Result<RoomType> {
    let found = store::find_room_type(&svc.db, id).await?.ok_or(Error::NotFound("room type"))?;
    hotel(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("room type"))?;
    Ok(found)
}

/// The room types of a hotel that the actor may see, the cheapest first. For showing:
/// to others than hoteliers they may be as old as a second.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn room_types(svc: &Services, actor: &Actor, hotel_id: HotelId) -> Result<Vec<RoomType>> {
    let found = async |actor: &Actor| {
        hotel(svc, actor, hotel_id).await?;
        store::room_types_of(&svc.db, hotel_id).await
    };
    if actor.may_own_hotels() {
        return found(actor).await;
    }
    let public = found(&Actor::Anonymous);
    svc.cache.read("room_types", &hotel_id, &Scope::Hotel(hotel_id), public).await
}
