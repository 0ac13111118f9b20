//! What became of a booking.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{BookingSource, BookingState};
use crate::{
    Stay,
    ids::{AccountId, BookingId, HotelId, RoomId, RoomStayId, RoomTypeId},
    money::Money,
    policy::CancellationPolicy,
    price::Charge,
    validate::FieldErrors,
};

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
    /// Date of arrival of this part.
    pub check_in: NaiveDate,
    /// Date of departure of this part.
    pub check_out: NaiveDate,
    /// Whether the guest asked for this very room.
    pub pinned: bool,
    /// Each night's price.
    pub nights: Vec<Night>,
    /// Taxes and fees on this part.
    pub charges: Vec<Charge>,
    /// Owed for cancelling it or leaving early.
    pub fee: Money,
}

/// Who booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingGuest {
    /// The guest's account; absent for guests of the desk.
    pub id: Option<AccountId>,
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
    /// How it came.
    pub source: BookingSource,
    /// The part of the total that is taxes and fees.
    pub taxes: Money,
    /// The part of the total that is owed for cancelling or leaving early.
    pub fee: Money,
    /// What it costs in all: nights, taxes and fees of what was not cancelled, and the fee.
    pub total: Money,
    /// What cancelling costs, as it was agreed.
    pub cancellation_policy: CancellationPolicy,
    /// Until when cancelling is free; absent if it never or always is.
    pub free_cancellation_until: Option<DateTime<Utc>>,
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
    /// The name of who did it, unless it was the system.
    pub actor_name: Option<String>,
    /// Why, where a reason was given.
    pub reason: String,
    /// What changed.
    pub data: serde_json::Value,
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
    /// Of a hotel's bookings, those with this code, or whose guest's name, address or
    /// telephone number has this in it.
    #[serde(default)]
    pub q: Option<String>,
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

/// A note of the staff's on a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingNote {
    /// Who wrote it.
    pub author: String,
    /// What.
    pub text: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Nights on which a room is not sold, for maintenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Block {
    /// Its id.
    pub id: RoomStayId,
    /// Which room.
    pub room_id: RoomId,
    /// First night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A block to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "from": "2027-03-10", "to": "2027-03-12", "reason": "New carpet"
})))]
#[serde(deny_unknown_fields)]
pub struct NewBlock {
    /// First night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl NewBlock {
    /// The block's nights and its reason, tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<(Stay, String), FieldErrors> {
        let mut errors = FieldErrors::new();
        let reason = errors.text("/reason", &self.reason, 0, 200);
        let stay = Stay::new(self.from, self.to).map_err(|mut part| {
            for error in &mut part.0 {
                error.pointer =
                    error.pointer.replace("check_in", "from").replace("check_out", "to");
            }
            part
        });
        match errors.take("", stay) {
            Some(stay) => errors.into_result((stay, reason)),
            None => Err(errors),
        }
    }
}
