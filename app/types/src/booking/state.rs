//! Where a booking is in its life.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

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

/// How a booking came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingSource {
    /// By the pages.
    Web,
    /// By the REST API.
    Api,
    /// A walk-in.
    Desk,
    /// By telephone.
    Phone,
}

impl BookingSource {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Web, Self::Api, Self::Desk, Self::Phone];

    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::Desk => "desk",
            Self::Phone => "phone",
        }
    }
}

impl FromStr for BookingSource {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|source| source.as_str() == text).ok_or(())
    }
}
