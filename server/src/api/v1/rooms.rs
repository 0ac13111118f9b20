//! Physical rooms.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::{availability, catalog};
use types::{
    HotelId, Page, RoomId,
    listing::{NewRooms, Room, RoomKind, RoomPatch},
    search::{FoundRoom, HotelSearch, Sort},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::{Caller, SignedIn},
        etag::{IfMatch, IfNoneMatch, Tagged},
        extract::{Path, Query},
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::Json,
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_rooms, create_rooms))
        .routes(routes!(search_rooms))
        .routes(routes!(get_room, update_room, delete_room))
}

/// A hotel's rooms
///
/// By number.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/rooms", operation_id = "listRooms", tag = "inventory",
    security((), ("bearer" = ["hotels:read"])),
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
    security(("bearer" = ["hotels:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = NewRooms,
    responses(
        (status = 201, body = Page<Room>, description = "The new rooms", headers(
            ("Location" = String, description = "Where the hotel's rooms are"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn create_rooms(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    key: MaybeIdempotencyKey,
    Json(new): Json<NewRooms>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /hotels/{hotel_id}/rooms"));
    let (rooms, again) = catalog::create_rooms_once(svc, &actor, hotel, new, key).await?;
    let location = location(format_args!("/hotels/{hotel}/rooms"));
    let rooms = Body(Page::whole(rooms));
    Ok((StatusCode::CREATED, location, Replayed(again), rooms).into_response())
}

/// A room
#[utoipa::path(
    get, path = "/rooms/{room_id}", operation_id = "getRoom", tag = "inventory",
    security((), ("bearer" = ["hotels:read"])),
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
    security(("bearer" = ["hotels:write"])),
    params(
        ("room_id" = Uuid, Path, description = "Which room"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = RoomPatch,
    responses(
        (status = 200, body = Room, description = "The room after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
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

/// Give a room up
///
/// If it has no stays to come.
#[utoipa::path(
    delete, path = "/rooms/{room_id}", operation_id = "deleteRoom", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(
        ("room_id" = Uuid, Path, description = "Which room"),
        ("If-Match" = String, Header, description = "The ETag of the version you delete"),
    ),
    responses(
        (status = 204, description = "It is gone from search and from lists; bookings keep what they say of it"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`has_upcoming_stays`: the member `upcoming_stays` counts them"),
    ),
)]
async fn delete_room(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RoomId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode> {
    catalog::delete_room(state.services(), &actor, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Find rooms
///
/// The room types of published hotels. With both dates, those where the guests fit into that
/// many free rooms, each with its offer.
#[utoipa::path(
    get, path = "/rooms", operation_id = "searchRooms", tag = "inventory",
    security((), ("bearer" = ["hotels:read"])),
    params(
        ("q" = Option<String>, Query, description = "Part of a hotel's name or city", example = "cais"),
        ("city" = Option<String>, Query, description = "A city; accents and case do not matter", example = "Paraty"),
        ("state" = Option<String>, Query, description = "A state's two letters", example = "RJ"),
        ("check_in" = Option<NaiveDate>, Query, description = "Date of arrival", example = "2027-03-10"),
        ("check_out" = Option<NaiveDate>, Query, description = "Date of departure", example = "2027-03-13"),
        ("guests" = Option<i16>, Query, description = "How many people in all; 1 if absent", minimum = 1, maximum = 50),
        ("rooms" = Option<i16>, Query, description = "In how many rooms; 1 if absent", minimum = 1, maximum = 10),
        ("min_price" = Option<i64>, Query, description = "What a night costs at least, in minor units", minimum = 0),
        ("max_price" = Option<i64>, Query, description = "What a night costs at most, in minor units", minimum = 0),
        ("stars" = Option<i16>, Query, description = "At least so many stars", minimum = 0, maximum = 5),
        ("amenities" = Option<String>, Query, description = "Codes of amenities, with commas between them", example = "wifi,pool"),
        ("type" = Option<RoomKind>, Query, description = "Only room types of this kind"),
        ("beds" = Option<String>, Query, description = "Part of what is said of the beds", example = "queen"),
        ("sort" = Option<Sort>, Query, description = "The order; by name if absent"),
        ("limit" = Option<u32>, Query, description = "How many results; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses((status = 200, body = Page<FoundRoom>, description = "What was found",
               headers(("Link" = String, description = "The next page, as `rel=\"next\"`")))),
)]
async fn search_rooms(
    State(state): State<AppState>,
    _caller: Caller,
    paging: Paging,
    Query(search): Query<HotelSearch>,
) -> Result<Response> {
    paging.answer_json(availability::search_rooms_json(state.services(), &search).await?)
}
