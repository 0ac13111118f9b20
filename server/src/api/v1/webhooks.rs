//! Webhooks: where a hotel's events are sent, and how that went.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::webhooks;
use types::{
    HotelId, Page, WebhookDeliveryId, WebhookEndpointId,
    webhook::{WebhookDelivery, WebhookEndpoint, WebhookEndpointInput, WebhookEndpointPatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        etag::{IfMatch, IfNoneMatch, Tagged},
        extract::Path,
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::Json,
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_webhook_endpoints, create_webhook_endpoint))
        .routes(routes!(get_webhook_endpoint, update_webhook_endpoint, delete_webhook_endpoint))
        .routes(routes!(rotate_webhook_secret))
        .routes(routes!(test_webhook_endpoint))
        .routes(routes!(list_webhook_deliveries))
        .routes(routes!(replay_webhook_delivery))
}

/// A hotel's webhook endpoints
///
/// Of a hotel of yours, in the order they were made.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/webhook-endpoints", operation_id = "listWebhookEndpoints",
    tag = "webhooks",
    security(("bearer" = ["webhooks:read"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses(
        (status = 200, body = Page<WebhookEndpoint>, description = "The endpoints, without their secrets"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_webhook_endpoints(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
) -> Result<Body<Page<WebhookEndpoint>>> {
    Ok(Body(Page::whole(webhooks::endpoints(state.services(), &actor, hotel).await?)))
}

/// Create a webhook endpoint
///
/// Each event of the hotel's bookings that it wants is sent to it by `POST`, as
/// `{"type", "timestamp", "data": {"hotel_id", "booking"}}`: the booking after the event, without
/// who booked. Headers are those of the [Standard Webhooks](https://www.standardwebhooks.com)
/// specification: `webhook-id`, `webhook-timestamp` and `webhook-signature`; its libraries
/// verify them with the secret, which is shown this once. An answer of 2xx within 10 s ends it;
/// others are tried again after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h. An answer of 410,
/// or five days without a success, disable the endpoint.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/webhook-endpoints", operation_id = "createWebhookEndpoint",
    tag = "webhooks",
    security(("bearer" = ["webhooks:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = WebhookEndpointInput,
    responses(
        (status = 201, body = WebhookEndpoint, description = "The endpoint with its secret", headers(
            ("Location" = String, description = "Where the endpoint is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`limit_reached`: a hotel has at most 10; or `request_in_progress`"),
    ),
)]
async fn create_webhook_endpoint(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    key: MaybeIdempotencyKey,
    Json(input): Json<WebhookEndpointInput>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /hotels/{hotel_id}/webhook-endpoints"));
    let (endpoint, again) = webhooks::create_once(svc, &actor, hotel, input, key).await?;
    let location = location(format_args!("/webhook-endpoints/{}", endpoint.id));
    Ok((StatusCode::CREATED, location, Replayed(again), Tagged(endpoint)).into_response())
}

/// A webhook endpoint
#[utoipa::path(
    get, path = "/webhook-endpoints/{webhook_endpoint_id}", operation_id = "getWebhookEndpoint",
    tag = "webhooks",
    security(("bearer" = ["webhooks:read"])),
    params(
        ("webhook_endpoint_id" = Uuid, Path, description = "Which endpoint"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag you have already"),
    ),
    responses(
        (status = 200, body = WebhookEndpoint, description = "The endpoint, without its secret",
         headers(("ETag" = String, description = "Its version"))),
        (status = 304, description = "You have it already"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn get_webhook_endpoint(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<WebhookEndpointId>,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(webhooks::endpoint(state.services(), &actor, id).await?))
}

/// Change a webhook endpoint
///
/// Fields that are absent stay as they are. `enabled: true` also forgets that it was failing.
#[utoipa::path(
    patch, path = "/webhook-endpoints/{webhook_endpoint_id}", operation_id = "updateWebhookEndpoint",
    tag = "webhooks",
    security(("bearer" = ["webhooks:write"])),
    params(
        ("webhook_endpoint_id" = Uuid, Path, description = "Which endpoint"),
        ("If-Match" = String, Header, description = "The ETag of the version you change"),
    ),
    request_body = WebhookEndpointPatch,
    responses(
        (status = 200, body = WebhookEndpoint, description = "The endpoint after the change",
         headers(("ETag" = String, description = "Its new version"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 412, description = "`stale_version`"),
        (status = 428, description = "`precondition_required`"),
    ),
)]
async fn update_webhook_endpoint(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<WebhookEndpointId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<WebhookEndpointPatch>,
) -> Result<Tagged<WebhookEndpoint>> {
    Ok(Tagged(webhooks::edit(state.services(), &actor, id, version, patch).await?))
}

/// Delete a webhook endpoint
///
/// What is on its way to it is dropped.
#[utoipa::path(
    delete, path = "/webhook-endpoints/{webhook_endpoint_id}", operation_id = "deleteWebhookEndpoint",
    tag = "webhooks",
    security(("bearer" = ["webhooks:write"])),
    params(
        ("webhook_endpoint_id" = Uuid, Path, description = "Which endpoint"),
        ("If-Match" = String, Header, description = "The ETag of the version you delete"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 400, description = "`malformed_request`"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 412, description = "`stale_version`"),
        (status = 428, description = "`precondition_required`"),
    ),
)]
async fn delete_webhook_endpoint(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<WebhookEndpointId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode> {
    webhooks::delete(state.services(), &actor, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a webhook endpoint a new secret
///
/// Shown this once. For 24 h everything is signed with the one before, too.
#[utoipa::path(
    post, path = "/webhook-endpoints/{webhook_endpoint_id}/rotate-secret",
    operation_id = "rotateWebhookSecret", tag = "webhooks",
    security(("bearer" = ["webhooks:write"])),
    params(
        ("webhook_endpoint_id" = Uuid, Path, description = "Which endpoint"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, it gets the same answer, and the secret stays"),
    ),
    responses(
        (status = 200, body = WebhookEndpoint, description = "The endpoint with its new secret", headers(
            ("ETag" = String, description = "Its new version"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn rotate_webhook_secret(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<WebhookEndpointId>,
    key: MaybeIdempotencyKey,
) -> Result<(Replayed, Tagged<WebhookEndpoint>)> {
    let (svc, key) =
        (state.services(), key.on("POST /webhook-endpoints/{webhook_endpoint_id}/rotate-secret"));
    let (endpoint, again) = webhooks::rotate_secret_once(svc, &actor, id, key).await?;
    Ok((Replayed(again), Tagged(endpoint)))
}

/// Send a test to a webhook endpoint
///
/// A message of the type `webhook.test`, once. Its delivery tells how it went.
#[utoipa::path(
    post, path = "/webhook-endpoints/{webhook_endpoint_id}/test", operation_id = "testWebhookEndpoint",
    tag = "webhooks",
    security(("bearer" = ["webhooks:write"])),
    params(("webhook_endpoint_id" = Uuid, Path, description = "Which endpoint")),
    responses(
        (status = 202, body = WebhookDelivery, description = "It will be sent"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`endpoint_disabled`, or `delivery_pending`: another test is on its way"),
    ),
)]
async fn test_webhook_endpoint(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<WebhookEndpointId>,
) -> Result<(StatusCode, Body<WebhookDelivery>)> {
    let delivery = webhooks::test(state.services(), &actor, id).await?;
    Ok((StatusCode::ACCEPTED, Body(delivery)))
}

/// What was sent to a webhook endpoint
///
/// Of the last 30 days, the latest event first, each with its tries.
#[utoipa::path(
    get, path = "/webhook-endpoints/{webhook_endpoint_id}/deliveries",
    operation_id = "listWebhookDeliveries", tag = "webhooks",
    security(("bearer" = ["webhooks:read"])),
    params(
        ("webhook_endpoint_id" = Uuid, Path, description = "Which endpoint"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses(
        (status = 200, body = Page<WebhookDelivery>, description = "The deliveries",
         headers(("Link" = String, description = "The next page, as `rel=\"next\"`"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_webhook_deliveries(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<WebhookEndpointId>,
    paging: Paging,
) -> Result<Response> {
    let page = webhooks::deliveries(state.services(), &actor, id, &paging.request).await?;
    Ok(paging.answer(page))
}

/// Send a webhook delivery again
///
/// One that has ended, with the same `webhook-id` and the same body.
#[utoipa::path(
    post, path = "/webhook-deliveries/{webhook_delivery_id}/replay",
    operation_id = "replayWebhookDelivery", tag = "webhooks",
    security(("bearer" = ["webhooks:write"])),
    params(("webhook_delivery_id" = Uuid, Path, description = "Which delivery")),
    responses(
        (status = 202, body = WebhookDelivery, description = "It will be sent again"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`delivery_pending`: it has not ended, or `endpoint_disabled`"),
    ),
)]
async fn replay_webhook_delivery(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<WebhookDeliveryId>,
) -> Result<(StatusCode, Body<WebhookDelivery>)> {
    let delivery = webhooks::replay(state.services(), &actor, id).await?;
    Ok((StatusCode::ACCEPTED, Body(delivery)))
}
