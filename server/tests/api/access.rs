//! Who may do what, and how little is said to those who may not.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{PUBLIC_URL, TestApp, text};

#[tokio::test]
async fn a_missing_token_is_told_from_a_dead_one() {
    let app = TestApp::new().await;
    let missing = app.get("/api/v1/me").send().await;
    assert_eq!((missing.status.as_u16(), missing.header("www-authenticate")), (401, "Bearer"));
    missing.problem("unauthenticated");
    let unknown = "x".repeat(43);
    let dead = [
        format!("Bearer {unknown}"),
        "Bearer".into(),
        "Bearer ".into(),
        "Basic YTpi".into(),
        "é".into(),
    ];
    // Even where no token is needed.
    for path in ["/api/v1/me", "/api/v1/hotels"] {
        for value in &dead {
            let answer = app.get(path).header("authorization", value).send().await;
            assert_eq!(answer.status, 401, "{path} {value}");
            assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
            answer.problem("unauthenticated");
        }
    }
    let guest = app.guest().await;
    let twice = app.get("/api/v1/me").bearer(&guest.token).bearer(&guest.token);
    twice.problem(401, "unauthenticated").await;
    app.close().await;
}

#[tokio::test]
async fn sessions_end() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let sign_in = json!({ "email": guest.email, "password": pousada_core::testing::PASSWORD });
    let second =
        app.post("/api/v1/sessions", &sign_in).header("user-agent", "second/1.0").send().await;
    assert_eq!(second.status, 201);
    let (location, second) = (second.header("location").to_owned(), second.json());
    let token = text(&second["token"]);
    let listed = app.get("/api/v1/sessions").bearer(&token).ok(200).await;
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(2));
    assert!(!listed.to_string().contains(&token));
    app.call("DELETE", &location).bearer(&guest.token).ok(204).await;
    app.get("/api/v1/me").bearer(&token).problem(401, "unauthenticated").await;
    app.call("DELETE", &location).bearer(&guest.token).problem(404, "not_found").await;
    app.call("DELETE", "/api/v1/sessions/current").bearer(&guest.token).ok(204).await;
    app.get("/api/v1/me").bearer(&guest.token).problem(401, "unauthenticated").await;
    let wrong = json!({ "email": guest.email, "password": "correct horse bettery" });
    let wrong = app.post("/api/v1/sessions", &wrong).problem(401, "wrong_credentials").await;
    let nobody = json!({ "email": "nobody@example.com", "password": "correct horse bettery" });
    let nobody = app.post("/api/v1/sessions", &nobody).problem(401, "wrong_credentials").await;
    assert_eq!(wrong["detail"], nobody["detail"]);
    app.close().await;
}

#[tokio::test]
async fn cookies_do_not_count() {
    use pousada_core::accounts::{self, Door};
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let sign_in = pousada_core::testing::sign_in_request(&guest.email);
    let page =
        accounts::sign_in(&app.world.svc, sign_in, Door::Page, None).await.expect("signed in");
    for token in [&guest.token, &page.token] {
        let cookie = format!("__Host-pousada={token}; pousada={token}; session={token}");
        app.get("/api/v1/me").header("cookie", &cookie).problem(401, "unauthenticated").await;
    }
    // Nor does a page's session as a bearer token.
    app.get("/api/v1/me").bearer(&page.token).problem(401, "unauthenticated").await;
    app.close().await;
}

#[tokio::test]
async fn roles_have_their_own_doors() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let hotel = serde_json::to_value(pousada_core::testing::hotel_input()).expect("json");
    app.post("/api/v1/hotels", &hotel).bearer(&guest.token).problem(403, "forbidden").await;
    app.get("/api/v1/me/hotels").bearer(&guest.token).problem(403, "forbidden").await;
    app.book(&owner, &house, ("2027-03-10", "2027-03-11"), "k").problem(403, "forbidden").await;
    app.get("/api/v1/bookings").bearer(&owner.token).problem(403, "forbidden").await;
    app.close().await;
}

