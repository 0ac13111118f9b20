//! What a hotel's rates come to: the calendar, and why a stay costs what it costs.

use axum::{Json as Body, extract::State};
use chrono::NaiveDate;
use pousada_core::rates;
use serde::Deserialize;
use types::{
    HotelId,
    rates::{PriceExplanation, PriceQuestion, RateCalendar},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        auth::SignedIn,
        extract::{Path, Query},
        json::Json,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_rate_calendar)).routes(routes!(explain_price))
}

#[derive(Deserialize)]
struct Range {
    from: NaiveDate,
    to: NaiveDate,
}

/// A hotel's rates, night by night
///
/// Of a hotel of yours, by room type: the price for as many as it is for, the limits, and which rule
/// decides each. Rooms with a price of their own and what is taken are not in it: see `availability`.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/rate-calendar", operation_id = "getRateCalendar", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("from" = NaiveDate, Query, description = "First night", example = "2027-03-10"),
        ("to" = NaiveDate, Query, description = "The day after the last night; at most 365 nights", example = "2027-03-13"),
    ),
    responses(
        (status = 200, body = RateCalendar, description = "The nights"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 422, description = "`invalid_input`"),
    ),
)]
async fn get_rate_calendar(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Query(Range { from, to }): Query<Range>,
) -> Result<Body<RateCalendar>> {
    Ok(Body(rates::calendar(state.services(), &actor, hotel, from, to).await?))
}

/// Explain a price
///
/// Why a stay in one room of a hotel of yours costs what it costs now: for each night the rules that were
/// considered, which wins and why; the discount, taxes and fees. The sums are those of a quote; it is
/// answered, too, where a quote is refused: see `available` and `refusals`.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/price-explanations", operation_id = "explainPrice", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    request_body = PriceQuestion,
    responses(
        (status = 200, body = PriceExplanation, description = "The explanation; nothing is kept"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn explain_price(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Json(question): Json<PriceQuestion>,
) -> Result<Body<PriceExplanation>> {
    Ok(Body(rates::explain(state.services(), &actor, hotel, question).await?))
}
