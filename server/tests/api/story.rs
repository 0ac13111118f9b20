//! The whole story, as an integration lives it. No Redis is there in any of it.

use chrono::TimeDelta;
use pousada_core::{sweep, work};
use serde_json::Value;

use crate::support::{Answer, TestApp, text};

#[tokio::test]
async fn a_room_is_offered_booked_lived_in_and_free_again() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let guest = app.guest().await;
    let dates = ("2027-03-10", "2027-03-13");
    let search = "/api/v1/hotels?city=paraty&check_in=2027-03-10&check_out=2027-03-13&guests=2";

    let found = app.get(search).ok(200).await;
    assert_eq!(found["data"][0]["id"], house.id.as_str());
    assert_eq!(found["data"][0]["offer"]["total"]["amount"], 90_000);

    let answer = app.book(&guest, &house, dates, "one").send().await;
    assert_eq!(answer.status, 201, "{}", answer.lossy());
    let booking = answer.json();
    let path = format!("/api/v1/bookings/{}", text(&booking["id"]));
    assert_eq!(answer.header("location"), path);
    assert_eq!(booking["state"], "confirmed");
    assert_eq!(booking["total"], serde_json::json!({ "amount": 90_000, "currency": "BRL" }));
    assert_eq!(booking["rooms"][0]["room_id"], house.rooms[0].as_str());

    // Taken: in search, in availability, and for whoever comes next.
    assert_eq!(app.get(search).ok(200).await["data"], serde_json::json!([]));
    let free = format!("/api/v1/hotels/{}/availability?from=2027-03-12&to=2027-03-14", house.id);
    let nights = app.get(&free).ok(200).await["room_types"][0]["nights"].clone();
    assert_eq!((&nights[0]["why_not"], &nights[1]["free"]), (&"sold_out".into(), &1.into()));
    let late = app.guest().await;
    app.book(&late, &house, dates, "two").problem(409, "not_available").await;

    // Both sides see it.
    assert_eq!(app.get(&path).bearer(&guest.token).ok(200).await, booking);
    assert_eq!(app.get(&path).bearer(&owner.token).ok(200).await, booking);
    let mine = app.get("/api/v1/bookings").bearer(&guest.token).ok(200).await;
    let theirs = format!("/api/v1/hotels/{}/bookings?state=confirmed", house.id);
    let theirs = app.get(&theirs).bearer(&owner.token).ok(200).await;
    assert_eq!((&mine["data"][0], &theirs["data"][0]), (&booking, &booking));
    let day = format!("/api/v1/hotels/{}/occupancy?date=2027-03-10", house.id);
    let rooms = app.get(&day).bearer(&owner.token).ok(200).await;
    assert_eq!(rooms["data"][0]["status"], "arriving");
    assert_eq!(rooms["data"][0]["booking_code"], booking["code"]);

    // Time goes by: the stay ends at noon in Paraty on the 13th.
    app.world.clock.advance(TimeDelta::days(13));
    sweep::run(&app.world.svc).await.expect("swept");
    let ended = app.get(&path).bearer(&guest.token).send().await;
    assert_eq!(ended.status, 401, "the session was idle for more than a week: {}", ended.lossy());
    let guest = sign_in(&app, &guest.email).await;
    let ended = app.get(&path).bearer(&guest).ok(200).await;
    assert_eq!((&ended["state"], &ended["version"]), (&"completed".into(), &2.into()));
    let events = app.get(&format!("{path}/events")).bearer(&guest).ok(200).await;
    let kinds: Vec<String> =
        events["data"].as_array().expect("events").iter().map(|e| text(&e["kind"])).collect();
    assert_eq!(kinds, ["confirmed", "completed"]);
    assert_eq!(events["data"][1]["actor"], "system");
    // The mail server is away; that took nothing from the booking.
    work::drain(&app.world.svc).await.expect("tried");

    let hotel = app.get(&format!("/api/v1/hotels/{}", house.id)).ok(200).await;
    assert_eq!(hotel["rooms"], serde_json::json!({ "total": 1, "free_now": 1 }));
    let again = app
        .post("/api/v1/bookings", &house.request(("2027-03-14", "2027-03-15")))
        .bearer(&sign_in(&app, &late.email).await)
        .header("idempotency-key", "three");
    again.ok(201).await;
    app.close().await;
}

async fn sign_in(app: &TestApp, email: &str) -> String {
    let request = pousada_core::testing::sign_in_request(email);
    let request = serde_json::to_value(&request).expect("json");
    text(&app.post("/api/v1/sessions", &request).ok(201).await["token"])
}

#[tokio::test]
async fn hoteliers_change_what_they_have() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 2, false).await;
    // Not published: only the owner sees it.
    let path = format!("/api/v1/hotels/{}", house.id);
    app.get(&path).problem(404, "not_found").await;
    let mine = app.get("/api/v1/me/hotels").bearer(&owner.token).ok(200).await;
    assert_eq!(mine["data"][0]["id"], house.id.as_str());
    let change = |path: String, etag: String, patch: Value| {
        app.call("PATCH", &path).bearer(&owner.token).header("if-match", &etag).json(&patch)
    };
    let etag = |answer: &Answer| answer.header("etag").to_owned();
    let hotel = app.get(&path).bearer(&owner.token).send().await;
    let patch = serde_json::json!({ "published": true, "stars": 5 });
    let hotel = change(path.clone(), etag(&hotel), patch).send().await;
    assert_eq!((hotel.status.as_u16(), &hotel.json()["version"]), (200, &2.into()));
    assert_eq!(app.get(&path).ok(200).await["stars"], 5);

    let path = format!("/api/v1/room-types/{}", house.room_type);
    let kind = app.get(&path).send().await;
    let patch = serde_json::json!({ "base_price": { "amount": 35_000, "currency": "BRL" } });
    let kind = change(path, etag(&kind), patch).send().await.json();
    assert_eq!(kind["base_price"]["amount"], 35_000);

    let path = format!("/api/v1/rooms/{}", house.rooms[0]);
    let room = app.get(&path).send().await;
    let patch = serde_json::json!({ "status": "out_of_service" });
    let room = change(path, etag(&room), patch).send().await.json();
    assert_eq!(room["available"], false);
    let listed = app.get(&format!("/api/v1/hotels/{}/rooms", house.id)).ok(200).await;
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(2));
    app.close().await;
}
