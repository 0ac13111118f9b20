//! Looking for a hotel or a room, and what is found.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{HotelId, RoomId, RoomTypeId},
    listing::{Hotel, RoomKind, RoomType, checked_amenities},
    money::{MAX_PRICE, Money},
    rates::{Limits, Refusal},
    stay::Stay,
    validate::FieldErrors,
};

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// Cheapest first: by the offer's total with dates, else by the lowest nightly price.
    Price,
    /// Most stars first.
    Stars,
    /// Best reviewed first, by the mean; those without reviews last.
    Rating,
}

/// What is looked for. Without dates every published hotel that fits is found;
/// with dates only those with enough free rooms, each with an offer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HotelSearch {
    /// Part of a hotel's name or of its city.
    #[serde(default)]
    pub q: Option<String>,
    /// A city, whole; accents and case do not matter.
    #[serde(default)]
    pub city: Option<String>,
    /// A state's two letters.
    #[serde(default)]
    pub state: Option<String>,
    /// Date of arrival.
    #[serde(default)]
    pub check_in: Option<NaiveDate>,
    /// Date of departure.
    #[serde(default)]
    pub check_out: Option<NaiveDate>,
    /// How many people in all, 1 to 50; 1 if absent.
    #[serde(default)]
    pub guests: Option<i16>,
    /// In how many rooms, 1 to 10; 1 if absent.
    #[serde(default)]
    pub rooms: Option<i16>,
    /// What a night may cost at least, in minor units: with dates the offer's total by
    /// its nights, without them the type's base price.
    #[serde(default)]
    pub min_price: Option<i64>,
    /// What it may cost at most.
    #[serde(default)]
    pub max_price: Option<i64>,
    /// At least so many stars.
    #[serde(default)]
    pub stars: Option<i16>,
    /// Codes of amenities with commas between them. The hotel or the room type has each.
    #[serde(default)]
    pub amenities: Option<String>,
    /// Only room types of this kind; `type` in an address.
    #[serde(default, alias = "type")]
    pub kind: Option<RoomKind>,
    /// Only room types whose beds are described with these words.
    #[serde(default)]
    pub beds: Option<String>,
    /// The order; by name if absent.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// How many results, 1 to 100; 20 if absent.
    #[serde(default)]
    pub limit: Option<u32>,
    /// Where to go on, as a page before said.
    #[serde(default)]
    pub cursor: Option<String>,
}

/// A search whose fields make sense together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSearch {
    /// Part of a name or city, at most 80 characters.
    pub q: Option<String>,
    /// A city.
    pub city: Option<String>,
    /// A state.
    pub state: Option<String>,
    /// The dates, if both were given.
    pub stay: Option<Stay>,
    /// How many people.
    pub guests: i16,
    /// In how many rooms.
    pub rooms: i16,
    /// What a night may cost at least, in minor units.
    pub min_price: Option<i64>,
    /// What it may cost at most.
    pub max_price: Option<i64>,
    /// At least so many stars.
    pub stars: i16,
    /// Codes of amenities.
    pub amenities: Vec<String>,
    /// Which kind of room type.
    pub kind: Option<RoomKind>,
    /// Part of what is said of the beds.
    pub beds: Option<String>,
    /// The order.
    pub sort: Sort,
}

/// The part of `all` people that the room at `index` of `rooms` takes when they are
/// spread evenly, the first rooms taking one more if need be.
#[must_use]
pub fn share(all: i16, rooms: i16, index: i16) -> i16 {
    let rooms = rooms.max(1);
    all / rooms + i16::from(index < all % rooms)
}

impl CheckedSearch {
    /// How many people each room takes, the most first.
    pub fn people(&self) -> impl Iterator<Item = i16> + use<> {
        let (guests, rooms) = (self.guests, self.rooms);
        (0..rooms).map(move |index| share(guests, rooms, index))
    }

    /// Whether `total` for `nights` nights is within what a night may cost.
    #[must_use]
    pub fn affords(&self, total: i64, nights: i64) -> bool {
        let (total, nights) = (i128::from(total), i128::from(nights));
        self.min_price.is_none_or(|least| total >= i128::from(least) * nights)
            && self.max_price.is_none_or(|most| total <= i128::from(most) * nights)
    }
}

