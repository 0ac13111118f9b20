//! The REST API and the layers around it, over the real router and a real database.

#[path = "../support/mod.rs"]
mod support;

mod access;
mod accounts;
mod api_keys;
mod back_office;
mod bookings;
mod calendars;
mod credentials;
mod favourites;
mod input;
mod inventory;
mod layers;
mod lifecycle;
mod limits;
mod links;
mod logs;
mod matrix;
mod outage;
mod pages;
mod paging;
mod photos;
mod rates;
mod repeats;
mod reports;
mod reviews;
mod second_factor;
mod site;
mod slow;
mod sockets;
mod specification;
mod story;
mod tables;
mod versions;
mod webhooks;
