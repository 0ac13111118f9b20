//! What is known about a booking: events, notes, letters, and its entry in calendars.

use axum::{
    Json as Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use pousada_core::{bookings, mail, notices};
use types::{
    BookingId, Page,
    booking::{BookingEvent, BookingNote, NewNote},
    notice::Notice,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        extract::Path,
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::Json,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_booking_events))
        .routes(routes!(list_booking_notes, create_booking_note))
        .routes(routes!(list_booking_notices))
        .routes(routes!(get_booking_calendar))
}

/// What happened to a booking
///
/// In order.
#[utoipa::path(
    get, path = "/bookings/{booking_id}/events", operation_id = "listBookingEvents", tag = "bookings",
    security(("bearer" = ["bookings:read"])),
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

/// The staff's notes on a booking
///
/// At a hotel of yours, in order. The guest does not see them.
#[utoipa::path(
    get, path = "/bookings/{booking_id}/notes", operation_id = "listBookingNotes", tag = "bookings",
    security(("bearer" = ["bookings:read"])),
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    responses(
        (status = 200, body = Page<BookingNote>, description = "The notes"),
        (status = 403, description = "`forbidden`: only the hotel can do this"),
    ),
)]
async fn list_booking_notes(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
) -> Result<Body<Page<BookingNote>>> {
    Ok(Body(Page::whole(bookings::notes(state.services(), &actor, id).await?)))
}

/// Note something on a booking
///
/// At a hotel of yours. The guest does not see it.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/notes", operation_id = "createBookingNote", tag = "bookings",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = NewNote,
    responses(
        (status = 201, body = BookingNote, description = "The note", headers(
            ("Location" = String, description = "Where the booking's notes are"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only the hotel can do this"),
    ),
)]
async fn create_booking_note(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    key: MaybeIdempotencyKey,
    Json(note): Json<NewNote>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /bookings/{booking_id}/notes"));
    let (note, again) = bookings::write_note(svc, &actor, id, &note.text, key).await?;
    let location = location(format_args!("/bookings/{id}/notes"));
    Ok((StatusCode::CREATED, location, Replayed(again), Body(note)).into_response())
}

/// The letters about a booking
///
/// The oldest first: to the hotel's owner all of them, to the guest those to the guest.
#[utoipa::path(
    get, path = "/bookings/{booking_id}/notices", operation_id = "listBookingNotices",
    tag = "bookings", security(("bearer" = ["bookings:read"])),
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    responses((status = 200, body = Page<Notice>, description = "The letters")),
)]
async fn list_booking_notices(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
) -> Result<Body<Page<Notice>>> {
    Ok(Body(Page::whole(notices::of_booking(state.services(), &actor, id).await?)))
}

/// A booking for a calendar
///
/// One entry of whole days (RFC 5545). Its UID stays the same, its SEQUENCE rises with each
/// change.
#[utoipa::path(
    get, path = "/bookings/{booking_id}/calendar.ics", operation_id = "getBookingCalendar",
    tag = "bookings", security(("bearer" = ["bookings:read"])),
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    responses((
        status = 200, body = String, content_type = "text/calendar", description = "The file",
        headers(("Content-Disposition" = String, description = "The name of the file")),
        example = json!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…\r\nEND:VCALENDAR\r\n")
    )),
)]
async fn get_booking_calendar(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
) -> Result<Response> {
    let file = mail::calendar_of(state.services(), &actor, id).await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            format!("text/calendar; charset=utf-8; method={}", file.method.as_str()),
        ),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"stay.ics\"".to_owned()),
    ];
    Ok((headers, file.text).into_response())
}
