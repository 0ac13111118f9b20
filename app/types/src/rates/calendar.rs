//! Prices and rules of sale, night by night.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Limits, RateBook, RateRule};
use crate::{
    ids::{HotelId, RateRuleId, RoomTypeId},
    money::Money,
};

/// Which rule decides what on a night; none, where nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct DecidingRules {
    /// The price; the room type's own, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<RateRuleId>,
    /// The least nights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_stay: Option<RateRuleId>,
    /// The most nights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_stay: Option<RateRuleId>,
    /// Whether guests can arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_to_arrival: Option<RateRuleId>,
    /// Whether guests can depart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_to_departure: Option<RateRuleId>,
    /// Whether the night is sold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_sell: Option<RateRuleId>,
}

impl DecidingRules {
    /// All that decide something, each as often as it does.
    pub fn ids(&self) -> impl Iterator<Item = RateRuleId> + use<> {
        [
            self.price,
            self.min_stay,
            self.max_stay,
            self.closed_to_arrival,
            self.closed_to_departure,
            self.stop_sell,
        ]
        .into_iter()
        .flatten()
    }
}

impl RateBook {
    /// Which rules decide what on a date.
    #[must_use]
    pub fn deciding(&self, room_type: RoomTypeId, date: NaiveDate) -> DecidingRules {
        fn id<T>(found: Option<(&RateRule, T)>) -> Option<RateRuleId> {
            found.map(|(rule, _)| rule.id)
        }
        let flag = |says: fn(&Limits) -> Option<bool>| {
            id(self.strongest(room_type, date, |rule| says(&rule.limits)))
        };
        let nights = |says: fn(&Limits) -> Option<i16>| {
            id(self.strongest(room_type, date, |rule| says(&rule.limits)))
        };
        DecidingRules {
            price: id(self.price_rule(room_type, date)),
            min_stay: nights(|limits| limits.min_stay),
            max_stay: nights(|limits| limits.max_stay),
            closed_to_arrival: flag(|limits| limits.closed_to_arrival),
            closed_to_departure: flag(|limits| limits.closed_to_departure),
            stop_sell: flag(|limits| limits.stop_sell),
        }
    }
}

/// A night of a room type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarNight {
    /// Which night.
    pub date: NaiveDate,
    /// What it costs for as many as the type's price is for, without taxes and fees.
    pub price: Money,
    /// Stays that arrive have at least so many nights.
    pub min_stay: Option<i16>,
    /// Stays that arrive have at most so many nights.
    pub max_stay: Option<i16>,
    /// Nobody arrives.
    pub closed_to_arrival: bool,
    /// Nobody departs.
    pub closed_to_departure: bool,
    /// The night is not sold.
    pub stop_sell: bool,
    /// By which rules.
    pub decided_by: DecidingRules,
}

/// The nights of a room type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeCalendar {
    /// Which room type.
    pub room_type_id: RoomTypeId,
    /// Its name.
    pub room_type_name: String,
    /// What a night costs where no rule says anything.
    pub base_price: Money,
    /// Each night, in order.
    pub nights: Vec<CalendarNight>,
}

/// Prices and rules of sale of a hotel: room types by nights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RateCalendar {
    /// Which hotel.
    pub hotel_id: HotelId,
    /// The first night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// The rules that decide something of it, the strongest first.
    pub rules: Vec<RateRule>,
    /// Each room type, the cheapest first.
    pub room_types: Vec<TypeCalendar>,
}
