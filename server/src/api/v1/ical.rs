//! Calendars that are exchanged with other places where rooms are sold.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::ical;
use types::{
    HotelId, IcalFeedId, IcalImportId, Page, RoomId,
    ical::{IcalConflict, IcalFeed, IcalFeedInput, IcalImport, IcalImportInput},
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
        .routes(routes!(list_ical_feeds, create_ical_feed))
        .routes(routes!(delete_ical_feed))
        .routes(routes!(list_ical_imports, create_ical_import))
        .routes(routes!(delete_ical_import))
        .routes(routes!(refresh_ical_import))
        .routes(routes!(list_ical_conflicts))
}

/// A hotel's calendars
///
/// Those that others may read, of a hotel of yours, without their addresses.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/ical-feeds", operation_id = "listIcalFeeds", tag = "calendars",
    security(("bearer" = ["hotels:read"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses(
        (status = 200, body = Page<IcalFeed>, description = "The calendars"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_ical_feeds(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
) -> Result<Body<Page<IcalFeed>>> {
    Ok(Body(Page::whole(ical::feeds(state.services(), &actor, hotel).await?)))
}

/// Create a calendar
///
/// Of one room or of all, at a secret address that is shown this once, for other places to
/// read when rooms are taken (RFC 5545). It has no names. We keep no more than a hash of the
/// address: for another one, or if the answer was lost, create another calendar and delete
/// this one.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/ical-feeds", operation_id = "createIcalFeed",
    tag = "calendars",
    security(("bearer" = ["hotels:write"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    request_body = IcalFeedInput,
    responses(
        (status = 201, body = IcalFeed, description = "The calendar with its address",
         headers(("Location" = String, description = "Where the hotel's calendars are"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`limit_reached`: a hotel has at most 200"),
    ),
)]
async fn create_ical_feed(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Json(input): Json<IcalFeedInput>,
) -> Result<Response> {
    let feed = ical::create_feed(state.services(), &actor, hotel, input).await?;
    let location = location(format_args!("/hotels/{hotel}/ical-feeds"));
    Ok((StatusCode::CREATED, location, Body(feed)).into_response())
}

/// Delete a calendar
///
/// Its address leads nowhere any more.
#[utoipa::path(
    delete, path = "/ical-feeds/{ical_feed_id}", operation_id = "deleteIcalFeed", tag = "calendars",
    security(("bearer" = ["hotels:write"])),
    params(("ical_feed_id" = Uuid, Path, description = "Which calendar")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn delete_ical_feed(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<IcalFeedId>,
) -> Result<StatusCode> {
    ical::delete_feed(state.services(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The calendars that take a room
///
/// Those of other places, with how reading them went.
#[utoipa::path(
    get, path = "/rooms/{room_id}/ical-imports", operation_id = "listIcalImports",
    tag = "calendars",
    security(("bearer" = ["hotels:read"])),
    params(("room_id" = Uuid, Path, description = "Which room")),
    responses(
        (status = 200, body = Page<IcalImport>, description = "The calendars"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_ical_imports(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(room): Path<RoomId>,
) -> Result<Body<Page<IcalImport>>> {
    Ok(Body(Page::whole(ical::imports(state.services(), &actor, room).await?)))
}

/// Let a calendar take a room
///
/// It is read at once, and each quarter of an hour. The nights of its events are blocked; those
/// of events that are gone can be sold again. An event that wants nights that are taken changes
/// nothing there, and is listed among the conflicts.
#[utoipa::path(
    post, path = "/rooms/{room_id}/ical-imports", operation_id = "createIcalImport",
    tag = "calendars",
    security(("bearer" = ["hotels:write"])),
    params(
        ("room_id" = Uuid, Path, description = "Which room"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = IcalImportInput,
    responses(
        (status = 201, body = IcalImport, description = "The calendar; it will be read", headers(
            ("Location" = String, description = "Where the room's calendars are"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`limit_reached`: a room takes at most 5; or `request_in_progress`"),
    ),
)]
async fn create_ical_import(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(room): Path<RoomId>,
    key: MaybeIdempotencyKey,
    Json(input): Json<IcalImportInput>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /rooms/{room_id}/ical-imports"));
    let (import, again) = ical::create_import_once(svc, &actor, room, input, key).await?;
    let location = location(format_args!("/rooms/{room}/ical-imports"));
    Ok((StatusCode::CREATED, location, Replayed(again), Body(import)).into_response())
}

/// Take no more from a calendar
///
/// The nights from today on that it blocks can be sold again.
#[utoipa::path(
    delete, path = "/ical-imports/{ical_import_id}", operation_id = "deleteIcalImport",
    tag = "calendars",
    security(("bearer" = ["hotels:write"])),
    params(("ical_import_id" = Uuid, Path, description = "Which calendar")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn delete_ical_import(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<IcalImportId>,
) -> Result<StatusCode> {
    ical::delete_import(state.services(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Read a calendar now
#[utoipa::path(
    post, path = "/ical-imports/{ical_import_id}/refresh", operation_id = "refreshIcalImport",
    tag = "calendars",
    security(("bearer" = ["hotels:write"])),
    params(("ical_import_id" = Uuid, Path, description = "Which calendar")),
    responses(
        (status = 202, body = IcalImport, description = "It will be read; `tried_at` says when it was"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn refresh_ical_import(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<IcalImportId>,
) -> Result<(StatusCode, Body<IcalImport>)> {
    let import = ical::request_refresh(state.services(), &actor, id).await?;
    Ok((StatusCode::ACCEPTED, Body(import)))
}

/// The conflicts of a calendar
///
/// Its events that want nights that somebody has, as it was last read.
#[utoipa::path(
    get, path = "/ical-imports/{ical_import_id}/conflicts", operation_id = "listIcalConflicts",
    tag = "calendars",
    security(("bearer" = ["bookings:read"])),
    params(("ical_import_id" = Uuid, Path, description = "Which calendar")),
    responses(
        (status = 200, body = Page<IcalConflict>, description = "The conflicts, by date"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_ical_conflicts(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<IcalImportId>,
) -> Result<Body<Page<IcalConflict>>> {
    Ok(Body(Page::whole(ical::conflicts(state.services(), &actor, id).await?)))
}
