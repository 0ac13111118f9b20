//! Bookings: made, read, and finalized when they end.

mod book;
mod finalize;
mod read;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use book::{Idempotency, book};
pub use finalize::{finalize, finalize_due};
pub use read::{booking, events, hotel_bookings, my_bookings, occupancy};
