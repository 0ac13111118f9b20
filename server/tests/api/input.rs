//! Bad input of every kind: refused with the right problem, and never a 500.

use axum::body::Body;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

/// Fields that a client may never set, in any write.
const FORBIDDEN: [&str; 8] =
    ["id", "role", "owner_id", "guest_id", "price", "state", "version", "created_at"];

#[tokio::test]
async fn bodies_that_are_no_json_or_no_object() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let post = |body: &'static str| {
        app.call("POST", "/api/v1/hotels").bearer(&owner.token).raw("application/json", body)
    };
    for body in ["", "{", "{\"name\": ", "{} {}", "\u{0}", "{\"a\": 01}", "name=x"] {
        post(body).problem(400, "malformed_json").await;
    }
    for body in ["[]", "null", "5", "\"hotel\"", "true"] {
        let problem = post(body).problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem).len(), 1, "{body}");
    }
    let deep = format!("{{\"name\": {}", "[".repeat(30_000));
    let deep =
        app.call("POST", "/api/v1/hotels").bearer(&owner.token).raw("application/json", deep);
    assert!(matches!(deep.send().await.status.as_u16(), 400 | 422));
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"] {
        let call = app.call("POST", "/api/v1/hotels").bearer(&owner.token).raw(kind, "{}");
        call.problem(415, "unsupported_media_type").await;
    }
    let none = app.call("POST", "/api/v1/hotels").bearer(&owner.token);
    none.problem(415, "unsupported_media_type").await;
    app.close().await;
}

/// The limit is 64 KiB; axum's own of 2 MiB does not help a body between the two.
#[tokio::test]
async fn bodies_that_are_too_large() {
    let app = TestApp::new().await;
    let post = |body: Body| app.call("POST", "/api/v1/sessions").raw("application/json", body);
    let sign_in = |size: usize| {
        let frame = json!({ "email": "a@example.com", "password": "" }).to_string().len();
        json!({ "email": "a@example.com", "password": "x".repeat(size - frame) }).to_string()
    };
    let fits = post(sign_in(64 * 1024).into()).send().await;
    assert_eq!(fits.status, 401, "{}", fits.lossy());
    for size in [64 * 1024 + 1, 10 * 1024 * 1024] {
        let body = sign_in(size);
        // With its length announced, and without.
        let known = post(body.clone().into()).header("content-length", &size.to_string());
        known.problem(413, "body_too_large").await;
        let pieces = http_body_util::StreamBody::new(Chunks(body.into_bytes(), 0));
        post(Body::new(pieces)).problem(413, "body_too_large").await;
    }
    app.close().await;
}

/// A body in pieces of 16 KiB, whose length nobody knows before its end.
struct Chunks(Vec<u8>, usize);

impl futures_core::Stream for Chunks {
    type Item = Result<hyper::body::Frame<axum::body::Bytes>, std::convert::Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let from = self.1;
        let to = self.0.len().min(from + 16 * 1024);
        self.1 = to;
        let piece = axum::body::Bytes::copy_from_slice(&self.0[from..to]);
        std::task::Poll::Ready((from < to).then(|| Ok(hyper::body::Frame::data(piece))))
    }
}

