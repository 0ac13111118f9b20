//! What could be had instead of a stay that is refused.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgConnection;
use types::{
    HotelId, Money, Stay,
    booking::RoomRequest,
    search::{OtherDates, OtherType, SplitPart, Suggestions},
    stay::MAX_NIGHTS,
};

use super::{
    rooms::{RoomNights, total},
    store,
};
use crate::{
    bookings::{
        choose,
        store::{self as shop, Candidate, SellingHotel},
    },
    error::{Error, Result},
    local_time,
    rates::HotelRates,
};

/// How many days earlier or later other dates may be.
const DAYS_AROUND: i64 = 14;

/// How many other dates are told.
const MOST_DATES: usize = 3;

/// What could be had instead of `wishes` at the hotel for `stay`: other dates, other
/// types, and for one room two rooms one after the other. Only what is free as it is and
/// allowed by the rules of sale.
///
/// # Errors
/// If the database does not answer.
pub async fn suggest(
    connection: &mut PgConnection,
    hotel: HotelId,
    stay: Stay,
    wishes: &[RoomRequest],
    now: DateTime<Utc>,
) -> Result<Suggestions> {
    let Some(look) = Look::around(connection, hotel, stay, wishes, now).await? else {
        return Ok(Suggestions::default());
    };
    Ok(Suggestions { dates: look.dates(), types: look.types(), split: look.split() })
}

/// A refusal with the nights that are sold out and what could be had instead; any other
/// error as it is.
pub(crate) async fn help(
    connection: &mut PgConnection,
    hotel: HotelId,
    stay: Stay,
    wishes: &[RoomRequest],
    now: DateTime<Utc>,
    error: Error,
) -> Error {
    let Error::Conflict { code: code @ ("not_available" | "restricted"), mut detail, extra } =
        error
    else {
        return error;
    };
    let look = match Look::around(connection, hotel, stay, wishes, now).await {
        Ok(Some(look)) => look,
        Ok(None) => return Error::Conflict { code, detail, extra },
        Err(error) => return error,
    };
    let mut extra = extra.unwrap_or_else(|| json!({}));
    let suggestions = Suggestions { dates: look.dates(), types: look.types(), split: look.split() };
    if let Some(fields) = extra.as_object_mut() {
        if code == "not_available" {
            let nights = look.sold_out();
            if !nights.is_empty() {
                let list: Vec<String> = nights.iter().map(NaiveDate::to_string).collect();
                detail = format!("{detail} Nothing is free on the nights of {}.", list.join(", "));
            }
            fields.insert("nights".to_owned(), json!(nights));
        }
        fields.insert("suggestions".to_owned(), json!(suggestions));
    }
    Error::Conflict { code, detail, extra: Some(extra) }
}

/// The rooms of a hotel around a stay, for wishes that were refused.
pub(super) struct Look<'a> {
    pub(super) hotel: SellingHotel,
    pub(super) rates: HotelRates,
    pub(super) rooms: Vec<RoomNights>,
    pub(super) wishes: &'a [RoomRequest],
    pub(super) stay: Stay,
    pub(super) today: NaiveDate,
}

impl<'a> Look<'a> {
    pub(super) async fn around(
        connection: &mut PgConnection,
        hotel_id: HotelId,
        stay: Stay,
        wishes: &'a [RoomRequest],
        now: DateTime<Utc>,
    ) -> Result<Option<Self>> {
        let Some((hotel, rates)) = shop::selling_hotel(connection, hotel_id, true).await? else {
            return Ok(None);
        };
        let days = DAYS_AROUND.min((MAX_NIGHTS - stay.nights()) / 2);
        let window = Stay::new(moved(stay.check_in(), -days), moved(stay.check_out(), days))?;
        let rooms = store::rooms_of_hotel(connection, hotel_id, window, now).await?;
        let today = local_time::today(&hotel.time_zone, now);
        Ok(Some(Self { hotel, rates, rooms, wishes, stay, today }))
    }

    fn money(&self, amount: i64) -> Money {
        Money::new(amount, self.hotel.currency)
    }

    fn allowed(&self, room: &Candidate, stay: Stay) -> bool {
        self.rates.book.refusals(room.room_type_id, stay).is_empty()
    }

    /// What `wishes` cost for `stay`, if it can be booked; and in which rooms.
    fn price(&self, wishes: &[RoomRequest], stay: Stay) -> Option<(Vec<Candidate>, i64)> {
        stay.bookable_on(self.today).ok()?;
        let candidates: Vec<Candidate> = self.rooms.iter().map(|room| room.on(stay)).collect();
        let chosen = choose(wishes, &candidates).ok()?;
        if !chosen.iter().all(|room| self.allowed(room, stay)) {
            return None;
        }
        let prices = chosen
            .iter()
            .zip(wishes)
            .map(|(room, wish)| total(&self.rates, &room.priced(wish.adults, wish.children), stay));
        let sum = prices.sum();
        Some((chosen.into_iter().cloned().collect(), sum))
    }

