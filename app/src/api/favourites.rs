//! Hotels that somebody wants to find again.

use leptos::prelude::*;
use types::Page;

use crate::{error::Answer, model::Found, packed::Packed};
#[cfg(feature = "ssr")]
use {
    crate::ssr::{actor, back, go, load, page, services},
    pousada_core::favourites,
    types::HotelId,
};

/// Keeps a hotel among the favourites (`keep=yes`) or lets it go, and says where to go: to
/// where the visitor came from.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "set-favourite")]
pub async fn set_favourite(
    #[server(default)] hotel: String,
    #[server(default)] keep: String,
) -> Answer<String> {
    let done = async {
        let (svc, actor) = (services()?, actor().await?);
        actor.signed_in()?;
        let id: HotelId = load::id(&hotel, "hotel")?;
        if keep == "yes" {
            favourites::add(&svc, &actor, id).await?;
        } else {
            favourites::remove(&svc, &actor, id).await?;
        }
        Ok(format!("{}#favourite-{id}", back()))
    };
    go(done.await)
}

/// One page of the actor's favourites.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "favourites-page")]
pub async fn load_favourites(
    #[server(default)] cursor: Option<String>,
) -> Answer<Packed<Page<Found>>> {
    page(async { load::favourites(&services()?, &actor().await?, cursor).await }.await)
}