/// Every operation on a thing with an id: its method, its path with `{}` for the id,
/// and which kind of thing.
const BY_ID: [(&str, &str, &str); 34] = [
    ("GET", "/api/v1/hotels/{}", "hotel"),
    ("PATCH", "/api/v1/hotels/{}", "hotel"),
    ("GET", "/api/v1/hotels/{}/availability", "hotel"),
    ("GET", "/api/v1/hotels/{}/bookings", "hotel"),
    ("GET", "/api/v1/hotels/{}/occupancy", "hotel"),
    ("GET", "/api/v1/hotels/{}/room-types", "hotel"),
    ("POST", "/api/v1/hotels/{}/room-types", "hotel"),
    ("GET", "/api/v1/hotels/{}/rooms", "hotel"),
    ("POST", "/api/v1/hotels/{}/rooms", "hotel"),
    ("GET", "/api/v1/room-types/{}", "room_type"),
    ("PATCH", "/api/v1/room-types/{}", "room_type"),
    ("GET", "/api/v1/rooms/{}", "room"),
    ("PATCH", "/api/v1/rooms/{}", "room"),
    ("GET", "/api/v1/bookings/{}", "booking"),
    ("GET", "/api/v1/bookings/{}/events", "booking"),
    ("DELETE", "/api/v1/sessions/{}", "session"),
    ("GET", "/api/v1/hotels/{}/webhook-endpoints", "hotel"),
    ("POST", "/api/v1/hotels/{}/webhook-endpoints", "hotel"),
    ("GET", "/api/v1/webhook-endpoints/{}", "webhook"),
    ("PATCH", "/api/v1/webhook-endpoints/{}", "webhook"),
    ("DELETE", "/api/v1/webhook-endpoints/{}", "webhook"),
    ("POST", "/api/v1/webhook-endpoints/{}/rotate-secret", "webhook"),
    ("POST", "/api/v1/webhook-endpoints/{}/test", "webhook"),
    ("GET", "/api/v1/webhook-endpoints/{}/deliveries", "webhook"),
    ("POST", "/api/v1/webhook-deliveries/{}/replay", "delivery"),
    ("GET", "/api/v1/hotels/{}/ical-feeds", "hotel"),
    ("POST", "/api/v1/hotels/{}/ical-feeds", "hotel"),
    ("DELETE", "/api/v1/ical-feeds/{}", "feed"),
    ("GET", "/api/v1/rooms/{}/ical-imports", "room"),
    ("POST", "/api/v1/rooms/{}/ical-imports", "room"),
    ("DELETE", "/api/v1/ical-imports/{}", "import"),
    ("POST", "/api/v1/ical-imports/{}/refresh", "import"),
    ("GET", "/api/v1/ical-imports/{}/conflicts", "import"),
    ("POST", "/api/v1/bookings", "booked_hotel"),
];

/// A body that the operation would take from the owner.
fn body(method: &str, path: &str, room_type: &str) -> Option<Value> {
    let input = |value| serde_json::to_value(value).expect("json");
    Some(match (method, path.rsplit('/').next()) {
        ("POST", Some("room-types")) => {
            let mut kind = input(pousada_core::testing::room_type_input());
            kind["name"] = "Another".into();
            kind
        }
        ("POST", Some("rooms")) => {
            json!({ "rooms": [{ "number": "900", "room_type_id": room_type }] })
        }
        ("POST", Some("webhook-endpoints")) => json!({ "url": "http://127.0.0.1:9/" }),
        ("POST", Some("ical-feeds")) => json!({ "name": "all" }),
        ("POST", Some("ical-imports")) => {
            json!({ "url": "http://127.0.0.1:9/other.ics", "channel": "other" })
        }
        ("PATCH", _) if path.contains("/rooms/") => json!({ "floor": "9" }),
        ("PATCH", _) => json!({ "description": "mine now" }),
        _ => return None,
    })
}

