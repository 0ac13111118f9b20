//! Promotion codes.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Stay,
    ids::{HotelId, PromotionId},
    money::MAX_PRICE,
    price::{Discount, WHOLE},
    stay::MAX_NIGHTS,
    validate::FieldErrors,
};

use super::rule::sane;

/// What a hotelier says of a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "code": "WINTER27", "name": "Winter", "percent": 1500, "min_nights": 2
})))]
#[serde(deny_unknown_fields)]
pub struct PromotionInput {
    /// What guests type; case does not matter.
    pub code: String,
    /// What the bill calls it.
    pub name: String,
    /// Basis points off the nights (1500 is 15 %); or
    #[serde(default)]
    pub percent: Option<i32>,
    /// minor units off the whole stay. One of the two is needed.
    #[serde(default)]
    pub amount: Option<i64>,
    /// Only for stays of at least so many nights; 1 if absent.
    #[serde(default = "one")]
    pub min_nights: i16,
    /// Can be used from this moment on.
    #[serde(default)]
    pub book_from: Option<DateTime<Utc>>,
    /// Can be used until this moment.
    #[serde(default)]
    pub book_until: Option<DateTime<Utc>>,
    /// Only for stays from this night on.
    #[serde(default)]
    pub stay_from: Option<NaiveDate>,
    /// Only for stays that end by this day.
    #[serde(default)]
    pub stay_to: Option<NaiveDate>,
    /// For so many bookings.
    #[serde(default)]
    pub max_uses: Option<i32>,
    /// For so many bookings of one guest.
    #[serde(default)]
    pub max_per_guest: Option<i32>,
}

fn one() -> i16 {
    1
}

impl PromotionInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let code = errors.text("/code", &self.code, 3, 32).to_uppercase();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        errors.require(
            code.chars().all(plain),
            "/code",
            "invalid",
            "Use letters without accents, digits, - and _.",
        );
        let name = errors.text("/name", &self.name, 1, 80);
        if self.percent.is_some() == self.amount.is_some() {
            errors.add("/percent", "invalid", "Give either percent or amount.");
        }
        if let Some(percent) = self.percent {
            errors.range("/percent", &i64::from(percent), &1, &WHOLE);
        }
        if let Some(amount) = self.amount {
            errors.range("/amount", &amount, &1, &MAX_PRICE);
        }
        errors.range("/min_nights", &i64::from(self.min_nights), &1, &MAX_NIGHTS);
        for (pointer, date) in [
            ("/book_from", self.book_from.map(|at| at.date_naive())),
            ("/book_until", self.book_until.map(|at| at.date_naive())),
            ("/stay_from", self.stay_from),
            ("/stay_to", self.stay_to),
        ] {
            let detail = "Choose a date in a year from 1990 to 2200.";
            errors.require(date.is_none_or(sane), pointer, "out_of_range", detail);
        }
        if let (Some(from), Some(until)) = (self.book_from, self.book_until) {
            let detail = "The end must be after the beginning.";
            errors.require(from < until, "/book_until", "invalid", detail);
        }
        match (self.stay_from, self.stay_to) {
            (Some(from), Some(to)) => {
                let detail = "The end must be after the beginning.";
                errors.require(from < to, "/stay_to", "invalid", detail);
            }
            (Some(_), None) => errors.add("/stay_to", "required", "Give the end too."),
            (None, Some(_)) => errors.add("/stay_from", "required", "Give the beginning too."),
            (None, None) => {}
        }
        for (pointer, most) in
            [("/max_uses", self.max_uses), ("/max_per_guest", self.max_per_guest)]
        {
            if let Some(most) = most {
                errors.range(pointer, &most, &1, &1_000_000);
            }
        }
        errors.into_result(Self { code, name, ..self })
    }
}

/// A promotion of a hotel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promotion {
    /// Its id.
    pub id: PromotionId,
    /// Whose it is.
    pub hotel_id: HotelId,
    /// What the hotelier said of it.
    #[serde(flatten)]
    pub input: PromotionInput,
    /// How many bookings use it.
    pub uses: i64,
    /// Rises with every change.
    pub version: i32,
}

/// A wish to use a promotion.
#[derive(Debug, Clone, Copy)]
pub struct PromotionUse {
    /// For which dates.
    pub stay: Stay,
    /// When.
    pub now: DateTime<Utc>,
    /// How many of this guest's bookings use it already.
    pub by_guest: i64,
}

/// Why a promotion cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromotionProblem {
    /// There is none of that code, or not now.
    Unknown,
    /// It is not for these dates.
    OtherDates,
    /// It wants at least so many nights.
    TooShort(i16),
    /// It has been used as often as it can be.
    UsedUp,
}

impl PromotionProblem {
    /// A stable code for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "promotion_unknown",
            Self::OtherDates => "promotion_other_dates",
            Self::TooShort(_) => "promotion_min_nights",
            Self::UsedUp => "promotion_used_up",
        }
    }

    /// A sentence for people.
    #[must_use]
    pub fn detail(self) -> String {
        match self {
            Self::Unknown => "This code is not valid.".to_owned(),
            Self::OtherDates => "This code is not for these dates.".to_owned(),
            Self::TooShort(nights) => format!("This code is for stays of {nights} nights or more."),
            Self::UsedUp => "This code has been used up.".to_owned(),
        }
    }
}

impl Promotion {
    /// What it takes off, if it can be used.
    ///
    /// # Errors
    /// Why not.
    pub fn discount(&self, wish: &PromotionUse) -> Result<Discount, PromotionProblem> {
        let input = &self.input;
        let early = input.book_from.is_some_and(|from| wish.now < from);
        let late = input.book_until.is_some_and(|until| wish.now >= until);
        if early || late {
            return Err(PromotionProblem::Unknown);
        }
        if input.stay_from.is_some_and(|from| wish.stay.check_in() < from)
            || input.stay_to.is_some_and(|to| wish.stay.check_out() > to)
        {
            return Err(PromotionProblem::OtherDates);
        }
        if wish.stay.nights() < i64::from(input.min_nights) {
            return Err(PromotionProblem::TooShort(input.min_nights));
        }
        let used_up = |most: Option<i32>, uses: i64| most.is_some_and(|most| uses >= most.into());
        if used_up(input.max_uses, self.uses) || used_up(input.max_per_guest, wish.by_guest) {
            return Err(PromotionProblem::UsedUp);
        }
        Ok(match (input.percent, input.amount) {
            (Some(percent), _) => Discount::Percent(percent.into()),
            (None, amount) => Discount::Amount(amount.unwrap_or_default()),
        })
    }
}
