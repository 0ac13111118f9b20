//! API keys. Only sessions make and end them.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::accounts;
use types::{
    ApiKeyId, Page,
    api_key::{ApiKey, ApiKeyInput, NewApiKey},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{auth::SignedIn, extract::Path, json::Json, problem::Result},
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_api_keys, create_api_key))
        .routes(routes!(delete_api_key))
}

/// Your API keys
///
/// Those that are good still, the newest first, without their secrets.
#[utoipa::path(
    get, path = "/api-keys", operation_id = "listApiKeys", tag = "API keys",
    responses((status = 200, body = Page<ApiKey>, description = "The keys")),
)]
async fn list_api_keys(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<Body<Page<ApiKey>>> {
    Ok(Body(Page::whole(accounts::api_keys(state.services(), &actor).await?)))
}

/// Make an API key
///
/// Its secret is shown this once: we keep no more than a hash of it. For the same reason an
/// answer that was lost cannot be had again; end the key, and make another.
#[utoipa::path(
    post, path = "/api-keys", operation_id = "createApiKey", tag = "API keys",
    request_body = ApiKeyInput,
    responses(
        (status = 201, body = NewApiKey, description = "The key",
         headers(("Location" = String, description = "Where the key is"))),
        (status = 409, description = "`too_many_api_keys`"),
    ),
)]
async fn create_api_key(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Json(input): Json<ApiKeyInput>,
) -> Result<Response> {
    let made = accounts::create_api_key(state.services(), &actor, input).await?;
    let location = location(format_args!("/api-keys/{}", made.key.id));
    Ok((StatusCode::CREATED, location, Body(made)).into_response())
}

/// End an API key
#[utoipa::path(
    delete, path = "/api-keys/{api_key_id}", operation_id = "deleteApiKey", tag = "API keys",
    params(("api_key_id" = Uuid, Path, description = "Which key")),
    responses((status = 204, description = "The key is worth nothing any more")),
)]
async fn delete_api_key(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<ApiKeyId>,
) -> Result<StatusCode> {
    accounts::revoke_api_key(state.services(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
