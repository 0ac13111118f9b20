//! Which hotels are among somebody's favourites.

use pousada_core::{Actor, Services, favourites as kept};
use types::{HotelId, Page, page::PageRequest, search::FoundHotel};

use super::{LIST, Result};
use crate::model::Found;

/// One page of the actor's favourites, the latest first.
///
/// # Errors
/// As [`kept::list`].
pub async fn favourites(
    svc: &Services,
    actor: &Actor,
    cursor: Option<String>,
) -> Result<Page<Found>> {
    let page = PageRequest { limit: Some(LIST), cursor };
    let Page { data, next_cursor, has_more } = kept::list(svc, actor, &page).await?;
    let data = data.into_iter().map(|found| Found::new(found, true)).collect();
    Ok(Page { data, next_cursor, has_more })
}

/// Hotels that were found, with whether they are among the actor's favourites.
pub(super) async fn marked(
    svc: &Services,
    actor: &Actor,
    found: Vec<FoundHotel>,
) -> Result<Vec<Found>> {
    let ids: Vec<HotelId> = found.iter().map(|found| found.hotel.id).collect();
    let known = kept::which(svc, actor, &ids).await?;
    let mark = |found: FoundHotel| {
        let favourite = known.contains(&found.hotel.id);
        Found::new(found, favourite)
    };
    Ok(found.into_iter().map(mark).collect())
}

/// Whether that hotel is among the actor's favourites.
pub(super) async fn is_favourite(svc: &Services, actor: &Actor, hotel: HotelId) -> Result<bool> {
    Ok(kept::which(svc, actor, &[hotel]).await?.contains(&hotel))
}
