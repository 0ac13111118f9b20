//! Asking for a booking.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::BookingSource;
use crate::{
    account::{LOCALES, checked_email},
    ids::{HotelId, RoomId, RoomTypeId},
    money::Money,
    stay::Stay,
    validate::FieldErrors,
};

/// The most rooms of one booking.
pub const MAX_ROOMS: usize = 10;

/// One room of a booking to be made: of a type, or one particular room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoomRequest {
    /// Any free room of this type; or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_type_id: Option<RoomTypeId>,
    /// this very room. One of the two is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_id: Option<RoomId>,
    /// How many adults, at least 1.
    pub adults: i16,
    /// How many children.
    #[serde(default)]
    pub children: i16,
}

/// A booking to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "hotel_id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b00", "check_in": "2027-03-10",
    "check_out": "2027-03-13",
    "rooms": [{"room_type_id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10", "adults": 2}]
})))]
#[serde(deny_unknown_fields)]
pub struct NewBooking {
    /// Where.
    pub hotel_id: HotelId,
    /// Date of arrival, local to the hotel.
    pub check_in: NaiveDate,
    /// Date of departure, local to the hotel.
    pub check_out: NaiveDate,
    /// 1 to 10 rooms, all or none.
    pub rooms: Vec<RoomRequest>,
    /// A wish or remark for the hotel.
    #[serde(default)]
    pub guest_note: String,
    /// What the client believes it costs. If it costs anything else, nothing is
    /// booked and the answer (409) says the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_total: Option<Money>,
    /// Only keep the rooms for a quarter of an hour, to be confirmed or let go.
    #[serde(default)]
    pub hold: bool,
    /// A promotion code of the hotel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion_code: Option<String>,
}

impl NewBooking {
    /// The request with every field tidied, and its dates.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self) -> Result<(Self, Stay), FieldErrors> {
        let mut errors = FieldErrors::new();
        let stay = errors.take("", Stay::new(self.check_in, self.check_out));
        if self.rooms.is_empty() || self.rooms.len() > MAX_ROOMS {
            errors.add("/rooms", "out_of_range", format!("Book 1 to {MAX_ROOMS} rooms at a time."));
        }
        for (index, room) in self.rooms.iter().enumerate() {
            if room.room_type_id.is_some() == room.room_id.is_some() {
                let pointer = format!("/rooms/{index}");
                errors.add(&pointer, "invalid", "Give either room_type_id or room_id.");
            }
            check_people(&mut errors, index, room.adults, room.children);
            let earlier = self.rooms[..index].iter();
            if room.room_id.is_some() && earlier.clone().any(|r| r.room_id == room.room_id) {
                let pointer = format!("/rooms/{index}/room_id");
                errors.add(&pointer, "duplicate", "This room is in the list twice.");
            }
        }
        self.guest_note = errors.text("/guest_note", &self.guest_note, 0, 1000);
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

pub(super) fn check_people(errors: &mut FieldErrors, index: usize, adults: i16, children: i16) {
    errors.range(&format!("/rooms/{index}/adults"), &adults, &1, &20);
    errors.range(&format!("/rooms/{index}/children"), &children, &0, &20);
}

/// A guest at the desk or on the telephone, who needs no account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskGuest {
    /// Full name.
    pub name: String,
    /// Where letters go; none are sent without it.
    #[serde(default)]
    pub email: String,
    /// With the country's code.
    #[serde(default)]
    pub phone: String,
    /// The language of letters; Portuguese if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// A booking that a hotelier makes for a guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDeskBooking {
    /// Where, when, and which rooms.
    pub booking: NewBooking,
    /// For whom.
    pub guest: DeskGuest,
    /// `desk` for a guest who stands there, `phone` for one who called.
    pub source: BookingSource,
    /// Sell it though a rule of sale (not a taken room) forbids it.
    #[serde(default)]
    pub ignore_limits: bool,
}

impl NewDeskBooking {
    /// The request with every field tidied, and its dates.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self) -> Result<(Self, Stay), FieldErrors> {
        let mut errors = FieldErrors::new();
        let booking = errors.take("/booking", self.booking.clone().validated());
        self.guest.name = errors.text("/guest/name", &self.guest.name, 1, 160);
        if self.guest.email.trim().is_empty() {
            self.guest.email = String::new();
        } else {
            let mut own = FieldErrors::new();
            self.guest.email = checked_email(&mut own, &self.guest.email);
            errors.nest("/guest", own);
        }
        self.guest.phone = errors.text("/guest/phone", &self.guest.phone, 0, 32);
        if let Some(locale) = &self.guest.locale {
            errors.require(
                LOCALES.contains(&locale.as_str()),
                "/guest/locale",
                "invalid",
                "Use pt-BR, en or es.",
            );
        }
        errors.require(
            matches!(self.source, BookingSource::Desk | BookingSource::Phone),
            "/source",
            "invalid",
            "Use desk or phone.",
        );
        match booking {
            Some((booking, stay)) => errors.into_result((Self { booking, ..self }, stay)),
            None => Err(errors),
        }
    }
}
