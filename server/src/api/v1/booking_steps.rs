//! The steps in the life of a booking.

use axum::{
    Json as Body,
    extract::State,
    response::{IntoResponse, Response},
};
use pousada_core::bookings;
use types::{
    BookingId,
    booking::{
        Booking, CancelPreview, CancelPreviewRequest, CancelRequest, CheckOutRequest, UndoRequest,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        auth::SignedIn,
        etag::{MaybeIfMatch, Tagged},
        extract::Path,
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::{Json, MaybeJson},
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(confirm_booking))
        .routes(routes!(preview_cancellation))
        .routes(routes!(cancel_booking))
        .routes(routes!(check_in_booking))
        .routes(routes!(check_out_booking))
        .routes(routes!(mark_no_show))
        .routes(routes!(undo_booking_step))
}

/// Confirm a hold
///
/// Makes a booking of a hold, while it lasts.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/confirm", operation_id = "confirmBooking", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-Match" = Option<String>, Header, description = "The ETag it must still have"),
    ),
    responses(
        (status = 200, body = Booking, description = "The booking, confirmed",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 409, description = "`hold_expired` or `wrong_state`"),
    ),
)]
async fn confirm_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    MaybeIfMatch(version): MaybeIfMatch,
) -> Result<Tagged<Booking>> {
    Ok(Tagged(bookings::confirm(state.services(), &actor, id, version).await?))
}

/// What cancelling would cost
///
/// At this moment, the whole booking or some of its rooms. Nothing is cancelled by asking.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/cancel-preview", operation_id = "previewCancellation",
    tag = "bookings", security(("bearer" = ["bookings:read"])),
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    request_body = CancelPreviewRequest,
    responses(
        (status = 200, body = CancelPreview, description = "The fee"),
        (status = 409, description = "`wrong_state`: it cannot be cancelled"),
    ),
)]
async fn preview_cancellation(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    MaybeJson(request): MaybeJson<CancelPreviewRequest>,
) -> Result<Body<CancelPreview>> {
    let rooms = request.rooms.as_deref();
    let fee = bookings::cancel_preview(state.services(), &actor, id, rooms).await?;
    Ok(Body(CancelPreview { fee }))
}

/// Cancel a booking, or some of its rooms
///
/// The guest owes the fee of the policy that was agreed; when the hotel cancels, nothing. With
/// `expected_fee` nothing is cancelled unless it costs just that.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/cancel", operation_id = "cancelBooking", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-Match" = Option<String>, Header, description = "The ETag it must still have"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = CancelRequest,
    responses(
        (status = 200, body = Booking, description = "The booking after it", headers(
            ("ETag" = String, description = "Its new version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was done by an earlier request"),
        )),
        (status = 409, description = "`wrong_state`, `fee_changed` or `request_in_progress`"),
    ),
)]
async fn cancel_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    MaybeIfMatch(version): MaybeIfMatch,
    key: MaybeIdempotencyKey,
    MaybeJson(request): MaybeJson<CancelRequest>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /bookings/{booking_id}/cancel"));
    let (booking, again) = bookings::cancel_once(svc, &actor, id, version, request, key).await?;
    Ok((Replayed(again), Tagged(booking)).into_response())
}

/// Check a guest in
///
/// At a hotel of yours, on the day of arrival or later.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/check-in", operation_id = "checkIn", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-Match" = Option<String>, Header, description = "The ETag it must still have"),
    ),
    responses(
        (status = 200, body = Booking, description = "The booking after it",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only the hotel can do this"),
        (status = 409, description = "`wrong_state` or `too_early`"),
    ),
)]
async fn check_in_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    MaybeIfMatch(version): MaybeIfMatch,
) -> Result<Tagged<Booking>> {
    Ok(Tagged(bookings::check_in(state.services(), &actor, id, version).await?))
}

/// Check a guest out
///
/// From a hotel of yours. Before the last day the nights left are given up: they are free
/// again, and cost nothing but `fee`.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/check-out", operation_id = "checkOut", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-Match" = Option<String>, Header, description = "The ETag it must still have"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = CheckOutRequest,
    responses(
        (status = 200, body = Booking, description = "The booking after it", headers(
            ("ETag" = String, description = "Its new version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was done by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only the hotel can do this"),
        (status = 409, description = "`wrong_state` or `request_in_progress`"),
    ),
)]
async fn check_out_booking(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    MaybeIfMatch(version): MaybeIfMatch,
    key: MaybeIdempotencyKey,
    MaybeJson(request): MaybeJson<CheckOutRequest>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /bookings/{booking_id}/check-out"));
    let (booking, again) =
        bookings::check_out_once(svc, &actor, id, version, request.fee, key).await?;
    Ok((Replayed(again), Tagged(booking)).into_response())
}

/// Mark a guest who never came
///
/// At a hotel of yours, after its hour on the day after arrival. The nights are free again,
/// and the guest owes the fee of the policy that was agreed.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/no-show", operation_id = "markNoShow", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-Match" = Option<String>, Header, description = "The ETag it must still have"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, it gets the same answer"),
    ),
    responses(
        (status = 200, body = Booking, description = "The booking after it", headers(
            ("ETag" = String, description = "Its new version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was done by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only the hotel can do this"),
        (status = 409, description = "`wrong_state`, `too_early` or `request_in_progress`"),
    ),
)]
async fn mark_no_show(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    MaybeIfMatch(version): MaybeIfMatch,
    key: MaybeIdempotencyKey,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /bookings/{booking_id}/no-show"));
    let (booking, again) = bookings::no_show_once(svc, &actor, id, version, key).await?;
    Ok((Replayed(again), Tagged(booking)).into_response())
}

/// Take a step back
///
/// A check-in of the same day, a cancellation or a no-show, at a hotel of yours, if the rooms
/// can be had again. A reason is needed.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/undo", operation_id = "undoBookingStep", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("If-Match" = Option<String>, Header, description = "The ETag it must still have"),
    ),
    request_body = UndoRequest,
    responses(
        (status = 200, body = Booking, description = "The booking, confirmed",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only the hotel can do this"),
        (status = 409, description = "`wrong_state`, `too_late` or `not_available`"),
    ),
)]
async fn undo_booking_step(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    MaybeIfMatch(version): MaybeIfMatch,
    Json(request): Json<UndoRequest>,
) -> Result<Tagged<Booking>> {
    let (svc, reason) = (state.services(), &request.reason);
    Ok(Tagged(bookings::undo(svc, &actor, id, version, reason).await?))
}
