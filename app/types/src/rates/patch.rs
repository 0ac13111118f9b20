//! Changes of rate rules and promotions.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Limits, PromotionInput, RatePrice, RateRuleInput, Weekdays};
use crate::{ids::RoomTypeId, patch::present};

/// A change of a rate rule: fields that are absent stay, `null` takes away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"price": {"percent": 12500}})))]
#[serde(deny_unknown_fields, default)]
pub struct RateRulePatch {
    /// See [`RateRuleInput::name`].
    pub name: Option<String>,
    /// See [`RateRuleInput::room_type_id`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub room_type_id: Option<Option<RoomTypeId>>,
    /// See [`RateRuleInput::from`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub from: Option<Option<NaiveDate>>,
    /// See [`RateRuleInput::to`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub to: Option<Option<NaiveDate>>,
    /// See [`RateRuleInput::weekdays`].
    pub weekdays: Option<Weekdays>,
    /// See [`RateRuleInput::date_override`].
    pub date_override: Option<bool>,
    /// See [`RateRuleInput::price`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub price: Option<Option<RatePrice>>,
    /// All of them: what is not among them is not said any more.
    pub limits: Option<Limits>,
}

impl RateRulePatch {
    /// `rule` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, rule: RateRuleInput) -> RateRuleInput {
        RateRuleInput {
            name: self.name.unwrap_or(rule.name),
            room_type_id: self.room_type_id.unwrap_or(rule.room_type_id),
            from: self.from.unwrap_or(rule.from),
            to: self.to.unwrap_or(rule.to),
            weekdays: self.weekdays.unwrap_or(rule.weekdays),
            date_override: self.date_override.unwrap_or(rule.date_override),
            price: self.price.unwrap_or(rule.price),
            limits: self.limits.unwrap_or(rule.limits),
        }
    }
}

/// A change of a promotion: fields that are absent stay, `null` takes away. Bookings
/// that use it keep their prices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"max_uses": 200})))]
#[serde(deny_unknown_fields, default)]
pub struct PromotionPatch {
    /// See [`PromotionInput::code`].
    pub code: Option<String>,
    /// See [`PromotionInput::name`].
    pub name: Option<String>,
    /// See [`PromotionInput::percent`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub percent: Option<Option<i32>>,
    /// See [`PromotionInput::amount`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Option<i64>>,
    /// See [`PromotionInput::min_nights`].
    pub min_nights: Option<i16>,
    /// See [`PromotionInput::book_from`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub book_from: Option<Option<DateTime<Utc>>>,
    /// See [`PromotionInput::book_until`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub book_until: Option<Option<DateTime<Utc>>>,
    /// See [`PromotionInput::stay_from`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub stay_from: Option<Option<NaiveDate>>,
    /// See [`PromotionInput::stay_to`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub stay_to: Option<Option<NaiveDate>>,
    /// See [`PromotionInput::max_uses`]; below the uses so far, it is used up.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub max_uses: Option<Option<i32>>,
    /// See [`PromotionInput::max_per_guest`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub max_per_guest: Option<Option<i32>>,
}

impl PromotionPatch {
    /// `promotion` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, promotion: PromotionInput) -> PromotionInput {
        PromotionInput {
            code: self.code.unwrap_or(promotion.code),
            name: self.name.unwrap_or(promotion.name),
            percent: self.percent.unwrap_or(promotion.percent),
            amount: self.amount.unwrap_or(promotion.amount),
            min_nights: self.min_nights.unwrap_or(promotion.min_nights),
            book_from: self.book_from.unwrap_or(promotion.book_from),
            book_until: self.book_until.unwrap_or(promotion.book_until),
            stay_from: self.stay_from.unwrap_or(promotion.stay_from),
            stay_to: self.stay_to.unwrap_or(promotion.stay_to),
            max_uses: self.max_uses.unwrap_or(promotion.max_uses),
            max_per_guest: self.max_per_guest.unwrap_or(promotion.max_per_guest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> RateRuleInput {
        serde_json::from_str(
            r#"{"name": "Carnival", "from": "2027-02-05", "to": "2027-02-10",
                "price": {"fixed": 90000}, "limits": {"min_stay": 4, "stop_sell": false}}"#,
        )
        .expect("a rule")
    }

    #[test]
    fn what_is_absent_stays_and_null_takes_away() {
        let none: RateRulePatch = serde_json::from_str("{}").expect("fits");
        assert_eq!(none.apply(rule()), rule());
        let patch: RateRulePatch =
            serde_json::from_str(r#"{"price": null, "limits": {"max_stay": 9}}"#).expect("fits");
        let changed = patch.apply(rule());
        assert_eq!((changed.price, changed.from), (None, rule().from));
        assert_eq!(changed.limits, Limits { max_stay: Some(9), ..Limits::default() });
        assert!(serde_json::from_str::<RateRulePatch>(r#"{"level": "date"}"#).is_err());
    }

    #[test]
    fn a_promotion_goes_from_a_share_to_an_amount() {
        let promotion: PromotionInput =
            serde_json::from_str(r#"{"code": "WINTER", "name": "Winter", "percent": 1000}"#)
                .expect("a promotion");
        let patch: PromotionPatch =
            serde_json::from_str(r#"{"percent": null, "amount": 5000}"#).expect("fits");
        let changed = patch.apply(promotion).validated().expect("good");
        assert_eq!((changed.percent, changed.amount), (None, Some(5000)));
    }
}
