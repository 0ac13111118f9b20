//! What a booking would cost.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Night;
use crate::{
    ids::{HotelId, RoomTypeId},
    money::Money,
    policy::CancellationPolicy,
    price::Charge,
};

/// What one room would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuotedRoom {
    /// Its type.
    pub room_type_id: RoomTypeId,
    /// That type's name.
    pub room_type_name: String,
    /// How many adults.
    pub adults: i16,
    /// How many children.
    pub children: i16,
    /// Each night's price, discounts taken off.
    pub nights: Vec<Night>,
    /// Taxes and fees on top.
    pub charges: Vec<Charge>,
}

/// What a booking would cost now. Nothing is kept by asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// Where.
    pub hotel_id: HotelId,
    /// Date of arrival.
    pub check_in: NaiveDate,
    /// Date of departure.
    pub check_out: NaiveDate,
    /// How many nights.
    pub nights: i64,
    /// Each room.
    pub rooms: Vec<QuotedRoom>,
    /// What a promotion took off.
    pub discount: Money,
    /// Taxes and fees.
    pub taxes: Money,
    /// All together.
    pub total: Money,
    /// What cancelling will cost.
    pub cancellation_policy: CancellationPolicy,
    /// Until when cancelling will be free.
    pub free_cancellation_until: Option<DateTime<Utc>>,
}
