//! The kinds of room that a hotel sells.

use serde::{Deserialize, Serialize};

use super::{Photo, check_price, checked_amenities};
use crate::{
    ids::{HotelId, RoomTypeId},
    money::{Currency, MAX_PRICE, Money},
    validate::FieldErrors,
};

/// The kind of a room type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    /// For one.
    Single,
    /// For two.
    Double,
    /// For three.
    Triple,
    /// For four.
    Quadruple,
    /// With a sitting room.
    Suite,
    /// Beds sold one by one or to a group.
    Dormitory,
    /// Anything else.
    Other,
}

impl RoomKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Single,
        Self::Double,
        Self::Triple,
        Self::Quadruple,
        Self::Suite,
        Self::Dormitory,
        Self::Other,
    ];

    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Double => "double",
            Self::Triple => "triple",
            Self::Quadruple => "quadruple",
            Self::Suite => "suite",
            Self::Dormitory => "dormitory",
            Self::Other => "other",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Single => "Single",
            Self::Double => "Double",
            Self::Triple => "Triple",
            Self::Quadruple => "Quadruple",
            Self::Suite => "Suite",
            Self::Dormitory => "Dormitory",
            Self::Other => "Other",
        }
    }
}

impl std::str::FromStr for RoomKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// What a hotelier says of a room type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Double with balcony", "kind": "double", "capacity": 2, "beds": "1 queen bed",
    "base_price": {"amount": 32000, "currency": "BRL"}, "amenities": ["balcony"]
})))]
#[serde(deny_unknown_fields)]
pub struct RoomTypeInput {
    /// Its name, unique in the hotel.
    pub name: String,
    /// Which kind.
    pub kind: RoomKind,
    /// How many people, 1 to 20.
    pub capacity: i16,
    /// The beds, in words.
    #[serde(default)]
    pub beds: String,
    /// What a night costs, in the hotel's currency.
    pub base_price: Money,
    /// How many people that is for, 1 to 20; all who fit, if absent.
    #[serde(default = "everybody")]
    pub included: i16,
    /// What each further adult pays per night, in minor units; nothing, if absent.
    #[serde(default)]
    pub extra_adult: i64,
    /// What each further child pays per night, in minor units; nothing, if absent.
    #[serde(default)]
    pub extra_child: i64,
    /// What guests should know.
    #[serde(default)]
    pub description: String,
    /// Codes out of a fixed list.
    #[serde(default)]
    pub amenities: Vec<String>,
}

/// [`RoomTypeInput::included`] when the price is for as many as fit.
pub const EVERYBODY: i16 = 20;

fn everybody() -> i16 {
    EVERYBODY
}

impl RoomTypeInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self, currency: Currency) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.text("/name", &self.name, 1, 80);
        errors.range("/capacity", &self.capacity, &1, &20);
        let beds = errors.text("/beds", &self.beds, 0, 120);
        check_price(&mut errors, "/base_price", self.base_price, currency);
        errors.range("/included", &self.included, &1, &EVERYBODY);
        errors.range("/extra_adult", &self.extra_adult, &0, &MAX_PRICE);
        errors.range("/extra_child", &self.extra_child, &0, &MAX_PRICE);
        let description = errors.text("/description", &self.description, 0, 2000);
        let amenities = checked_amenities(&mut errors, &self.amenities);
        errors.into_result(Self { name, beds, description, amenities, ..self })
    }
}

/// A change of a room type: fields that are absent stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"capacity": 3})))]
#[serde(deny_unknown_fields, default)]
pub struct RoomTypePatch {
    /// See [`RoomTypeInput::name`].
    pub name: Option<String>,
    /// See [`RoomTypeInput::kind`].
    pub kind: Option<RoomKind>,
    /// See [`RoomTypeInput::capacity`].
    pub capacity: Option<i16>,
    /// See [`RoomTypeInput::beds`].
    pub beds: Option<String>,
    /// See [`RoomTypeInput::base_price`]; bookings already made keep theirs.
    pub base_price: Option<Money>,
    /// See [`RoomTypeInput::included`].
    pub included: Option<i16>,
    /// See [`RoomTypeInput::extra_adult`].
    pub extra_adult: Option<i64>,
    /// See [`RoomTypeInput::extra_child`].
    pub extra_child: Option<i64>,
    /// See [`RoomTypeInput::description`].
    pub description: Option<String>,
    /// The whole list.
    pub amenities: Option<Vec<String>>,
}

impl RoomTypePatch {
    /// `room_type` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, room_type: RoomTypeInput) -> RoomTypeInput {
        RoomTypeInput {
            name: self.name.unwrap_or(room_type.name),
            kind: self.kind.unwrap_or(room_type.kind),
            capacity: self.capacity.unwrap_or(room_type.capacity),
            beds: self.beds.unwrap_or(room_type.beds),
            base_price: self.base_price.unwrap_or(room_type.base_price),
            included: self.included.unwrap_or(room_type.included),
            extra_adult: self.extra_adult.unwrap_or(room_type.extra_adult),
            extra_child: self.extra_child.unwrap_or(room_type.extra_child),
            description: self.description.unwrap_or(room_type.description),
            amenities: self.amenities.unwrap_or(room_type.amenities),
        }
    }
}

/// A kind of room that a hotel sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoomType {
    /// Its id.
    pub id: RoomTypeId,
    /// Whose it is.
    pub hotel_id: HotelId,
    /// Its name.
    pub name: String,
    /// Which kind.
    pub kind: RoomKind,
    /// How many people.
    pub capacity: i16,
    /// The beds, in words.
    pub beds: String,
    /// What a night costs.
    pub base_price: Money,
    /// How many people that is for.
    pub included: i16,
    /// What each further adult pays per night, in minor units.
    pub extra_adult: i64,
    /// What each further child pays per night, in minor units.
    pub extra_child: i64,
    /// What guests should know.
    pub description: String,
    /// Codes of amenities.
    pub amenities: Vec<String>,
    /// Photographs, the best first.
    pub photos: Vec<Photo>,
    /// How many rooms of it there are.
    pub room_count: i64,
    /// Rises with every change.
    pub version: i32,
}

impl RoomType {
    /// What the hotelier said of it, for changing it.
    #[must_use]
    pub fn to_input(&self) -> RoomTypeInput {
        RoomTypeInput {
            name: self.name.clone(),
            kind: self.kind,
            capacity: self.capacity,
            beds: self.beds.clone(),
            base_price: self.base_price,
            included: self.included,
            extra_adult: self.extra_adult,
            extra_child: self.extra_child,
            description: self.description.clone(),
            amenities: self.amenities.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_in_the_hotels_currency_and_positive() {
        let input = RoomTypeInput {
            name: "Double".into(),
            kind: RoomKind::Double,
            capacity: 2,
            beds: String::new(),
            base_price: Money::new(0, Currency::Usd),
            included: 0,
            extra_adult: -1,
            extra_child: MAX_PRICE + 1,
            description: String::new(),
            amenities: vec![],
        };
        let errors = input.validated(Currency::Brl).expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/base_price/currency",
                "/base_price/amount",
                "/included",
                "/extra_adult",
                "/extra_child"
            ]
        );
    }

    #[test]
    fn what_was_sent_before_supplements_existed_is_still_good() {
        let old = r#"{"name": "Double", "kind": "double", "capacity": 2,
                      "base_price": {"amount": 32000, "currency": "BRL"}}"#;
        let input: RoomTypeInput = serde_json::from_str(old).expect("fits");
        assert_eq!((input.included, input.extra_adult, input.extra_child), (20, 0, 0));
    }
}
