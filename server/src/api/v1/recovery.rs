//! Letters that confirm an address or lead to a new password, and what they carry.

use axum::{extract::State, http::StatusCode};
use pousada_core::{Error, accounts};
use types::profile::{NewPassword, ResetRequest};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        auth::SignedIn,
        extract::Path,
        json::Json,
        problem::{Problem, Result},
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(request_password_reset))
        .routes(routes!(reset_password))
        .routes(routes!(request_email_verification))
        .routes(routes!(verify_email))
}

/// Ask for a new password
///
/// Sends a letter with a token that is good for half an hour, once. The answer is the same
/// whether or not the address has an account; one letter a minute at most.
#[utoipa::path(
    post, path = "/password-resets", operation_id = "requestPasswordReset", tag = "accounts",
    security(()), request_body = ResetRequest,
    responses((status = 202, description = "If the address has an account, a letter is on its way")),
)]
async fn request_password_reset(
    State(state): State<AppState>,
    Json(request): Json<ResetRequest>,
) -> Result<StatusCode> {
    accounts::request_reset(state.services(), &request.email).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Choose a new password
///
/// Ends all sessions of the account. A password that is no good leaves the token as it was.
#[utoipa::path(
    put, path = "/password-resets/{token}", operation_id = "resetPassword", tag = "accounts",
    security(()),
    params(("token" = String, Path, description = "What the letter carried")),
    request_body = NewPassword,
    responses(
        (status = 204, description = "Sign in with the new password"),
        (status = 404, description = "`not_found`: the token is unknown, used, void or too old"),
    ),
)]
async fn reset_password(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Json(request): Json<NewPassword>,
) -> Result<StatusCode> {
    accounts::reset(state.services(), &token, &request.password).await.map_err(useless)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ask for the letter that confirms your address
///
/// Its token is good for a day, once. None is sent if the address is confirmed already; one a
/// minute at most.
#[utoipa::path(
    post, path = "/email-verifications", operation_id = "requestEmailVerification",
    tag = "accounts",
    responses((status = 202, description = "A letter is on its way, if one is needed")),
)]
async fn request_email_verification(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<StatusCode> {
    accounts::request_verification(state.services(), &actor).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Confirm an address
#[utoipa::path(
    put, path = "/email-verifications/{token}", operation_id = "verifyEmail", tag = "accounts",
    security(()),
    params(("token" = String, Path, description = "What the letter carried")),
    responses(
        (status = 204, description = "The address is confirmed"),
        (status = 404, description = "`not_found`: the token is unknown, used, void or too old"),
    ),
)]
async fn verify_email(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<StatusCode> {
    accounts::verify(state.services(), &token).await.map_err(useless)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A token that does not work is part of the address here, and not a field.
fn useless(error: Error) -> Problem {
    match &error {
        Error::Invalid(errors) if errors.0.iter().any(|field| field.pointer == "/token") => {
            Problem::new(404, "not_found", "This link does not work any more. Ask for a new one.")
        }
        _ => error.into(),
    }
}
