//! The REST API: thin handlers over `pousada_core`, and the conventions they share.
//!
//! How to add an operation: a handler with `#[utoipa::path]` in the module of its
//! noun below [`v1`], and its name in that module's `routes`. The document is made of
//! it, [`openapi`] adds the failures that every operation has in common, and a test
//! compares the two. Its security names the scope that API keys need ([`scopes`]), and
//! the authorization matrix of the tests wants to know whose business it is.

pub mod auth;
pub mod etag;
pub mod examples;
pub mod extract;
pub mod idempotency;
pub mod json;
pub mod links;
pub mod openapi;
pub mod pagination;
pub mod problem;
pub mod problems;
pub mod schemas;
pub mod scopes;
mod strict;
pub mod upload;
pub mod v1;

use axum::{Router, body::Bytes, http::header, response::Redirect, routing::get};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::state::{AppState, HttpSettings};

/// Where Swagger UI is.
pub const SWAGGER_UI: &str = "/api/schema/swagger-ui";

/// Where the OpenAPI document is.
pub const OPENAPI_JSON: &str = "/api/v1/openapi.json";

/// The REST API, its document, and the pages that explain its problems.
pub fn routes(settings: &HttpSettings) -> Router<AppState> {
    let (api, mut document) = openapi::build().split_for_parts();
    openapi::set_server(&mut document, &settings.public_url);
    // A document that cannot be written would be an empty one; the tests read it.
    let document = Bytes::from(document.to_json().unwrap_or_default());
    let json = [(header::CONTENT_TYPE, "application/json")];
    let swagger = SwaggerUi::new(SWAGGER_UI)
        .config(Config::new([OPENAPI_JSON]).display_request_duration(true));
    api.route(OPENAPI_JSON, get(async move || (json, document)))
        .merge(swagger)
        .route("/api/docs", get(async || Redirect::to(&format!("{SWAGGER_UI}/"))))
        .merge(problems::routes())
}
