//! The pages: rendered by Leptos, with their server functions, and static files.

use app::ssr::{self, handle_rpc, provide_services};
use axum::{
    Router,
    body::Body,
    extract::{FromRef, Path, Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use leptos::{config::LeptosOptions, server_fn::axum::server_fn_paths};
use leptos_axum::{
    LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context,
    render_app_async_with_context,
};
use tower::ServiceExt;

use crate::{
    api::problem::Problem,
    layers::{is_api, is_rpc},
    site,
    state::AppState,
};

/// Every page, every server function, and what is left: files of the site, and the
/// page for addresses where nothing is.
pub fn routes(state: &AppState) -> Router<AppState> {
    let options = LeptosOptions::from_ref(state);
    let services = state.services().clone();
    let context = move || provide_services(services.clone());
    let shell = move || app::shell(options.clone());
    // Server functions have a door of their own, below.
    let functions = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let (pages, _) = generate_route_list_with_exclusions_and_ssg_and_context(
        shell.clone(),
        Some(functions),
        context.clone(),
    );
    let no_page = render_app_async_with_context(context.clone(), shell.clone());
    Router::new()
        .leptos_routes_with_context(state, pages, context, shell)
        .route("/rpc/{*function}", any(rpc))
        .route("/account/export.json", get(export))
        .route("/trips/{id}/calendar.ics", get(calendar))
        .fallback(move |State(state): State<AppState>, request: Request| {
            let no_page = no_page.clone();
            async move {
                if let Some(refusal) = refusal(&request) {
                    return refusal;
                }
                let wanted = without_body(&request);
                if let Some(file) = file(&state, wanted).await {
                    return file;
                }
                let mut response = no_page(request).await;
                if response.status() == StatusCode::OK {
                    *response.status_mut() = StatusCode::NOT_FOUND;
                }
                response
            }
        })
}

/// The answer to what can be neither a file nor a page.
fn refusal(request: &Request) -> Option<Response> {
    let path = request.uri().path();
    if is_api(path) || is_rpc(path) {
        return Some(StatusCode::NOT_FOUND.into_response());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let detail = "This address does not take this method.";
        return Some(Problem::new(405, "method_not_allowed", detail).into_response());
    }
    None
}

fn without_body(request: &Request) -> Request {
    let mut copy = Request::new(Body::empty());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

async fn rpc(State(state): State<AppState>, request: Request) -> Response {
    handle_rpc(state.services().clone(), request).await
}

async fn export(State(state): State<AppState>, parts: Parts) -> Response {
    ssr::export(state.services().clone(), &parts).await
}

async fn calendar(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    ssr::booking_calendar(state.services().clone(), &parts, &id).await
}

/// The file of the site that is wanted, if there is one.
async fn file(state: &AppState, wanted: Request) -> Option<Response> {
    let mut response = match site::files(&state.settings().site_dir).oneshot(wanted).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    };
    if response.status() == StatusCode::NOT_FOUND {
        return None;
    }
    let hour = HeaderValue::from_static("public, max-age=3600");
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(hour);
    Some(response)
}
