//! Bookings, as guests make and see them.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use pousada_core::bookings;
use serde::Deserialize;
use types::{
    BookingId, Page,
    booking::{
        Booking, BookingFilter, BookingPatch, BookingState, ChangePreview, NewBooking, Quote,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::{Caller, SignedIn},
        etag::{IfMatch, IfNoneMatch, Tagged},
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
        .routes(routes!(create_quote))
        .routes(routes!(get_booking, change_booking))
        .routes(routes!(preview_change))
}

/// Book rooms
///
/// All or none, at once or, with `hold`, to be confirmed within a quarter of an hour. Each room
/// is of a type (any free one is assigned) or one particular room. The price is the server's:
/// with `expected_total` nothing is booked unless it costs just that.
#[utoipa::path(
    post, path = "/bookings", operation_id = "createBooking", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
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
        (status = 409, description = "`not_available`, `restricted`, `price_changed` or `request_in_progress`"),
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
    security(("bearer" = ["bookings:read"])),
    params(
        ("state" = Option<BookingState>, Query, description = "Only those in this state"),
        ("from" = Option<NaiveDate>, Query, description = "Only those with a night on or after this date"),
        ("to" = Option<NaiveDate>, Query, description = "Only those with a night before this date"),
        ("q" = Option<String>, Query, description = "Only this code, or part of it"),
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

#[derive(Deserialize)]
struct Instant {
    as_of: Option<DateTime<Utc>>,
}

/// A booking
///
/// Your own, or one of a hotel of yours; as it is, or as it was `as_of` an instant. The guest's
/// name and ways to be reached are those of today.
#[utoipa::path(
    get, path = "/bookings/{booking_id}", operation_id = "getBooking", tag = "bookings",
    security(("bearer" = ["bookings:read"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("as_of" = Option<DateTime<Utc>>, Query, description = "When; now if absent", example = "2027-03-01T12:00:00Z"),
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
    Query(Instant { as_of }): Query<Instant>,
    known: IfNoneMatch,
) -> Result<Response> {
    let svc = state.services();
    Ok(known.answer(match as_of {
        Some(at) => bookings::booking_as_of(svc, &actor, id, at).await?,
        None => bookings::booking(svc, &actor, id).await?,
    }))
}

/// Change a booking
///
/// Dates, rooms, people or the note, as a whole or not at all. Nights that stay keep their
/// price, those that come have the price of today; nights given up cost what cancelling them
/// costs. Look first with `change-preview`.
#[utoipa::path(
    patch, path = "/bookings/{booking_id}", operation_id = "changeBooking", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = BookingPatch,
    responses(
        (status = 200, body = Booking, description = "The booking after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 409, description = "`not_available`, `restricted`, `price_changed` or `wrong_state`"),
    ),
)]
async fn change_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<BookingPatch>,
) -> Result<Tagged<Booking>> {
    Ok(Tagged(bookings::change(state.services(), &actor, id, Some(version), patch).await?))
}

/// What a change would bring
///
/// Night by night, with the difference and what is owed for nights given up. Nothing is
/// changed by asking.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/change-preview", operation_id = "previewChange",
    tag = "bookings", security(("bearer" = ["bookings:read"])),
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    request_body = BookingPatch,
    responses(
        (status = 200, body = ChangePreview, description = "What it would bring"),
        (status = 409, description = "`not_available`, `restricted` or `wrong_state`"),
    ),
)]
async fn preview_change(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    Json(patch): Json<BookingPatch>,
) -> Result<Body<ChangePreview>> {
    Ok(Body(bookings::change_preview(state.services(), &actor, id, patch).await?))
}

/// What a booking would cost
///
/// Nothing is kept by asking, and no token is needed.
#[utoipa::path(
    post, path = "/quotes", operation_id = "createQuote", tag = "bookings",
    security((), ("bearer" = ["hotels:read"])),
    request_body = NewBooking,
    responses(
        (status = 200, body = Quote, description = "Each night, taxes and fees, and the total"),
        (status = 404, description = "`not_found`: there is no such hotel"),
        (status = 409, description = "`not_available` or `restricted`"),
    ),
)]
async fn create_quote(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Json(request): Json<NewBooking>,
) -> Result<Body<Quote>> {
    Ok(Body(bookings::quote(state.services(), &actor, request).await?))
}
