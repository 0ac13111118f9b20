//! The rules of a hotel, and which of them counts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rule::{Limits, RatePrice, RateRule};
use crate::{Stay, ids::RoomTypeId};

/// All rules of a hotel. Every question is answered by the strongest rule that
/// fits and has something to say: by level (date, season and weekday, season,
/// weekday), then one for the type over one for all types, then the later one.
#[derive(Debug, Clone, Default)]
pub struct RateBook {
    /// The strongest first.
    rules: Vec<RateRule>,
}

/// Which rule of sale refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalRule {
    /// The night is not sold.
    StopSell,
    /// Nobody arrives on this day.
    ClosedToArrival,
    /// Nobody departs on this day.
    ClosedToDeparture,
    /// The stay is too short.
    MinStay,
    /// The stay is too long.
    MaxStay,
}

impl RefusalRule {
    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StopSell => "stop_sell",
            Self::ClosedToArrival => "closed_to_arrival",
            Self::ClosedToDeparture => "closed_to_departure",
            Self::MinStay => "min_stay",
            Self::MaxStay => "max_stay",
        }
    }
}

/// Why a stay is not sold though a room is free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// Which day or night.
    pub date: NaiveDate,
    /// Which rule.
    pub rule: RefusalRule,
    /// What the hotel calls it.
    pub name: String,
    /// How many nights it wants, for a minimum or maximum.
    pub nights: Option<i16>,
}

impl Refusal {
    /// A sentence for people.
    #[must_use]
    pub fn detail(&self) -> String {
        let (date, nights) = (self.date, self.nights.unwrap_or_default());
        match self.rule {
            RefusalRule::StopSell => format!("The night of {date} is not sold."),
            RefusalRule::ClosedToArrival => format!("Nobody can arrive on {date}."),
            RefusalRule::ClosedToDeparture => format!("Nobody can depart on {date}."),
            RefusalRule::MinStay => {
                format!("Stays that arrive on {date} have at least {nights} nights.")
            }
            RefusalRule::MaxStay => {
                format!("Stays that arrive on {date} have at most {nights} nights.")
            }
        }
    }
}

impl RateBook {
    /// The rules, in any order.
    #[must_use]
    pub fn new(mut rules: Vec<RateRule>) -> Self {
        rules.sort_by_key(|rule| {
            std::cmp::Reverse((rule.level, rule.room_type_id.is_some(), rule.id))
        });
        Self { rules }
    }

    /// The rules, the strongest first.
    #[must_use]
    pub fn rules(&self) -> &[RateRule] {
        &self.rules
    }

    /// The strongest rule that fits and says something of what is asked, with that.
    pub(super) fn strongest<T>(
        &self,
        room_type: RoomTypeId,
        date: NaiveDate,
        says: impl Fn(&RateRule) -> Option<T>,
    ) -> Option<(&RateRule, T)> {
        self.rules
            .iter()
            .filter(|rule| rule.fits(room_type, date))
            .find_map(|rule| says(rule).map(|said| (rule, said)))
    }

    /// The rule that makes the price of a night.
    #[must_use]
    pub fn price_rule(
        &self,
        room_type: RoomTypeId,
        date: NaiveDate,
    ) -> Option<(&RateRule, RatePrice)> {
        self.strongest(room_type, date, |rule| rule.price)
    }

    /// What holds on a date, from all rules together.
    #[must_use]
    pub fn limits(&self, room_type: RoomTypeId, date: NaiveDate) -> Limits {
        let flag = |says: fn(&Limits) -> Option<bool>| {
            self.strongest(room_type, date, |rule| says(&rule.limits)).map(|(_, said)| said)
        };
        let nights = |says: fn(&Limits) -> Option<i16>| {
            self.strongest(room_type, date, |rule| says(&rule.limits)).map(|(_, said)| said)
        };
        Limits {
            min_stay: nights(|limits| limits.min_stay),
            max_stay: nights(|limits| limits.max_stay),
            closed_to_arrival: flag(|limits| limits.closed_to_arrival),
            closed_to_departure: flag(|limits| limits.closed_to_departure),
            stop_sell: flag(|limits| limits.stop_sell),
        }
    }

    /// Whether a night is not sold, and by which rule.
    #[must_use]
    pub fn stopped(&self, room_type: RoomTypeId, date: NaiveDate) -> Option<Refusal> {
        self.flagged(room_type, date, RefusalRule::StopSell, |limits| limits.stop_sell)
    }

    fn flagged(
        &self,
        room_type: RoomTypeId,
        date: NaiveDate,
        refusal: RefusalRule,
        says: fn(&Limits) -> Option<bool>,
    ) -> Option<Refusal> {
        let (rule, set) = self.strongest(room_type, date, |rule| says(&rule.limits))?;
        set.then(|| Refusal { date, rule: refusal, name: rule.name.clone(), nights: None })
    }

    /// Everything that forbids to sell `stay`, in the order of dates.
    #[must_use]
    pub fn refusals(&self, room_type: RoomTypeId, stay: Stay) -> Vec<Refusal> {
        let (arrival, departure) = (stay.check_in(), stay.check_out());
        let mut refusals = Vec::new();
        refusals.extend(self.flagged(room_type, arrival, RefusalRule::ClosedToArrival, |limits| {
            limits.closed_to_arrival
        }));
        let mut length = |refusal: RefusalRule,
                          says: fn(&Limits) -> Option<i16>,
                          wrong: fn(i64, i64) -> bool| {
            if let Some((rule, nights)) =
                self.strongest(room_type, arrival, |rule| says(&rule.limits))
                && wrong(stay.nights(), nights.into())
            {
                let name = rule.name.clone();
                let nights = Some(nights);
                refusals.push(Refusal { date: arrival, rule: refusal, name, nights });
            }
        };
        length(RefusalRule::MinStay, |limits| limits.min_stay, |nights, least| nights < least);
        length(RefusalRule::MaxStay, |limits| limits.max_stay, |nights, most| nights > most);
        refusals.extend(stay.dates().filter_map(|date| self.stopped(room_type, date)));
        let closed = self.flagged(room_type, departure, RefusalRule::ClosedToDeparture, |limits| {
            limits.closed_to_departure
        });
        refusals.extend(closed);
        refusals
    }
}
