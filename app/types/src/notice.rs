//! The ledger of letters: what was to be sent, and how that went.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{BookingId, NoticeId};

/// Whom a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// Who booked.
    Guest,
    /// The hotel's owner.
    Hotel,
}

impl Recipient {
    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Hotel => "hotel",
        }
    }
}

impl FromStr for Recipient {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Guest, Self::Hotel].into_iter().find(|one| one.as_str() == text).ok_or(())
    }
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// The mail server took it.
    Sent,
    /// The mail server did not take it; it may be tried again.
    Failed,
    /// It was not sent, and will not be.
    Skipped,
}

impl NoticeState {
    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

impl FromStr for NoticeState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Sent, Self::Failed, Self::Skipped]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(())
    }
}

/// A letter in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// What it is about: `confirmed`, `changed`, `reminder`, …
    pub kind: String,
    /// Whom it is for.
    pub recipient: Recipient,
    /// Where it went; empty, if there was no address.
    pub address: String,
    /// Its language.
    pub locale: String,
    /// Its subject.
    pub subject: String,
    /// What became of it.
    pub state: NoticeState,
    /// How often sending it was tried.
    pub attempts: i32,
    /// Why it failed or was skipped; for the hotel only.
    pub error: Option<String>,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was first to be sent.
    pub created_at: DateTime<Utc>,
}

/// A letter about one of a hotel's bookings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HotelNotice {
    /// The letter.
    #[serde(flatten)]
    pub notice: Notice,
    /// Which booking it is about.
    pub booking_id: BookingId,
    /// That booking's code.
    pub booking_code: String,
}
