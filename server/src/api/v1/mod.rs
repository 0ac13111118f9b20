//! Version 1 of the API: a module per noun, each a thin door to a use case.

pub mod accounts;
pub mod api_keys;
pub mod availability;
pub mod back_office;
pub mod blocks;
pub mod booking_log;
pub mod booking_steps;
pub mod bookings;
pub mod charges;
mod csv;
pub mod favourites;
pub mod hotels;
pub mod ical;
pub mod notices;
pub mod photos;
pub mod promotions;
pub mod rate_rules;
pub mod rates;
pub mod recovery;
pub mod reports;
pub mod reviews;
pub mod room_types;
pub mod rooms;
pub mod second_factor;
pub mod sessions;
pub mod webhooks;

use axum::http::HeaderValue;
use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// Where this version is.
pub const PREFIX: &str = "/api/v1";

/// All operations.
#[must_use]
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(accounts::routes())
        .merge(recovery::routes())
        .merge(sessions::routes())
        .merge(api_keys::routes())
        .merge(hotels::routes())
        .merge(room_types::routes())
        .merge(rooms::routes())
        .merge(photos::routes())
        .merge(blocks::routes())
        .merge(availability::routes())
        .merge(bookings::routes())
        .merge(booking_steps::routes())
        .merge(booking_log::routes())
        .merge(back_office::routes())
        .merge(reports::routes())
        .merge(rate_rules::routes())
        .merge(rates::routes())
        .merge(promotions::routes())
        .merge(charges::routes())
        .merge(notices::routes())
        .merge(webhooks::routes())
        .merge(ical::routes())
        .merge(reviews::routes())
        .merge(favourites::routes())
        .merge(second_factor::routes())
}

/// The `Location` of a new resource, as an array of one header.
fn location(path: std::fmt::Arguments<'_>) -> [(axum::http::HeaderName, HeaderValue); 1] {
    // The paths are made of words and ids, which headers can carry.
    let value = HeaderValue::try_from(format!("{PREFIX}{path}"));
    [(axum::http::header::LOCATION, value.unwrap_or(HeaderValue::from_static(PREFIX)))]
}
