//! Bookings in the database.

mod blocks;
mod happened;
mod insert;
mod locked;
mod log;
mod now;
mod promotions;
mod read;
mod save;
mod shop;

pub(crate) use blocks::{BlockedRoom, block_id, blocks_of, delete_block, in_the_way, insert_block};
pub(crate) use happened::{NewEvent, insert_events};
pub(crate) use insert::{
    Lodger, NewBookingRow, NewRoomStay, PartOf, insert_booking, insert_stays, is_taken, lock_rooms,
    taken,
};
pub(crate) use locked::{Due, LockedBooking, LockedStay, lock, lock_due, lock_stale_holds};
pub(crate) use log::{events, insert_note, notes, snapshot_at};
pub(crate) use now::{in_progress, occupancy, open_of_guest, past_of_guest};
pub(crate) use promotions::{PromotionRow, promotion_by_code, promotion_by_id};
pub(crate) use read::{Whose, find, find_many, list_ids, may_see};
pub(crate) use save::save;
pub(crate) use shop::{Candidate, SellingHotel, candidates, selling_hotel};
