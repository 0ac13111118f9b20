//! Webhooks in the database.

mod deliveries;
mod endpoints;
mod sending;

pub(super) use deliveries::{delivery, insert_test, list, replay};
pub(crate) use endpoints::delete_of;
pub(super) use endpoints::{delete, find, insert, of_hotel, rotate, secret, update};
pub(crate) use sending::forget;
pub(super) use sending::{Disabling, Due, Try, due, end, record};
