//! What the room types that were found would cost.
//!
//! The database finds; prices are made here, by the same functions as those of a
//! booking, so that the two cannot differ.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use types::{
    Money, RoomTypeId, Stay,
    price::{BaseOf, PricedRoom},
    search::{CheckedSearch, HotelBrief, Offer},
};

use super::{
    rooms::total,
    store::{self, FoundHotelRow, FoundType},
};
use crate::{error::Result, local_time, packing, rates::HotelRates};

/// A room type with what the stay would cost in it.
#[derive(Debug, Clone)]
pub(super) struct Offered {
    pub hotel: HotelBrief,
    /// The mean of the hotel's reviews in thousandths, 0 without any.
    pub mean: i64,
    pub base_price: Money,
    pub offer: Offer,
}

/// Every type that can be booked for `stay`, priced. Two statements: the second is for
/// types where a room is free on every night but none on all of them.
pub(super) async fn offers(
    connection: &mut PgConnection,
    search: &CheckedSearch,
    stay: Stay,
    now: DateTime<Utc>,
) -> Result<Vec<Offered>> {
    let mut found = store::find(connection, search, stay, now).await?;
    for hotel in &mut found {
        let today = local_time::today(&hotel.time_zone, now);
        let (rates, bookable) = (&hotel.rates, stay.bookable_on(today).is_ok());
        hotel.types.retain(|t| bookable && rates.book.refusals(t.id, stay).is_empty());
    }
    make_room(connection, &mut found, search, stay, now).await?;
    let priced = found.iter().flat_map(|hotel| {
        hotel.types.iter().filter_map(move |of_type| price(hotel, of_type, search, stay))
    });
    Ok(priced.collect())
}

fn lacks(of_type: &FoundType, search: &CheckedSearch) -> bool {
    of_type.free < i64::from(search.rooms)
}

/// Looks whether rooms could be made free where too few are, as a booking would.
async fn make_room(
    connection: &mut PgConnection,
    found: &mut [FoundHotelRow],
    search: &CheckedSearch,
    stay: Stay,
    now: DateTime<Utc>,
) -> Result<()> {
    let types = found.iter().flat_map(|hotel| &hotel.types);
    let lacking: Vec<RoomTypeId> = types.filter(|t| lacks(t, search)).map(|t| t.id).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let rooms = packing::rooms_of(connection, &lacking, stay, now, false).await?;
    let wanted = usize::try_from(search.rooms).unwrap_or(1);
    for of_type in found.iter_mut().flat_map(|hotel| &mut hotel.types) {
        if !lacks(of_type, search) {
            continue;
        }
        let Some(of_rooms) = rooms.get(&of_type.id) else { continue };
        if let Some(plan) = packing::plan(of_rooms, stay, wanted) {
            let prices: Vec<i64> =
                plan.free.iter().map(|room| of_rooms.rooms[*room].base).collect();
            of_type.free = i64::try_from(prices.len()).unwrap_or(i64::MAX);
            of_type.prices = Some(prices);
        }
    }
    Ok(())
}

fn price(
    hotel: &FoundHotelRow,
    of_type: &FoundType,
    search: &CheckedSearch,
    stay: Stay,
) -> Option<Offered> {
    if lacks(of_type, search) {
        return None;
    }
    let prices = of_type.prices.as_deref().unwrap_or_default();
    // As a booking chooses: the cheapest room for the first wish, and so on.
    let rooms = prices.iter().zip(search.people());
    let total = rooms.map(|(base, people)| one_room(&hotel.rates, of_type, *base, people, stay));
    let total: i64 = total.sum();
    search.affords(total, stay.nights()).then(|| Offered {
        hotel: hotel.hotel.clone(),
        mean: hotel.mean,
        base_price: Money::new(of_type.base_price, hotel.currency),
        offer: Offer {
            total: Money::new(total, hotel.currency),
            nights: stay.nights(),
            rooms_left: of_type.free,
            room_type_id: of_type.id,
            room_type_name: of_type.name.clone(),
        },
    })
}

fn one_room(rates: &HotelRates, of_type: &FoundType, base: i64, people: i16, stay: Stay) -> i64 {
    let room = PricedRoom {
        room_type_id: of_type.id,
        base,
        base_of: BaseOf::Type,
        included: of_type.included,
        extra_adult: of_type.extra_adult,
        extra_child: of_type.extra_child,
        adults: people,
        children: 0,
    };
    total(rates, &room, stay)
}
