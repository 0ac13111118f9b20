//! Bookings in the database.

mod blocks;
mod idempotency;
mod insert;
mod locked;
mod log;
mod promotions;
mod read;
mod save;
mod shop;

pub(crate) use blocks::{BlockedRoom, block_id, blocks_of, delete_block, in_the_way, insert_block};
pub(crate) use idempotency::{begin_idempotent, end_idempotent, forget_idempotency};
pub(crate) use insert::{
    Lodger, NewBookingRow, NewEvent, NewRoomStay, insert_booking, insert_events, insert_stays,
    lock_rooms, taken,
};
pub(crate) use locked::{Due, LockedBooking, LockedStay, lock, lock_due, lock_stale_holds};
pub(crate) use log::{events, insert_note, notes, snapshot_at};
pub(crate) use promotions::{promotion_by_code, promotion_by_id};
pub(crate) use read::{Whose, find, find_many, list_ids, may_see, occupancy};
pub(crate) use save::save;
pub(crate) use shop::{Candidate, SellingHotel, candidates, selling_hotel};