impl HotelSearch {
    /// The search, if its fields make sense together.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(&self) -> Result<CheckedSearch, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut words = |pointer: &str, value: &Option<String>, most: usize| {
            let value = value.as_deref().unwrap_or_default();
            Some(errors.text(pointer, value, 0, most)).filter(|text| !text.is_empty())
        };
        let q = words("/q", &self.q, 80);
        let city = words("/city", &self.city, 80);
        let state = words("/state", &self.state, 40);
        let beds = words("/beds", &self.beds, 80);
        let codes = self.amenities.as_deref().unwrap_or_default().split(',').map(str::trim);
        let codes: Vec<String> = codes.filter(|code| !code.is_empty()).map(str::to_owned).collect();
        let mut unknown = FieldErrors::new();
        let amenities = checked_amenities(&mut unknown, &codes);
        if !unknown.is_empty() {
            errors.add("/amenities", "invalid", "One of these amenities is not known.");
        }
        for (pointer, price) in [("/min_price", self.min_price), ("/max_price", self.max_price)] {
            if let Some(price) = price {
                errors.range(pointer, &price, &0, &MAX_PRICE);
            }
        }
        if let (Some(least), Some(most)) = (self.min_price, self.max_price) {
            let detail = "This is below the lowest price.";
            errors.require(least <= most, "/max_price", "invalid", detail);
        }
        let stars = self.stars.unwrap_or_default();
        errors.range("/stars", &stars, &0, &5);
        let guests = self.guests.unwrap_or(1);
        let rooms = self.rooms.unwrap_or(1);
        errors.range("/guests", &guests, &1, &50);
        errors.range("/rooms", &rooms, &1, &10);
        if guests < rooms {
            errors.add("/rooms", "out_of_range", "Each room needs at least one guest.");
        }
        let stay = match (self.check_in, self.check_out) {
            (Some(check_in), Some(check_out)) => errors.take("", Stay::new(check_in, check_out)),
            (Some(_), None) => {
                errors.add("/check_out", "required", "Give the date of departure too.");
                None
            }
            (None, Some(_)) => {
                errors.add("/check_in", "required", "Give the date of arrival too.");
                None
            }
            (None, None) => None,
        };
        let sort = self.sort.unwrap_or_default();
        let (min_price, max_price, kind) = (self.min_price, self.max_price, self.kind);
        errors.into_result(CheckedSearch {
            q,
            city,
            state,
            stay,
            guests,
            rooms,
            min_price,
            max_price,
            stars,
            amenities,
            kind,
            beds,
            sort,
        })
    }
}

/// The best that a hotel offers for the dates looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// What the whole stay costs in all rooms, by the rules of sale, with taxes and
    /// fees; a quote for adults spread evenly over the rooms says the same.
    pub total: Money,
    /// How many nights.
    pub nights: i64,
    /// How many rooms are left of the type offered.
    pub rooms_left: i64,
    /// The type offered.
    pub room_type_id: RoomTypeId,
    /// Its name.
    pub room_type_name: String,
}

/// A hotel that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundHotel {
    /// The hotel.
    #[serde(flatten)]
    pub hotel: Hotel,
    /// What a night costs at least, by base price; absent if there is no room type.
    pub from_price: Option<Money>,
    /// What the dates looked for would cost; absent if none were given.
    pub offer: Option<Offer>,
}

/// What a result of a search by room says of its hotel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HotelBrief {
    /// Which hotel.
    pub id: HotelId,
    /// Its place in addresses of pages.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Official stars, 0 (none) to 5.
    pub stars: i16,
    /// Its city.
    pub city: String,
    /// Its state.
    pub state: String,
}

/// A room type that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundRoom {
    /// The type, with its base price.
    pub room_type: RoomType,
    /// Its hotel.
    pub hotel: HotelBrief,
    /// What the dates looked for would cost; absent if none were given.
    pub offer: Option<Offer>,
}

/// A room type of a hotel with what the dates looked for would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeAvailability {
    /// The type.
    pub room_type: RoomType,
    /// How many of its rooms can be had for all nights.
    pub free: i64,
    /// What one such room costs for the whole stay, with taxes and fees; absent if it
    /// cannot be had.
    pub total: Option<Money>,
    /// Which rules of sale forbid the stay.
    pub refusals: Vec<Refusal>,
    /// Each night on its own.
    pub nights: Vec<NightAvailability>,
}

