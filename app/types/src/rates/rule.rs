//! Rate rules: prices and limits for some nights.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{HotelId, RateRuleId, RoomTypeId},
    money::MAX_PRICE,
    stay::MAX_NIGHTS,
    validate::FieldErrors,
};

/// Days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Weekdays(
    /// A sum of 1 (Monday), 2, 4, … 64 (Sunday); 127 is every day.
    pub u8,
);

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(127);

    /// These days.
    #[must_use]
    pub fn of(days: &[Weekday]) -> Self {
        Self(days.iter().fold(0, |all, day| all | 1 << day.num_days_from_monday()))
    }

    /// Whether the date is on one of the days.
    #[must_use]
    pub fn has(self, date: NaiveDate) -> bool {
        self.0 & (1 << date.weekday().num_days_from_monday()) != 0
    }
}

impl Default for Weekdays {
    fn default() -> Self {
        Self::ALL
    }
}

/// How strong a rule is: of two that fit a night, the stronger one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RateLevel {
    /// Some days of every week.
    Weekday,
    /// A season.
    Season,
    /// Some days of the week in a season.
    SeasonWeekday,
    /// Certain dates.
    Date,
}

impl RateLevel {
    /// All of them, the weakest first.
    pub const ALL: [Self; 4] = [Self::Weekday, Self::Season, Self::SeasonWeekday, Self::Date];

    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weekday => "weekday",
            Self::Season => "season",
            Self::SeasonWeekday => "season_weekday",
            Self::Date => "date",
        }
    }
}

impl std::str::FromStr for RateLevel {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|level| level.as_str() == text).ok_or(())
    }
}

/// What a rule makes of the base price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RatePrice {
    /// This, in minor units, instead of it.
    Fixed(i64),
    /// So many basis points of it: 12000 is a fifth more.
    Percent(i32),
}

/// What a rule says about selling. What it does not say is left to weaker rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Stays that arrive on such a day have at least so many nights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_stay: Option<i16>,
    /// Stays that arrive on such a day have at most so many nights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_stay: Option<i16>,
    /// Nobody arrives on such a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_to_arrival: Option<bool>,
    /// Nobody departs on such a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_to_departure: Option<bool>,
    /// Such a night is not sold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_sell: Option<bool>,
}

/// Whether the year is one that a hotel has to do with.
pub(super) fn sane(date: NaiveDate) -> bool {
    (1990..=2200).contains(&date.year())
}

/// What a hotelier says of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Carnival", "from": "2027-02-05", "to": "2027-02-10", "date_override": true,
    "price": {"fixed": 90000}, "limits": {"min_stay": 4}
})))]
#[serde(deny_unknown_fields)]
pub struct RateRuleInput {
    /// What the hotelier calls it.
    pub name: String,
    /// For this room type only; for all, if absent.
    #[serde(default)]
    pub room_type_id: Option<RoomTypeId>,
    /// The first night; with `to`, a season. Absent for every week of the year.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The day after the last night.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Only on these days of the week; every day, if absent.
    #[serde(default)]
    pub weekdays: Weekdays,
    /// Whether it overrides every season: for holidays, events, and single days.
    #[serde(default)]
    pub date_override: bool,
    /// What it makes of the price; nothing, if absent.
    #[serde(default)]
    pub price: Option<RatePrice>,
    /// What it says about selling.
    #[serde(default)]
    pub limits: Limits,
}

