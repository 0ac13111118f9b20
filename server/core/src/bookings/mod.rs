//! Bookings: made, changed, read, and finalized when they end.

mod blocks;
mod book;
mod cancel;
mod change;
mod due;
mod lifecycle;
mod log;
mod plan;
mod prepare;
mod quote;
mod read;
mod revise;
mod step;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use blocks::{block_room, block_room_once, blocks, unblock};
pub use book::{HOLD, book, book_at_desk};
pub use cancel::{cancel, cancel_once, cancel_preview};
pub use change::{change, change_preview};
pub(crate) use due::expire_stale;
pub use due::{audit_due, expire, expire_due, finalize, finalize_due};
pub use lifecycle::{check_in, check_out, check_out_once, confirm, no_show, no_show_once, undo};
pub use log::{add_note, booking_as_of, events, notes, write_note};
pub(crate) use prepare::{PricedStay, Terms, choose, price_rooms, usable};
pub use quote::quote;
pub use read::{booking, hotel_bookings, my_bookings, occupancy};
pub(crate) use step::snapshot;

pub use crate::once::Idempotency;
