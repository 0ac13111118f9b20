//! What letters know about a booking.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, de::DeserializeOwned};
use types::{
    AccountId, BookingId, Currency, HotelId, Money, booking::BookingState, listing::Address,
    notifications::Notifications, policy::CancellationPolicy,
};

use crate::local_time;

/// A booking and its hotel, as they are when a letter is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BookingFacts {
    pub id: BookingId,
    pub code: String,
    pub state: BookingState,
    /// Rises with each change that a calendar must know.
    pub sequence: i32,
    pub hotel_id: HotelId,
    pub hotel_name: String,
    pub address: Address,
    pub time_zone: String,
    pub check_in_time: NaiveTime,
    pub check_out_time: NaiveTime,
    pub check_in: NaiveDate,
    pub check_out: NaiveDate,
    pub currency: Currency,
    pub taxes: i64,
    pub total: i64,
    /// Absent for somebody who booked at the desk.
    pub guest_id: Option<AccountId>,
    /// What the guest wants; somebody without an account has not said anything.
    pub notifications: Notifications,
    pub guest_name: String,
    /// May be empty.
    pub guest_email: String,
    pub guest_phone: String,
    pub guest_note: String,
    pub locale: String,
    pub hold_until: Option<DateTime<Utc>>,
    pub cancellation: Option<CancellationPolicy>,
    pub cancellation_anchor: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub rooms: Vec<RoomFacts>,
}

/// One room's part of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RoomFacts {
    pub number: String,
    pub type_name: String,
    pub state: BookingState,
    pub adults: i64,
    pub children: i64,
    /// Each night's price in minor units.
    pub nights: Vec<NightFacts>,
    /// Taxes and fees by line.
    pub charges: Vec<ChargeFacts>,
    /// Owed for cancelling, not coming, or leaving early.
    pub fee: i64,
}

impl RoomFacts {
    /// The sum of its taxes and fees.
    pub(super) fn charged(&self) -> i64 {
        self.charges.iter().map(|charge| charge.amount).sum()
    }
}

/// A night's price in minor units.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct NightFacts {
    pub date: NaiveDate,
    pub price: i64,
}

/// A tax or fee in minor units.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ChargeFacts {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub amount: i64,
}

impl BookingFacts {
    pub(super) fn money(&self, amount: i64) -> Money {
        Money::new(amount, self.currency)
    }

    /// The rooms that a letter speaks of: those that were not given up, or all of
    /// them, should all have been.
    pub(super) fn live_rooms(&self) -> Vec<&RoomFacts> {
        let gone = [BookingState::Cancelled, BookingState::Expired, BookingState::NoShow];
        let live: Vec<_> = self.rooms.iter().filter(|room| !gone.contains(&room.state)).collect();
        if live.is_empty() { self.rooms.iter().collect() } else { live }
    }

    /// What is owed in fees.
    pub(super) fn fees(&self) -> i64 {
        self.rooms.iter().map(|room| room.fee).sum()
    }

    /// Whether a letter about `event` still says what is true.
    pub(crate) fn outdated(&self, occasion: Occasion, event: &Event, now: DateTime<Utc>) -> bool {
        match occasion {
            Occasion::Reminder => {
                let begins =
                    local_time::instant(&self.time_zone, self.check_in, self.check_in_time);
                self.state != BookingState::Confirmed
                    || event.check_in != Some(self.check_in)
                    || begins <= now
            }
            Occasion::HoldExpiring => {
                self.state != BookingState::Held || self.hold_until.is_none_or(|end| end <= now)
            }
            _ => false,
        }
    }
}

/// What a letter about a booking is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    HoldExpiring,
    Confirmed,
    Changed,
    Cancelled,
    Reminder,
    CheckedIn,
    Completed,
    NoShow,
}

impl Occasion {
    /// All of them, with their names in data.
    pub(crate) const ALL: [(&'static str, Self); 8] = [
        ("hold_expiring", Self::HoldExpiring),
        ("confirmed", Self::Confirmed),
        ("changed", Self::Changed),
        ("cancelled", Self::Cancelled),
        ("reminder", Self::Reminder),
        ("checked_in", Self::CheckedIn),
        ("completed", Self::Completed),
        ("no_show", Self::NoShow),
    ];

    /// The occasion of that name.
    pub(crate) fn of(event: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == event).map(|(_, occasion)| *occasion)
    }

    /// Whether an event of the booking stands behind it.
    pub(crate) fn has_event(self) -> bool {
        !matches!(self, Self::Reminder | Self::HoldExpiring)
    }
}

/// What an event says, as far as it does.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Event {
    pub before: Option<Seen>,
    pub after: Option<Seen>,
    pub fee: Option<i64>,
    /// The rooms cancelled, if only a part was.
    pub rooms: Option<Vec<String>>,
    pub by: Option<String>,
    /// The arrival that a reminder was planned for.
    pub check_in: Option<NaiveDate>,
}

/// A booking as it was before or after a change.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Seen {
    pub check_in: Option<NaiveDate>,
    pub check_out: Option<NaiveDate>,
    pub rooms: Option<Vec<String>>,
    pub adults: Option<i64>,
    pub children: Option<i64>,
    pub total: Option<i64>,
    pub guest_note: Option<String>,
}

/// A field, if it is there and of the right kind.
fn read<T: DeserializeOwned>(data: &serde_json::Value, name: &str) -> Option<T> {
    serde_json::from_value(data.get(name)?.clone()).ok()
}

impl Event {
    /// What `data` says. What is absent or unreadable is left out of the letter.
    pub(crate) fn read(data: &serde_json::Value) -> Self {
        Self {
            before: data.get("before").map(Seen::read),
            after: data.get("after").map(Seen::read),
            fee: read(data, "fee"),
            rooms: read(data, "rooms"),
            by: read(data, "by"),
            check_in: read(data, "check_in"),
        }
    }
}

impl Seen {
    fn read(data: &serde_json::Value) -> Self {
        Self {
            check_in: read(data, "check_in"),
            check_out: read(data, "check_out"),
            rooms: read(data, "rooms"),
            adults: read(data, "adults"),
            children: read(data, "children"),
            total: read(data, "total"),
            guest_note: read(data, "guest_note"),
        }
    }
}
