//! What the steps in the life of a booking ask for.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BookingSource, DeskGuest, NewBooking, NewDeskBooking, RoomRequest};
use crate::{
    ids::{HotelId, RoomStayId},
    money::Money,
};

/// A booking that a hotelier makes for a guest at one of their hotels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "check_in": "2027-03-10", "check_out": "2027-03-13", "source": "phone",
    "rooms": [{"room_type_id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10", "adults": 2}],
    "guest": {"name": "Ana Lima", "email": "ana@example.com", "phone": "+5511987654321"}
})))]
#[serde(deny_unknown_fields)]
pub struct DeskBooking {
    /// Date of arrival, local to the hotel.
    pub check_in: NaiveDate,
    /// Date of departure, local to the hotel.
    pub check_out: NaiveDate,
    /// 1 to 10 rooms, all or none.
    pub rooms: Vec<RoomRequest>,
    /// For whom.
    pub guest: DeskGuest,
    /// `desk` for a guest who stands there, `phone` for one who called.
    pub source: BookingSource,
    /// A wish or remark.
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
    /// Sell it though a rule of sale (not a taken room) forbids it.
    #[serde(default)]
    pub ignore_limits: bool,
}

impl DeskBooking {
    /// The same at a hotel. What is wrong with its fields is then said below `/booking`.
    #[must_use]
    pub fn at(self, hotel_id: HotelId) -> NewDeskBooking {
        NewDeskBooking {
            booking: NewBooking {
                hotel_id,
                check_in: self.check_in,
                check_out: self.check_out,
                rooms: self.rooms,
                guest_note: self.guest_note,
                expected_total: self.expected_total,
                hold: self.hold,
                promotion_code: self.promotion_code,
            },
            guest: self.guest,
            source: self.source,
            ignore_limits: self.ignore_limits,
        }
    }
}

/// Ending a stay at the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"fee": 0})))]
#[serde(deny_unknown_fields, default)]
pub struct CheckOutRequest {
    /// What the guest owes for nights given up, in minor units; nothing, if absent.
    pub fee: i64,
}

/// Taking a step back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"reason": "Wrong guest"})))]
#[serde(deny_unknown_fields)]
pub struct UndoRequest {
    /// Why.
    pub reason: String,
}

/// Asking what cancelling would cost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({})))]
#[serde(deny_unknown_fields, default)]
pub struct CancelPreviewRequest {
    /// Only these parts; the whole booking, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms: Option<Vec<RoomStayId>>,
}

/// What cancelling would cost at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelPreview {
    /// The fee; to be sent as `expected_fee`.
    pub fee: Money,
}

/// A note of the staff's to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"text": "Arrives late, by bus"})))]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// What.
    pub text: String,
}
