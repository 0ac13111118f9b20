//! Whole forms as the changes that use cases take.

use types::listing::{HotelInput, HotelPatch, RoomInput, RoomPatch, RoomTypeInput, RoomTypePatch};

/// A hotel's form.
#[must_use]
pub fn hotel(input: HotelInput) -> HotelPatch {
    HotelPatch {
        name: Some(input.name),
        description: Some(input.description),
        stars: Some(input.stars),
        address: Some(input.address),
        time_zone: Some(input.time_zone),
        currency: Some(input.currency),
        check_in_time: Some(input.check_in_time),
        check_out_time: Some(input.check_out_time),
        amenities: Some(input.amenities),
        published: Some(input.published),
        // The form does not ask for these: they stay as they are.
        cancellation: None,
        auto_no_show: None,
        no_show_time: None,
    }
}

/// A room type's form.
#[must_use]
pub fn room_type(input: RoomTypeInput) -> RoomTypePatch {
    RoomTypePatch {
        name: Some(input.name),
        kind: Some(input.kind),
        capacity: Some(input.capacity),
        beds: Some(input.beds),
        base_price: Some(input.base_price),
        // The form does not ask for these: they stay as they are.
        included: None,
        extra_adult: None,
        extra_child: None,
        description: Some(input.description),
        amenities: Some(input.amenities),
    }
}

/// A room's form.
#[must_use]
pub fn room(input: RoomInput) -> RoomPatch {
    RoomPatch {
        number: Some(input.number),
        room_type_id: Some(input.room_type_id),
        floor: Some(input.floor),
        description: Some(input.description),
        price: Some(input.price),
        status: Some(input.status),
    }
}
