//! What a report says.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::ReportGroup;
use crate::{
    booking::BookingSource,
    ids::{HotelId, RoomTypeId},
    money::{Currency, Money},
    price::{WHOLE, ratio},
};

/// What was sold, and of how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    /// Room-nights that could be sold or were: neither blocked nor of rooms that were not in the
    /// house; from today on without rooms that are out of service.
    pub rooms_available: i64,
    /// Room-nights that were sold.
    pub nights_sold: i64,
    /// Nights sold of those available, in basis points (10000 is all).
    pub occupancy: Option<i64>,
    /// The prices of the nights, without taxes and fees.
    pub room_revenue: Money,
    /// Taxes and fees on top of the nights; those of a stay are spread evenly over its nights.
    pub taxes: Money,
    /// The average daily rate: room revenue for each night sold.
    pub adr: Option<Money>,
    /// Room revenue for each night available.
    pub revpar: Option<Money>,
}

impl Figures {
    /// The figures, with what can be reckoned from the others.
    #[must_use]
    pub fn new(available: i64, nights: i64, revenue: i64, taxes: i64, currency: Currency) -> Self {
        let money = |amount| Money::new(amount, currency);
        Self {
            rooms_available: available,
            nights_sold: nights,
            occupancy: ratio(nights, available, WHOLE),
            room_revenue: money(revenue),
            taxes: money(taxes),
            adr: ratio(revenue, nights, 1).map(money),
            revpar: ratio(revenue, available, 1).map(money),
        }
    }
}

/// Figures of some of the nights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportPart {
    /// The first night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// Its figures.
    pub figures: Figures,
}

/// What was sold of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sales {
    /// Stays in a room with a night in the period.
    pub stays: i64,
    /// Room-nights.
    pub nights_sold: i64,
    /// The prices of the nights, without taxes and fees.
    pub room_revenue: Money,
    /// Taxes and fees on top of the nights.
    pub taxes: Money,
    /// Room revenue for each night sold.
    pub adr: Option<Money>,
    /// The part of the period's room revenue, in basis points.
    pub revenue_share: Option<i64>,
}

/// What was sold of a room type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeSales {
    /// Which room type was booked.
    pub room_type_id: RoomTypeId,
    /// Its name.
    pub room_type_name: String,
    /// What was sold of it.
    pub sales: Sales,
}

/// Who makes bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MadeBy {
    /// The guest.
    Guest,
    /// The hotelier, for a guest.
    Hotelier,
}

impl From<BookingSource> for MadeBy {
    fn from(source: BookingSource) -> Self {
        match source {
            BookingSource::Web | BookingSource::Api => Self::Guest,
            BookingSource::Desk | BookingSource::Phone => Self::Hotelier,
        }
    }
}

/// What was sold by one of the ways that bookings come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceSales {
    /// How the bookings came.
    pub source: BookingSource,
    /// Who made them.
    pub made_by: MadeBy,
    /// What was sold.
    pub sales: Sales,
}

/// What was sold in stays of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LengthSales {
    /// The stays have at least so many nights, also outside of the period.
    pub min_nights: i64,
    /// They have at most so many; any number, if absent.
    pub max_nights: Option<i64>,
    /// What was sold.
    pub sales: Sales,
}

/// The lengths of stay that are told apart: at least so many nights, and at most.
pub const LENGTHS: [(i64, Option<i64>); 7] = [
    (1, Some(1)),
    (2, Some(2)),
    (3, Some(3)),
    (4, Some(6)),
    (7, Some(13)),
    (14, Some(27)),
    (28, None),
];

/// Stays that were agreed to begin in the period, and did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Losses {
    /// Stays in a room.
    pub count: i64,
    /// Of all stays that were agreed to begin in the period, in basis points.
    pub rate: Option<i64>,
    /// The prices of their nights.
    pub lost_revenue: Money,
    /// What is owed for them instead.
    pub fees: Money,
}

/// What was booked lately of the period's nights, and still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pickup {
    /// Booked at this instant or later.
    pub since: DateTime<Utc>,
    /// And not later than this; now, and a year ago for the year before.
    pub until: DateTime<Utc>,
    /// How many bookings.
    pub bookings: i64,
    /// Their room-nights in the period.
    pub nights_sold: i64,
    /// The prices of these.
    pub room_revenue: Money,
}

/// A period's figures, from several sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportPeriod {
    /// The first night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// All nights together.
    pub totals: Figures,
    /// By day, week or month.
    pub parts: Vec<ReportPart>,
    /// By room type, in the order of their names; of those that sold.
    pub by_room_type: Vec<TypeSales>,
    /// By the way that the bookings came; each of them.
    pub by_source: Vec<SourceSales>,
    /// By the length of the stays; each of them.
    pub by_length: Vec<LengthSales>,
    /// Booked lately.
    pub pickup: Pickup,
    /// Called off after they were agreed, in whole or in part.
    pub cancellations: Losses,
    /// Guests who never came.
    pub no_shows: Losses,
}

/// How a hotel did: what it sold of what it had. Sold are nights of stays that are confirmed, going
/// on or completed; rates are in basis points, and absent where there is nothing to divide by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// Whose it is.
    pub hotel_id: HotelId,
    /// How nights are put together.
    pub group: ReportGroup,
    /// The period that was asked for.
    pub period: ReportPeriod,
    /// As many nights from the same date of the year before, if they were asked for.
    pub year_before: Option<ReportPeriod>,
}
