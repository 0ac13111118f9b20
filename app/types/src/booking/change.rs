//! Changing and cancelling a booking.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{MAX_ROOMS, request::check_people};
use crate::{
    ids::{RoomId, RoomStayId, RoomTypeId},
    money::Money,
    validate::FieldErrors,
};

/// One room of a booking as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct RoomChange {
    /// Which part of the booking; a further room, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<RoomStayId>,
    /// Any free room of this type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_type_id: Option<RoomTypeId>,
    /// This very room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_id: Option<RoomId>,
    /// How many adults; as before, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adults: Option<i16>,
    /// How many children; as before, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<i16>,
}

/// A change of a booking: what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"check_out": "2027-03-15"})))]
#[serde(deny_unknown_fields, default)]
pub struct BookingPatch {
    /// Date of arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_in: Option<NaiveDate>,
    /// Date of departure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_out: Option<NaiveDate>,
    /// All rooms as they shall be: parts that are not named are cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms: Option<Vec<RoomChange>>,
    /// The guest's wish or remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest_note: Option<String>,
    /// What the client believes the whole booking costs then. If it costs anything
    /// else, nothing is changed and the answer (409) says the price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_total: Option<Money>,
    /// Staff only: ask no fee for nights that are given up.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub waive_fee: bool,
}

impl BookingPatch {
    /// The change with every field tidied. Whether its dates make a stay is known
    /// only together with the booking.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        if let Some(note) = &self.guest_note {
            self.guest_note = Some(errors.text("/guest_note", note, 0, 1000));
        }
        if let Some(rooms) = &self.rooms {
            if rooms.is_empty() || rooms.len() > MAX_ROOMS {
                let detail =
                    format!("A booking has 1 to {MAX_ROOMS} rooms. To give up all, cancel it.");
                errors.add("/rooms", "out_of_range", detail);
            }
            for (index, room) in rooms.iter().enumerate() {
                let pointer = format!("/rooms/{index}");
                if room.room_id.is_some() && room.room_type_id.is_some() {
                    errors.add(&pointer, "invalid", "Give either room_type_id or room_id.");
                }
                if room.id.is_none() {
                    if room.room_id.is_none() && room.room_type_id.is_none() {
                        errors.add(&pointer, "required", "Give either room_type_id or room_id.");
                    }
                    if room.adults.is_none() {
                        errors.add(
                            &format!("{pointer}/adults"),
                            "required",
                            "Say how many adults.",
                        );
                    }
                }
                check_people(
                    &mut errors,
                    index,
                    room.adults.unwrap_or(1),
                    room.children.unwrap_or_default(),
                );
                let earlier = rooms[..index].iter();
                if room.id.is_some() && earlier.clone().any(|other| other.id == room.id) {
                    errors.add(&format!("{pointer}/id"), "duplicate", "This part is named twice.");
                }
                if room.room_id.is_some() && earlier.clone().any(|r| r.room_id == room.room_id) {
                    let detail = "This room is in the list twice.";
                    errors.add(&format!("{pointer}/room_id"), "duplicate", detail);
                }
            }
        }
        errors.into_result(self)
    }
}

/// What becomes of a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NightChange {
    /// It stays at its price.
    Kept,
    /// It is new, at the price of today.
    Added,
    /// It is given up.
    Removed,
    /// It stays, at another price: another type of room or other people.
    Repriced,
}

/// A night of a changed booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedNight {
    /// The night that begins on this date.
    pub date: NaiveDate,
    /// In which room.
    pub room: String,
    /// What becomes of it.
    pub change: NightChange,
    /// What it costs; for a removed one, what it cost.
    pub price: Money,
}

/// What a change would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePreview {
    /// Each night, in the order of rooms and dates.
    pub nights: Vec<ChangedNight>,
    /// What the booking would cost in all.
    pub total: Money,
    /// How much more than now; negative if less.
    pub difference: Money,
    /// What is owed for nights that are given up; part of the total.
    pub fee: Money,
}

/// Calling a booking off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"reason": "A change of plans"})))]
#[serde(deny_unknown_fields, default)]
pub struct CancelRequest {
    /// Only these parts; the whole booking, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms: Option<Vec<RoomStayId>>,
    /// Why; shown to both sides.
    pub reason: String,
    /// What the client believes it costs. If it costs anything else, nothing is
    /// cancelled and the answer (409) says the fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_fee: Option<Money>,
}

impl CancelRequest {
    /// The request with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        self.reason = errors.text("/reason", &self.reason, 0, 500);
        if let Some(rooms) = &self.rooms {
            errors.require(!rooms.is_empty(), "/rooms", "required", "Say which rooms.");
        }
        errors.into_result(self)
    }
}
