//! Looking for hotels and for rooms.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};
use types::{
    HotelId, Money, Page, RoomTypeId, Stay,
    listing::{Hotel, RoomType},
    search::{CheckedSearch, FoundHotel, FoundRoom, HotelBrief, HotelSearch, Offer, Sort},
    text::fold,
};
use uuid::Uuid;

use super::{
    offers::{Offered, offers},
    store,
};
use crate::{Services, cache::Scope, catalog, error::Result, token};

/// Where a result stands in its order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Place {
    pub key: i64,
    pub name: String,
    pub id: Uuid,
}

/// What is asked for, and which part of it.
struct Asked {
    search: CheckedSearch,
    after: Option<Place>,
    size: usize,
}

impl Asked {
    fn read(svc: &Services, search: &HotelSearch) -> Result<Self> {
        let checked = search.validated()?;
        let after = search.cursor.as_deref().map(token::parse_cursor).transpose()?;
        let size = search.limit.unwrap_or(20).clamp(1, 100) as usize;
        if let Some(stay) = checked.stay {
            // The latest date that any hotel may be at.
            stay.bookable_on((svc.clock.now() - chrono::TimeDelta::hours(12)).date_naive())?;
        }
        Ok(Self { search: checked, after, size })
    }

    /// What the answer depends on.
    fn scope(&self) -> Scope {
        self.search.city.as_deref().map_or(Scope::Everything, |city| Scope::City(fold(city)))
    }

    fn key(&self, found: &Offered) -> i64 {
        match self.search.sort {
            Sort::Name => 0,
            Sort::Price => found.offer.total.amount,
            Sort::Stars => -i64::from(found.hotel.stars),
            Sort::Rating => -found.mean,
        }
    }

    /// The page of what was found, in its order.
    fn page<T>(&self, found: impl Iterator<Item = (Place, T)>) -> Page<(Place, T)> {
        let after = |place: &Place| self.after.as_ref().is_none_or(|after| place > after);
        let mut found: Vec<_> = found.filter(|(place, _)| after(place)).collect();
        found.sort_by(|(one, _), (two, _)| one.cmp(two));
        Page::cut(found, self.size, |(place, _)| token::cursor(place))
    }
}

/// Searches the published hotels. With dates, finds those where the guests, spread
/// evenly, fit into that many free rooms of one type and the rules of sale allow it,
/// each with its cheapest offer.
///
/// # Errors
/// [`crate::Error::Invalid`] with every wrong field.
pub async fn search(svc: &Services, search: &HotelSearch) -> Result<Page<FoundHotel>> {
    let asked = Asked::read(svc, search)?;
    svc.cache.read("hotels", search, &asked.scope(), find_hotels(svc, &asked)).await
}

/// As [`search`], as JSON.
///
/// # Errors
/// As [`search`].
pub async fn search_json(svc: &Services, search: &HotelSearch) -> Result<Arc<[u8]>> {
    let asked = Asked::read(svc, search)?;
    svc.cache.json("hotels", search, &asked.scope(), find_hotels(svc, &asked)).await
}

async fn find_hotels(svc: &Services, asked: &Asked) -> Result<Page<FoundHotel>> {
    let page = match asked.search.stay {
        Some(stay) => hotels_with_offers(svc, asked, stay).await?,
        None => {
            let (search, after) = (&asked.search, asked.after.as_ref());
            let found = store::hotels(&svc.db, search, after, asked.size + 1).await?;
            let page = Page::cut(found, asked.size, |last| token::cursor(&last.place));
            filter_map(page, |found| Some((found.hotel_id, found.from_price, None)))
        }
    };
    let ids: Vec<HotelId> = page.data.iter().map(|(id, ..)| *id).collect();
    let hotels = catalog::hotels_by_id(&svc.db, &ids, svc.clock.now()).await?;
    let mut hotels: HashMap<HotelId, Hotel> = hotels.into_iter().map(|h| (h.id, h)).collect();
    Ok(filter_map(page, |(id, from_price, offer)| {
        let hotel = hotels.remove(&id)?;
        let from_price = from_price.map(|price| Money::new(price, hotel.currency));
        Some(FoundHotel { hotel, from_price, offer })
    }))
}

