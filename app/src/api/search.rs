//! Looking for a hotel.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::ssr::{actor, load, page, services};
use crate::{
    error::Answer,
    forms::{SearchQuery, StayQuery},
    model::{ArticlePage, CalendarPage, HomePage, HotelPage, ReviewsPage, RoomsPage, SearchPage},
    packed::Packed,
};

/// Loads the home page.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "home-page")]
pub async fn load_home() -> Answer<Packed<HomePage>> {
    page(async { load::home(&services()?).await }.await)
}

/// Loads the results of a search.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "search-page")]
pub async fn load_search(query: SearchQuery) -> Answer<Packed<SearchPage>> {
    page(async { load::search(&services()?, &query).await }.await)
}

/// Loads the results of a search for rooms.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "rooms-page")]
pub async fn load_rooms(query: SearchQuery) -> Answer<Packed<RoomsPage>> {
    page(async { load::rooms(&services()?, &query).await }.await)
}

/// Loads what guests say of a hotel.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "reviews-page")]
pub async fn load_reviews(
    slug: String,
    #[server(default)] cursor: Option<String>,
) -> Answer<Packed<ReviewsPage>> {
    page(async { load::reviews(&services()?, &actor().await?, &slug, cursor).await }.await)
}

/// Loads a hotel's page.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "hotel-page")]
pub async fn load_hotel(
    slug: String,
    #[server(default)] query: StayQuery,
) -> Answer<Packed<HotelPage>> {
    page(async { load::hotel(&services()?, &actor().await?, &slug, &query).await }.await)
}

/// Loads a longer text.
///
/// # Errors
/// [`Error::NotFound`](pousada_core::Error::NotFound).
#[server(endpoint = "article-page")]
pub async fn load_article(name: String) -> Answer<Packed<ArticlePage>> {
    page(load::article(&name))
}

/// Loads the month of a hotel's nights that `near` is in: a month or a day of it, else today.
///
/// # Errors
/// [`Error::NotFound`](pousada_core::Error::NotFound), or if the database does not answer.
#[server(endpoint = "calendar-page")]
pub async fn load_calendar(
    slug: String,
    #[server(default)] near: String,
    #[server(default)] guests: String,
) -> Answer<Packed<CalendarPage>> {
    page(async { load::calendar(&services()?, &actor().await?, &slug, &near, &guests).await }.await)
}
