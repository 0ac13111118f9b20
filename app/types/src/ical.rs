//! Calendars that are exchanged with other places where rooms are sold.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{HotelId, IcalFeedId, IcalImportId, RoomId},
    validate::FieldErrors,
};

/// A calendar to be made, for others to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "room_id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b20", "name": "101 for Airbnb", "channel": "airbnb"
})))]
#[serde(deny_unknown_fields)]
pub struct IcalFeedInput {
    /// Which room; every room of the hotel, if absent.
    #[serde(default)]
    pub room_id: Option<RoomId>,
    /// What it is for.
    pub name: String,
    /// Whom it is for: nights imported from the same channel are left out, so that nothing
    /// goes round in circles.
    #[serde(default)]
    pub channel: String,
}

impl IcalFeedInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.text("/name", &self.name, 1, 100);
        let channel = errors.text("/channel", &self.channel, 0, 40).to_lowercase();
        errors.into_result(Self { name, channel, ..self })
    }
}

/// A calendar for others to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IcalFeed {
    /// Its id.
    pub id: IcalFeedId,
    /// Whose rooms.
    pub hotel_id: HotelId,
    /// Which room; every room of the hotel, if absent.
    pub room_id: Option<RoomId>,
    /// What it is for.
    pub name: String,
    /// Whom it is for.
    pub channel: String,
    /// Where it is; shown once, after it was made. Whoever has it can read the calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Another's calendar that is to take a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "url": "https://www.airbnb.com/calendar/ical/1234.ics?s=abcd", "channel": "airbnb"
})))]
#[serde(deny_unknown_fields)]
pub struct IcalImportInput {
    /// Where it is: an `https` address that is on the public internet.
    pub url: String,
    /// Whose it is.
    pub channel: String,
}

impl IcalImportInput {
    /// The input with every field tidied. Whether the address may be read is known only on
    /// the server.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let url = errors.text("/url", &self.url, 1, 2000);
        let channel = errors.text("/channel", &self.channel, 1, 40).to_lowercase();
        errors.into_result(Self { url, channel })
    }
}

/// Another's calendar that takes a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IcalImport {
    /// Its id.
    pub id: IcalImportId,
    /// Whose room.
    pub hotel_id: HotelId,
    /// Which room.
    pub room_id: RoomId,
    /// Whose it is.
    pub channel: String,
    /// Where it is.
    pub url: String,
    /// When it was last tried to read.
    pub tried_at: Option<DateTime<Utc>>,
    /// When it was last read.
    pub read_at: Option<DateTime<Utc>>,
    /// Why it could not be read the last time; what it said before still holds.
    pub error: Option<String>,
    /// How many events it has that are not over.
    pub events: i32,
    /// How many of its events could not be understood in full. While there are any, no
    /// nights are given free.
    pub skipped: i32,
    /// How many of its events want nights that are taken.
    pub conflicts: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// An event of another's calendar that wants nights that are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IcalConflict {
    /// First night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// The codes of the bookings that have them; none, if the nights are blocked.
    pub bookings: Vec<String>,
    /// Since when it is known.
    pub since: DateTime<Utc>,
}
