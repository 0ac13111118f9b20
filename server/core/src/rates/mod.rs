//! Prices and rules of sale of hotels: how they are managed, and what they come to.
//!
//! All that is written here concerns bookings to come: those that are made keep the
//! nights, taxes and fees that were frozen with them. What is deleted is archived.

mod bulk;
mod calendar;
mod charges;
mod explain;
mod of_hotel;
mod promotions;
mod rules;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use bulk::edit_in_bulk;
pub use calendar::calendar;
pub use charges::{charge, charges, create_charge, delete_charge, edit_charge};
pub use explain::explain;
pub(crate) use of_hotel::{HotelRates, of_hotel};
pub use promotions::{create_promotion, delete_promotion, edit_promotion, promotion, promotions};
pub use rules::{create_rule, delete_rule, edit_rule, rule, rules};
pub(crate) use store::{RatesJson, rates_json};
use types::{FieldErrors, RoomTypeId, listing::RoomType};

use crate::error::{Error, Result};

/// The most rate rules of a hotel: each of them is looked at for each price.
pub const MOST_RULES: i64 = 2_000;

/// The most promotions of a hotel.
pub const MOST_PROMOTIONS: i64 = 1_000;

/// The most taxes and fees of a hotel.
pub const MOST_CHARGES: i64 = 50;

/// Fine, if the hotel has room for `new` more of them.
///
/// # Errors
/// [`Error::Conflict`] `limit_reached`.
fn within(most: i64, there: i64, new: usize, what: &str) -> Result<()> {
    if there.saturating_add(i64::try_from(new).unwrap_or(i64::MAX)) <= most {
        return Ok(());
    }
    let detail = format!("A hotel has at most {most} {what}. Delete some that are over first.");
    Err(Error::conflict("limit_reached", detail))
}

/// Notes an error at `pointer` unless the hotel has such a room type.
fn check_type(errors: &mut FieldErrors, pointer: &str, id: RoomTypeId, types: &[RoomType]) {
    if !types.iter().any(|room_type| room_type.id == id) {
        errors.add(pointer, "invalid", "The hotel has no such room type.");
    }
}