#[tokio::test]
async fn nobody_sets_what_is_not_theirs() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let value = |value| -> Value { serde_json::to_value(value).expect("json") };
    let account = serde_json::to_value(pousada_core::testing::sign_up_request(
        types::account::SignUpRole::Guest,
    ));
    let hotel = format!("/api/v1/hotels/{}", house.id);
    let writes = [
        ("POST", "/api/v1/accounts".to_owned(), account.expect("json"), None),
        (
            "POST",
            "/api/v1/sessions".to_owned(),
            json!({ "email": guest.email, "password": "x" }),
            None,
        ),
        (
            "POST",
            "/api/v1/hotels".to_owned(),
            value(pousada_core::testing::hotel_input()),
            Some(&owner),
        ),
        ("PATCH", hotel.clone(), json!({ "stars": 1 }), Some(&owner)),
        (
            "POST",
            format!("{hotel}/room-types"),
            serde_json::to_value(pousada_core::testing::room_type_input()).expect("json"),
            Some(&owner),
        ),
        (
            "PATCH",
            format!("/api/v1/room-types/{}", house.room_type),
            json!({ "capacity": 3 }),
            Some(&owner),
        ),
        ("POST", format!("{hotel}/rooms"), json!({ "rooms": [] }), Some(&owner)),
        (
            "PATCH",
            format!("/api/v1/rooms/{}", house.rooms[0]),
            json!({ "floor": "2" }),
            Some(&owner),
        ),
        (
            "POST",
            "/api/v1/bookings".to_owned(),
            house.request(("2027-03-10", "2027-03-11")),
            Some(&guest),
        ),
    ];
    for (method, path, good, who) in writes {
        for field in FORBIDDEN {
            // A room may have a price, and an account a role.
            let own = (path.contains("/rooms/") && field == "price")
                || (path.ends_with("/accounts") && field == "role");
            if own {
                continue;
            }
            let mut bad = good.clone();
            bad[field] = json!("admin");
            let mut call = app.call(method, &path).json(&bad).header("if-match", "\"v1\"");
            if let Some(who) = who {
                call = call.bearer(&who.token).header("idempotency-key", "mass");
            }
            let problem = call.problem(422, "invalid_input").await;
            let expected = (format!("/{field}"), "unknown".to_owned());
            assert_eq!(Answer::fields(&problem), [expected], "{method} {path}");
        }
    }
    // A role that exists, but is nobody's to take.
    let mut admin = serde_json::to_value(pousada_core::testing::sign_up_request(
        types::account::SignUpRole::Guest,
    ))
    .expect("json");
    admin["role"] = json!("admin");
    let problem = app.post("/api/v1/accounts", &admin).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&problem)[0].0, "/role");
    // One room's own wishes are no way in either.
    let mut priced = house.request(("2027-03-10", "2027-03-11"));
    priced["rooms"][0]["price"] = json!(1);
    let problem = app
        .post("/api/v1/bookings", &priced)
        .bearer(&guest.token)
        .header("idempotency-key", "mass")
        .problem(422, "invalid_input")
        .await;
    assert_eq!(Answer::fields(&problem)[0], ("/rooms/0/price".to_owned(), "unknown".to_owned()));
    app.close().await;
}

#[tokio::test]
async fn absurd_values_are_pointed_at() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let long = "x".repeat(5000);
    let cases: Vec<(&str, Value, &str)> = vec![
        ("check_in", json!("2027-02-30"), "/check_in"),
        ("check_in", json!("10/03/2027"), "/check_in"),
        ("check_in", json!(20_270_310), "/check_in"),
        ("check_in", json!("0000-01-01"), "/check_in"),
        ("check_in", json!("+262142-12-31"), "/check_in"),
        ("check_in", json!("2027-02-28"), "/check_in"),
        ("check_out", json!("2027-03-10"), "/check_out"),
        ("check_out", json!("2027-03-09"), "/check_out"),
        ("check_out", json!("2028-03-30"), "/check_out"),
        ("check_out", json!("9999-12-31"), "/check_out"),
        ("check_out", Value::Null, "/check_out"),
        ("hotel_id", json!("1"), "/hotel_id"),
        ("hotel_id", json!([house.id]), "/hotel_id"),
        ("rooms", json!([]), "/rooms"),
        ("rooms", json!({}), "/rooms"),
        ("rooms", json!([{ "adults": 1 }]), "/rooms/0"),
        ("rooms", json!([{ "room_type_id": house.room_type, "adults": 0 }]), "/rooms/0/adults"),
        ("rooms", json!([{ "room_type_id": house.room_type, "adults": -1 }]), "/rooms/0/adults"),
        (
            "rooms",
            json!([{ "room_type_id": house.room_type, "adults": 99_999 }]),
            "/rooms/0/adults",
        ),
        ("rooms", json!([{ "room_type_id": house.room_type, "adults": 1.5 }]), "/rooms/0/adults"),
        ("rooms", json!([{ "room_type_id": house.room_type, "adults": 9 }]), "/rooms/0/adults"),
        ("guest_note", json!(long), "/guest_note"),
        ("guest_note", json!("a\u{0}b"), "/guest_note"),
        ("expected_total", json!(90_000), "/expected_total"),
        ("expected_total", json!({ "amount": 1, "currency": "XXX" }), "/expected_total/currency"),
        ("expected_total", json!({ "amount": 1e40, "currency": "BRL" }), "/expected_total/amount"),
    ];
    for (field, value, pointer) in cases {
        let mut request = house.request(("2027-03-10", "2027-03-13"));
        request[field] = value.clone();
        let call = app.post("/api/v1/bookings", &request);
        let call = call.bearer(&guest.token).header("idempotency-key", "absurd");
        let problem = call.problem(422, "invalid_input").await;
        let fields = Answer::fields(&problem);
        assert!(fields.iter().any(|(at, _)| at == pointer), "{field} {value}: {fields:?}");
    }
    let none = app.get("/api/v1/bookings").bearer(&guest.token).ok(200).await;
    assert_eq!(none["data"], json!([]));
    app.close().await;
}