type HotelOffer = (HotelId, Option<i64>, Option<Offer>);

async fn hotels_with_offers(svc: &Services, asked: &Asked, stay: Stay) -> Result<Page<HotelOffer>> {
    let mut connection = svc.db.acquire().await?;
    let found = offers(&mut connection, &asked.search, stay, svc.clock.now()).await?;
    let mut cheapest: HashMap<HotelId, Offered> = HashMap::new();
    for offered in found {
        let order = |o: &Offered| (o.offer.total.amount, o.offer.room_type_id);
        let best = cheapest.get(&offered.hotel.id);
        if best.is_none_or(|best| order(&offered) < order(best)) {
            cheapest.insert(offered.hotel.id, offered);
        }
    }
    let page = asked.page(cheapest.into_values().map(|offered| {
        let name = fold(&offered.hotel.name);
        (Place { key: asked.key(&offered), name, id: offered.hotel.id.0 }, offered)
    }));
    Ok(filter_map(page, |(_, found)| {
        Some((found.hotel.id, Some(found.base_price.amount), Some(found.offer)))
    }))
}

/// Searches the room types of published hotels. With dates, finds those where the
/// guests, spread evenly, fit into that many free rooms and the rules of sale allow it.
///
/// # Errors
/// As [`search`].
pub async fn search_rooms(svc: &Services, search: &HotelSearch) -> Result<Page<FoundRoom>> {
    let asked = Asked::read(svc, search)?;
    svc.cache.read("rooms", search, &asked.scope(), find_rooms(svc, &asked)).await
}

/// As [`search_rooms`], as JSON.
///
/// # Errors
/// As [`search`].
pub async fn search_rooms_json(svc: &Services, search: &HotelSearch) -> Result<Arc<[u8]>> {
    let asked = Asked::read(svc, search)?;
    svc.cache.json("rooms", search, &asked.scope(), find_rooms(svc, &asked)).await
}

async fn find_rooms(svc: &Services, asked: &Asked) -> Result<Page<FoundRoom>> {
    let page = match asked.search.stay {
        Some(stay) => rooms_with_offers(svc, asked, stay).await?,
        None => {
            let (search, after) = (&asked.search, asked.after.as_ref());
            let found = store::room_types(&svc.db, search, after, asked.size + 1).await?;
            let page = Page::cut(found, asked.size, |last| token::cursor(&last.place));
            filter_map(page, |found| Some((found.room_type_id, found.hotel, None)))
        }
    };
    let ids: Vec<RoomTypeId> = page.data.iter().map(|(id, ..)| *id).collect();
    let types = catalog::room_types_by_id(&svc.db, &ids).await?;
    let mut types: HashMap<RoomTypeId, RoomType> = types.into_iter().map(|t| (t.id, t)).collect();
    Ok(filter_map(page, |(id, hotel, offer)| {
        Some(FoundRoom { room_type: types.remove(&id)?, hotel, offer })
    }))
}

type RoomOffer = (RoomTypeId, HotelBrief, Option<Offer>);

async fn rooms_with_offers(svc: &Services, asked: &Asked, stay: Stay) -> Result<Page<RoomOffer>> {
    let mut connection = svc.db.acquire().await?;
    let found = offers(&mut connection, &asked.search, stay, svc.clock.now()).await?;
    let page = asked.page(found.into_iter().map(|offered| {
        let name = fold(&format!("{} {}", offered.hotel.name, offered.offer.room_type_name));
        (Place { key: asked.key(&offered), name, id: offered.offer.room_type_id.0 }, offered)
    }));
    Ok(filter_map(page, |(_, found)| {
        Some((found.offer.room_type_id, found.hotel, Some(found.offer)))
    }))
}

fn filter_map<T, U>(page: Page<T>, f: impl FnMut(T) -> Option<U>) -> Page<U> {
    let Page { data, next_cursor, has_more } = page;
    Page { data: data.into_iter().filter_map(f).collect(), next_cursor, has_more }
}
