//! Postal addresses.

use serde::{Deserialize, Serialize};

use crate::{text, validate::FieldErrors};

/// The federative units of Brazil.
pub const STATES: [&str; 27] = [
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE",
    "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
];

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street, without the number.
    pub street: String,
    /// Number in the street, `s/n` if there is none.
    pub number: String,
    /// District or neighbourhood.
    #[serde(default)]
    pub district: String,
    /// City.
    pub city: String,
    /// State; a federative unit's two letters in Brazil.
    pub state: String,
    /// Postal code; `12345-678` in Brazil.
    pub postal_code: String,
    /// ISO 3166-1 alpha-2, `BR` if absent.
    #[serde(default = "brazil")]
    pub country: String,
}

pub(super) fn brazil() -> String {
    "BR".to_owned()
}

impl Address {
    /// The address with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut tidy = Self {
            street: errors.text("/street", &self.street, 1, 120),
            number: errors.text("/number", &self.number, 1, 20),
            district: errors.text("/district", &self.district, 0, 80),
            city: errors.text("/city", &self.city, 1, 80),
            state: errors.text("/state", &self.state, 1, 40).to_uppercase(),
            postal_code: errors.text("/postal_code", &self.postal_code, 1, 16),
            country: self.country.trim().to_uppercase(),
        };
        errors.require(
            tidy.country.len() == 2 && tidy.country.bytes().all(|b| b.is_ascii_uppercase()),
            "/country",
            "invalid",
            "Use a country's two letters, such as BR.",
        );
        if tidy.country == "BR" {
            if !tidy.state.is_empty() && !STATES.contains(&tidy.state.as_str()) {
                errors.add("/state", "invalid", "Use a Brazilian state's two letters.");
            }
            match text::cep(&tidy.postal_code) {
                Some(cep) => tidy.postal_code = cep,
                None if tidy.postal_code.is_empty() => {}
                None => errors.add("/postal_code", "invalid", "Use a CEP such as 01310-100."),
            }
        }
        errors.into_result(tidy)
    }

    /// On one line, for people.
    #[must_use]
    pub fn line(&self) -> String {
        let district =
            if self.district.is_empty() { String::new() } else { format!(", {}", self.district) };
        format!(
            "{}, {}{district}, {} – {}, {}",
            self.street, self.number, self.city, self.state, self.postal_code
        )
    }
}