#[tokio::test]
async fn characters_that_cannot_be_kept() {
    let app = TestApp::new().await;
    let sign_in = json!({ "email": "a\u{0}@example.com", "password": "x" });
    app.post("/api/v1/sessions", &sign_in).problem(422, "invalid_input").await;
    app.get("/api/v1/hotels?city=a%00b").problem(422, "invalid_input").await;
    app.get("/api/v1/hotels?q=%FF").send().await;
    let mut account = serde_json::to_value(pousada_core::testing::sign_up_request(
        types::account::SignUpRole::Guest,
    ))
    .expect("json");
    account["document"] = json!({ "kind": "other", "number": "12\u{0}34" });
    account["phone"] = json!("+55 11\u{0}");
    let problem = app.post("/api/v1/accounts", &account).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&problem).len(), 2, "both at once: {problem}");
    app.close().await;
}

#[tokio::test]
async fn queries_that_make_no_sense() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let cases = [
        ("/api/v1/hotels?check_in=tomorrow&check_out=2027-03-11", "/check_in"),
        ("/api/v1/hotels?check_in=2027-03-10", "/check_out"),
        ("/api/v1/hotels?check_in=2027-03-10&check_out=2027-03-01", "/check_out"),
        ("/api/v1/hotels?check_in=2020-03-10&check_out=2020-03-11", "/check_in"),
        ("/api/v1/hotels?guests=many", "/guests"),
        ("/api/v1/hotels?guests=99999", "/guests"),
        ("/api/v1/hotels?guests=51", "/guests"),
        ("/api/v1/hotels?sort=luck", "/sort"),
        ("/api/v1/hotels?limit=0", "/limit"),
        ("/api/v1/hotels?limit=101", "/limit"),
        ("/api/v1/hotels?limit=-1", "/limit"),
        ("/api/v1/hotels?limit=1&limit=2", "/limit"),
        ("/api/v1/hotels?cursor=rubbish", "/cursor"),
    ];
    for (path, pointer) in cases {
        let problem = app.get(path).problem(422, "invalid_input").await;
        let fields = Answer::fields(&problem);
        assert!(fields.iter().any(|(at, _)| at == pointer), "{path}: {fields:?}");
    }
    let free = format!("/api/v1/hotels/{}/availability", house.id);
    for (query, pointer) in [
        ("", "/from"),
        ("?from=2027-03-10", "/to"),
        ("?from=2027-03-10&to=2027-03-10", "/to"),
        ("?from=2027-03-10&to=2029-03-10", "/to"),
        ("?from=0001-01-01&to=0001-01-02", "/from"),
    ] {
        let problem = app.get(&format!("{free}{query}")).problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].0, pointer, "{query}");
    }
    let day = format!("/api/v1/hotels/{}/occupancy?date=2027-13-01", house.id);
    app.get(&day).bearer(&owner.token).problem(422, "invalid_input").await;
    // An empty word says nothing; an empty date is none.
    let words = "/api/v1/hotels?q=&city=paraty&state=&amenities=";
    assert_eq!(app.get(words).ok(200).await["data"].as_array().map(Vec::len), Some(1));
    for name in ["check_in", "guests", "sort", "min_price"] {
        let problem = app.get(&format!("/api/v1/hotels?{name}=")).problem(422, "invalid_input");
        assert_eq!(Answer::fields(&problem.await)[0].0, format!("/{name}"));
    }
    app.close().await;
}

#[tokio::test]
async fn all_wrong_fields_come_at_once() {
    let app = TestApp::new().await;
    let account = json!({
        "role": "hotelier", "email": "nope", "password": "short", "first_name": "", "last_name": "L",
        "phone": "1", "document": { "kind": "cpf", "number": "1" },
    });
    let problem = app.post("/api/v1/accounts", &account).problem(422, "invalid_input").await;
    let fields = Answer::fields(&problem);
    let pointers: Vec<&str> = fields.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/email", "/password", "/first_name", "/phone", "/document/kind", "/document/number"]
    );
    // What was typed is not repeated.
    assert!(!problem.to_string().contains("\"short\""), "{problem}");
    app.close().await;
}
