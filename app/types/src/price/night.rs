//! The price of a night.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::share;
use crate::{
    Stay,
    ids::{PromotionId, RateRuleId, RoomTypeId},
    rates::{RateBook, RateLevel, RatePrice},
};

/// Whose price the night begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BaseOf {
    /// The room type's.
    Type,
    /// The room's own.
    Room,
}

/// The rate rule that made a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppliedRate {
    /// Which rule.
    pub rule_id: RateRuleId,
    /// What it was called then.
    pub name: String,
    /// What made it win.
    pub level: RateLevel,
    /// What it said then.
    pub price: RatePrice,
}

/// The discount on a night.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppliedDiscount {
    /// Which promotion.
    pub promotion_id: PromotionId,
    /// The code that was used.
    pub code: String,
    /// This night's part of it, in minor units.
    pub amount: i64,
}

fn none(count: &i64) -> bool {
    *count == 0
}

fn nobody(count: &i16) -> bool {
    *count == 0
}

/// What made the price of a night, in minor units. The price is made from this and
/// nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NightRules {
    /// The price without any rule.
    pub base: i64,
    /// Whose that is.
    pub base_of: BaseOf,
    /// The rule that replaced or changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<AppliedRate>,
    /// Adults beyond those the price is for.
    #[serde(default, skip_serializing_if = "nobody")]
    pub extra_adults: i16,
    /// What each pays.
    #[serde(default, skip_serializing_if = "none")]
    pub extra_adult: i64,
    /// Children beyond those the price is for.
    #[serde(default, skip_serializing_if = "nobody")]
    pub extra_children: i16,
    /// What each pays.
    #[serde(default, skip_serializing_if = "none")]
    pub extra_child: i64,
    /// What a promotion took off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<AppliedDiscount>,
}

impl NightRules {
    /// The price before a discount.
    #[must_use]
    pub fn before_discount(&self) -> i64 {
        let room = match self.rate.as_ref().map(|rate| rate.price) {
            None => self.base,
            Some(RatePrice::Fixed(price)) => price,
            Some(RatePrice::Percent(part)) => share(self.base, part.into()),
        };
        room + i64::from(self.extra_adults) * self.extra_adult
            + i64::from(self.extra_children) * self.extra_child
    }

    /// The price.
    #[must_use]
    pub fn price(&self) -> i64 {
        self.before_discount() - self.discount.as_ref().map_or(0, |discount| discount.amount)
    }
}

/// A room to be priced, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PricedRoom {
    /// Its type.
    pub room_type_id: RoomTypeId,
    /// Its price without any rule, in minor units.
    pub base: i64,
    /// Whose that is.
    pub base_of: BaseOf,
    /// How many people that is for.
    pub included: i16,
    /// What each further adult pays per night.
    pub extra_adult: i64,
    /// What each further child pays per night.
    pub extra_child: i64,
    /// Adults who come.
    pub adults: i16,
    /// Children who come.
    pub children: i16,
}

/// The price of each night of `stay` before discounts. Adults are counted first
/// among those the price is for.
#[must_use]
pub fn price_nights(
    book: &RateBook,
    room: &PricedRoom,
    stay: Stay,
) -> Vec<(NaiveDate, NightRules)> {
    stay.dates().map(|date| (date, price_night(book, room, date))).collect()
}

/// The price of one night before discounts.
#[must_use]
pub fn price_night(book: &RateBook, room: &PricedRoom, date: NaiveDate) -> NightRules {
    let extra_adults = (room.adults - room.included).max(0);
    let places_left = (room.included - room.adults).max(0);
    let extra_children = (room.children - places_left).max(0);
    let rate = book.price_rule(room.room_type_id, date).map(|(rule, price)| AppliedRate {
        rule_id: rule.id,
        name: rule.name.clone(),
        level: rule.level(),
        price,
    });
    NightRules {
        base: room.base,
        base_of: room.base_of,
        rate,
        extra_adults,
        extra_adult: if extra_adults > 0 { room.extra_adult } else { 0 },
        extra_children,
        extra_child: if extra_children > 0 { room.extra_child } else { 0 },
        discount: None,
    }
}
