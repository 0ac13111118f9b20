//! Of how a hotel did.

use serde_json::{Value, json};

use super::{HOTEL, ROOM_TYPE, reais};

/// An example of the schema of that name, if it is one that is sent back.
pub(super) fn of(schema: &str) -> Option<Value> {
    (schema == "Report").then(
        || json!({ "hotel_id": HOTEL, "group": "month", "period": period(), "year_before": null }),
    )
}

/// March at a hotel of twelve rooms, one of which was blocked for two nights.
fn period() -> Value {
    let figures = json!({
        "rooms_available": 370, "nights_sold": 222, "occupancy": 6_000,
        "room_revenue": reais(7_104_000), "taxes": reais(222_000), "adr": reais(32_000),
        "revpar": reais(19_200),
    });
    let sales = |stays: i64, nights: i64, share: i64| {
        json!({
            "stays": stays, "nights_sold": nights, "room_revenue": reais(nights * 32_000),
            "taxes": reais(nights * 1_000),
            "adr": if nights > 0 { reais(32_000) } else { Value::Null }, "revenue_share": share,
        })
    };
    let source = |source: &str, made_by: &str, sales: Value| json!({ "source": source, "made_by": made_by, "sales": sales });
    json!({
        "from": "2027-03-01", "to": "2027-04-01", "totals": figures,
        "parts": [{ "from": "2027-03-01", "to": "2027-04-01", "figures": figures }],
        "by_room_type": [{
            "room_type_id": ROOM_TYPE, "room_type_name": "Double with balcony",
            "sales": sales(74, 222, 10_000),
        }],
        "by_source": [
            source("web", "guest", sales(50, 150, 6_757)), source("api", "guest", sales(0, 0, 0)),
            source("desk", "hotelier", sales(4, 12, 541)),
            source("phone", "hotelier", sales(20, 60, 2_703)),
        ],
        "by_length": [{ "min_nights": 3, "max_nights": 3, "sales": sales(74, 222, 10_000) }],
        "pickup": {
            "since": "2027-03-24T12:00:00Z", "until": "2027-03-31T12:00:00Z", "bookings": 5,
            "nights_sold": 11, "room_revenue": reais(352_000),
        },
        "cancellations": {
            "count": 6, "rate": 741, "lost_revenue": reais(576_000), "fees": reais(96_000),
        },
        "no_shows": { "count": 1, "rate": 123, "lost_revenue": reais(96_000), "fees": reais(96_000) },
    })
}

#[cfg(test)]
mod tests {
    use types::report::Report;

    use crate::api::examples::tests::is_one;

    #[test]
    fn examples_are_what_they_say() {
        is_one::<Report>("Report");
    }
}
