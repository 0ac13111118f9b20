//! Hotels that somebody wants to find again.

mod store;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use types::{HotelId, Money, Page, listing::Hotel, page::PageRequest, search::FoundHotel};
use uuid::Uuid;

use crate::{
    Services, accounts,
    actor::Actor,
    catalog, db,
    error::{Error, Result},
    token,
};

/// How many an account may have.
pub const MOST: i64 = 500;

/// Keeps a hotel among the actor's favourites. Once more changes nothing.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::NotFound`] for a hotel that is missing, or neither
/// published nor the actor's; [`Error::Conflict`] `limit_reached`.
pub async fn add(svc: &Services, actor: &Actor, hotel: HotelId) -> Result<()> {
    let account = actor.signed_in()?;
    catalog::shown_hotel(svc, actor, hotel).await?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        // Requests of one account wait for each other here, so that they are counted.
        if !accounts::store::lock_alive(&mut tx, account).await? {
            return Err(Error::Unauthenticated);
        }
        if store::insert(&mut tx, account, hotel, svc.clock.now()).await?
            && store::count(&mut tx, account).await? > MOST
        {
            let detail = format!("There are {MOST} favourites already. Remove one first.");
            return Err(Error::conflict("limit_reached", detail));
        }
        Ok(())
    }
    .await;
    db::end(tx, result).await
}

/// Takes a hotel from the actor's favourites. One that is not among them is fine.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn remove(svc: &Services, actor: &Actor, hotel: HotelId) -> Result<()> {
    store::delete(&svc.db, actor.signed_in()?, hotel).await
}

/// The actor's favourites as a search without dates would show them, the latest first.
/// Those that are not to be seen any more are left out.
///
/// # Errors
/// [`Error::Unauthenticated`]; a cursor that is not one.
pub async fn list(svc: &Services, actor: &Actor, page: &PageRequest) -> Result<Page<FoundHotel>> {
    let account = actor.signed_in()?;
    let after: Option<(DateTime<Utc>, Uuid)> =
        page.cursor.as_deref().map(token::parse_cursor).transpose()?;
    let size = page.size();
    let found = store::list(&svc.db, account, after, size + 1).await?;
    let Page { data, next_cursor, has_more } =
        Page::cut(found, size, |last| token::cursor(&(last.since, last.hotel.0)));
    let ids: Vec<HotelId> = data.iter().map(|favourite| favourite.hotel).collect();
    let hotels = catalog::hotels_by_id(&svc.db, &ids, svc.clock.now()).await?;
    let mut hotels: HashMap<HotelId, Hotel> = hotels.into_iter().map(|h| (h.id, h)).collect();
    let shown = data.into_iter().filter_map(|favourite| {
        let hotel = hotels.remove(&favourite.hotel)?;
        let from_price = favourite.from_price.map(|price| Money::new(price, hotel.currency));
        Some(FoundHotel { hotel, from_price, offer: None })
    });
    Ok(Page { data: shown.collect(), next_cursor, has_more })
}

/// Which of these hotels are among the actor's favourites; none, if nobody signed in.
///
/// # Errors
/// If the database does not answer.
pub async fn which(svc: &Services, actor: &Actor, hotels: &[HotelId]) -> Result<HashSet<HotelId>> {
    match actor.account() {
        Some(account) if !hotels.is_empty() => store::which(&svc.db, account, hotels).await,
        _ => Ok(HashSet::new()),
    }
}
