//! The REST API and the layers around it, over the real router and a real database.

#[path = "../support/mod.rs"]
mod support;

mod access;
mod bookings;
mod calendars;
mod input;
mod layers;
mod outage;
mod pages;
mod paging;
mod site;
mod sockets;
mod specification;
mod story;
mod versions;
mod webhooks;
