//! Bookings: asking for one, and what became of it.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AccountId, BookingId, HotelId, RoomId, RoomStayId, RoomTypeId},
    money::Money,
    stay::Stay,
    validate::FieldErrors,
};

/// The most rooms of one booking.
pub const MAX_ROOMS: usize = 10;

/// Where a booking, or one room's part of it, is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingState {
    /// Kept for a short time while the guest decides.
    Held,
    /// Agreed.
    Confirmed,
    /// The guest is in the house.
    CheckedIn,
    /// The stay is over.
    Completed,
    /// Called off.
    Cancelled,
    /// The guest never came.
    NoShow,
    /// Held, and never confirmed in time.
    Expired,
}

impl BookingState {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Confirmed,
        Self::CheckedIn,
        Self::Completed,
        Self::Cancelled,
        Self::NoShow,
        Self::Expired,
    ];

    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Confirmed => "confirmed",
            Self::CheckedIn => "checked_in",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::NoShow => "no_show",
            Self::Expired => "expired",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Held => "On hold",
            Self::Confirmed => "Confirmed",
            Self::CheckedIn => "Checked in",
            Self::Completed => "Completed",
            Self::Cancelled => "Cancelled",
            Self::NoShow => "No-show",
            Self::Expired => "Expired",
        }
    }

    /// Whether the room is taken in this state.
    #[must_use]
    pub fn occupies(self) -> bool {
        matches!(self, Self::Held | Self::Confirmed | Self::CheckedIn)
    }

    /// Whether the life of a booking can go from this state to `next`. Undoing,
    /// which staff may do with a reason, is not counted here.
    #[must_use]
    pub fn can_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Held, Self::Confirmed | Self::Expired | Self::Cancelled)
                | (Self::Confirmed, Self::CheckedIn | Self::Cancelled | Self::NoShow)
                // The finalizer completes stays that nobody checked in at the desk.
                | (Self::Confirmed | Self::CheckedIn, Self::Completed)
        )
    }
}

impl FromStr for BookingState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

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
            errors.range(&format!("/rooms/{index}/adults"), &room.adults, &1, &20);
            errors.range(&format!("/rooms/{index}/children"), &room.children, &0, &20);
            let earlier = self.rooms[..index].iter();
            if room.room_id.is_some() && earlier.clone().any(|r| r.room_id == room.room_id) {
                let pointer = format!("/rooms/{index}/room_id");
                errors.add(&pointer, "duplicate", "This room is in the list twice.");
            }
        }
        self.guest_note = errors.text("/guest_note", &self.guest_note, 0, 1000);
        match stay {
            Some(stay) => errors.into_result((self, stay)),
            None => Err(errors),
        }
    }
}

/// One night's price, as it was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Night {
    /// The night that begins on this date.
    pub date: NaiveDate,
    /// What it costs.
    pub price: Money,
}

/// One room's part of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookedRoom {
    /// The part's id.
    pub id: RoomStayId,
    /// Which room.
    pub room_id: RoomId,
    /// What is on its door.
    pub room_number: String,
    /// Which type.
    pub room_type_id: RoomTypeId,
    /// That type's name.
    pub room_type_name: String,
    /// Where this part is in its life.
    pub state: BookingState,
    /// How many adults.
    pub adults: i16,
    /// How many children.
    pub children: i16,
    /// Each night's price.
    pub nights: Vec<Night>,
}

/// Who booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingGuest {
    /// The guest's account.
    pub id: AccountId,
    /// Full name.
    pub name: String,
    /// Where to write to.
    pub email: String,
    /// In E.164 form.
    pub phone: String,
}

/// A reservation of one or more rooms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// Its id.
    pub id: BookingId,
    /// A short code to read out at the desk.
    pub code: String,
    /// Where it is in its life.
    pub state: BookingState,
    /// Rises with every change; the `ETag` is made of it.
    pub version: i32,
    /// Where.
    pub hotel_id: HotelId,
    /// That hotel's name.
    pub hotel_name: String,
    /// Its place in addresses of pages.
    pub hotel_slug: String,
    /// Its IANA time zone, which all dates are local to.
    pub time_zone: String,
    /// Date of arrival.
    pub check_in: NaiveDate,
    /// Date of departure.
    pub check_out: NaiveDate,
    /// How many nights.
    pub nights: i64,
    /// The rooms.
    pub rooms: Vec<BookedRoom>,
    /// Who booked.
    pub guest: BookingGuest,
    /// The guest's wish or remark.
    pub guest_note: String,
    /// The part of the total that is taxes and fees.
    pub taxes: Money,
    /// What it costs in all.
    pub total: Money,
    /// Until when a held booking is kept.
    pub hold_until: Option<DateTime<Utc>>,
    /// When the stay begins: check-in time on the day of arrival.
    pub starts_at: DateTime<Utc>,
    /// When the stay ends: check-out time on the day of departure.
    pub ends_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Something that happened to a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingEvent {
    /// What: `confirmed`, `completed`, …
    pub kind: String,
    /// The booking's version after it.
    pub version: i32,
    /// Who did it: `guest`, `hotelier`, `admin` or `system`.
    pub actor: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Which bookings are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BookingFilter {
    /// Only those in this state.
    #[serde(default)]
    pub state: Option<BookingState>,
    /// Only those with a night on or after this date.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Only those with a night before this date.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// A room at this moment, for the front desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoomOccupancy {
    /// Which room.
    pub room_id: RoomId,
    /// What is on its door.
    pub room_number: String,
    /// Its type's name.
    pub room_type_name: String,
    /// `free`, `occupied`, `arriving`, `departing`, `blocked` or `out_of_service`.
    pub status: String,
    /// Whose booking takes it, if any does.
    pub booking_id: Option<BookingId>,
    /// That booking's code.
    pub booking_code: Option<String>,
    /// That booking's guest.
    pub guest_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn request() -> NewBooking {
        let date = |day| NaiveDate::from_ymd_opt(2027, 3, day).expect("a date");
        NewBooking {
            hotel_id: HotelId(Uuid::nil()),
            check_in: date(10),
            check_out: date(13),
            rooms: vec![RoomRequest {
                room_type_id: Some(RoomTypeId(Uuid::nil())),
                room_id: None,
                adults: 2,
                children: 0,
            }],
            guest_note: "  late arrival ".into(),
            expected_total: None,
        }
    }

    #[test]
    fn a_good_request_is_tidied() {
        let (request, stay) = request().validated().expect("valid");
        assert_eq!((request.guest_note.as_str(), stay.nights()), ("late arrival", 3));
    }

    #[test]
    fn all_wrong_fields_are_reported_at_once() {
        let mut bad = request();
        bad.check_out = bad.check_in;
        let room = RoomId(Uuid::nil());
        bad.rooms = vec![
            RoomRequest { room_type_id: None, room_id: Some(room), adults: 0, children: -1 },
            RoomRequest { room_type_id: None, room_id: Some(room), adults: 1, children: 0 },
            RoomRequest { room_type_id: None, room_id: None, adults: 1, children: 0 },
        ];
        let errors = bad.validated().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            ["/check_out", "/rooms/0/adults", "/rooms/0/children", "/rooms/1/room_id", "/rooms/2"]
        );
    }

    #[test]
    fn finished_bookings_stay_finished() {
        use BookingState::{Cancelled, Completed, Expired, NoShow};
        for from in [Completed, Cancelled, NoShow, Expired] {
            assert!(BookingState::ALL.into_iter().all(|to| !from.can_become(to)), "{from:?}");
            assert!(!from.occupies());
        }
    }
}
