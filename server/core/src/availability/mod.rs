//! What is free, where, and for how much. For showing only: a booking looks again
//! for itself.

mod store;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;
use types::{
    HotelId, Money, Page, RoomTypeId, Stay,
    search::{
        Availability, FoundHotel, HotelSearch, NightAvailability, Offer, Place, TypeAvailability,
    },
};

use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
    local_time, token,
};

/// Searches the published hotels. With dates, finds those where the guests fit
/// into that many free rooms of one type, each with its cheapest offer.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field.
pub async fn search(svc: &Services, search: &HotelSearch) -> Result<Page<FoundHotel>> {
    let checked = search.validated()?;
    let after: Option<store::Place> =
        search.cursor.as_deref().map(token::parse_cursor).transpose()?;
    let size = search.limit.unwrap_or(20).clamp(1, 100) as usize;
    let now = svc.clock.now();
    if let Some(stay) = checked.stay {
        // The latest date that any hotel may be at.
        stay.bookable_on((now - chrono::TimeDelta::hours(12)).date_naive())?;
    }
    let found = store::search(&svc.db, &checked, after.as_ref(), size + 1).await?;
    let page = Page::cut(found, size, |last| token::cursor(&last.place));
    let ids: Vec<HotelId> = page.data.iter().map(|found| found.hotel_id).collect();
    let mut hotels: HashMap<HotelId, _> = catalog::hotels_by_id(&svc.db, &ids, now)
        .await?
        .into_iter()
        .map(|hotel| (hotel.id, hotel))
        .collect();
    let nights = checked.stay.map_or(0, |stay| stay.nights());
    let data = page.data.into_iter().filter_map(|found| {
        let hotel = hotels.remove(&found.hotel_id)?;
        let currency = hotel.currency;
        let offer = found.offer.map(|offer| Offer {
            total: Money::new(offer.total, currency),
            nights,
            rooms_left: offer.rooms_left,
            room_type_id: offer.room_type_id,
            room_type_name: offer.room_type_name,
        });
        let from_price = found.from_price.map(|price| Money::new(price, currency));
        Some(FoundHotel { hotel, from_price, offer })
    });
    Ok(Page { data: data.collect(), next_cursor: page.next_cursor, has_more: page.has_more })
}

/// What a hotel that the actor may see has free, by room type and night.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] for dates that make no stay.
pub async fn availability(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Availability> {
    let stay = Stay::new(from, to).map_err(|mut errors| {
        for error in &mut errors.0 {
            error.pointer = error.pointer.replace("check_in", "from").replace("check_out", "to");
        }
        Error::Invalid(errors)
    })?;
    let hotel = catalog::hotel(svc, actor, hotel_id).await?;
    let types = catalog::room_types_of(&svc.db, hotel_id).await?;
    let rooms = store::free_by_room(&svc.db, hotel_id, stay).await?;
    let past = |date: NaiveDate| date < local_time::today(&hotel.time_zone, svc.clock.now());
    let room_types = types
        .into_iter()
        .map(|room_type| {
            let of_type: Vec<_> =
                rooms.iter().filter(|room| room.room_type_id == room_type.id).collect();
            let price = |price: i64| Money::new(price, hotel.currency);
            let nights = stay
                .dates()
                .map(|date| {
                    let free: Vec<_> =
                        of_type.iter().filter(|room| !room.taken.contains(&date)).collect();
                    let why_not = if past(date) {
                        Some("past")
                    } else if of_type.is_empty() {
                        Some("no_rooms")
                    } else if free.is_empty() {
                        Some("sold_out")
                    } else {
                        None
                    };
                    let cheapest = free.iter().map(|room| room.price).min();
                    NightAvailability {
                        date,
                        free: count(free.len()),
                        price: cheapest.map_or(room_type.base_price, price),
                        why_not: why_not.map(str::to_owned),
                    }
                })
                .collect();
            let whole: Vec<_> = of_type.iter().filter(|room| room.taken.is_empty()).collect();
            TypeAvailability {
                free: count(whole.len()),
                total: whole.iter().map(|room| room.price).min().map(|p| price(p * stay.nights())),
                nights,
                room_type,
            }
        })
        .collect();
    Ok(Availability { hotel_id, from, to, room_types })
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The cities with published hotels whose name contains `part`, those with most
/// hotels first.
///
/// # Errors
/// If the database does not answer.
pub async fn places(svc: &Services, part: &str, limit: u32) -> Result<Vec<Place>> {
    store::places(&svc.db, part, i64::from(limit.clamp(1, 100))).await
}

/// A room of a hotel with the nights on which it is taken.
struct RoomNights {
    room_type_id: RoomTypeId,
    price: i64,
    taken: Vec<NaiveDate>,
}
