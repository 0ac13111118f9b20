//! What a hotelier sees of their hotels.

use axum::{
    Json as Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use pousada_core::{Error, bookings};
use serde::Deserialize;
use types::{
    HotelId, Page,
    booking::{Booking, BookingFilter, BookingState, DeskBooking, RoomOccupancy},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{csv, location};
use crate::{
    api::{
        auth::SignedIn,
        etag::Tagged,
        extract::{Path, Query},
        idempotency::{IdempotencyKey, Replayed},
        json::Json,
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_hotel_bookings, create_desk_booking))
        .routes(routes!(get_occupancy))
}

/// A hotel's bookings
///
/// Of a hotel of yours, the latest arrival first. With `Accept: text/csv` all of them that the
/// filters let through, as a table; what a spreadsheet would take for a formula begins with an
/// apostrophe there.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/bookings", operation_id = "listHotelBookings", tag = "back office",
    security(("bearer" = ["bookings:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("state" = Option<BookingState>, Query, description = "Only those in this state"),
        ("from" = Option<NaiveDate>, Query, description = "Only those with a night on or after this date"),
        ("to" = Option<NaiveDate>, Query, description = "Only those with a night before this date"),
        ("q" = Option<String>, Query, description = "Only this code, or guests with this in their name, address or number"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses(
        (status = 200, description = "The bookings", content(
            (Page<Booking> = "application/json"),
            (String = "text/csv", example = json!("code,state,source,…\r\nK7MR2XQH,confirmed,web,…\r\n")),
         ), headers(("Link" = String, description = "The next page, as `rel=\"next\"`"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_hotel_bookings(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    paging: Paging,
    headers: HeaderMap,
    Query(filter): Query<BookingFilter>,
) -> Result<Response> {
    if csv::is_wanted(&headers) {
        return csv::answer(state, actor, hotel, filter).await;
    }
    let (svc, page) = (state.services(), &paging.request);
    Ok(paging.answer(bookings::hotel_bookings(svc, &actor, hotel, &filter, page).await?))
}

/// Book for a guest
///
/// At a hotel of yours, published or not, for somebody at the desk or on the telephone, who
/// needs no account. Without an e-mail address no letters are sent.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/bookings", operation_id = "createDeskBooking",
    tag = "back office", security(("bearer" = ["bookings:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("Idempotency-Key" = String, Header, max_length = 255,
         description = "New for each booking. Sent again with the same body, it gets the same answer"),
    ),
    request_body = DeskBooking,
    responses(
        (status = 201, body = Booking, description = "The booking", headers(
            ("Location" = String, description = "Where the booking is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`not_available`, `restricted`, `price_changed` or `request_in_progress`"),
    ),
)]
async fn create_desk_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    key: IdempotencyKey,
    Json(request): Json<DeskBooking>,
) -> Result<Response> {
    let key = Some(key.on("POST /hotels/{hotel_id}/bookings"));
    let request = request.at(hotel);
    let made = bookings::book_at_desk(state.services(), &actor, request, key).await;
    let (booking, again) = made.map_err(flat)?;
    let location = location(format_args!("/bookings/{}", booking.id));
    Ok((StatusCode::CREATED, location, Replayed(again), Tagged(booking)).into_response())
}

/// The fields of a desk booking are all on one level here.
fn flat(error: Error) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    for field in &mut errors.0 {
        if let Some(pointer) = field.pointer.strip_prefix("/booking") {
            field.pointer = pointer.to_owned();
        }
    }
    Error::Invalid(errors)
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
    security(("bearer" = ["bookings:read"])),
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
