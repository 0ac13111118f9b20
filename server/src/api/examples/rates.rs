//! Of prices and what decides them.

use serde_json::{Value, json};

use super::{HOTEL, ROOM_TYPE, reais};

const RULE: &str = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9e00";

/// An example of the schema of that name, if it is one that is sent back.
pub(super) fn of(schema: &str) -> Option<Value> {
    Some(match schema {
        "RateRule" => rule(),
        "Promotion" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9e10", "hotel_id": HOTEL, "code": "WINTER27",
            "name": "Winter", "percent": 1500, "amount": null, "min_nights": 2, "book_from": null,
            "book_until": "2027-07-01T03:00:00Z", "stay_from": null, "stay_to": null,
            "max_uses": 100, "max_per_guest": 1, "uses": 12, "version": 1,
        }),
        "ChargeRule" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9e20", "hotel_id": HOTEL, "name": "ISS",
            "basis": "percent", "value": 500, "version": 1,
        }),
        "RateCalendar" => calendar(),
        "PriceExplanation" => explanation(),
        _ => return None,
    })
}

fn rule() -> Value {
    json!({
        "id": RULE, "hotel_id": HOTEL, "name": "Weekends in March", "room_type_id": null,
        "from": "2027-03-01", "to": "2027-04-01", "weekdays": 48, "level": "season_weekday",
        "price": { "percent": 12_500 }, "limits": { "min_stay": 2 }, "version": 1,
    })
}

fn calendar() -> Value {
    let night = |date: &str, price: i64, min_stay: Value, decided_by: Value| {
        json!({
            "date": date, "price": reais(price), "min_stay": min_stay, "max_stay": null,
            "closed_to_arrival": false, "closed_to_departure": false, "stop_sell": false,
            "decided_by": decided_by,
        })
    };
    json!({
        "hotel_id": HOTEL, "from": "2027-03-11", "to": "2027-03-13", "rules": [rule()],
        "room_types": [{
            "room_type_id": ROOM_TYPE, "room_type_name": "Double with balcony",
            "base_price": reais(32_000),
            "nights": [
                night("2027-03-11", 32_000, Value::Null, json!({})),
                night("2027-03-12", 40_000, json!(2), json!({ "price": RULE, "min_stay": RULE })),
            ],
        }],
    })
}

fn explanation() -> Value {
    json!({
        "hotel_id": HOTEL, "room_type_id": ROOM_TYPE, "room_type_name": "Double with balcony",
        "check_in": "2027-03-12", "check_out": "2027-03-13", "available": true,
        "refusals": [{
            "date": "2027-03-12", "rule": "min_stay", "name": "Weekends in March", "nights": 2,
        }],
        "nights": [{
            "date": "2027-03-12",
            "considered": [{
                "rule_id": RULE, "name": "Weekends in March", "level": "season_weekday",
                "room_type_id": null, "price": { "percent": 12_500 }, "wins": true,
                "reason": "only_rule",
            }],
            "made_of": {
                "base": 32_000, "base_of": "type",
                "rate": {
                    "rule_id": RULE, "name": "Weekends in March", "level": "season_weekday",
                    "price": { "percent": 12_500 },
                },
            },
            "before_discount": reais(40_000), "price": reais(40_000),
        }],
        "discount": reais(0),
        "charges": [{ "name": "ISS", "basis": "percent", "value": 500, "amount": 2_000 }],
        "taxes": reais(2_000), "total": reais(42_000),
    })
}

#[cfg(test)]
mod tests {
    use types::{
        price::ChargeRule,
        rates::{PriceExplanation, Promotion, RateCalendar, RateRule},
    };

    use crate::api::examples::tests::is_one;

    #[test]
    fn examples_are_what_they_say() {
        is_one::<RateRule>("RateRule");
        is_one::<Promotion>("Promotion");
        is_one::<ChargeRule>("ChargeRule");
        is_one::<RateCalendar>("RateCalendar");
        is_one::<PriceExplanation>("PriceExplanation");
    }
}
