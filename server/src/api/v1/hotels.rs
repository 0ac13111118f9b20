//! Hotels: found by everybody, written by their owner.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::{availability, catalog};
use types::{
    HotelId, Page,
    listing::{Hotel, HotelInput, HotelPatch, RoomKind},
    search::{FoundHotel, HotelSearch, Sort},
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
        .routes(routes!(search_hotels, create_hotel))
        .routes(routes!(get_hotel, update_hotel, delete_hotel))
        .routes(routes!(list_my_hotels))
}

/// Find hotels
///
/// Without dates, every published hotel that fits. With both dates, those where the guests fit
/// into that many free rooms of one type, each with its cheapest offer.
#[utoipa::path(
    get, path = "/hotels", operation_id = "searchHotels", tag = "hotels",
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
    responses((status = 200, body = Page<FoundHotel>, description = "What was found",
               headers(("Link" = String, description = "The next page, as `rel=\"next\"`")))),
)]
async fn search_hotels(
    State(state): State<AppState>,
    _caller: Caller,
    paging: Paging,
    Query(search): Query<HotelSearch>,
) -> Result<Response> {
    paging.answer_json(availability::search_json(state.services(), &search).await?)
}

/// Create a hotel
#[utoipa::path(
    post, path = "/hotels", operation_id = "createHotel", tag = "hotels",
    security(("bearer" = ["hotels:write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer")),
    request_body = HotelInput,
    responses(
        (status = 201, body = Hotel, description = "The hotel", headers(
            ("Location" = String, description = "Where the hotel is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn create_hotel(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    key: MaybeIdempotencyKey,
    Json(input): Json<HotelInput>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /hotels"));
    let (hotel, again) = catalog::create_hotel_once(svc, &actor, input, key).await?;
    let location = location(format_args!("/hotels/{}", hotel.id));
    Ok((StatusCode::CREATED, location, Replayed(again), Tagged(hotel)).into_response())
}

/// A hotel
///
/// A published one, or your own.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}", operation_id = "getHotel", tag = "hotels",
    security((), ("bearer" = ["hotels:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = Hotel, description = "The hotel",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
    ),
)]
async fn get_hotel(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<HotelId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(catalog::shown_hotel(state.services(), &actor, id).await?))
}

/// Change a hotel
///
/// Fields that are absent stay as they are.
#[utoipa::path(
    patch, path = "/hotels/{hotel_id}", operation_id = "updateHotel", tag = "hotels",
    security(("bearer" = ["hotels:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = HotelPatch,
    responses(
        (status = 200, body = Hotel, description = "The hotel after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`has_prices`: the currency cannot change any more"),
    ),
)]
async fn update_hotel(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<HotelId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<HotelPatch>,
) -> Result<Tagged<Hotel>> {
    Ok(Tagged(catalog::edit_hotel(state.services(), &actor, id, version, patch).await?))
}

/// Close a hotel
///
/// With its room types and rooms, if none has stays to come.
#[utoipa::path(
    delete, path = "/hotels/{hotel_id}", operation_id = "deleteHotel", tag = "hotels",
    security(("bearer" = ["hotels:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("If-Match" = String, Header, description = "The ETag of the version you delete"),
    ),
    responses(
        (status = 204, description = "It is gone from search and from lists; bookings keep what they say of it"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`has_upcoming_stays`: the member `upcoming_stays` counts them"),
    ),
)]
async fn delete_hotel(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<HotelId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode> {
    catalog::delete_hotel(state.services(), &actor, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Your hotels
///
/// Unpublished ones too, by name.
#[utoipa::path(
    get, path = "/me/hotels", operation_id = "listMyHotels", tag = "hotels",
    security(("bearer" = ["hotels:read"])),
    responses(
        (status = 200, body = Page<Hotel>, description = "Your hotels"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_my_hotels(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<Body<Page<Hotel>>> {
    Ok(Body(Page::whole(catalog::my_hotels(state.services(), &actor).await?)))
}
