//! What machines ask: does it live, is it ready, and how is it doing.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics::gauge;
use pousada_core::{db, outbox};
use serde_json::{Value, json};

use crate::{state::AppState, telemetry};

/// How long a probe waits for the database. Longer than a request waits for a
/// connection, and short enough for whoever probes.
const PATIENCE: Duration = Duration::from_millis(2500);

/// `/healthz`, `/readyz` and `/metrics` of a server. It is ready while it can take
/// bookings; a worker in the same process that is silent makes it `degraded`.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(|State(state): State<AppState>| readiness(state, false)))
        .route("/metrics", get(metrics))
}

/// The same of a process that only works in the background: it is not ready while
/// nothing ticks.
pub fn worker_routes() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(|State(state): State<AppState>| readiness(state, true)))
        .route("/metrics", get(metrics))
}

async fn health() -> Json<Value> {
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

async fn readiness(state: AppState, needs_worker: bool) -> Response {
    let postgres = match tokio::time::timeout(PATIENCE, db::check(&state.services().db)).await {
        Ok(Ok(())) => "ok",
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            "unavailable"
        }
        Err(_) => "timeout",
    };
    let worker = state.worker_is_alive();
    let draining = state.is_draining();
    let silent = worker == Some(false);
    let ready = postgres == "ok" && !draining && !(silent && needs_worker);
    let worker = match worker {
        Some(true) => "ok",
        Some(false) => "silent",
        None => "elsewhere",
    };
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = match (ready, draining) {
        (true, _) if silent => "degraded",
        (true, _) => "ready",
        (false, true) => "draining",
        (false, false) => "not_ready",
    };
    let body = json!({ "status": word, "checks": { "postgres": postgres, "worker": worker } });
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

async fn metrics(State(state): State<AppState>) -> Response {
    let pool = &state.services().db;
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    gauge!("db_pool_connections", "state" => "idle").set(f64::from(idle));
    gauge!("db_pool_connections", "state" => "used")
        .set(f64::from(pool.size().saturating_sub(idle)));
    gauge!("db_pool_max_connections").set(f64::from(pool.options().get_max_connections()));
    if let Some(alive) = state.worker_is_alive() {
        gauge!("worker_alive").set(f64::from(u8::from(alive)));
    }
    // Without the database there is nothing to say about the outbox, but the rest stands.
    let now = state.services().clock.now();
    if let Ok(Ok(health)) = tokio::time::timeout(PATIENCE, outbox::health(pool, now)).await {
        gauge!("outbox_due").set(health.due as f64);
        gauge!("outbox_dead").set(health.dead as f64);
        gauge!("outbox_oldest_due_seconds").set(health.oldest_due_seconds as f64);
    }
    match telemetry::numbers() {
        Ok(numbers) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], numbers.render())
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "there are no numbers");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
