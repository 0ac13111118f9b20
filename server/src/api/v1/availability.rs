//! What a hotel has free.

use axum::{Json as Body, extract::State};
use chrono::NaiveDate;
use pousada_core::availability;
use serde::Deserialize;
use types::{HotelId, search::Availability};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        auth::Caller,
        extract::{Path, Query},
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_availability))
}

#[derive(Deserialize)]
struct Range {
    from: NaiveDate,
    to: NaiveDate,
    guests: Option<i16>,
}

/// What a hotel has free
///
/// By room type and night, with prices and why a night cannot be had. For showing: a booking
/// looks again for itself.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/availability", operation_id = "getAvailability", tag = "inventory",
    security((), ("bearer" = ["hotels:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("from" = NaiveDate, Query, description = "First night", example = "2027-03-10"),
        ("to" = NaiveDate, Query, description = "The day after the last night; at most 365 nights", example = "2027-03-13"),
        ("guests" = Option<i16>, Query, description = "Adults in a room, whom prices are for; 1 if absent"),
    ),
    responses(
        (status = 200, body = Availability, description = "What is free"),
        (status = 422, description = "`invalid_input`"),
    ),
)]
async fn get_availability(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(hotel): Path<HotelId>,
    Query(Range { from, to, guests }): Query<Range>,
) -> Result<Body<Availability>> {
    let svc = state.services();
    Ok(Body(availability::availability(svc, &actor, hotel, from, to, guests).await?))
}
