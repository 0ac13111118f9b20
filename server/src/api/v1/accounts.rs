//! Accounts, and what people may do with their own.

use axum::{
    Json as Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use pousada_core::{accounts, overview, privacy};
use types::{
    account::{Account, SignUp},
    profile::{Erasure, GuestOverview, HotelierOverview, PasswordChange, ProfilePatch},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        etag::{IfNoneMatch, Tagged},
        json::Json,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_account))
        .routes(routes!(get_me, update_me, erase_me))
        .routes(routes!(change_password))
        .routes(routes!(export_me))
        .routes(routes!(get_guest))
        .routes(routes!(get_hotelier))
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
    security(("bearer" = ["profile:read"])),
    params(("If-None-Match" = Option<String>, Header, description = "The ETag you have already")),
    responses(
        (status = 200, body = Account, description = "The account of the token",
         headers(("ETag" = String, description = "What it is now"))),
        (status = 304, description = "You have it already"),
    ),
)]
async fn get_me(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(accounts::me(state.services(), &actor).await?))
}

/// Change your account
///
/// Fields that are absent stay as they are. Another e-mail address needs your password, and takes the
/// place of the old one when it has been confirmed by the letter that is sent there; the old one is
/// written to as well.
#[utoipa::path(
    patch, path = "/me", operation_id = "updateMe", tag = "accounts",
    request_body = ProfilePatch,
    responses((status = 200, body = Account, description = "The account after the change",
               headers(("ETag" = String, description = "What it is now")))),
)]
async fn update_me(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Json(patch): Json<ProfilePatch>,
) -> Result<Tagged<Account>> {
    Ok(Tagged(accounts::edit_me(state.services(), &actor, patch).await?))
}

/// Change your password
///
/// Ends all your sessions but the one that asks. API keys stay.
#[utoipa::path(
    put, path = "/me/password", operation_id = "changePassword", tag = "accounts",
    request_body = PasswordChange,
    responses((status = 204, description = "Sign in with the new password from now on")),
)]
async fn change_password(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Json(change): Json<PasswordChange>,
) -> Result<StatusCode> {
    accounts::change_password(state.services(), &actor, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Erase your account
///
/// It cannot be taken back, and so the password is asked again. Bookings are records that
/// hotels must keep; they stay without your name.
#[utoipa::path(
    delete, path = "/me", operation_id = "eraseMe", tag = "accounts",
    request_body = Erasure,
    responses(
        (status = 204, description = "Nothing that is kept tells who you were"),
        (status = 409, description = "`has_bookings` or `has_hotels`: there are open matters"),
    ),
)]
async fn erase_me(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Json(request): Json<Erasure>,
) -> Result<StatusCode> {
    privacy::erase(state.services(), &actor, &request.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything that is kept about you
///
/// A file to take away, with every row that is about you but for hashes. Its fields are
/// those of the database, and may change.
#[utoipa::path(
    get, path = "/me/export", operation_id = "exportMe", tag = "accounts",
    responses((
        status = 200, body = serde_json::Value, description = "A copy of your data",
        headers(("Content-Disposition" = String, description = "The name of the file")),
        example = json!({ "account": { "email": "ana@example.com" }, "guest": {}, "hotelier": null,
                          "sessions": [], "api_keys": [], "bookings": [], "letters": [], "hotels": [] })
    )),
)]
async fn export_me(State(state): State<AppState>, SignedIn(actor): SignedIn) -> Result<Response> {
    let copy = privacy::export(state.services(), &actor).await?;
    let name = "attachment; filename=\"pousada-my-data.json\"";
    Ok(([(header::CONTENT_DISPOSITION, name)], Body(copy)).into_response())
}

/// You as a guest
///
/// Personal data, the stays going on with their rooms, those to come, and the last of those
/// that are over.
#[utoipa::path(
    get, path = "/guests/me", operation_id = "getGuest", tag = "accounts",
    security(("bearer" = ["profile:read"])),
    params(("If-None-Match" = Option<String>, Header, description = "The ETag you have already")),
    responses(
        (status = 200, body = GuestOverview, description = "What there is",
         headers(("ETag" = String, description = "What it is now"))),
        (status = 304, description = "You have it already"),
        (status = 403, description = "`forbidden`: only guests book"),
    ),
)]
async fn get_guest(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(overview::guest(state.services(), &actor).await?))
}

/// You as a hotelier
///
/// Personal data, your hotels with each room and who is in it today, and the stays going on.
#[utoipa::path(
    get, path = "/hoteliers/me", operation_id = "getHotelier", tag = "accounts",
    security(("bearer" = ["profile:read"])),
    params(("If-None-Match" = Option<String>, Header, description = "The ETag you have already")),
    responses(
        (status = 200, body = HotelierOverview, description = "What there is",
         headers(("ETag" = String, description = "What it is now"))),
        (status = 304, description = "You have it already"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn get_hotelier(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    known: IfNoneMatch,
) -> Result<Response> {
    Ok(known.answer(overview::hotelier(state.services(), &actor).await?))
}
