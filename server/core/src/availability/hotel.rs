//! What one hotel has free, by room type and night.

use chrono::NaiveDate;
use types::{
    HotelId, Money, Stay,
    listing::{Hotel, RoomType},
    price::{BaseOf, PricedRoom},
    search::{Availability, NightAvailability, TypeAvailability},
};

use super::{
    rooms::{RoomNights, total},
    store,
};
use crate::{
    Services,
    actor::Actor,
    cache::Scope,
    catalog,
    error::{Error, Result},
    local_time, packing,
    rates::{self, HotelRates},
};

/// What a hotel that the actor may see has free, by room type and night, at the price
/// for so many adults in a room; one, if it is not said.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] for dates that make no stay.
pub async fn availability(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    from: NaiveDate,
    to: NaiveDate,
    guests: Option<i16>,
) -> Result<Availability> {
    let stay = Stay::new(from, to).map_err(|mut errors| {
        for error in &mut errors.0 {
            error.pointer = error.pointer.replace("check_in", "from").replace("check_out", "to");
        }
        Error::Invalid(errors)
    })?;
    if actor.may_own_hotels() {
        return look(svc, actor, hotel_id, stay, guests).await;
    }
    let question = (hotel_id, from, to, guests);
    let answer = look(svc, &Actor::Anonymous, hotel_id, stay, guests);
    svc.cache.read("availability", &question, &Scope::Hotel(hotel_id), answer).await
}

async fn look(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    stay: Stay,
    guests: Option<i16>,
) -> Result<Availability> {
    let hotel = catalog::hotel(svc, actor, hotel_id).await?;
    let types = catalog::room_types_of(&svc.db, hotel_id).await?;
    let now = svc.clock.now();
    let mut connection = svc.db.acquire().await?;
    let rooms = store::rooms_of_hotel(&mut connection, hotel_id, stay, now).await?;
    let rates = rates::of_hotel(&mut connection, hotel_id).await?;
    let today = local_time::today(&hotel.time_zone, now);
    let guests = guests.unwrap_or(1).clamp(1, 50);
    let shop = Shop { hotel: &hotel, rates: &rates, stay, today, guests };
    let of_type = |room_type: RoomType| {
        let rooms: Vec<_> = rooms.iter().filter(|room| room.is_of(room_type.id)).collect();
        shop.of_type(room_type, &rooms)
    };
    let mut room_types: Vec<TypeAvailability> = types.into_iter().map(of_type).collect();
    // Where a room is free on each night and none on all of them, one may be made free.
    let open =
        |found: &&mut TypeAvailability| found.free == 0 && found.nights.iter().all(|n| n.free > 0);
    let fragmented: Vec<_> = room_types.iter_mut().filter(open).collect();
    if !fragmented.is_empty() {
        let ids: Vec<_> = fragmented.iter().map(|found| found.room_type.id).collect();
        let rooms = packing::rooms_of(&mut connection, &ids, stay, now, false).await?;
        for found in fragmented {
            let Some(of_type) = rooms.get(&found.room_type.id) else { continue };
            let Some(plan) = packing::plan(of_type, stay, 1) else { continue };
            let cheapest = plan.free.first().map(|room| of_type.rooms[*room].base);
            found.free = count(plan.free.len());
            found.total = cheapest.and_then(|base| shop.total(&found.room_type, base));
        }
    }
    let (from, to) = (stay.check_in(), stay.check_out());
    Ok(Availability { hotel_id, from, to, room_types })
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Where, when and for how many.
struct Shop<'a> {
    hotel: &'a Hotel,
    rates: &'a HotelRates,
    stay: Stay,
    today: NaiveDate,
    guests: i16,
}

impl Shop<'_> {
    fn priced(&self, room_type: &RoomType, base: i64) -> PricedRoom {
        PricedRoom {
            room_type_id: room_type.id,
            base,
            base_of: BaseOf::Type,
            included: room_type.included,
            extra_adult: room_type.extra_adult,
            extra_child: room_type.extra_child,
            adults: self.guests,
            children: 0,
        }
    }

    /// What the stay costs in a room of that base price, if it can be had.
    fn total(&self, room_type: &RoomType, base: i64) -> Option<Money> {
        let allowed = self.stay.bookable_on(self.today).is_ok()
            && self.guests <= room_type.capacity
            && self.rates.book.refusals(room_type.id, self.stay).is_empty();
        let total = || total(self.rates, &self.priced(room_type, base), self.stay);
        allowed.then(|| Money::new(total(), self.hotel.currency))
    }

    fn of_type(&self, room_type: RoomType, rooms: &[&RoomNights]) -> TypeAvailability {
        let nights = self.stay.dates().map(|date| self.night(&room_type, rooms, date)).collect();
        let whole = rooms.iter().filter(|room| room.taken.is_empty());
        let cheapest = whole.clone().map(|room| room.room.base).min();
        TypeAvailability {
            free: count(whole.count()),
            total: cheapest.and_then(|base| self.total(&room_type, base)),
            refusals: self.rates.book.refusals(room_type.id, self.stay),
            nights,
            room_type,
        }
    }

    fn night(
        &self,
        room_type: &RoomType,
        rooms: &[&RoomNights],
        date: NaiveDate,
    ) -> NightAvailability {
        let free = rooms.iter().filter(|room| !room.is_taken(date));
        let cheapest = free.clone().map(|room| room.room.base).min();
        let base = cheapest.unwrap_or(room_type.base_price.amount);
        let price = self.rates.night(&self.priced(room_type, base), date);
        NightAvailability {
            date,
            free: count(free.count()),
            price: Money::new(price, self.hotel.currency),
            why_not: self.why_not(room_type, rooms, date).map(str::to_owned),
            limits: self.rates.book.limits(room_type.id, date),
        }
    }

    fn why_not(
        &self,
        room_type: &RoomType,
        rooms: &[&RoomNights],
        date: NaiveDate,
    ) -> Option<&'static str> {
        if date < self.today {
            Some("past")
        } else if rooms.is_empty() {
            Some("no_rooms")
        } else if rooms.iter().all(|room| room.blocked.contains(&date)) {
            Some("blocked")
        } else if rooms.iter().all(|room| room.is_taken(date)) {
            Some("sold_out")
        } else if self.rates.book.stopped(room_type.id, date).is_some() {
            Some("stop_sell")
        } else {
            None
        }
    }
}
