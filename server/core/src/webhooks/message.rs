//! What is sent.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use types::HotelId;

/// The kind of a test, which no event stands behind.
pub(super) const TEST: &str = "webhook.test";

/// The members of a booking's snapshot that are about the guest. A snapshot has nothing in
/// them; whoever may see the guest asks the API.
const PERSONAL: [&str; 2] = ["guest", "guest_note"];

/// What a message is made of.
pub(super) struct Facts {
    pub kind: String,
    pub hotel: HotelId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The booking after the event; nothing for a test.
    pub snapshot: Option<Value>,
}

/// The body: the same for the same facts, each time it is sent.
pub(super) fn body(facts: &Facts) -> String {
    let mut data = json!({ "hotel_id": facts.hotel });
    if let Some(Value::Object(mut booking)) = facts.snapshot.clone() {
        booking.retain(|name, _| !PERSONAL.contains(&name.as_str()));
        data["booking"] = booking.into();
    }
    let at = facts.at.to_rfc3339_opts(SecondsFormat::Millis, true);
    json!({ "type": facts.kind, "timestamp": at, "data": data }).to_string()
}
