//! Hotels, room types and rooms.

mod archive;
mod hotels;
mod listed;
mod photos;
mod room_types;
mod rooms;
mod store;
#[cfg(test)]
mod tests;

pub use archive::{delete_hotel, delete_room, delete_room_type};
pub use hotels::{
    create_hotel, create_hotel_once, edit_hotel, hotel, hotel_by_slug, my_hotels, shown_hotel,
};
pub use listed::{ListedHotel, count_listed, listed};
pub use photos::{PhotoOf, add_photo, clean_photos, delete_photo, edit_photo, photo};
pub use room_types::{
    create_room_type, create_room_type_once, edit_room_type, room_type, room_types,
};
pub use rooms::{create_rooms, create_rooms_once, edit_room, room, rooms};
pub(crate) use store::{hotels_by_id, lock_hotel, room_types_by_id, room_types_of};
use types::HotelId;

use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
};

/// The owner's right to a hotel. A foreign hotel looks like a missing one.
pub(crate) async fn owned(
    svc: &Services,
    actor: &Actor,
    id: HotelId,
) -> Result<types::listing::Hotel> {
    let owner = actor.hotelier()?;
    let (hotel, found_owner) =
        store::find_hotel(&svc.db, id, svc.clock.now()).await?.ok_or(Error::NotFound("hotel"))?;
    if found_owner == owner { Ok(hotel) } else { Err(Error::NotFound("hotel")) }
}

/// Whose hotel it is, archived ones too.
pub(crate) async fn owner_of(svc: &Services, id: HotelId) -> Result<types::AccountId> {
    store::owner_of(&svc.db, id).await?.ok_or(Error::NotFound("hotel"))
}
