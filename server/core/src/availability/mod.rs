//! What is free, where, and for how much. For showing only: a booking looks again
//! for itself, by the same rules.

mod hotel;
mod offers;
mod rooms;
mod search;
mod store;
mod suggest;
#[cfg(test)]
mod tests;

pub use hotel::availability;
pub use search::{search, search_rooms};
pub(crate) use suggest::help;
pub use suggest::suggest;
use types::search::Place;

use crate::{Services, error::Result};

/// The cities with published hotels whose name contains `part`, those with most
/// hotels first.
///
/// # Errors
/// If the database does not answer.
pub async fn places(svc: &Services, part: &str, limit: u32) -> Result<Vec<Place>> {
    store::places(&svc.db, part, i64::from(limit.clamp(1, 100))).await
}
