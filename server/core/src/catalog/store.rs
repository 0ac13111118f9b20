//! Hotels, room types and rooms in the database.

mod archive;
mod hotels;
mod room_types;
mod rooms;

pub(super) use archive::{Part, archive, rooms_in, upcoming_stays};
pub(super) use hotels::{
    find_hotel, find_slug, has_prices, hotel_ids_of, insert_hotel, owner_of, update_hotel,
};
pub(crate) use hotels::{hotels_by_id, lock_hotel};
pub(super) use room_types::{find_room_type, insert_room_type, update_room_type};
pub(crate) use room_types::{room_types_by_id, room_types_of};
pub(super) use rooms::{find_room, insert_rooms, room_numbers, rooms_of, update_room};
use serde::Deserialize;
use types::listing::Photo;

/// A photograph as the database aggregates it into JSON.
#[derive(Deserialize)]
struct PhotoRow {
    file: String,
    alt: String,
    width: i32,
    height: i32,
}

impl From<PhotoRow> for Photo {
    fn from(row: PhotoRow) -> Self {
        Self {
            url: format!("/photos/{}", row.file),
            alt: row.alt,
            width: row.width,
            height: row.height,
        }
    }
}
