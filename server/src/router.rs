//! All routes, behind the layers that every request passes.

use axum::{Router, extract::DefaultBodyLimit, middleware};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    api, ical,
    layers::{failures, fresh, headers, limits, observe, origin, size},
    pages, probes, robots, site,
    state::AppState,
};

/// The whole server, as one service.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .merge(api::routes(state.settings()))
        .merge(ical::routes())
        .merge(probes::routes())
        .merge(site::routes(state.settings()))
        .merge(robots::routes())
        .merge(pages::routes(&state));
    layered(routes, &state).with_state(state)
}

/// What a process answers that only works in the background.
pub fn worker_router(state: AppState) -> Router {
    layered(probes::worker_routes(), &state).with_state(state)
}

/// `routes` behind the layers. The last one named is the outermost.
pub fn layered(routes: Router<AppState>, state: &AppState) -> Router<AppState> {
    routes
        // Ours is meant, and no other.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(state.clone(), size::limit))
        .layer(middleware::from_fn_with_state(state.clone(), fresh::void))
        .layer(middleware::from_fn_with_state(state.clone(), origin::check))
        .layer(middleware::from_fn_with_state(state.clone(), limits::hold))
        .layer(middleware::from_fn_with_state(state.clone(), failures::limit_time))
        .layer(CatchPanicLayer::custom(failures::of_panic))
        .layer(middleware::from_fn_with_state(state.clone(), failures::explain))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), headers::secure))
        .layer(middleware::from_fn(observe::observe))
}
