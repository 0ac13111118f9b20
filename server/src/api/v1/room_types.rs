//! Room types: the kinds of room that a hotel sells.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::catalog;
use types::{
    HotelId, Page, RoomTypeId,
    listing::{RoomType, RoomTypeInput, RoomTypePatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::{Caller, SignedIn},
        etag::{IfMatch, IfNoneMatch, Tagged},
        extract::Path,
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::Json,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_room_types, create_room_type)).routes(routes!(
        get_room_type,
        update_room_type,
        delete_room_type
    ))
}

/// A hotel's room types
///
/// The cheapest first.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/room-types", operation_id = "listRoomTypes", tag = "inventory",
    security((), ("bearer" = ["hotels:read"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses((status = 200, body = Page<RoomType>, description = "The room types")),
)]
async fn list_room_types(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(hotel): Path<HotelId>,
) -> Result<Body<Page<RoomType>>> {
    Ok(Body(Page::whole(catalog::room_types(state.services(), &actor, hotel).await?)))
}

/// Create a room type
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/room-types", operation_id = "createRoomType", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = RoomTypeInput,
    responses(
        (status = 201, body = RoomType, description = "The room type", headers(
            ("Location" = String, description = "Where the room type is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn create_room_type(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    key: MaybeIdempotencyKey,
    Json(input): Json<RoomTypeInput>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /hotels/{hotel_id}/room-types"));
    let (made, again) = catalog::create_room_type_once(svc, &actor, hotel, input, key).await?;
    let location = location(format_args!("/room-types/{}", made.id));
    Ok((StatusCode::CREATED, location, Replayed(again), Tagged(made)).into_response())
}

/// A room type
#[utoipa::path(
    get, path = "/room-types/{room_type_id}", operation_id = "getRoomType", tag = "inventory",
    security((), ("bearer" = ["hotels:read"])),
    params(
        ("room_type_id" = Uuid, Path, description = "Which room type"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = RoomType, description = "The room type",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
    ),
)]
async fn get_room_type(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<RoomTypeId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(catalog::room_type(state.services(), &actor, id).await?))
}

/// Change a room type
///
/// Fields that are absent stay as they are. Bookings already made keep their prices.
#[utoipa::path(
    patch, path = "/room-types/{room_type_id}", operation_id = "updateRoomType", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(
        ("room_type_id" = Uuid, Path, description = "Which room type"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = RoomTypePatch,
    responses(
        (status = 200, body = RoomType, description = "The room type after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn update_room_type(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RoomTypeId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<RoomTypePatch>,
) -> Result<Tagged<RoomType>> {
    Ok(Tagged(catalog::edit_room_type(state.services(), &actor, id, version, patch).await?))
}

/// Give a room type up
///
/// With its rooms, if none has stays to come.
#[utoipa::path(
    delete, path = "/room-types/{room_type_id}", operation_id = "deleteRoomType", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(
        ("room_type_id" = Uuid, Path, description = "Which room type"),
        ("If-Match" = String, Header, description = "The ETag of the version you delete"),
    ),
    responses(
        (status = 204, description = "It is gone from search and from lists; bookings keep what they say of it"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`has_upcoming_stays`: the member `upcoming_stays` counts them"),
    ),
)]
async fn delete_room_type(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RoomTypeId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode> {
    catalog::delete_room_type(state.services(), &actor, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}
