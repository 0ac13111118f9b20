//! Setting many nights of many room types at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Limits, RatePrice, RateRuleInput, Weekdays};
use crate::{ids::RoomTypeId, validate::FieldErrors};

/// The most room types that can be named.
const MAX_TYPES: usize = 200;

/// What a bulk edit is called if its author does not name it.
pub const CALENDAR: &str = "Calendar";

/// A change of some nights of some room types. It is kept as one override for each
/// type, and goes before all that was said of these nights until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "from": "2027-07-01", "to": "2027-08-01", "weekdays": 48,
    "room_type_ids": ["01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10"],
    "price": {"percent": 13000}, "limits": {"min_stay": 2}
})))]
#[serde(deny_unknown_fields)]
pub struct BulkRates {
    /// What the rules are called; `Calendar` if absent. What an earlier override of
    /// this name said of the same things and of no other nights is replaced.
    #[serde(default = "calendar")]
    pub name: String,
    /// Which room types; all that the hotel has now, if absent or empty.
    #[serde(default)]
    pub room_type_ids: Vec<RoomTypeId>,
    /// The first night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// Only on these days of the week; every day, if absent.
    #[serde(default)]
    pub weekdays: Weekdays,
    /// What becomes of the price; it stays, if absent.
    #[serde(default)]
    pub price: Option<RatePrice>,
    /// What becomes of the rules of sale; those that are not named stay.
    #[serde(default)]
    pub limits: Limits,
}

fn calendar() -> String {
    CALENDAR.to_owned()
}

impl BulkRates {
    /// The change with every field tidied; of each type once.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.room_type_ids.len() > MAX_TYPES {
            let detail = format!("Name at most {MAX_TYPES} room types.");
            errors.add("/room_type_ids", "too_many", detail);
        }
        for (index, id) in self.room_type_ids.iter().enumerate() {
            if self.room_type_ids[..index].contains(id) {
                let detail = "This room type is in the list twice.";
                errors.add(&format!("/room_type_ids/{index}"), "duplicate", detail);
            }
        }
        if let Some(rule) = errors.take("", self.rule(None).validated()) {
            self.name = rule.name;
        }
        errors.into_result(self)
    }

    /// The override of one room type that this comes to.
    #[must_use]
    pub fn rule(&self, room_type_id: Option<RoomTypeId>) -> RateRuleInput {
        RateRuleInput {
            name: self.name.clone(),
            room_type_id,
            from: Some(self.from),
            to: Some(self.to),
            weekdays: self.weekdays,
            date_override: true,
            price: self.price,
            limits: self.limits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_told() {
        let id = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10";
        let bulk: BulkRates = serde_json::from_str(&format!(
            r#"{{"name": "", "from": "2027-03-01", "to": "2027-03-03", "weekdays": 64,
                 "room_type_ids": ["{id}", "{id}"], "price": {{"fixed": 0}},
                 "limits": {{"min_stay": 3, "max_stay": 2}}}}"#
        ))
        .expect("fits");
        let errors = bulk.validated().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            ["/room_type_ids/1", "/name", "/weekdays", "/price/fixed", "/limits/max_stay"]
        );
    }
}
