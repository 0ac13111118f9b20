//! One's own account and bookings.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use types::{
    FieldErrors, Money,
    booking::{Booking, BookingPatch, RoomChange},
    profile::ProfilePatch,
    review::{ReviewInput, Scores},
};

use crate::format;

/// The form of personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::profile::ProfilePatch`")]
pub struct AccountForm {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub phone: Option<String>,
    pub birth_date: Option<String>,
    pub locale: Option<String>,
}

impl AccountForm {
    /// The change, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(self) -> Result<ProfilePatch, FieldErrors> {
        let mut errors = FieldErrors::new();
        let born = self.birth_date.unwrap_or_default();
        let birth_date = super::date(&mut errors, "/birth_date", &born);
        errors.into_result(ProfilePatch {
            first_name: self.first_name,
            last_name: self.last_name,
            phone: self.phone,
            birth_date,
            locale: self.locale,
            ..ProfilePatch::default()
        })
    }
}

/// How a booking shall be, as the address has it; what is empty stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::booking::BookingPatch`")]
pub struct EditQuery {
    pub check_in: String,
    pub check_out: String,
    pub adults: String,
    pub children: String,
}

impl From<&ParamsMap> for EditQuery {
    fn from(map: &ParamsMap) -> Self {
        let get = |name| map.get(name).unwrap_or_default();
        Self {
            check_in: get("check_in"),
            check_out: get("check_out"),
            adults: get("adults"),
            children: get("children"),
        }
    }
}

impl EditQuery {
    /// Whether anything is asked.
    #[must_use]
    pub fn asks(&self) -> bool {
        *self != Self::default()
    }

    /// With the booking's own in place of what is empty.
    #[must_use]
    pub fn or(self, booking: &Booking) -> Self {
        let some = |text: String, otherwise: String| if text.is_empty() { otherwise } else { text };
        let room = booking.rooms.first();
        Self {
            check_in: some(self.check_in, format::iso(booking.check_in)),
            check_out: some(self.check_out, format::iso(booking.check_out)),
            adults: some(self.adults, room.map(|room| room.adults.to_string()).unwrap_or_default()),
            children: some(
                self.children,
                room.map(|room| room.children.to_string()).unwrap_or_default(),
            ),
        }
    }

    /// The change of that booking, if every field can be read. How many people come is
    /// asked only where there is one room.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self, booking: &Booking) -> Result<BookingPatch, FieldErrors> {
        let mut errors = FieldErrors::new();
        let check_in = super::date(&mut errors, "/check_in", &self.check_in);
        let check_out = super::date(&mut errors, "/check_out", &self.check_out);
        let adults = super::number::<i16>(&mut errors, "/adults", &self.adults);
        let children = super::number::<i16>(&mut errors, "/children", &self.children);
        let rooms = match booking.rooms.as_slice() {
            [room] if adults.is_some() || children.is_some() => Some(vec![RoomChange {
                id: Some(room.id),
                adults,
                children,
                ..RoomChange::default()
            }]),
            _ => None,
        };
        errors.into_result(BookingPatch { check_in, check_out, rooms, ..BookingPatch::default() })
    }
}

/// The form that changes a booking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::booking::BookingPatch`")]
pub struct EditForm {
    pub id: String,
    pub version: String,
    pub check_in: String,
    pub check_out: String,
    pub adults: String,
    pub children: String,
    pub guest_note: String,
    /// In minor units.
    pub expected_total: String,
    pub currency: String,
}

impl EditForm {
    /// The change, and of which version of the booking.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self, booking: &Booking) -> Result<(BookingPatch, i32), FieldErrors> {
        let query = EditQuery {
            check_in: self.check_in.clone(),
            check_out: self.check_out.clone(),
            adults: self.adults.clone(),
            children: self.children.clone(),
        };
        let mut errors = FieldErrors::new();
        let currency = super::chosen(&mut errors, "/currency", &self.currency);
        let total: Option<i64> =
            super::chosen(&mut errors, "/expected_total", &self.expected_total);
        let version = super::chosen(&mut errors, "/version", &self.version).unwrap_or_default();
        let patch = errors.take("", query.read(booking)).unwrap_or_default();
        let patch = BookingPatch {
            guest_note: Some(self.guest_note.clone()),
            expected_total: total
                .zip(currency)
                .map(|(total, currency)| Money::new(total, currency)),
            ..patch
        };
        errors.into_result((patch, version))
    }
}

/// The form that says how a stay was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::review::ReviewInput`")]
pub struct ReviewForm {
    /// Which booking.
    pub id: String,
    /// `yes`, if there is a review to be changed.
    pub change: String,
    pub overall: String,
    pub cleanliness: String,
    pub comfort: String,
    pub location: String,
    pub staff: String,
    pub value: String,
    pub title: String,
    pub text: String,
}

impl ReviewForm {
    /// The review, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self) -> Result<ReviewInput, FieldErrors> {
        let mut errors = FieldErrors::new();
        let overall = super::chosen(&mut errors, "/scores/overall", &self.overall);
        let mut score = |name: &str, text: &str| super::number(&mut errors, name, text);
        let scores = Scores {
            overall: overall.unwrap_or_default(),
            cleanliness: score("/cleanliness", &self.cleanliness),
            comfort: score("/comfort", &self.comfort),
            location: score("/location", &self.location),
            staff: score("/staff", &self.staff),
            value: score("/value", &self.value),
        };
        let title = Some(self.title.clone());
        let input = ReviewInput { scores, title, text: self.text.clone() };
        errors.into_result(input)
    }
}
