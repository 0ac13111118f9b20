//! Hotels, room types and rooms: what a hotelier writes and everybody reads.

mod address;
mod hotel;
mod photo;
mod room;
mod room_type;

pub use self::{
    address::{Address, STATES},
    hotel::{Hotel, HotelInput, HotelPatch, RoomCount},
    photo::{Photo, PhotoInput, PhotoPatch, Thumbnail},
    room::{NewRooms, Room, RoomInput, RoomPatch, RoomStatus},
    room_type::{EVERYBODY, RoomKind, RoomType, RoomTypeInput, RoomTypePatch},
};
use crate::{
    money::{Currency, MAX_PRICE, Money},
    validate::FieldErrors,
};

/// The amenities that hotels and room types can name.
pub const AMENITIES: [(&str, &str); 20] = [
    ("wifi", "Wi-Fi"),
    ("breakfast", "Breakfast"),
    ("parking", "Parking"),
    ("pool", "Swimming pool"),
    ("beach_front", "On the beach"),
    ("air_conditioning", "Air conditioning"),
    ("restaurant", "Restaurant"),
    ("bar", "Bar"),
    ("gym", "Gym"),
    ("spa", "Spa"),
    ("sauna", "Sauna"),
    ("pets", "Pets welcome"),
    ("accessible", "Step-free access"),
    ("family", "Family rooms"),
    ("fireplace", "Fireplace"),
    ("balcony", "Balcony"),
    ("sea_view", "Sea view"),
    ("kitchen", "Kitchen"),
    ("minibar", "Minibar"),
    ("work_desk", "Work desk"),
];

/// An amenity's name for people; its own code if it is not a known one.
#[must_use]
pub fn amenity_name(code: &str) -> &str {
    AMENITIES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// The time zones of Brazil, from east to west (IANA names).
pub const BRAZILIAN_ZONES: [&str; 16] = [
    "America/Noronha",
    "America/Sao_Paulo",
    "America/Bahia",
    "America/Fortaleza",
    "America/Recife",
    "America/Maceio",
    "America/Belem",
    "America/Araguaina",
    "America/Santarem",
    "America/Cuiaba",
    "America/Campo_Grande",
    "America/Manaus",
    "America/Boa_Vista",
    "America/Porto_Velho",
    "America/Rio_Branco",
    "America/Eirunepe",
];

pub(crate) fn checked_amenities(errors: &mut FieldErrors, amenities: &[String]) -> Vec<String> {
    for (index, code) in amenities.iter().enumerate() {
        if !AMENITIES.iter().any(|(known, _)| known == code) {
            errors.add(&format!("/amenities/{index}"), "invalid", "This amenity is not known.");
        }
    }
    let mut amenities = amenities.to_vec();
    amenities.sort_unstable();
    amenities.dedup();
    amenities
}

pub(crate) fn check_price(
    errors: &mut FieldErrors,
    pointer: &str,
    price: Money,
    currency: Currency,
) {
    if price.currency != currency {
        let detail = format!("This hotel's prices are in {currency}.");
        errors.add(&format!("{pointer}/currency"), "invalid", detail);
    }
    errors.range(&format!("{pointer}/amount"), &price.amount, &1, &MAX_PRICE);
}
