//! Taxes and fees on top of the nights.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::rates;
use types::{
    ChargeRuleId, HotelId, Page,
    price::{ChargeRule, ChargeRuleInput, ChargeRulePatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        etag::{IfMatch, IfNoneMatch, Tagged},
        extract::Path,
        json::Json,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_charges, create_charge)).routes(routes!(
        get_charge,
        update_charge,
        delete_charge
    ))
}

/// A hotel's taxes and fees
///
/// Of a hotel of yours, in the order of bills.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/charges", operation_id = "listCharges", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses(
        (status = 200, body = Page<ChargeRule>, description = "The taxes and fees"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_charges(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
) -> Result<Body<Page<ChargeRule>>> {
    Ok(Body(Page::whole(rates::charges(state.services(), &actor, hotel).await?)))
}

/// Create a tax or fee
///
/// It is on all bookings from now on.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/charges", operation_id = "createCharge", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    request_body = ChargeRuleInput,
    responses(
        (status = 201, body = ChargeRule, description = "The tax or fee", headers(
            ("Location" = String, description = "Where it is"),
            ("ETag" = String, description = "Its version"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`limit_reached`"),
    ),
)]
async fn create_charge(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Json(input): Json<ChargeRuleInput>,
) -> Result<Response> {
    let made = rates::create_charge(state.services(), &actor, hotel, input).await?;
    let location = location(format_args!("/charges/{}", made.id));
    Ok((StatusCode::CREATED, location, Tagged(made)).into_response())
}

/// A tax or fee
#[utoipa::path(
    get, path = "/charges/{charge_id}", operation_id = "getCharge", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(
        ("charge_id" = Uuid, Path, description = "Which tax or fee"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = ChargeRule, description = "The tax or fee",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn get_charge(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<ChargeRuleId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(rates::charge(state.services(), &actor, id).await?))
}

/// Change a tax or fee
///
/// Fields that are absent stay as they are. Bookings already made keep theirs.
#[utoipa::path(
    patch, path = "/charges/{charge_id}", operation_id = "updateCharge", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(
        ("charge_id" = Uuid, Path, description = "Which tax or fee"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = ChargeRulePatch,
    responses(
        (status = 200, body = ChargeRule, description = "The tax or fee after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 412, description = "`stale_version`"),
        (status = 428, description = "`precondition_required`"),
    ),
)]
async fn update_charge(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<ChargeRuleId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<ChargeRulePatch>,
) -> Result<Tagged<ChargeRule>> {
    Ok(Tagged(rates::edit_charge(state.services(), &actor, id, version, patch).await?))
}

/// Delete a tax or fee
///
/// Bookings already made keep it.
#[utoipa::path(
    delete, path = "/charges/{charge_id}", operation_id = "deleteCharge", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(
        ("charge_id" = Uuid, Path, description = "Which tax or fee"),
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
async fn delete_charge(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<ChargeRuleId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode> {
    rates::delete_charge(state.services(), &actor, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}
