//! Requests that are told again: the same answer, and nothing done twice. And fields that
//! are nobody's to set, in every write there is.

use pousada_core::testing::{hotel_input, room_type_input};
use serde_json::{Value, json};

use crate::{
    matrix::operations::operations,
    support::{Answer, TestApp, text},
};

fn value(input: impl serde::Serialize) -> Value {
    serde_json::to_value(input).expect("json")
}

#[tokio::test]
async fn what_is_asked_for_twice_is_done_once() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    let booking = app.book(&guest, &house, ("2027-03-10", "2027-03-12"), "k").ok(201).await;
    let booking = format!("/api/v1/bookings/{}", text(&booking["id"]));
    let hotel = format!("/api/v1/hotels/{}", house.id);
    let mut kind = value(room_type_input());
    kind["name"] = "Suite".into();
    let rooms = json!({ "rooms": [{ "number": "900", "room_type_id": house.room_type }] });
    let block = json!({ "from": "2027-05-10", "to": "2027-05-12" });
    let cases = [
        ("/api/v1/hotels".to_owned(), value(hotel_input()), json!({ "name": "Other" })),
        (format!("{hotel}/room-types"), kind, json!({ "name": "Other" })),
        (format!("{hotel}/rooms"), rooms, json!({ "rooms": [] })),
        (format!("/api/v1/rooms/{}/blocks", house.rooms[1]), block, json!({ "reason": "Other" })),
        (
            format!("{hotel}/webhook-endpoints"),
            json!({ "url": "http://127.0.0.1:9/" }),
            json!({ "description": "Other" }),
        ),
        (
            format!("/api/v1/rooms/{}/ical-imports", house.rooms[1]),
            json!({ "url": "http://127.0.0.1:9/x.ics", "channel": "other" }),
            json!({ "channel": "Other place" }),
        ),
        (format!("{booking}/notes"), json!({ "text": "Late" }), json!({ "text": "Other" })),
        (format!("{booking}/cancel"), json!({ "reason": "Ill" }), json!({ "reason": "Other" })),
    ];
    for (path, body, other) in cases {
        let post = |body: &Value| {
            app.post(&path, body).bearer(&owner.token).header("idempotency-key", "same")
        };
        let first = post(&body).send().await;
        assert!(first.status.is_success(), "{path}: {}", first.lossy());
        assert_eq!(first.header("idempotent-replayed"), "", "{path}");
        let again = post(&body).send().await;
        assert_eq!((again.status, &again.body), (first.status, &first.body), "{path}");
        assert_eq!(again.header("idempotent-replayed"), "true", "{path}");
        for header in ["location", "etag"] {
            assert_eq!(again.header(header), first.header(header), "{path}");
        }
        let mut changed = body.clone();
        for (name, value) in other.as_object().expect("fields") {
            changed[name] = value.clone();
        }
        post(&changed).problem(422, "idempotency_key_reused").await;
        for odd in ["a b", ""] {
            let odd = app.post(&path, &body).bearer(&owner.token).header("idempotency-key", odd);
            let problem = odd.problem(422, "invalid_input").await;
            assert_eq!(Answer::fields(&problem)[0].0, "/idempotency_key", "{path}");
        }
    }
    let counts: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM hotel), (SELECT count(*) FROM room_type),
                (SELECT count(*) FROM room), (SELECT count(*) FROM room_stay WHERE state = 'blocked'),
                (SELECT count(*) FROM booking_note)",
    )
    .fetch_one(&app.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(counts, (2, 2, 3, 1, 1));
    app.close().await;
}

#[tokio::test]
async fn a_failure_is_not_kept_and_a_storm_does_it_once() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let path = format!("/api/v1/hotels/{}/rooms", house.id);
    let body =
        |number: &str| json!({ "rooms": [{ "number": number, "room_type_id": house.room_type }] });
    let post = |body: &Value| {
        app.post(&path, body).bearer(&owner.token).header("idempotency-key", "rooms")
    };
    post(&body("101")).problem(422, "invalid_input").await;
    let mut storm = tokio::task::JoinSet::new();
    for _ in 0..20 {
        storm.spawn(post(&body("102")).send());
    }
    let answers = storm.join_all().await;
    assert!(answers.iter().any(|answer| answer.status == 201));
    for answer in &answers {
        assert!(matches!(answer.status.as_u16(), 201 | 409), "{}", answer.lossy());
    }
    let fresh =
        answers.iter().filter(|a| a.status == 201 && a.header("idempotent-replayed").is_empty());
    assert_eq!(fresh.count(), 1);
    let rooms = app.get(&path).ok(200).await;
    assert_eq!(rooms["data"].as_array().map(Vec::len), Some(2));
    app.close().await;
}

/// Every operation that takes a body, by the document: a field that it does not have is
/// refused and pointed at, whoever asks and for what.
#[tokio::test]
async fn no_write_takes_a_field_it_does_not_have() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let mut seen = 0;
    for operation in operations() {
        let Some(body) = &operation.body else { continue };
        seen += 1;
        let mut path = operation.path.clone();
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            path.replace_range(from..=to, "01936f2e-7c1a-7b60-8a53-00000000dead");
        }
        for field in ["owner_id", "guest_id", "account_id", "version", "created_at", "total"] {
            for who in [&owner, &guest] {
                let mut bad = body.clone();
                bad[field] = json!("mine");
                let call = app.call(&operation.method, &path).json(&bad).bearer(&who.token);
                let call = call.header("if-match", "\"v1\"").header("idempotency-key", "mass");
                let problem = call.problem(422, "invalid_input").await;
                let expected = (format!("/{field}"), "unknown".to_owned());
                assert_eq!(Answer::fields(&problem), [expected], "{}", operation.id);
            }
        }
    }
    assert!(seen > 20, "{seen}");
    app.close().await;
}
