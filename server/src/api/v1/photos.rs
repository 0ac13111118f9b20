//! Photographs of hotels and room types.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::{
    Actor,
    bookings::Idempotency,
    catalog::{self, PhotoOf},
};
use types::{
    HotelId, PhotoId, RoomTypeId,
    listing::{Photo, PhotoPatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::{Caller, SignedIn},
        extract::Path,
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::Json,
        problem::Result,
        upload::{Upload, UploadForm},
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_hotel_photo))
        .routes(routes!(create_room_type_photo))
        .routes(routes!(get_photo, update_photo, delete_photo))
}

/// Add a photograph of a hotel
///
/// After all others. It is made anew of its pixels, at most 2048 on the longer side:
/// nothing else that the file says is kept, neither where nor when it was taken.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/photos", operation_id = "createHotelPhoto", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = Photo, description = "The photograph", headers(
            ("Location" = String, description = "Where the photograph is"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`too_many_photos`"),
    ),
)]
async fn create_hotel_photo(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    key: MaybeIdempotencyKey,
    upload: Upload,
) -> Result<Response> {
    let key = key.on("POST /hotels/{hotel_id}/photos");
    create(&state, &actor, PhotoOf::Hotel(hotel), upload, key).await
}

/// Add a photograph of a room type
///
/// As that of a hotel.
#[utoipa::path(
    post, path = "/room-types/{room_type_id}/photos", operation_id = "createRoomTypePhoto", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(
        ("room_type_id" = Uuid, Path, description = "Which room type"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = Photo, description = "The photograph", headers(
            ("Location" = String, description = "Where the photograph is"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`too_many_photos`"),
    ),
)]
async fn create_room_type_photo(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(room_type): Path<RoomTypeId>,
    key: MaybeIdempotencyKey,
    upload: Upload,
) -> Result<Response> {
    let key = key.on("POST /room-types/{room_type_id}/photos");
    create(&state, &actor, PhotoOf::RoomType(room_type), upload, key).await
}

async fn create(
    state: &AppState,
    actor: &Actor,
    of: PhotoOf,
    Upload { input, file }: Upload,
    key: Option<Idempotency>,
) -> Result<Response> {
    let (photo, again) = catalog::add_photo(state.services(), actor, of, input, file, key).await?;
    let location = location(format_args!("/photos/{}", photo.id));
    Ok((StatusCode::CREATED, location, Replayed(again), Body(photo)).into_response())
}

/// A photograph
#[utoipa::path(
    get, path = "/photos/{photo_id}", operation_id = "getPhoto", tag = "inventory",
    security((), ("bearer" = ["hotels:read"])),
    params(("photo_id" = Uuid, Path, description = "Which photograph")),
    responses((status = 200, body = Photo, description = "The photograph")),
)]
async fn get_photo(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<PhotoId>,
) -> Result<Body<Photo>> {
    Ok(Body(catalog::photo(state.services(), &actor, id).await?))
}

/// Change what is said of a photograph, or its place
///
/// Fields that are absent stay as they are.
#[utoipa::path(
    patch, path = "/photos/{photo_id}", operation_id = "updatePhoto", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(("photo_id" = Uuid, Path, description = "Which photograph")),
    request_body = PhotoPatch,
    responses(
        (status = 200, body = Photo, description = "The photograph after the change"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn update_photo(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<PhotoId>,
    Json(patch): Json<PhotoPatch>,
) -> Result<Body<Photo>> {
    Ok(Body(catalog::edit_photo(state.services(), &actor, id, patch).await?))
}

/// Delete a photograph
///
/// With its files.
#[utoipa::path(
    delete, path = "/photos/{photo_id}", operation_id = "deletePhoto", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(("photo_id" = Uuid, Path, description = "Which photograph")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn delete_photo(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<PhotoId>,
) -> Result<StatusCode> {
    catalog::delete_photo(state.services(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
