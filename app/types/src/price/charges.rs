//! Taxes and fees on top of the nights.

use serde::{Deserialize, Serialize};

use super::{WHOLE, share};
use crate::{
    ids::{ChargeRuleId, HotelId},
    money::{Currency, MAX_PRICE, Money},
    validate::FieldErrors,
};

/// What a tax or fee is reckoned by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChargeBasis {
    /// A share of the nights' prices.
    Percent,
    /// For each night of a room.
    PerNight,
    /// For each person and night.
    PerPersonNight,
    /// For each person, once.
    PerPerson,
    /// For each room, once.
    PerStay,
}

impl ChargeBasis {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Percent, Self::PerNight, Self::PerPersonNight, Self::PerPerson, Self::PerStay];

    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::PerNight => "per_night",
            Self::PerPersonNight => "per_person_night",
            Self::PerPerson => "per_person",
            Self::PerStay => "per_stay",
        }
    }
}

impl std::str::FromStr for ChargeBasis {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|basis| basis.as_str() == text).ok_or(())
    }
}

/// What a hotelier says of a tax or fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "ISS", "basis": "percent", "value": 500
})))]
#[serde(deny_unknown_fields)]
pub struct ChargeRuleInput {
    /// What the guest reads on the bill.
    pub name: String,
    /// What it is reckoned by.
    pub basis: ChargeBasis,
    /// Minor units of the hotel's currency; for `percent`, basis points (500 is 5 %).
    pub value: i64,
}

impl ChargeRuleInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.text("/name", &self.name, 1, 80);
        let most = if self.basis == ChargeBasis::Percent { WHOLE } else { MAX_PRICE };
        errors.range("/value", &self.value, &1, &most);
        errors.into_result(Self { name, ..self })
    }
}

/// A tax or fee of a hotel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChargeRule {
    /// Its id.
    pub id: ChargeRuleId,
    /// Whose it is.
    pub hotel_id: HotelId,
    /// What the guest reads on the bill.
    pub name: String,
    /// What it is reckoned by.
    pub basis: ChargeBasis,
    /// Minor units, or basis points for `percent`.
    pub value: i64,
    /// Rises with every change.
    pub version: i32,
}

impl ChargeRule {
    /// What the hotelier said of it, for changing it.
    #[must_use]
    pub fn to_input(&self) -> ChargeRuleInput {
        ChargeRuleInput { name: self.name.clone(), basis: self.basis, value: self.value }
    }
}

/// A change of a tax or fee: fields that are absent stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"value": 300})))]
#[serde(deny_unknown_fields, default)]
pub struct ChargeRulePatch {
    /// See [`ChargeRuleInput::name`].
    pub name: Option<String>,
    /// See [`ChargeRuleInput::basis`]; mind that `value` means something else then.
    pub basis: Option<ChargeBasis>,
    /// See [`ChargeRuleInput::value`].
    pub value: Option<i64>,
}

impl ChargeRulePatch {
    /// `charge` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, charge: ChargeRuleInput) -> ChargeRuleInput {
        ChargeRuleInput {
            name: self.name.unwrap_or(charge.name),
            basis: self.basis.unwrap_or(charge.basis),
            value: self.value.unwrap_or(charge.value),
        }
    }
}

/// A tax or fee on one room's part of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Charge {
    /// What the guest reads on the bill.
    pub name: String,
    /// What it was reckoned by.
    pub basis: ChargeBasis,
    /// What the rule said then: minor units, or basis points for `percent`.
    pub value: i64,
    /// How much, in minor units.
    pub amount: i64,
}

impl Charge {
    /// The charge with its amount in a currency.
    #[must_use]
    pub fn money(&self, currency: Currency) -> Money {
        Money::new(self.amount, currency)
    }
}

/// The taxes and fees of `rules` (name, basis, value) on one room whose nights cost
/// `nights`, for `people`.
#[must_use]
pub fn charges<'a>(
    rules: impl IntoIterator<Item = (&'a str, ChargeBasis, i64)>,
    nights: &[i64],
    people: i16,
) -> Vec<Charge> {
    let count = i64::try_from(nights.len()).unwrap_or(i64::MAX);
    let people = i64::from(people);
    rules
        .into_iter()
        .map(|(name, basis, value)| {
            let amount = match basis {
                ChargeBasis::Percent => share(nights.iter().sum(), value),
                ChargeBasis::PerNight => value * count,
                ChargeBasis::PerPersonNight => value * count * people,
                ChargeBasis::PerPerson => value * people,
                ChargeBasis::PerStay => value,
            };
            Charge { name: name.to_owned(), basis, value, amount }
        })
        .collect()
}
