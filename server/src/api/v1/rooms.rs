//! Physical rooms.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::catalog;
use types::{
    HotelId, Page, RoomId,
    listing::{NewRooms, Room, RoomPatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::{Caller, SignedIn},
        etag::{IfMatch, IfNoneMatch, Tagged},
        extract::Path,
        json::Json,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_rooms, create_rooms))
        .routes(routes!(get_room, update_room))
}

/// A hotel's rooms
///
/// By number.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/rooms", operation_id = "listRooms", tag = "inventory",
    security((), ("bearer" = [])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses((status = 200, body = Page<Room>, description = "The rooms")),
)]
async fn list_rooms(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(hotel): Path<HotelId>,
) -> Result<Body<Page<Room>>> {
    Ok(Body(Page::whole(catalog::rooms(state.services(), &actor, hotel).await?)))
}

/// Create rooms
///
/// One or many, all or none.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/rooms", operation_id = "createRooms", tag = "inventory",
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    request_body = NewRooms,
    responses(
        (status = 201, body = Page<Room>, description = "The new rooms",
         headers(("Location" = String, description = "Where the hotel's rooms are"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn create_rooms(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Json(new): Json<NewRooms>,
) -> Result<Response> {
    let rooms = catalog::create_rooms(state.services(), &actor, hotel, new).await?;
    let location = location(format_args!("/hotels/{hotel}/rooms"));
    Ok((StatusCode::CREATED, location, Body(Page::whole(rooms))).into_response())
}

/// A room
#[utoipa::path(
    get, path = "/rooms/{room_id}", operation_id = "getRoom", tag = "inventory",
    security((), ("bearer" = [])),
    params(
        ("room_id" = Uuid, Path, description = "Which room"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = Room, description = "The room",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
    ),
)]
async fn get_room(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<RoomId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(catalog::room(state.services(), &actor, id).await?))
}

/// Change a room
///
/// Fields that are absent stay as they are; a `price` of `null` goes back to the type's.
#[utoipa::path(
    patch, path = "/rooms/{room_id}", operation_id = "updateRoom", tag = "inventory",
    params(
        ("room_id" = Uuid, Path, description = "Which room"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = RoomPatch,
    responses(
        (status = 200, body = Room, description = "The room after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 412, description = "`stale_version`"),
        (status = 428, description = "`precondition_required`"),
    ),
)]
async fn update_room(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RoomId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<RoomPatch>,
) -> Result<Tagged<Room>> {
    Ok(Tagged(catalog::edit_room(state.services(), &actor, id, version, patch).await?))
}
