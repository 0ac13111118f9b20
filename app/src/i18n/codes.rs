//! Words for codes that data carry.

use types::{
    booking::BookingState,
    listing::{RoomKind, amenity_name},
};

use crate::format;

/// A booking's state.
#[must_use]
pub fn state(state: BookingState) -> &'static str {
    match state {
        BookingState::Held => t!("On hold"),
        BookingState::Confirmed => t!("Confirmed"),
        BookingState::CheckedIn => t!("Checked in"),
        BookingState::Completed => t!("Completed"),
        BookingState::Cancelled => t!("Cancelled"),
        BookingState::NoShow => t!("No-show"),
        BookingState::Expired => t!("Expired"),
    }
}

/// A room type's kind.
#[must_use]
pub fn room_kind(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Single => t!("Single"),
        RoomKind::Double => t!("Double"),
        RoomKind::Triple => t!("Triple"),
        RoomKind::Quadruple => t!("Quadruple"),
        RoomKind::Suite => t!("Suite"),
        RoomKind::Dormitory => t!("Dormitory"),
        RoomKind::Other => t!("Other"),
    }
}

/// How a room stands, by a code such as `free`.
#[must_use]
pub fn status(code: &str) -> String {
    let text = match code {
        "free" => t!("Free"),
        "occupied" => t!("Occupied"),
        "arriving" => t!("Arriving"),
        "departing" => t!("Departing"),
        "blocked" => t!("Blocked"),
        "active" => t!("On sale"),
        "out_of_service" => t!("Out of service"),
        other => return format::words(other),
    };
    text.to_owned()
}

/// What happened to a booking.
#[must_use]
pub fn event(code: &str) -> String {
    let text = match code {
        "held" => t!("Held"),
        "created" | "booked" => t!("Booked"),
        "confirmed" => t!("Confirmed"),
        "changed" => t!("Changed"),
        "cancelled" => t!("Cancelled"),
        "checked_in" => t!("Checked in"),
        "checked_out" => t!("Checked out"),
        "completed" | "finalized" => t!("Completed"),
        "expired" => t!("Expired"),
        "no_show" => t!("No-show"),
        "extended" => t!("Extended"),
        "left_early" => t!("Left early"),
        "room_moved" | "moved" => t!("Moved to another room"),
        "undone" => t!("Undone"),
        other => return format::words(other),
    };
    text.to_owned()
}

/// Who did it.
#[must_use]
pub fn who(code: &str) -> String {
    let text = match code {
        "guest" => t!("by the guest"),
        "hotelier" | "hotel" => t!("by the hotel"),
        "system" => t!("by Pousada"),
        other => return other.to_owned(),
    };
    text.to_owned()
}

/// An amenity's name.
#[must_use]
pub fn amenity(code: &str) -> String {
    let text = match code {
        "wifi" => t!("Wi-Fi"),
        "breakfast" => t!("Breakfast"),
        "parking" => t!("Parking"),
        "pool" => t!("Swimming pool"),
        "beach_front" => t!("On the beach"),
        "air_conditioning" => t!("Air conditioning"),
        "restaurant" => t!("Restaurant"),
        "bar" => t!("Bar"),
        "gym" => t!("Gym"),
        "spa" => t!("Spa"),
        "sauna" => t!("Sauna"),
        "pets" => t!("Pets welcome"),
        "accessible" => t!("Step-free access"),
        "family" => t!("Family rooms"),
        "fireplace" => t!("Fireplace"),
        "balcony" => t!("Balcony"),
        "sea_view" => t!("Sea view"),
        "kitchen" => t!("Kitchen"),
        "minibar" => t!("Minibar"),
        "work_desk" => t!("Work desk"),
        other => return amenity_name(other).to_owned(),
    };
    text.to_owned()
}
