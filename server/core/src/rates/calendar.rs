//! Prices and rules of sale, night by night.

use std::collections::HashSet;

use chrono::NaiveDate;
use types::{
    HotelId, Money, RateRuleId, Stay,
    listing::RoomType,
    price::{BaseOf, PricedRoom},
    rates::{CalendarNight, RateCalendar, TypeCalendar},
};

use super::{HotelRates, of_hotel};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
};

/// What holds on each night of a hotel of the actor's, by room type: the price, the
/// rules of sale, and which rule decides each. Of rooms with prices of their own and of
/// what is taken it says nothing.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`] for dates that
/// are no 1 to 365 nights.
pub async fn calendar(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<RateCalendar> {
    catalog::owned(svc, actor, hotel_id).await?;
    let range = Stay::new(from, to).map_err(|mut errors| {
        for error in &mut errors.0 {
            error.pointer = error.pointer.replace("check_in", "from").replace("check_out", "to");
        }
        Error::Invalid(errors)
    })?;
    let types = catalog::room_types_of(&svc.db, hotel_id).await?;
    let rates = of_hotel(&mut *svc.db.acquire().await?, hotel_id).await?;
    let room_types: Vec<TypeCalendar> =
        types.into_iter().map(|room_type| of_type(&rates, room_type, range)).collect();
    let nights = room_types.iter().flat_map(|room_type| &room_type.nights);
    let deciding: HashSet<RateRuleId> = nights.flat_map(|night| night.decided_by.ids()).collect();
    let rules = rates.book.rules().iter().filter(|rule| deciding.contains(&rule.id)).cloned();
    Ok(RateCalendar { hotel_id, from, to, rules: rules.collect(), room_types })
}

fn of_type(rates: &HotelRates, room_type: RoomType, range: Stay) -> TypeCalendar {
    let room = PricedRoom {
        room_type_id: room_type.id,
        base: room_type.base_price.amount,
        base_of: BaseOf::Type,
        included: room_type.included,
        extra_adult: room_type.extra_adult,
        extra_child: room_type.extra_child,
        adults: 1,
        children: 0,
    };
    let night = |date| {
        let limits = rates.book.limits(room_type.id, date);
        CalendarNight {
            date,
            price: Money::new(rates.night(&room, date), room_type.base_price.currency),
            min_stay: limits.min_stay,
            max_stay: limits.max_stay,
            closed_to_arrival: limits.closed_to_arrival.unwrap_or_default(),
            closed_to_departure: limits.closed_to_departure.unwrap_or_default(),
            stop_sell: limits.stop_sell.unwrap_or_default(),
            decided_by: rates.book.deciding(room_type.id, date),
        }
    };
    TypeCalendar {
        room_type_id: room_type.id,
        nights: range.dates().map(night).collect(),
        base_price: room_type.base_price,
        room_type_name: room_type.name,
    }
}
