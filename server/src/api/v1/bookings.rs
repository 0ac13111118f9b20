//! Bookings, as guests make and see them.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::bookings;
use types::{
    BookingId, Page,
    booking::{Booking, BookingEvent, BookingFilter, BookingState, NewBooking},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        etag::{IfNoneMatch, Tagged},
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
        .routes(routes!(list_bookings, create_booking))
        .routes(routes!(get_booking))
        .routes(routes!(list_booking_events))
}

/// Book rooms
///
/// All or none. Each room is of a type (any free one is assigned) or one particular room. The
/// price is the server's: with `expected_total` nothing is booked unless it costs just that.
#[utoipa::path(
    post, path = "/bookings", operation_id = "createBooking", tag = "bookings",
    params(("Idempotency-Key" = String, Header, max_length = 255,
            description = "New for each booking. Sent again with the same body, it gets the same answer")),
    request_body = NewBooking,
    responses(
        (status = 201, body = Booking, description = "The booking", headers(
            ("Location" = String, description = "Where the booking is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only guests book"),
        (status = 404, description = "`not_found`: there is no such hotel"),
        (status = 409, description = "`not_available`, `price_changed` or `request_in_progress`"),
        (status = 422, description = "`invalid_input` or `idempotency_key_reused`"),
    ),
)]
async fn create_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    key: IdempotencyKey,
    Json(request): Json<NewBooking>,
) -> Result<Response> {
    let key = Some(key.on("POST /bookings"));
    let (booking, again) = bookings::book(state.services(), &actor, request, key).await?;
    let location = location(format_args!("/bookings/{}", booking.id));
    Ok((StatusCode::CREATED, location, Replayed(again), Tagged(booking)).into_response())
}

/// Your bookings
///
/// As a guest, the latest arrival first.
#[utoipa::path(
    get, path = "/bookings", operation_id = "listBookings", tag = "bookings",
    params(
        ("state" = Option<BookingState>, Query, description = "Only those in this state"),
        ("from" = Option<NaiveDate>, Query, description = "Only those with a night on or after this date"),
        ("to" = Option<NaiveDate>, Query, description = "Only those with a night before this date"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses(
        (status = 200, body = Page<Booking>, description = "Your bookings",
         headers(("Link" = String, description = "The next page, as `rel=\"next\"`"))),
        (status = 403, description = "`forbidden`: only guests book"),
    ),
)]
async fn list_bookings(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    paging: Paging,
    Query(filter): Query<BookingFilter>,
) -> Result<Response> {
    let page = bookings::my_bookings(state.services(), &actor, &filter, &paging.request).await?;
    Ok(paging.answer(page))
}

/// A booking
///
/// Your own, or one of a hotel of yours.
#[utoipa::path(
    get, path = "/bookings/{booking_id}", operation_id = "getBooking", tag = "bookings",
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = Booking, description = "The booking",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
    ),
)]
async fn get_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(bookings::booking(state.services(), &actor, id).await?))
}

/// What happened to a booking
///
/// In order.
#[utoipa::path(
    get, path = "/bookings/{booking_id}/events", operation_id = "listBookingEvents", tag = "bookings",
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    responses((status = 200, body = Page<BookingEvent>, description = "Its events")),
)]
async fn list_booking_events(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
) -> Result<Body<Page<BookingEvent>>> {
    Ok(Body(Page::whole(bookings::events(state.services(), &actor, id).await?)))
}
