//! Looking for a hotel or a room, and what is found.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{HotelId, RoomTypeId},
    listing::{Hotel, RoomType},
    money::Money,
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
    /// The order.
    pub sort: Sort,
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
        errors.into_result(CheckedSearch { q, city, state, stay, guests, rooms, sort })
    }
}

/// The best that a hotel offers for the dates looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// What the whole stay costs in all rooms, taxes included.
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

/// A room type of a hotel with what the dates looked for would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeAvailability {
    /// The type.
    pub room_type: RoomType,
    /// How many of its rooms are free on every night.
    pub free: i64,
    /// What one such room costs for the whole stay; absent if none is free.
    pub total: Option<Money>,
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
    /// What it costs.
    pub price: Money,
    /// Why it cannot be had, if so: `sold_out`, `no_rooms`.
    pub why_not: Option<String>,
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
    fn one_date_alone_is_not_enough() {
        let search =
            HotelSearch { check_in: NaiveDate::from_ymd_opt(2027, 1, 2), ..HotelSearch::default() };
        assert_eq!(search.validated().expect_err("refused").0[0].pointer, "/check_out");
        assert!(HotelSearch::default().validated().is_ok());
    }
}
