//! Accounts.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::accounts;
use types::account::{Account, SignUp};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{auth::SignedIn, json::Json, problem::Result},
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_account)).routes(routes!(get_me))
}

/// Open an account
///
/// Opens a guest's or a hotelier's account together with its profile. A greeting is sent by
/// e-mail. Sign in with `POST /api/v1/sessions` afterwards.
#[utoipa::path(
    post, path = "/accounts", operation_id = "createAccount", tag = "accounts", security(()),
    request_body = SignUp,
    responses((status = 201, body = Account, description = "The account",
               headers(("Location" = String, description = "Where the account is")))),
)]
async fn create_account(
    State(state): State<AppState>,
    Json(request): Json<SignUp>,
) -> Result<Response> {
    let account = accounts::sign_up(state.services(), request).await?;
    Ok((StatusCode::CREATED, location(format_args!("/me")), Body(account)).into_response())
}

/// Your own account
#[utoipa::path(
    get, path = "/me", operation_id = "getMe", tag = "accounts",
    responses((status = 200, body = Account, description = "The account of the token")),
)]
async fn get_me(State(state): State<AppState>, SignedIn(actor): SignedIn) -> Result<Body<Account>> {
    Ok(Body(accounts::me(state.services(), &actor).await?))
}