    /// The nights on which fewer rooms are free than are wished.
    fn sold_out(&self) -> Vec<NaiveDate> {
        let lacking = |date: NaiveDate| {
            self.wishes.iter().any(|wish| {
                let alike = self.wishes.iter().filter(|other| {
                    (other.room_id, other.room_type_id) == (wish.room_id, wish.room_type_id)
                });
                let of_wish = self.rooms.iter().filter(|room| room.room.is_for(wish));
                of_wish.filter(|room| !room.is_taken(date)).count() < alike.count()
            })
        };
        self.stay.dates().filter(|date| lacking(*date)).collect()
    }

    fn dates(&self) -> Vec<OtherDates> {
        self.dates_for(self.wishes)
    }

    /// The nearest other dates on which `wishes` can be booked.
    pub(super) fn dates_for(&self, wishes: &[RoomRequest]) -> Vec<OtherDates> {
        let mut dates = Vec::new();
        for shift in (1..=DAYS_AROUND).flat_map(|days| [-days, days]) {
            let (from, to) =
                (moved(self.stay.check_in(), shift), moved(self.stay.check_out(), shift));
            let Ok(stay) = Stay::new(from, to) else { continue };
            if let Some((_, sum)) = self.price(wishes, stay).filter(|_| self.seen(stay)) {
                dates.push(OtherDates { check_in: from, check_out: to, total: self.money(sum) });
            }
            if dates.len() == MOST_DATES {
                break;
            }
        }
        dates
    }

    /// Whether the nights of `stay` were looked at: not so far around a very long stay.
    fn seen(&self, stay: Stay) -> bool {
        let days = DAYS_AROUND.min((MAX_NIGHTS - self.stay.nights()) / 2);
        (stay.check_in() - self.stay.check_in()).num_days().abs() <= days
    }

    fn types(&self) -> Vec<OtherType> {
        let mut types: Vec<OtherType> = Vec::new();
        for room in self.rooms.iter().map(|room| &room.room) {
            let wished = self.rooms.iter().any(|other| {
                other.is_of(room.room_type_id)
                    && self.wishes.iter().any(|wish| other.room.is_for(wish))
            });
            if wished || types.iter().any(|other| other.room_type_id == room.room_type_id) {
                continue;
            }
            let there = |wish: &RoomRequest| RoomRequest {
                room_type_id: Some(room.room_type_id),
                room_id: None,
                ..wish.clone()
            };
            let wishes: Vec<RoomRequest> = self.wishes.iter().map(there).collect();
            let Some((_, sum)) = self.price(&wishes, self.stay) else { continue };
            let of_type = self.rooms.iter().filter(|other| other.is_of(room.room_type_id));
            let left = of_type.filter(|other| other.is_free(self.stay)).count();
            types.push(OtherType {
                room_type_id: room.room_type_id,
                name: room.room_type_name.clone(),
                rooms_left: i64::try_from(left).unwrap_or(i64::MAX),
                total: self.money(sum),
            });
        }
        types.sort_by_key(|other| other.total.amount);
        types
    }

    /// Two rooms one after the other, of the type that was wished if there are such, and
    /// the cheapest among them. None if one room is free throughout: then it is a rule
    /// that refuses, and two bookings are no way around it.
    fn split(&self) -> Vec<SplitPart> {
        let ([wish], true) = (self.wishes, self.stay.bookable_on(self.today).is_ok()) else {
            return Vec::new();
        };
        let of_wish = |room: &RoomNights| {
            self.rooms.iter().any(|other| {
                other.room.is_for(wish) && other.room.room_type_id == room.room.room_type_id
            })
        };
        if self.rooms.iter().any(|room| of_wish(room) && room.is_free(self.stay)) {
            return Vec::new();
        }
        let best = |part: Stay| {
            let fits = self.rooms.iter().filter(|room| {
                room.room.capacity >= wish.adults + wish.children
                    && room.is_free(part)
                    && !room.is_free(self.stay)
                    && self.allowed(&room.room, part)
            });
            let priced = fits.map(|room| {
                let price = total(&self.rates, &room.room.priced(wish.adults, wish.children), part);
                (!of_wish(room), price, room)
            });
            priced.min_by_key(|(other, price, _)| (*other, *price))
        };
        let cuts = self.stay.dates().skip(1).filter_map(|cut| {
            let one = Stay::new(self.stay.check_in(), cut).ok()?;
            let two = Stay::new(cut, self.stay.check_out()).ok()?;
            let (first, second) = (best(one)?, best(two)?);
            let others = u8::from(first.0) + u8::from(second.0);
            let parts = [(one, first.2, first.1), (two, second.2, second.1)];
            Some((others, first.1 + second.1, parts))
        });
        let Some((.., parts)) = cuts.min_by_key(|(others, price, _)| (*others, *price)) else {
            return Vec::new();
        };
        let part = |(stay, room, price): (Stay, &RoomNights, i64)| SplitPart {
            check_in: stay.check_in(),
            check_out: stay.check_out(),
            room_id: room.room.room_id,
            room_number: room.room.room_number.clone(),
            room_type_id: room.room.room_type_id,
            room_type_name: room.room.room_type_name.clone(),
            total: self.money(price),
        };
        parts.into_iter().map(part).collect()
    }
}

fn moved(date: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) };
    moved.unwrap_or(date)
}
