//! Hotels that you want to find again.

use axum::{extract::State, http::StatusCode, response::Response};
use pousada_core::favourites;
use types::{HotelId, Page, search::FoundHotel};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{auth::SignedIn, extract::Path, pagination::Paging, problem::Result},
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_favourites))
        .routes(routes!(add_favourite, remove_favourite))
}

/// Your favourites
///
/// Hotels as a search without dates shows them, the latest first. Those that are not published
/// any more are left out.
#[utoipa::path(
    get, path = "/me/favourites", operation_id = "listFavourites", tag = "favourites",
    security(("bearer" = ["profile:read"])),
    params(
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses((status = 200, body = Page<FoundHotel>, description = "The hotels",
               headers(("Link" = String, description = "The next page, as `rel=\"next\"`")))),
)]
async fn list_favourites(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    paging: Paging,
) -> Result<Response> {
    Ok(paging.answer(favourites::list(state.services(), &actor, &paging.request).await?))
}

/// Keep a hotel as a favourite
///
/// Once more changes nothing.
#[utoipa::path(
    put, path = "/me/favourites/{hotel_id}", operation_id = "addFavourite", tag = "favourites",
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses(
        (status = 204, description = "It is among your favourites"),
        (status = 409, description = "`limit_reached`: you have 500 already"),
    ),
)]
async fn add_favourite(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
) -> Result<StatusCode> {
    favourites::add(state.services(), &actor, hotel).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keep a hotel no longer
///
/// One that is not among your favourites is fine.
#[utoipa::path(
    delete, path = "/me/favourites/{hotel_id}", operation_id = "removeFavourite", tag = "favourites",
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses((status = 204, description = "It is not among your favourites")),
)]
async fn remove_favourite(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
) -> Result<StatusCode> {
    favourites::remove(state.services(), &actor, hotel).await?;
    Ok(StatusCode::NO_CONTENT)
}
