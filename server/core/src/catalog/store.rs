//! Hotels, room types and rooms in the database.

mod archive;
mod hotels;
mod photos;
mod room_types;
mod rooms;

pub(super) use archive::{Part, archive, rooms_in, upcoming_stays};
pub(super) use hotels::{
    find_hotel, find_slug, has_prices, hotel_ids_of, insert_hotel, owner_of, update_hotel,
};
pub(crate) use hotels::{hotels_by_id, lock_hotel};
pub(super) use photos::{
    Subject, count_photos, delete_photo, find_photo, insert_photo, known_files, order_photos,
    photos_of, touch_subject, update_alt,
};
pub(super) use room_types::{find_room_type, insert_room_type, update_room_type};
pub(crate) use room_types::{room_types_by_id, room_types_of};
pub(super) use rooms::{find_room, insert_rooms, room_numbers, rooms_of, update_room};
use serde::Deserialize;
use types::listing::{Photo, Thumbnail};
use uuid::Uuid;

use crate::pictures::file_name;

/// A photograph as the database aggregates it into JSON.
#[derive(Deserialize)]
struct PhotoRow {
    id: Uuid,
    file: String,
    alt: String,
    width: i32,
    height: i32,
    widths: Vec<u32>,
}

impl From<PhotoRow> for Photo {
    fn from(row: PhotoRow) -> Self {
        let url = |width| format!("/photos/{}", file_name(&row.file, width));
        let thumbnail = |&width: &u32| {
            let pixels = i32::try_from(width).unwrap_or(i32::MAX);
            Thumbnail { url: url(Some(width)), width: pixels }
        };
        Self {
            id: row.id.into(),
            url: url(None),
            thumbnails: row.widths.iter().map(thumbnail).collect(),
            alt: row.alt,
            width: row.width,
            height: row.height,
        }
    }
}
