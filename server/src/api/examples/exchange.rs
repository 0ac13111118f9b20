//! Of webhooks and calendars.

use serde_json::{Value, json};

use super::{BOOKING, HOTEL, ROOM};

const ENDPOINT: &str = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9e30";

/// An example of the schema of that name, if it is one that is sent back.
pub(super) fn of(schema: &str) -> Option<Value> {
    Some(match schema {
        "WebhookEndpoint" => json!({
            "id": ENDPOINT, "hotel_id": HOTEL, "url": "https://example.com/hooks/pousada",
            "description": "Channel manager", "event_types": ["booking.confirmed", "booking.cancelled"],
            "enabled": true, "disabled_reason": null, "failing_since": null,
            "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=", "old_secret_until": null,
            "version": 1, "created_at": "2027-03-01T12:00:00Z",
        }),
        "WebhookDelivery" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9e10", "endpoint_id": ENDPOINT,
            "kind": "booking.confirmed", "booking_id": BOOKING, "state": "pending",
            "next_attempt_at": "2027-03-01T12:00:06Z",
            "attempts": [{
                "at": "2027-03-01T12:00:01Z", "status": 503, "took_ms": 84,
                "answer": "back in a minute", "error": null,
            }],
            "created_at": "2027-03-01T12:00:00Z",
        }),
        "IcalFeed" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9f00", "hotel_id": HOTEL, "room_id": ROOM,
            "name": "101 for Airbnb", "channel": "airbnb",
            "url": "https://pousada.example/ical/f3Zr0wB8mE5xq1YvJk7dT2nLhAcS9uPiGo4RbVtXe6M.ics",
            "created_at": "2027-03-01T12:00:00Z",
        }),
        "IcalImport" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9f10", "hotel_id": HOTEL, "room_id": ROOM,
            "channel": "airbnb", "url": "https://www.airbnb.com/calendar/ical/1234.ics?s=abcd",
            "tried_at": "2027-03-01T12:00:02Z", "read_at": "2027-03-01T12:00:02Z", "error": null,
            "events": 12, "skipped": 0, "conflicts": 1, "created_at": "2027-03-01T12:00:00Z",
        }),
        "IcalConflict" => json!({
            "from": "2027-03-11", "to": "2027-03-14", "bookings": ["K7MR2XQH"],
            "since": "2027-03-01T12:00:02Z",
        }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use types::{
        ical::{IcalConflict, IcalFeed, IcalImport},
        webhook::{WebhookDelivery, WebhookEndpoint},
    };

    use super::super::tests::is_one;

    #[test]
    fn examples_are_what_they_say() {
        is_one::<IcalFeed>("IcalFeed");
        is_one::<IcalImport>("IcalImport");
        is_one::<IcalConflict>("IcalConflict");
        is_one::<WebhookEndpoint>("WebhookEndpoint");
        is_one::<WebhookDelivery>("WebhookDelivery");
    }
}
