//! Why a stay costs what it costs.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{RateBook, RateLevel, RatePrice, RateRule, Refusal};
use crate::{
    Stay,
    ids::{HotelId, RateRuleId, RoomTypeId},
    money::Money,
    price::{Charge, NightRules},
    validate::FieldErrors,
};

/// A stay whose price is asked after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "room_type_id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10", "check_in": "2027-03-10",
    "check_out": "2027-03-11", "adults": 2
})))]
#[serde(deny_unknown_fields)]
pub struct PriceQuestion {
    /// In a room of this type.
    pub room_type_id: RoomTypeId,
    /// Date of arrival, local to the hotel.
    pub check_in: NaiveDate,
    /// Date of departure, local to the hotel.
    pub check_out: NaiveDate,
    /// How many adults, at least 1.
    pub adults: i16,
    /// How many children.
    #[serde(default)]
    pub children: i16,
    /// A promotion code of the hotel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion_code: Option<String>,
}

impl PriceQuestion {
    /// The question with every field tidied, and its dates.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self) -> Result<(Self, Stay), FieldErrors> {
        let mut errors = FieldErrors::new();
        let stay = errors.take("", Stay::new(self.check_in, self.check_out));
        errors.range("/adults", &self.adults, &1, &20);
        errors.range("/children", &self.children, &0, &20);
        self.promotion_code = self
            .promotion_code
            .map(|code| errors.text("/promotion_code", &code, 0, 32).to_uppercase())
            .filter(|code| !code.is_empty());
        match stay {
            Some(stay) => errors.into_result((self, stay)),
            None => Err(errors),
        }
    }
}

/// Why a rule makes the price of a night, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleReason {
    /// It wins: no other rule has a price for this night.
    OnlyRule,
    /// It wins: its level is the strongest.
    StrongestLevel,
    /// It wins among those of its level: it is for this room type.
    ForThisType,
    /// It wins among its equals: it was made last.
    MadeLast,
    /// It loses: its level is weaker than the winner's.
    WeakerLevel,
    /// It loses: it is for all room types, the winner for this one.
    ForAllTypes,
    /// It loses: the winner is its equal and was made later.
    MadeEarlier,
}

/// A rule that has a price for a night.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsideredRule {
    /// Which rule.
    pub rule_id: RateRuleId,
    /// What the hotelier calls it.
    pub name: String,
    /// How strong it is.
    pub level: RateLevel,
    /// Its room type, unless it is for all.
    pub room_type_id: Option<RoomTypeId>,
    /// What it makes of the price.
    pub price: RatePrice,
    /// Whether it makes the price.
    pub wins: bool,
    /// Why, or why not.
    pub reason: RuleReason,
}

impl RateBook {
    /// The rules that have a price for a night, the strongest first: the first makes it.
    #[must_use]
    pub fn considered(&self, room_type: RoomTypeId, date: NaiveDate) -> Vec<ConsideredRule> {
        let fitting = self.rules().iter().filter(|rule| rule.fits(room_type, date));
        let fitting: Vec<(&RateRule, RatePrice)> =
            fitting.filter_map(|rule| rule.price.map(|price| (rule, price))).collect();
        let Some((winner, _)) = fitting.first() else { return Vec::new() };
        let second = fitting.get(1).map(|(rule, _)| *rule);
        let reason = |index: usize, rule: &RateRule| match (index, second) {
            (0, None) => RuleReason::OnlyRule,
            (0, Some(second)) if second.level < winner.level => RuleReason::StrongestLevel,
            (0, Some(second)) if second.room_type_id != winner.room_type_id => {
                RuleReason::ForThisType
            }
            (0, Some(_)) => RuleReason::MadeLast,
            _ if rule.level < winner.level => RuleReason::WeakerLevel,
            _ if rule.room_type_id != winner.room_type_id => RuleReason::ForAllTypes,
            _ => RuleReason::MadeEarlier,
        };
        let considered =
            |(index, (rule, price)): (usize, &(&RateRule, RatePrice))| ConsideredRule {
                rule_id: rule.id,
                name: rule.name.clone(),
                level: rule.level,
                room_type_id: rule.room_type_id,
                price: *price,
                wins: index == 0,
                reason: reason(index, rule),
            };
        fitting.iter().enumerate().map(considered).collect()
    }
}

/// Why a night costs what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainedNight {
    /// Which night.
    pub date: NaiveDate,
    /// The rules that have a price for it, the strongest first.
    pub considered: Vec<ConsideredRule>,
    /// What the price is made of, as a booking would freeze it.
    pub made_of: NightRules,
    /// The price before a discount.
    pub before_discount: Money,
    /// The price.
    pub price: Money,
}

/// Why a stay costs what it costs. The sums are those of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceExplanation {
    /// Where.
    pub hotel_id: HotelId,
    /// In a room of this type.
    pub room_type_id: RoomTypeId,
    /// That type's name.
    pub room_type_name: String,
    /// Date of arrival.
    pub check_in: NaiveDate,
    /// Date of departure.
    pub check_out: NaiveDate,
    /// Whether a room is free. If none is, the price is that of the cheapest one.
    pub available: bool,
    /// Which rules of sale forbid the stay; it could be booked, if none does and a
    /// room is available.
    pub refusals: Vec<Refusal>,
    /// Each night.
    pub nights: Vec<ExplainedNight>,
    /// What a promotion took off.
    pub discount: Money,
    /// Each tax and fee.
    pub charges: Vec<Charge>,
    /// Taxes and fees together.
    pub taxes: Money,
    /// All together.
    pub total: Money,
}
