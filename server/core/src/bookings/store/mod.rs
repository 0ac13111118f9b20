//! Bookings in the database.

mod read;
mod write;

pub(crate) use read::{Whose, events, find, find_many, list_ids, may_see, occupancy};
pub(crate) use write::{
    Candidate, Due, NewBookingRow, NewRoomStay, SellingHotel, begin_idempotent, candidates,
    end_idempotent, forget_idempotency, insert_booking, insert_event, insert_stays, lock_due,
    lock_rooms, selling_hotel, set_state,
};
