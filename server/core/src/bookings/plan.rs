//! What a stay becomes when its nights change. Pure: nothing is read or written here.

use chrono::{Days, NaiveDate};
use types::{Stay, booking::BookingState, price};

use super::store::{LockedBooking, LockedStay};

/// Taxes and fees on a changed part, by the rules frozen with it.
pub(super) fn recharge(stay: &mut LockedStay) {
    let prices = stay.prices();
    let people = stay.adults + stay.children;
    let rules =
        stay.charges.iter().map(|charge| (charge.name.as_str(), charge.basis, charge.value));
    stay.charges = price::charges(rules, &prices, people);
}

/// Ends a booking on `day` instead of its last one; the night of arrival is always
/// stayed. Returns what the nights given up would have cost, in minor units.
pub(super) fn leave_early(booking: &mut LockedBooking, day: NaiveDate) -> i64 {
    let value = |booking: &LockedBooking| -> i64 {
        booking.live().map(|s| s.prices().iter().sum::<i64>() + s.charged()).sum()
    };
    let before = value(booking);
    let end = day.max(booking.stay.check_in() + Days::new(1));
    if end >= booking.stay.check_out() {
        return 0;
    }
    for stay in booking.stays.iter_mut().filter(|stay| stay.is_live()) {
        if stay.stay.check_in() >= end {
            stay.state = BookingState::Cancelled;
        } else if let Ok(shorter) = Stay::new(stay.stay.check_in(), end.min(stay.stay.check_out()))
            && shorter != stay.stay
        {
            stay.stay = shorter;
            stay.nights.retain(|(date, _)| *date < end);
            recharge(stay);
        }
    }
    if let Ok(shorter) = Stay::new(booking.stay.check_in(), end) {
        booking.stay = shorter;
    }
    before - value(booking)
}
