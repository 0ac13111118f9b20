//! Keys by which programs use the REST API on behalf of an account.

use std::{fmt, str::FromStr};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AccountId, ApiKeyId},
    validate::FieldErrors,
};

/// How long a key is good for if nothing else is said, in days.
pub const DEFAULT_KEY_DAYS: i64 = 365;

/// How long a key is good for at most, in days.
pub const MAX_KEY_DAYS: i64 = 730;

/// What a key may be used for. What the account may not do, its keys may not either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Reading who the account is.
    #[serde(rename = "profile:read")]
    ProfileRead,
    /// Reading hotels, room types, rooms and what is free, unpublished ones of one's own too.
    #[serde(rename = "hotels:read")]
    HotelsRead,
    /// Creating, changing and closing hotels, room types and rooms; blocking rooms, by hand and
    /// by calendars of other places.
    #[serde(rename = "hotels:write")]
    HotelsWrite,
    /// Reading bookings, what happened to them, and letters about them.
    #[serde(rename = "bookings:read")]
    BookingsRead,
    /// Making, changing and ending bookings.
    #[serde(rename = "bookings:write")]
    BookingsWrite,
    /// Reading webhook endpoints, and what was sent to them.
    #[serde(rename = "webhooks:read")]
    WebhooksRead,
    /// Creating, changing and deleting webhook endpoints, which are told of bookings.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::ProfileRead,
        Self::HotelsRead,
        Self::HotelsWrite,
        Self::BookingsRead,
        Self::BookingsWrite,
        Self::WebhooksRead,
        Self::WebhooksWrite,
    ];

    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ProfileRead => "profile:read",
            Self::HotelsRead => "hotels:read",
            Self::HotelsWrite => "hotels:write",
            Self::BookingsRead => "bookings:read",
            Self::BookingsWrite => "bookings:write",
            Self::WebhooksRead => "webhooks:read",
            Self::WebhooksWrite => "webhooks:write",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or(())
    }
}

/// A key to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Channel manager", "scopes": ["hotels:read", "bookings:read"]
})))]
#[serde(deny_unknown_fields)]
pub struct ApiKeyInput {
    /// What it is for, in the owner's words.
    pub name: String,
    /// What it may be used for; at least one.
    pub scopes: Vec<Scope>,
    /// When it ends: in a year if absent, in two years at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

impl ApiKeyInput {
    /// The input with every field tidied, and when the key ends.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self, now: DateTime<Utc>) -> Result<(Self, DateTime<Utc>), FieldErrors> {
        let mut errors = FieldErrors::new();
        self.name = errors.text("/name", &self.name, 1, 80);
        self.scopes.sort_unstable();
        self.scopes.dedup();
        let some = !self.scopes.is_empty();
        errors.require(some, "/scopes", "required", "Say what the key may be used for.");
        let end = self.expires_at.unwrap_or(now + TimeDelta::days(DEFAULT_KEY_DAYS));
        if end <= now {
            errors.add("/expires_at", "in_the_past", "This is not in the future.");
        } else if end > now + TimeDelta::days(MAX_KEY_DAYS) {
            errors.add("/expires_at", "out_of_range", "A key is good for two years at most.");
        }
        errors.into_result((self, end))
    }
}

/// A key, as its owner sees it in a list: without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// How its secret begins, to tell keys apart.
    pub prefix: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A key that has just been made. The secret is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// Whose it is.
    pub account_id: AccountId,
    /// What to send as `Authorization: Bearer`.
    pub secret: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2027-03-01T12:00:00Z".parse().expect("an instant")
    }

    #[test]
    fn scopes_are_written_and_read_alike() {
        for scope in Scope::ALL {
            assert_eq!(serde_json::to_value(scope).expect("json"), scope.as_str());
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
    }

    #[test]
    fn a_key_ends_and_is_for_something() {
        let input = |scopes: &[Scope], days: Option<i64>| ApiKeyInput {
            name: " Channel manager ".into(),
            scopes: scopes.to_vec(),
            expires_at: days.map(|days| now() + TimeDelta::days(days)),
        };
        let twice = input(&[Scope::HotelsRead, Scope::HotelsRead], None);
        let (good, end) = twice.validated(now()).expect("good");
        assert_eq!((good.name.as_str(), good.scopes.len()), ("Channel manager", 1));
        assert_eq!((end - now()).num_days(), DEFAULT_KEY_DAYS);
        for (days, code) in [(0, "in_the_past"), (-1, "in_the_past"), (731, "out_of_range")] {
            let errors = input(&[], Some(days)).validated(now()).expect_err("refused");
            let found: Vec<_> =
                errors.0.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect();
            assert_eq!(found, [("/scopes", "required"), ("/expires_at", code)]);
        }
    }
}
