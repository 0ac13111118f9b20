//! Physical rooms.

use serde::{Deserialize, Serialize};

use super::check_price;
use crate::{
    ids::{HotelId, RoomId, RoomTypeId},
    money::{Currency, Money},
    patch::present,
    validate::FieldErrors,
};

/// Whether a room can be sold at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoomStatus {
    /// On sale.
    Active,
    /// Taken off sale by the hotel.
    OutOfService,
}

impl RoomStatus {
    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::OutOfService => "out_of_service",
        }
    }
}

impl std::str::FromStr for RoomStatus {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Active, Self::OutOfService]
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(())
    }
}

/// What a hotelier says of a physical room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoomInput {
    /// What is on its door, unique in the hotel.
    pub number: String,
    /// Which type it is.
    pub room_type_id: RoomTypeId,
    /// Where it is.
    #[serde(default)]
    pub floor: String,
    /// What is particular about it.
    #[serde(default)]
    pub description: String,
    /// Its own price per night, instead of the type's.
    #[serde(default)]
    pub price: Option<Money>,
    /// Whether it can be sold; `active` if absent.
    #[serde(default = "active")]
    pub status: RoomStatus,
}

fn active() -> RoomStatus {
    RoomStatus::Active
}

impl RoomInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self, currency: Currency) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let number = errors.text("/number", &self.number, 1, 16);
        let floor = errors.text("/floor", &self.floor, 0, 16);
        let description = errors.text("/description", &self.description, 0, 2000);
        if let Some(price) = self.price {
            check_price(&mut errors, "/price", price, currency);
        }
        errors.into_result(Self { number, floor, description, ..self })
    }
}

/// Rooms to be made, all or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "rooms": [{"number": "101", "room_type_id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10", "floor": "1"}]
})))]
#[serde(deny_unknown_fields)]
pub struct NewRooms {
    /// 1 to 200 rooms.
    pub rooms: Vec<RoomInput>,
}

/// A change of a room: fields that are absent stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"status": "out_of_service"})))]
#[serde(deny_unknown_fields, default)]
pub struct RoomPatch {
    /// See [`RoomInput::number`].
    pub number: Option<String>,
    /// See [`RoomInput::room_type_id`].
    pub room_type_id: Option<RoomTypeId>,
    /// See [`RoomInput::floor`].
    pub floor: Option<String>,
    /// See [`RoomInput::description`].
    pub description: Option<String>,
    /// A price of its own; `null` goes back to the type's, absent leaves it.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub price: Option<Option<Money>>,
    /// See [`RoomInput::status`].
    pub status: Option<RoomStatus>,
}

impl RoomPatch {
    /// `room` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, room: RoomInput) -> RoomInput {
        RoomInput {
            number: self.number.unwrap_or(room.number),
            room_type_id: self.room_type_id.unwrap_or(room.room_type_id),
            floor: self.floor.unwrap_or(room.floor),
            description: self.description.unwrap_or(room.description),
            price: self.price.unwrap_or(room.price),
            status: self.status.unwrap_or(room.status),
        }
    }
}

/// A physical room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// Whose it is.
    pub hotel_id: HotelId,
    /// Which type it is.
    pub room_type_id: RoomTypeId,
    /// That type's name.
    pub room_type_name: String,
    /// What is on its door.
    pub number: String,
    /// Where it is.
    pub floor: String,
    /// What is particular about it.
    pub description: String,
    /// Its own price per night, if it has one.
    pub price: Option<Money>,
    /// Whether it can be sold.
    pub status: RoomStatus,
    /// Whether it is on sale and nobody has it for tonight.
    pub available: bool,
    /// Rises with every change.
    pub version: i32,
}

impl Room {
    /// What the hotelier said of it, for changing it.
    #[must_use]
    pub fn to_input(&self) -> RoomInput {
        RoomInput {
            number: self.number.clone(),
            room_type_id: self.room_type_id,
            floor: self.floor.clone(),
            description: self.description.clone(),
            price: self.price,
            status: self.status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_tells_null_from_absent() {
        let absent: RoomPatch = serde_json::from_str("{}").expect("fits");
        let null: RoomPatch = serde_json::from_str(r#"{"price": null}"#).expect("fits");
        assert_eq!((absent.price, null.price), (None, Some(None)));
        assert!(serde_json::from_str::<RoomPatch>(r#"{"owner_id": 1}"#).is_err());
    }
}
