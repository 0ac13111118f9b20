//! What is free, where, and for how much. For showing only: a booking looks again
//! for itself, by the same rules.

mod hotel;
mod nearest;
mod offers;
mod rooms;
mod search;
mod store;
mod suggest;
#[cfg(test)]
mod tests;

pub use hotel::availability;
pub use nearest::nearest;
pub use search::{search, search_json, search_rooms, search_rooms_json};
pub(crate) use suggest::help;
pub use suggest::suggest;
use types::search::Place;

use crate::{Services, cache::Scope, error::Result};

/// The cities with published hotels whose name contains `part`, those with most
/// hotels first.
///
/// # Errors
/// If the database does not answer.
pub async fn places(svc: &Services, part: &str, limit: u32) -> Result<Vec<Place>> {
    let limit = i64::from(limit.clamp(1, 100));
    let found = store::places(&svc.db, part, limit);
    svc.cache.read("places", &(part, limit), &Scope::Everything, found).await
}
