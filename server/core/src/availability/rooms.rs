//! Rooms and the nights on which they are taken.

use chrono::NaiveDate;
use types::{RoomTypeId, Stay, price::PricedRoom};

use crate::{bookings::store::Candidate, rates::HotelRates};

/// A room on sale with the nights on which it is taken, of those that were looked at.
pub(super) struct RoomNights {
    pub room: Candidate,
    /// In order.
    pub taken: Vec<NaiveDate>,
    /// Those on which it is taken by a block.
    pub blocked: Vec<NaiveDate>,
}

impl RoomNights {
    pub(super) fn is_of(&self, room_type: RoomTypeId) -> bool {
        self.room.room_type_id == room_type
    }

    /// Whether it is free on all nights of `stay`.
    pub(super) fn is_free(&self, stay: Stay) -> bool {
        let next = self.taken.partition_point(|night| *night < stay.check_in());
        self.taken.get(next).is_none_or(|night| *night >= stay.check_out())
    }

    /// The room as a booking for `stay` sees it.
    pub(super) fn on(&self, stay: Stay) -> Candidate {
        Candidate { free: self.is_free(stay), ..self.room.clone() }
    }

    pub(super) fn is_taken(&self, date: NaiveDate) -> bool {
        self.taken.binary_search(&date).is_ok()
    }
}

/// What `room` costs for all of `stay`, with taxes and fees: the sum of a quote without
/// a promotion.
pub(super) fn total(rates: &HotelRates, room: &PricedRoom, stay: Stay) -> i64 {
    let nights = rates.nights(room, stay);
    let charges = rates.charges(&nights, room.adults + room.children);
    nights.iter().sum::<i64>() + charges.iter().map(|charge| charge.amount).sum::<i64>()
}
