//! Running a hotel.

pub mod bookings;
pub mod desk;
pub mod hotel_form;
pub mod hotels;
pub mod room_types;
pub mod rooms;

use leptos::prelude::*;
use types::{
    RoomTypeId,
    listing::{AMENITIES, Hotel, RoomType},
};

/// The name of a hotel with the ways to its parts.
fn hotel_head(hotel: &Hotel, title: &str, here: &'static str) -> AnyView {
    let base = format!("/manage/hotels/{}", hotel.id);
    let tabs = [("", "Rooms"), ("/bookings", "Bookings"), ("/edit", "Details")];
    let tabs = tabs.map(|(path, text)| {
        let current = (path == here).then_some("page");
        view! { <a href=format!("{base}{path}") aria-current=current>{text}</a> }
    });
    let name = hotel.name.clone();
    let same = title == name;
    view! {
        <p class="crumbs"><a href="/manage">"My hotels"</a>{(!same).then(|| format!(" / {name}"))}</p>
        <h1 class="display">{title.to_owned()}</h1>
        <nav class="tabs" aria-label="This hotel">{tabs}</nav>
    }
    .into_any()
}

fn type_options(types: &[RoomType]) -> Vec<(String, String)> {
    types.iter().map(|kind| (kind.id.to_string(), kind.name.clone())).collect()
}

fn of_type(rooms: &[types::listing::Room], id: RoomTypeId) -> Vec<types::listing::Room> {
    rooms.iter().filter(|room| room.room_type_id == id).cloned().collect()
}

fn amenity_options() -> Vec<(&'static str, &'static str)> {
    AMENITIES.to_vec()
}
