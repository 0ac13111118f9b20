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
    db,
    error::{Error, Result},
    ids::new_id,
    once::{Idempotency, Once},
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
    Ok(create_room_type_once(svc, actor, hotel_id, input, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`create_room_type`]; [`Error::Conflict`] `idempotency_key_reused` or
/// `request_in_progress`.
pub async fn create_room_type_once(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    input: RoomTypeInput,
    key: Option<Idempotency>,
) -> Result<(RoomType, bool)> {
    let hotel = owned(svc, actor, hotel_id).await?;
    let once = Once::new(actor.hotelier()?, key, &(hotel_id, &input))?;
    let input = input.validated(hotel.currency)?;
    let now = svc.clock.now();
    let mut tx = svc.db.begin().await?;
    let result = async {
        if let Some(made) = once.answered(&mut tx).await? {
            return Ok((made, true));
        }
        let id = RoomTypeId(new_id(now));
        store::insert_room_type(&mut *tx, id, hotel_id, &input, now).await?;
        let made = store::find_room_type(&mut *tx, id).await?;
        let made = made.ok_or(Error::NotFound("room type"))?;
        once.keep(&mut tx, None, &made, now).await?;
        Ok((made, false))
    }
    .await;
    db::end(tx, result).await
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
