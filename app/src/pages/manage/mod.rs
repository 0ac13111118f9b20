//! Running a hotel.
//!
//! The browser loads these pages' code when the first of them is shown, so they are
//! reached through [`ManagePage`] only.

mod bookings;
mod desk;
mod hotel_form;
mod hotels;
mod room_types;
mod rooms;

use leptos::prelude::*;
use types::{
    RoomTypeId,
    listing::{AMENITIES, Hotel, RoomType},
};

use crate::i18n;

/// Where these pages are.
#[cfg(feature = "ssr")]
pub(crate) const ROOTS: &[&str] = &["/manage"];

/// What their module is called in the build's list.
#[cfg(feature = "ssr")]
pub(crate) const MODULE: &str = "manage";

/// A page under `/manage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is documented where it is made")]
pub enum ManagePage {
    Hotels,
    NewHotel,
    Desk,
    EditHotel,
    Bookings,
    NewRoomType,
    NewRooms,
    EditRoomType,
    EditRoom,
    Booking,
}

super::chunk::module!(ManagePage, manage);

impl ManagePage {
    fn view(self) -> AnyView {
        match self {
            Self::Hotels => hotels::Hotels().into_any(),
            Self::NewHotel => hotel_form::NewHotel().into_any(),
            Self::Desk => desk::Desk().into_any(),
            Self::EditHotel => hotel_form::EditHotel().into_any(),
            Self::Bookings => bookings::Bookings().into_any(),
            Self::NewRoomType => room_types::NewRoomType().into_any(),
            Self::NewRooms => rooms::NewRooms().into_any(),
            Self::EditRoomType => room_types::EditRoomType().into_any(),
            Self::EditRoom => rooms::EditRoom().into_any(),
            Self::Booking => bookings::HotelBooking().into_any(),
        }
    }
}

/// The name of a hotel with the ways to its parts.
fn hotel_head(hotel: &Hotel, title: &str, here: &'static str) -> AnyView {
    let base = format!("/manage/hotels/{}", hotel.id);
    let tabs = [("", t!("Rooms")), ("/bookings", t!("Bookings")), ("/edit", t!("Details"))];
    let tabs = tabs.map(|(path, text)| {
        let current = (path == here).then_some("page");
        view! { <a href=format!("{base}{path}") aria-current=current>{text}</a> }
    });
    let name = hotel.name.clone();
    let same = title == name;
    view! {
        <p class="crumbs"><a href="/manage">{t!("My hotels")}</a>{(!same).then(|| format!(" / {name}"))}</p>
        <h1 class="display">{title.to_owned()}</h1>
        <nav class="tabs" aria-label=t!("This hotel")>{tabs}</nav>
    }
    .into_any()
}

fn type_options(types: &[RoomType]) -> Vec<(String, String)> {
    types.iter().map(|kind| (kind.id.to_string(), kind.name.clone())).collect()
}

fn of_type(rooms: &[types::listing::Room], id: RoomTypeId) -> Vec<types::listing::Room> {
    rooms.iter().filter(|room| room.room_type_id == id).cloned().collect()
}

fn amenity_options() -> Vec<(&'static str, String)> {
    AMENITIES.iter().map(|(code, _)| (*code, i18n::amenity(code))).collect()
}