#[tokio::test]
async fn what_is_foreign_looks_like_what_is_missing() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let open = app.house(&owner, 1, true).await;
    let hidden = app.house(&owner, 1, false).await;
    let booking = app.book(&guest, &open, ("2027-03-10", "2027-03-12"), "k").ok(201).await;
    let sessions = app.get("/api/v1/sessions").bearer(&owner.token).ok(200).await;
    let made = async |path: String, body: Value, status: u16| {
        app.post(&path, &body).bearer(&owner.token).ok(status).await["id"].clone()
    };
    let hooks = format!("/api/v1/hotels/{}/webhook-endpoints", hidden.id);
    let webhook = text(&made(hooks, json!({ "url": "http://127.0.0.1:9/" }), 201).await);
    let test = format!("/api/v1/webhook-endpoints/{webhook}/test");
    let delivery = text(&made(test, json!({}), 202).await);
    let feeds = format!("/api/v1/hotels/{}/ical-feeds", hidden.id);
    let feed = text(&made(feeds, json!({ "name": "all" }), 201).await);
    let imports = format!("/api/v1/rooms/{}/ical-imports", hidden.rooms[0]);
    let body_of = json!({ "url": "http://127.0.0.1:9/x.ics", "channel": "other" });
    let import = text(&made(imports, body_of, 201).await);
    let others = [Some(app.hotelier().await), Some(app.guest().await), None];
    let missing = Uuid::from_u128(0x0193_6f2e_7c1a_7b60_8a53_5d1e_7f6a_9b00).to_string();
    for (method, path, kind) in BY_ID {
        let id = match kind {
            "hotel" | "booked_hotel" => hidden.id.clone(),
            "room_type" => hidden.room_type.clone(),
            "room" => hidden.rooms[0].clone(),
            "booking" => text(&booking["id"]),
            "webhook" => webhook.clone(),
            "delivery" => delivery.clone(),
            "feed" => feed.clone(),
            "import" => import.clone(),
            _ => text(&sessions["data"][0]["id"]),
        };
        for other in &others {
            let mut answers = Vec::new();
            for id in [&id, &missing] {
                let query = if path.ends_with("availability") {
                    "?from=2027-03-10&to=2027-03-11"
                } else {
                    ""
                };
                let mut call = app
                    .call(method, &format!("{}{query}", path.replace("{}", id)))
                    .header("if-match", "\"v1\"")
                    .header("idempotency-key", "foreign")
                    .header("x-request-id", "same");
                if let Some(other) = other {
                    call = call.bearer(&other.token);
                }
                let request = match kind {
                    "booked_hotel" => {
                        let mut request = hidden.request(("2027-03-10", "2027-03-12"));
                        request["hotel_id"] = id.as_str().into();
                        Some(request)
                    }
                    _ => body(method, path, &hidden.room_type),
                };
                if let Some(request) = request {
                    call = call.json(&request);
                }
                let answer = call.send().await;
                answers.push((answer.status, answer.lossy().replace(id, "{}")));
            }
            let who = other.as_ref().map_or("anonymous", |other| other.email.as_str());
            assert!(
                matches!(answers[0].0.as_u16(), 401 | 403 | 404),
                "{method} {path} {who}: {answers:?}"
            );
            assert_eq!(answers[0], answers[1], "{method} {path} {who}");
        }
    }
    // Nothing was changed on the way.
    let hotel =
        app.get(&format!("/api/v1/hotels/{}", hidden.id)).bearer(&owner.token).ok(200).await;
    assert_eq!((&hotel["version"], &hotel["rooms"]["total"]), (&1.into(), &1.into()));
    app.get("/api/v1/me").bearer(&owner.token).ok(200).await;
    app.close().await;
}

/// An operation by id that the list above leaves out fails here.
#[test]
fn every_operation_by_id_is_in_the_list() {
    let document = server::api::openapi::document(PUBLIC_URL).to_json().expect("json");
    let document: Value = serde_json::from_str(&document).expect("json");
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("operations").keys() {
            let Some((before, rest)) = path.split_once('{') else { continue };
            let after = rest.split_once('}').expect("a parameter").1;
            documented.insert(format!("{} {before}{{}}{after}", method.to_uppercase()));
        }
    }
    let listed = BY_ID.iter().filter(|(_, path, _)| path.contains("{}"));
    let listed: BTreeSet<String> =
        listed.map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(listed, documented);
}
