//! Webhooks: telling a hotelier's own programs what happens.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{BookingId, HotelId, WebhookDeliveryId, WebhookEndpointId},
    validate::FieldErrors,
};

/// The longest address, in bytes.
const LONGEST_URL: usize = 2000;

/// What an endpoint can be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WebhookKind {
    /// Rooms are kept for a guest who has not confirmed yet.
    #[serde(rename = "booking.held")]
    Held,
    /// A booking is certain.
    #[serde(rename = "booking.confirmed")]
    Confirmed,
    /// Dates, rooms or people of a booking changed.
    #[serde(rename = "booking.changed")]
    Changed,
    /// The booking has another room, to make space for somebody else.
    #[serde(rename = "booking.room_moved")]
    RoomMoved,
    /// A booking, or some of its rooms, was cancelled.
    #[serde(rename = "booking.cancelled")]
    Cancelled,
    /// The guests have come.
    #[serde(rename = "booking.checked_in")]
    CheckedIn,
    /// The stay is over.
    #[serde(rename = "booking.completed")]
    Completed,
    /// The guests never came.
    #[serde(rename = "booking.no_show")]
    NoShow,
    /// A hold ran out.
    #[serde(rename = "booking.expired")]
    Expired,
    /// The last step was taken back by the hotel.
    #[serde(rename = "booking.undone")]
    Undone,
}

impl WebhookKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Held,
        Self::Confirmed,
        Self::Changed,
        Self::RoomMoved,
        Self::Cancelled,
        Self::CheckedIn,
        Self::Completed,
        Self::NoShow,
        Self::Expired,
        Self::Undone,
    ];

    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "booking.held",
            Self::Confirmed => "booking.confirmed",
            Self::Changed => "booking.changed",
            Self::RoomMoved => "booking.room_moved",
            Self::Cancelled => "booking.cancelled",
            Self::CheckedIn => "booking.checked_in",
            Self::Completed => "booking.completed",
            Self::NoShow => "booking.no_show",
            Self::Expired => "booking.expired",
            Self::Undone => "booking.undone",
        }
    }
}

impl FromStr for WebhookKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// What a hotelier says of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "url": "https://example.com/hooks/pousada", "description": "Channel manager",
    "event_types": ["booking.confirmed", "booking.cancelled"]
})))]
#[serde(deny_unknown_fields)]
pub struct WebhookEndpointInput {
    /// Where to send to: an `https` address that is on the public internet.
    pub url: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Which kinds of events; all of them if empty or absent.
    #[serde(default)]
    pub event_types: Vec<WebhookKind>,
    /// Whether anything is sent; `true` if absent.
    #[serde(default = "yes")]
    pub enabled: bool,
}

fn yes() -> bool {
    true
}

impl WebhookEndpointInput {
    /// The input with every field tidied. Whether the address may be sent to is known
    /// only on the server.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let url = errors.text("/url", &self.url, 1, LONGEST_URL);
        let description = errors.text("/description", &self.description, 0, 200);
        self.event_types.sort_unstable();
        self.event_types.dedup();
        errors.into_result(Self { url, description, ..self })
    }
}

/// A change of an endpoint: fields that are absent stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"enabled": false})))]
#[serde(deny_unknown_fields, default)]
pub struct WebhookEndpointPatch {
    /// See [`WebhookEndpointInput::url`].
    pub url: Option<String>,
    /// See [`WebhookEndpointInput::description`].
    pub description: Option<String>,
    /// See [`WebhookEndpointInput::event_types`].
    pub event_types: Option<Vec<WebhookKind>>,
    /// See [`WebhookEndpointInput::enabled`]; `true` also ends what the platform had against it.
    pub enabled: Option<bool>,
}

impl WebhookEndpointPatch {
    /// `endpoint` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, endpoint: &WebhookEndpoint) -> WebhookEndpointInput {
        WebhookEndpointInput {
            url: self.url.unwrap_or_else(|| endpoint.url.clone()),
            description: self.description.unwrap_or_else(|| endpoint.description.clone()),
            event_types: self.event_types.unwrap_or_else(|| endpoint.event_types.clone()),
            enabled: self.enabled.unwrap_or(endpoint.enabled),
        }
    }
}

/// Where a hotel's events are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookEndpoint {
    /// Its id.
    pub id: WebhookEndpointId,
    /// Whose events.
    pub hotel_id: HotelId,
    /// Where to.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// Which kinds of events; all of them if empty.
    pub event_types: Vec<WebhookKind>,
    /// Whether anything is sent.
    pub enabled: bool,
    /// Why the platform disabled it: `gone` after an answer 410, `failing` after five days
    /// in which nothing got through.
    pub disabled_reason: Option<String>,
    /// Since when nothing has got through, although it was tried.
    pub failing_since: Option<DateTime<Utc>>,
    /// What signs deliveries (`whsec_…`); shown once, after it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Until when the secret before it signs, too.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// Rises with every change.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Where a delivery is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It will be tried, or tried again.
    Pending,
    /// It was answered with a 2xx status.
    Delivered,
    /// It was tried as often as anything is.
    Failed,
    /// Its endpoint was disabled or deleted before it got through.
    Dropped,
}

impl DeliveryState {
    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }
}

impl FromStr for DeliveryState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Pending, Self::Delivered, Self::Failed, Self::Dropped]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(())
    }
}

/// One try of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookAttempt {
    /// When.
    pub at: DateTime<Utc>,
    /// The HTTP status of the answer; absent if there was none.
    pub status: Option<i16>,
    /// How long it took, in milliseconds.
    pub took_ms: i32,
    /// The first KiB of the answer.
    pub answer: String,
    /// Why there was no answer.
    pub error: Option<String>,
}

/// One event on its way to one endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookDelivery {
    /// Its id, sent as `webhook-id`; the same each time it is tried.
    pub id: WebhookDeliveryId,
    /// Where to.
    pub endpoint_id: WebhookEndpointId,
    /// What happened: a kind of event, or `webhook.test`.
    pub kind: String,
    /// To which booking; absent for a test.
    pub booking_id: Option<BookingId>,
    /// Where it is in its life.
    pub state: DeliveryState,
    /// When it is tried next; absent if it is not.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// The tries, in order.
    pub attempts: Vec<WebhookAttempt>,
    /// When the event happened.
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_as_they_are_read() {
        for kind in WebhookKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).expect("json"), kind.as_str());
        }
        assert_eq!("booking.sold".parse::<WebhookKind>(), Err(()));
    }
}
