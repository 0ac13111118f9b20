//! Looking through rate rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rule::sane;
use crate::{ids::RoomTypeId, validate::FieldErrors};

/// Which rules of a hotel are wanted. All, if nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateRuleFilter {
    /// Those for this room type, and those for all.
    #[serde(default)]
    pub room_type_id: Option<RoomTypeId>,
    /// Those that can say something of a night on or after this date.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Those that can say something of a night before this date.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

impl RateRuleFilter {
    /// The filter, if its dates are some that a hotel has to do with.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        for (pointer, date) in [("/from", self.from), ("/to", self.to)] {
            let detail = "Choose a date in a year from 1990 to 2200.";
            errors.require(date.is_none_or(sane), pointer, "out_of_range", detail);
        }
        errors.into_result(self)
    }
}
