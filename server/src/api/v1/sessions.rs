//! Sessions: signing in and out.

use axum::{
    Json as Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use pousada_core::accounts::{self, Door};
use types::{
    Page, SessionId,
    account::{NewSession, Session, SignIn},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{auth::SignedIn, extract::Path, json::Json, problem::Result},
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_session, list_sessions))
        .routes(routes!(delete_current_session))
        .routes(routes!(delete_session))
}

/// Sign in
///
/// Begins a session. Its token, shown this once, is what to send as `Authorization: Bearer`.
/// An unknown address and a wrong password get the same answer.
#[utoipa::path(
    post, path = "/sessions", operation_id = "createSession", tag = "sessions", security(()),
    request_body = SignIn,
    responses(
        (status = 201, body = NewSession, description = "The session",
         headers(("Location" = String, description = "Where the session is"))),
        (status = 401, description = "`wrong_credentials` or `second_factor_required`: the member challenge and a code go to POST /api/v1/sessions/second-factor"),
    ),
)]
async fn create_session(
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(request): Json<SignIn>,
) -> Result<Response> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let session = accounts::sign_in(state.services(), request, Door::Api, agent).await?;
    let location = location(format_args!("/sessions/{}", session.id));
    Ok((StatusCode::CREATED, location, Body(session)).into_response())
}

/// Your sessions
#[utoipa::path(
    get, path = "/sessions", operation_id = "listSessions", tag = "sessions",
    responses((status = 200, body = Page<Session>, description = "Those alive, the last used first")),
)]
async fn list_sessions(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<Body<Page<Session>>> {
    Ok(Body(Page::whole(accounts::sessions(state.services(), &actor).await?)))
}

/// Sign out
#[utoipa::path(
    delete, path = "/sessions/current", operation_id = "deleteCurrentSession", tag = "sessions",
    responses((status = 204, description = "The token is worth nothing any more")),
)]
async fn delete_current_session(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<StatusCode> {
    accounts::sign_out(state.services(), &actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End one of your sessions
#[utoipa::path(
    delete, path = "/sessions/{session_id}", operation_id = "deleteSession", tag = "sessions",
    params(("session_id" = Uuid, Path, description = "Which session")),
    responses((status = 204, description = "Its token is worth nothing any more")),
)]
async fn delete_session(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<SessionId>,
) -> Result<StatusCode> {
    accounts::revoke_session(state.services(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