/// One night of a room type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NightAvailability {
    /// The night that begins on this date.
    pub date: NaiveDate,
    /// How many rooms are free on it.
    pub free: i64,
    /// What it costs by the rules, without taxes and fees.
    pub price: Money,
    /// Why it cannot be had, if so: `past`, `no_rooms`, `blocked` (all rooms are, by the
    /// hotel), `sold_out` or `stop_sell`.
    pub why_not: Option<String>,
    /// What the hotel's rules ask of stays that arrive or depart on this date.
    pub limits: Limits,
}

/// What a hotel has free over a range of dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Which hotel.
    pub hotel_id: HotelId,
    /// First night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// Each room type.
    pub room_types: Vec<TypeAvailability>,
}

/// Other dates of the same length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherDates {
    /// Date of arrival.
    pub check_in: NaiveDate,
    /// Date of departure.
    pub check_out: NaiveDate,
    /// What the stay costs then, with taxes and fees.
    pub total: Money,
}

/// A hotel that has nothing on the dates looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearest {
    /// The hotel.
    pub hotel: HotelBrief,
    /// No room there is large enough, or too few are.
    pub too_small: bool,
    /// The nights on which too few rooms are free.
    pub sold_out: Vec<NaiveDate>,
    /// The rules that refuse the stay, if rooms are free on each night.
    pub refusals: Vec<Refusal>,
    /// The nearest dates on which there are rooms, in order.
    pub dates: Vec<OtherDates>,
}

/// Another room type for the same dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherType {
    /// Which type.
    pub room_type_id: RoomTypeId,
    /// Its name.
    pub name: String,
    /// How many rooms of it are left.
    pub rooms_left: i64,
    /// What the stay costs there, with taxes and fees.
    pub total: Money,
}

/// One of the rooms of a stay that changes rooms; a booking of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SplitPart {
    /// Date of arrival in this room.
    pub check_in: NaiveDate,
    /// Date of departure from it.
    pub check_out: NaiveDate,
    /// Which room.
    pub room_id: RoomId,
    /// What is on its door.
    pub room_number: String,
    /// Which type.
    pub room_type_id: RoomTypeId,
    /// That type's name.
    pub room_type_name: String,
    /// What this part costs, with taxes and fees.
    pub total: Money,
}

/// What could be had instead of a stay that is refused. All of it can be booked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestions {
    /// The same wish on other dates, the nearest first.
    pub dates: Vec<OtherDates>,
    /// Other room types on the same dates, the cheapest first.
    pub types: Vec<OtherType>,
    /// Two rooms one after the other; empty, if there are none.
    pub split: Vec<SplitPart>,
}

/// A place with hotels, for suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// How many published hotels.
    pub hotels: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_reports_all_its_wrong_fields() {
        let search = HotelSearch {
            q: Some("x".repeat(81)),
            check_in: NaiveDate::from_ymd_opt(2027, 1, 2),
            check_out: NaiveDate::from_ymd_opt(2027, 1, 2),
            guests: Some(0),
            rooms: Some(11),
            ..HotelSearch::default()
        };
        let errors = search.validated().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(pointers, ["/q", "/guests", "/rooms", "/rooms", "/check_out"]);
    }

    #[test]
    fn filters_are_read_and_checked() {
        let search = HotelSearch {
            amenities: Some("pool, wifi,,wifi".into()),
            min_price: Some(100),
            max_price: Some(200),
            guests: Some(5),
            rooms: Some(3),
            ..HotelSearch::default()
        };
        let checked = search.validated().expect("good");
        assert_eq!(checked.amenities, ["pool", "wifi"]);
        assert_eq!(checked.people().collect::<Vec<_>>(), [2, 2, 1]);
        assert!(checked.affords(600, 3) && !checked.affords(601, 3) && !checked.affords(299, 3));
        let bad = HotelSearch {
            amenities: Some("moat".into()),
            min_price: Some(201),
            stars: Some(6),
            ..search
        };
        let errors = bad.validated().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(pointers, ["/amenities", "/max_price", "/stars"]);
    }

    #[test]
    fn one_date_alone_is_not_enough() {
        let search =
            HotelSearch { check_in: NaiveDate::from_ymd_opt(2027, 1, 2), ..HotelSearch::default() };
        assert_eq!(search.validated().expect_err("refused").0[0].pointer, "/check_out");
        assert!(HotelSearch::default().validated().is_ok());
    }
}
