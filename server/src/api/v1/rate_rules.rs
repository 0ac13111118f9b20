//! Rate rules: what decides prices and sales.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::rates;
use types::{
    HotelId, Page, RateRuleId,
    rates::{BulkRates, RateRule, RateRuleFilter, RateRuleInput, RateRulePatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        etag::{IfMatch, IfNoneMatch, Tagged},
        extract::{Path, Query},
        json::Json,
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_rate_rules, create_rate_rule))
        .routes(routes!(edit_rates_in_bulk))
        .routes(routes!(get_rate_rule, update_rate_rule, delete_rate_rule))
}

/// A hotel's rate rules
///
/// Of a hotel of yours, those made last first. Of two that fit a night the stronger level wins (`date`,
/// `season_weekday`, `season`, `weekday`), then the one for the room type over one for all, then the one
/// made last; price and each limit are decided one by one.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/rate-rules", operation_id = "listRateRules", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("room_type_id" = Option<Uuid>, Query, description = "Only those for this room type, or for all"),
        ("from" = Option<NaiveDate>, Query, description = "Only those for a night on or after this date"),
        ("to" = Option<NaiveDate>, Query, description = "Only those for a night before this date"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses(
        (status = 200, body = Page<RateRule>, description = "The rate rules",
         headers(("Link" = String, description = "The next page, as `rel=\"next\"`"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_rate_rules(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    paging: Paging,
    Query(filter): Query<RateRuleFilter>,
) -> Result<Response> {
    let (svc, page) = (state.services(), &paging.request);
    Ok(paging.answer(rates::rules(svc, &actor, hotel, filter, page).await?))
}

/// Create a rate rule
///
/// Its level comes of its dates: `date_override` makes it `date`; `from` and `to` a `season`, with
/// `weekdays` a `season_weekday`; without dates it is a `weekday`.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/rate-rules", operation_id = "createRateRule", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    request_body = RateRuleInput,
    responses(
        (status = 201, body = RateRule, description = "The rate rule", headers(
            ("Location" = String, description = "Where the rate rule is"),
            ("ETag" = String, description = "Its version"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`limit_reached`"),
    ),
)]
async fn create_rate_rule(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Json(input): Json<RateRuleInput>,
) -> Result<Response> {
    let made = rates::create_rule(state.services(), &actor, hotel, input).await?;
    let location = location(format_args!("/rate-rules/{}", made.id));
    Ok((StatusCode::CREATED, location, Tagged(made)).into_response())
}

/// Set many nights at once
///
/// The price, limits, or both, of the nights of a range on some days of the week, for some room types or
/// all, all or none. It is kept as one `date` rule for each room type, and goes before all that was said of
/// these nights until then; earlier rules of the same name that it covers whole are replaced.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/rate-rules/bulk", operation_id = "editRatesInBulk", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    request_body = BulkRates,
    responses(
        (status = 201, body = Page<RateRule>, description = "The new rate rules",
         headers(("Location" = String, description = "Where the hotel's rate rules are"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`limit_reached`"),
    ),
)]
async fn edit_rates_in_bulk(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    Json(bulk): Json<BulkRates>,
) -> Result<Response> {
    let made = rates::edit_in_bulk(state.services(), &actor, hotel, bulk).await?;
    let location = location(format_args!("/hotels/{hotel}/rate-rules"));
    Ok((StatusCode::CREATED, location, Body(Page::whole(made))).into_response())
}

/// A rate rule
#[utoipa::path(
    get, path = "/rate-rules/{rate_rule_id}", operation_id = "getRateRule", tag = "rates",
    security(("bearer" = ["hotels:read"])),
    params(
        ("rate_rule_id" = Uuid, Path, description = "Which rate rule"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = RateRule, description = "The rate rule",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn get_rate_rule(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RateRuleId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(rates::rule(state.services(), &actor, id).await?))
}

/// Change a rate rule
///
/// Fields that are absent stay as they are, `null` takes away; `limits` are changed as a whole. Bookings
/// already made keep their prices.
#[utoipa::path(
    patch, path = "/rate-rules/{rate_rule_id}", operation_id = "updateRateRule", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(
        ("rate_rule_id" = Uuid, Path, description = "Which rate rule"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = RateRulePatch,
    responses(
        (status = 200, body = RateRule, description = "The rate rule after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 412, description = "`stale_version`"),
        (status = 428, description = "`precondition_required`"),
    ),
)]
async fn update_rate_rule(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RateRuleId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<RateRulePatch>,
) -> Result<Tagged<RateRule>> {
    Ok(Tagged(rates::edit_rule(state.services(), &actor, id, version, patch).await?))
}

/// Delete a rate rule
///
/// Bookings already made keep their prices.
#[utoipa::path(
    delete, path = "/rate-rules/{rate_rule_id}", operation_id = "deleteRateRule", tag = "rates",
    security(("bearer" = ["hotels:write"])),
    params(
        ("rate_rule_id" = Uuid, Path, description = "Which rate rule"),
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
async fn delete_rate_rule(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RateRuleId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode> {
    rates::delete_rule(state.services(), &actor, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}
