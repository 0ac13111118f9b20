//! The REST API and the layers around it, over the real router and a real database.

#[path = "../support/mod.rs"]
mod support;

mod access;
mod accounts;
mod api_keys;
mod back_office;
mod bookings;
mod calendars;
mod input;
mod inventory;
mod layers;
mod lifecycle;
mod limits;
mod matrix;
mod outage;
mod pages;
mod paging;
mod photos;
mod rates;
mod repeats;
mod reports;
mod site;
mod sockets;
mod specification;
mod story;
mod versions;
mod webhooks;
