//! Promotion codes.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::rates;
use types::{
    HotelId, Page, PromotionId,
    rates::{Promotion, PromotionInput, PromotionPatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        etag::{IfMatch, IfNoneMatch, Tagged},
        extract::Path,
        json::Json,
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_promotions, create_promotion)).routes(routes!(
        get_promotion,
        update_promotion,
        delete_promotion
    ))
}

/// A hotel's promotions
///
/// Of a hotel of yours, with their uses so far; those made last first.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/promotions", operation_id = "listPromotions", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses(
        (status = 200, body = Page<Promotion>, description = "The promotions",
         headers(("Link" = String, description = "The next page, as `rel=\"next\"`"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_promotions(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    paging: Paging,
) -> Result<Response> {
    let page = rates::promotions(state.services(), &actor, hotel, &paging.request).await?;
    Ok(paging.answer(page))
}

/// Create a promotion
///
/// Guests use its code, which no other promotion of the hotel has.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/promotions", operation_id = "createPromotion", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    request_body = PromotionInput,
    responses(
        (status = 201, body = Promotion, description = "The promotion", headers(
            ("Location" = String, description = "Where it is"),
            ("ETag" = String, description = "Its version"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`limit_reached`"),
    ),
)]
async fn create_promotion(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Json(input): Json<PromotionInput>,
) -> Result<Response> {
    let made = rates::create_promotion(state.services(), &actor, hotel, input).await?;
    let location = location(format_args!("/promotions/{}", made.id));
    Ok((StatusCode::CREATED, location, Tagged(made)).into_response())
}

/// A promotion
#[utoipa::path(
    get, path = "/promotions/{promotion_id}", operation_id = "getPromotion", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(
        ("promotion_id" = Uuid, Path, description = "Which promotion"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = Promotion, description = "The promotion",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn get_promotion(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<PromotionId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(rates::promotion(state.services(), &actor, id).await?))
}

/// Change a promotion
///
/// Fields that are absent stay as they are, `null` takes away. Bookings that use it keep their prices.
#[utoipa::path(
    patch, path = "/promotions/{promotion_id}", operation_id = "updatePromotion", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(
        ("promotion_id" = Uuid, Path, description = "Which promotion"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = PromotionPatch,
    responses(
        (status = 200, body = Promotion, description = "The promotion after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 412, description = "`stale_version`"),
        (status = 428, description = "`precondition_required`"),
    ),
)]
async fn update_promotion(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<PromotionId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<PromotionPatch>,
) -> Result<Tagged<Promotion>> {
    Ok(Tagged(rates::edit_promotion(state.services(), &actor, id, version, patch).await?))
}

/// Delete a promotion
///
/// Nobody can use it any more. Bookings that do keep their prices.
#[utoipa::path(
    delete, path = "/promotions/{promotion_id}", operation_id = "deletePromotion", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(
        ("promotion_id" = Uuid, Path, description = "Which promotion"),
        ("If-Match" = String, Header, description = "The ETag of the version you delete"),
    ),
    responses(
        (status = 204, description = "It is deleted"),
        (status = 400, description = "`malformed_request`: more than one version"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 412, description = "`stale_version`"),
        (status = 428, description = "`precondition_required`"),
    ),
)]
async fn delete_promotion(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<PromotionId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode> {
    rates::delete_promotion(state.services(), &actor, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}