impl RateRuleInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.text("/name", &self.name, 1, 80);
        match (self.from, self.to) {
            (Some(from), Some(to)) => {
                errors.require(from < to, "/to", "invalid", "The end must be after the beginning.");
                errors.require(
                    (to - from).num_days() <= 3 * MAX_NIGHTS,
                    "/to",
                    "too_long",
                    "A season has at most three years.",
                );
                let detail = "Choose dates in years from 1990 to 2200.";
                errors.require(sane(from) && sane(to), "/from", "out_of_range", detail);
                let days = (0..7).map_while(|n| from.checked_add_days(Days::new(n)));
                let some = days.take_while(|day| *day < to).any(|day| self.weekdays.has(day));
                // An empty season is told as that, and no days at all as such.
                if from < to && self.weekdays.0 != 0 && !some {
                    let detail = "No night of the season is on these days of the week.";
                    errors.add("/weekdays", "invalid", detail);
                }
            }
            (Some(_), None) => errors.add("/to", "required", "Give the end of the season too."),
            (None, Some(_)) => errors.add("/from", "required", "Give the beginning too."),
            (None, None) if self.date_override => {
                errors.add("/from", "required", "An override needs its dates.");
            }
            (None, None) => {}
        }
        errors.range("/weekdays", &self.weekdays.0, &1, &127);
        match self.price {
            Some(RatePrice::Fixed(price)) => {
                errors.range("/price/fixed", &price, &1, &MAX_PRICE);
            }
            Some(RatePrice::Percent(percent)) => {
                errors.range("/price/percent", &percent, &1, &100_000);
            }
            None => {}
        }
        let limits = self.limits;
        for (field, value) in [("min_stay", limits.min_stay), ("max_stay", limits.max_stay)] {
            if let Some(value) = value {
                errors.range(&format!("/limits/{field}"), &i64::from(value), &1, &MAX_NIGHTS);
            }
        }
        if let (Some(least), Some(most)) = (limits.min_stay, limits.max_stay)
            && least > most
        {
            errors.add("/limits/max_stay", "invalid", "This is below the minimum stay.");
        }
        if self.price.is_none() && limits == Limits::default() {
            errors.add("/price", "required", "Give a price or a limit.");
        }
        errors.into_result(Self { name, ..self })
    }

    /// How strong the rule is.
    #[must_use]
    pub fn level(&self) -> RateLevel {
        match (self.date_override, self.from.is_some(), self.weekdays == Weekdays::ALL) {
            (true, ..) => RateLevel::Date,
            (false, true, true) => RateLevel::Season,
            (false, true, false) => RateLevel::SeasonWeekday,
            (false, false, _) => RateLevel::Weekday,
        }
    }
}

/// A rule of a hotel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RateRule {
    /// Its id; of two equal ones the later wins.
    pub id: RateRuleId,
    /// Whose it is.
    pub hotel_id: HotelId,
    /// What the hotelier calls it.
    pub name: String,
    /// Its room type, unless it is for all.
    pub room_type_id: Option<RoomTypeId>,
    /// The first night.
    pub from: Option<NaiveDate>,
    /// The day after the last night.
    pub to: Option<NaiveDate>,
    /// On which days of the week.
    pub weekdays: Weekdays,
    /// How strong it is.
    pub level: RateLevel,
    /// What it makes of the price.
    pub price: Option<RatePrice>,
    /// What it says about selling.
    pub limits: Limits,
    /// Rises with every change.
    pub version: i32,
}

impl RateRule {
    /// What the hotelier said of it, for changing it.
    #[must_use]
    pub fn to_input(&self) -> RateRuleInput {
        RateRuleInput {
            name: self.name.clone(),
            room_type_id: self.room_type_id,
            from: self.from,
            to: self.to,
            weekdays: self.weekdays,
            date_override: self.level == RateLevel::Date,
            price: self.price,
            limits: self.limits,
        }
    }

    /// How strong it is.
    #[must_use]
    pub fn level(&self) -> RateLevel {
        self.level
    }

    /// Whether it is about rooms of this type on this date.
    #[must_use]
    pub fn fits(&self, room_type: RoomTypeId, date: NaiveDate) -> bool {
        self.room_type_id.is_none_or(|of| of == room_type)
            && self.from.is_none_or(|from| from <= date)
            && self.to.is_none_or(|to| date < to)
            && self.weekdays.has(date)
    }
}
