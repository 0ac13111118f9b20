//! What a hotelier sees of their hotels.

use axum::{Json as Body, extract::State, response::Response};
use chrono::NaiveDate;
use pousada_core::bookings;
use serde::Deserialize;
use types::{
    HotelId, Page,
    booking::{Booking, BookingFilter, BookingState, RoomOccupancy},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        auth::SignedIn,
        extract::{Path, Query},
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_hotel_bookings)).routes(routes!(get_occupancy))
}

/// A hotel's bookings
///
/// Of a hotel of yours, the latest arrival first.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/bookings", operation_id = "listHotelBookings", tag = "back office",
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("state" = Option<BookingState>, Query, description = "Only those in this state"),
        ("from" = Option<NaiveDate>, Query, description = "Only those with a night on or after this date"),
        ("to" = Option<NaiveDate>, Query, description = "Only those with a night before this date"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses(
        (status = 200, body = Page<Booking>, description = "The bookings",
         headers(("Link" = String, description = "The next page, as `rel=\"next\"`"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_hotel_bookings(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    paging: Paging,
    Query(filter): Query<BookingFilter>,
) -> Result<Response> {
    let (svc, page) = (state.services(), &paging.request);
    Ok(paging.answer(bookings::hotel_bookings(svc, &actor, hotel, &filter, page).await?))
}

#[derive(Deserialize)]
struct Day {
    date: Option<NaiveDate>,
}

/// Who is in which room
///
/// Each room of a hotel of yours on a date: free, occupied, arriving, departing, blocked or out
/// of service, with the booking that takes it.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/occupancy", operation_id = "getOccupancy", tag = "back office",
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("date" = Option<NaiveDate>, Query, description = "Which date; today at the hotel if absent"),
    ),
    responses(
        (status = 200, body = Page<RoomOccupancy>, description = "Each room"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn get_occupancy(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Query(Day { date }): Query<Day>,
) -> Result<Body<Page<RoomOccupancy>>> {
    Ok(Body(Page::whole(bookings::occupancy(state.services(), &actor, hotel, date).await?)))
}
