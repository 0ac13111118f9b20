//! The second factor of signing in.

use axum::{
    Json as Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use pousada_core::accounts::{self, Door};
use types::{
    account::NewSession,
    second_factor::{
        RecoveryCodes, SecondFactorCode, SecondFactorProof, SecondFactorSetup, SecondStep,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{auth::SignedIn, json::Json, problem::Result},
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(finish_session))
        .routes(routes!(begin_second_factor, disable_second_factor))
        .routes(routes!(confirm_second_factor))
        .routes(routes!(renew_recovery_codes))
}

/// Sign in: the second step
///
/// With the challenge that `POST /api/v1/sessions` answered with, within five minutes. A
/// challenge takes five codes, and each code signs in once.
#[utoipa::path(
    post, path = "/sessions/second-factor", operation_id = "finishSession", tag = "sessions",
    security(()), request_body = SecondStep,
    responses(
        (status = 201, body = NewSession, description = "The session",
         headers(("Location" = String, description = "Where the session is"))),
        (status = 401, description = "`challenge_over`: begin with the password again"),
    ),
)]
async fn finish_session(
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(request): Json<SecondStep>,
) -> Result<Response> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let session = accounts::sign_in_second(state.services(), request, Door::Api, agent).await?;
    let location = location(format_args!("/sessions/{}", session.id));
    Ok((StatusCode::CREATED, location, Body(session)).into_response())
}

/// Begin a second factor
///
/// A secret for an authenticator app, shown this once. Signing in stays as it is until a code
/// of the app has been confirmed.
#[utoipa::path(
    post, path = "/me/second-factor", operation_id = "beginSecondFactor", tag = "accounts",
    responses(
        (status = 201, body = SecondFactorSetup, description = "What the app needs",
         headers(("Location" = String, description = "Where to confirm it"))),
        (status = 409, description = "`second_factor_on`: there is one already"),
    ),
)]
async fn begin_second_factor(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<Response> {
    let setup = accounts::begin_second_factor(state.services(), &actor).await?;
    let location = location(format_args!("/me/second-factor/confirm"));
    Ok((StatusCode::CREATED, location, Body(setup)).into_response())
}

/// Switch the second factor on
///
/// By a code of the app. From now on, signing in asks for one. The recovery codes are for when
/// the app is lost; they are shown this once.
#[utoipa::path(
    post, path = "/me/second-factor/confirm", operation_id = "confirmSecondFactor", tag = "accounts",
    request_body = SecondFactorCode,
    responses(
        (status = 200, body = RecoveryCodes, description = "It is on"),
        (status = 409, description = "`second_factor_off`: none waits for its first code"),
    ),
)]
async fn confirm_second_factor(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Json(request): Json<SecondFactorCode>,
) -> Result<Body<RecoveryCodes>> {
    Ok(Body(accounts::confirm_second_factor(state.services(), &actor, &request.code).await?))
}

/// Switch the second factor off
///
/// The password is asked again.
#[utoipa::path(
    delete, path = "/me/second-factor", operation_id = "disableSecondFactor", tag = "accounts",
    request_body = SecondFactorProof,
    responses(
        (status = 204, description = "Signing in asks for the password alone"),
        (status = 409, description = "`second_factor_off`: there is none"),
    ),
)]
async fn disable_second_factor(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Json(proof): Json<SecondFactorProof>,
) -> Result<StatusCode> {
    accounts::disable_second_factor(state.services(), &actor, &proof).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// New recovery codes
///
/// In the place of those there were. The password is asked again.
#[utoipa::path(
    post, path = "/me/second-factor/recovery-codes", operation_id = "renewRecoveryCodes",
    tag = "accounts", request_body = SecondFactorProof,
    responses(
        (status = 200, body = RecoveryCodes, description = "The codes, shown this once"),
        (status = 409, description = "`second_factor_off`: there is none"),
    ),
)]
async fn renew_recovery_codes(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Json(proof): Json<SecondFactorProof>,
) -> Result<Body<RecoveryCodes>> {
    Ok(Body(accounts::renew_recovery_codes(state.services(), &actor, &proof).await?))
}
