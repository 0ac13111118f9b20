//! Whoever changes something sees it: before the answer to a write goes out, what is
//! cached about the change is voided. Others would see it a little later anyway.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use pousada_core::cache;

use super::{is_api, is_rpc};
use crate::state::AppState;

/// How long an answer waits for that at most.
const PATIENCE: Duration = Duration::from_millis(300);

/// Voids what is cached about what a request has changed.
pub async fn void(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let writes = !request.method().is_safe() && (is_api(path) || is_rpc(path));
    let response = next.run(request).await;
    if writes && !response.status().is_client_error() && !response.status().is_server_error() {
        match tokio::time::timeout(PATIENCE, cache::void(state.services())).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "could not look for changes"),
            Err(_) => tracing::warn!("looking for changes takes long"),
        }
    }
    response
}
