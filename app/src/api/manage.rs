//! Running a hotel.

use leptos::prelude::*;
use types::listing::Hotel;

use crate::{
    error::Answer,
    forms::{HotelForm, RoomForm, RoomTypeForm, RoomsForm},
    model::{BookingsPage, DeskPage, RoomPage, RoomTypePage},
    packed::Packed,
};
#[cfg(feature = "ssr")]
use {
    crate::{
        error::ApiError,
        forms::to_fields,
        ssr::{actor, go, load, page, patch, services},
    },
    pousada_core::catalog,
};

#[cfg(feature = "ssr")]
fn done(result: Result<String, ApiError>) -> Answer<String> {
    go(result.map_err(|ApiError(error)| ApiError(to_fields(error))))
}

/// Loads the hotelier's hotels.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "manage-page")]
pub async fn load_hotels() -> Answer<Packed<Vec<Hotel>>> {
    page(async { Ok(catalog::my_hotels(&services()?, &actor().await?).await?) }.await)
}

/// Loads a hotel with its room types and rooms.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "desk-page")]
pub async fn load_desk(hotel: String) -> Answer<Packed<DeskPage>> {
    page(async { load::desk(&services()?, &actor().await?, &hotel).await }.await)
}

/// Loads a room type.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "room-type-page")]
pub async fn load_room_type(id: String) -> Answer<Packed<RoomTypePage>> {
    page(async { load::room_type(&services()?, &actor().await?, &id).await }.await)
}

/// Loads a room.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "room-page")]
pub async fn load_room(id: String) -> Answer<Packed<RoomPage>> {
    page(async { load::room(&services()?, &actor().await?, &id).await }.await)
}

/// Loads a hotel's bookings and its rooms today.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "bookings-page")]
pub async fn load_bookings(
    hotel: String,
    #[server(default)] state: String,
    #[server(default)] cursor: Option<String>,
) -> Answer<Packed<BookingsPage>> {
    let found =
        async { load::hotel_bookings(&services()?, &actor().await?, &hotel, &state, cursor).await };
    page(found.await)
}

/// Creates a hotel.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "create-hotel")]
pub async fn create_hotel(#[server(flatten)] form: HotelForm) -> Answer<String> {
    let made = async {
        let (svc, actor) = (services()?, actor().await?);
        actor.hotelier()?;
        let hotel = catalog::create_hotel(&svc, &actor, form.read()?).await?;
        Ok(format!("/manage/hotels/{}?done=hotel-created", hotel.id))
    };
    done(made.await)
}

/// Changes a hotel.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "edit-hotel")]
pub async fn edit_hotel(
    id: String,
    version: String,
    #[server(flatten)] form: HotelForm,
) -> Answer<String> {
    let made = async {
        let (svc, actor) = (services()?, actor().await?);
        let (hotel, version) = (load::id(&id, "hotel")?, load::id(&version, "version")?);
        load::own_hotel(&svc, &actor, hotel).await?;
        catalog::edit_hotel(&svc, &actor, hotel, version, patch::hotel(form.read()?)).await?;
        Ok(format!("/manage/hotels/{id}?done=hotel-saved"))
    };
    done(made.await)
}

/// Creates a room type.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "create-room-type")]
pub async fn create_room_type(
    hotel: String,
    #[server(flatten)] form: RoomTypeForm,
) -> Answer<String> {
    let made = async {
        let (svc, actor) = (services()?, actor().await?);
        let own = load::own_hotel(&svc, &actor, load::id(&hotel, "hotel")?).await?;
        catalog::create_room_type(&svc, &actor, own.id, form.read(own.currency)?).await?;
        Ok(format!("/manage/hotels/{}?done=type-created", own.id))
    };
    done(made.await)
}

/// Changes a room type.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "edit-room-type")]
pub async fn edit_room_type(
    id: String,
    version: String,
    #[server(flatten)] form: RoomTypeForm,
) -> Answer<String> {
    let made = async {
        let (svc, actor, version) = (services()?, actor().await?, load::id(&version, "version")?);
        let page = load::room_type(&svc, &actor, &id).await?;
        let input = form.read(page.hotel.currency)?;
        catalog::edit_room_type(&svc, &actor, page.room_type.id, version, patch::room_type(input))
            .await?;
        Ok(format!("/manage/hotels/{}?done=type-saved", page.hotel.id))
    };
    done(made.await)
}

/// Creates rooms.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "create-rooms")]
pub async fn create_rooms(hotel: String, #[server(flatten)] form: RoomsForm) -> Answer<String> {
    let made = async {
        let (svc, actor) = (services()?, actor().await?);
        let own = load::own_hotel(&svc, &actor, load::id(&hotel, "hotel")?).await?;
        catalog::create_rooms(&svc, &actor, own.id, form.read()?).await?;
        Ok(format!("/manage/hotels/{}?done=rooms-created", own.id))
    };
    done(made.await)
}

/// Changes a room.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "edit-room")]
pub async fn edit_room(
    id: String,
    version: String,
    #[server(flatten)] form: RoomForm,
) -> Answer<String> {
    let made = async {
        let (svc, actor, version) = (services()?, actor().await?, load::id(&version, "version")?);
        let page = load::room(&svc, &actor, &id).await?;
        let input = form.read(page.hotel.currency)?;
        catalog::edit_room(&svc, &actor, page.room.id, version, patch::room(input)).await?;
        Ok(format!("/manage/hotels/{}?done=room-saved", page.hotel.id))
    };
    done(made.await)
}
