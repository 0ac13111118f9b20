//! The life of a booking, from both sides.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Answer, Call, House, Person, TestApp, text};

/// A hotel, its owner, a guest, and a booking of one room from 10 to 13 March.
struct Stage {
    app: TestApp,
    owner: Person,
    guest: Person,
    house: House,
    booking: Value,
    path: String,
}

impl Stage {
    async fn new(rooms: usize) -> Self {
        let app = TestApp::new().await;
        let (owner, guest) = (app.hotelier().await, app.guest().await);
        let house = app.house(&owner, rooms, true).await;
        let booking = app.book(&guest, &house, ("2027-03-10", "2027-03-13"), "k").ok(201).await;
        let path = format!("/api/v1/bookings/{}", text(&booking["id"]));
        Self { app, owner, guest, house, booking, path }
    }

    fn post(&self, who: &Person, step: &str) -> Call {
        self.app.call("POST", &format!("{}/{step}", self.path)).bearer(&who.token)
    }

    async fn get(&self, who: &Person, what: &str) -> Value {
        self.app.get(&format!("{}{what}", self.path)).bearer(&who.token).ok(200).await
    }

    /// The hotel is in UTC-3.
    fn clock(&self, at: &str) {
        self.app.world.clock.set(at.parse().expect("an instant"));
    }
}

fn reais(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "BRL" })
}

#[tokio::test]
async fn a_hold_is_confirmed_in_time() {
    let stage = Stage::new(3).await;
    let (app, guest) = (&stage.app, &stage.guest);
    let hold = async |key: &str| {
        let mut request = stage.house.request(("2027-03-10", "2027-03-12"));
        request["hold"] = true.into();
        let call = app.post("/api/v1/bookings", &request).bearer(&guest.token);
        let held = call.header("idempotency-key", key).ok(201).await;
        assert_eq!(
            (&held["state"], &held["hold_until"]),
            (&"held".into(), &"2027-03-01T12:15:00Z".into())
        );
        format!("/api/v1/bookings/{}", text(&held["id"]))
    };
    let (first, second) = (hold("a").await, hold("b").await);
    let confirm = |path: &str| app.call("POST", &format!("{path}/confirm"));
    let stale = confirm(&first).bearer(&guest.token).header("if-match", "\"v2\"");
    stale.problem(412, "stale_version").await;
    let done = confirm(&first).bearer(&guest.token).header("if-match", "\"v1\"").send().await;
    assert_eq!((done.status.as_u16(), &done.json()["state"]), (200, &"confirmed".into()));
    assert!(done.header("etag").starts_with("\"v2-"));
    confirm(&first).bearer(&guest.token).problem(409, "wrong_state").await;
    app.world.clock.advance(TimeDelta::minutes(15));
    confirm(&second).bearer(&guest.token).problem(409, "hold_expired").await;
    stage.app.close().await;
}

#[tokio::test]
async fn a_change_is_looked_at_and_made() {
    let stage = Stage::new(1).await;
    let guest = &stage.guest;
    let patch = json!({ "check_out": "2027-03-14", "guest_note": "Late" });
    let seen = stage.post(guest, "change-preview").json(&patch).ok(200).await;
    assert_eq!(
        (&seen["total"], &seen["difference"], &seen["fee"]),
        (&reais(120_000), &reais(30_000), &reais(0))
    );
    let changes: Vec<String> =
        seen["nights"].as_array().expect("nights").iter().map(|n| text(&n["change"])).collect();
    assert_eq!(changes, ["kept", "kept", "kept", "added"]);
    assert_eq!(stage.get(guest, "").await["version"], 1, "a look changes nothing");

    let change =
        |body: &Value| stage.app.call("PATCH", &stage.path).bearer(&guest.token).json(body);
    change(&patch).problem(428, "precondition_required").await;
    change(&patch).header("if-match", "\"v2\"").problem(412, "stale_version").await;
    let mut dear = patch.clone();
    dear["expected_total"] = reais(1);
    let problem = change(&dear).header("if-match", "\"v1\"").problem(409, "price_changed").await;
    assert_eq!(problem["total"], reais(120_000));
    let done = change(&patch).header("if-match", "\"v1\"").send().await;
    assert_eq!((done.status.as_u16(), &done.json()["total"]), (200, &reais(120_000)));
    assert!(done.header("etag").starts_with("\"v2-"));
    for (body, pointer) in [
        (json!({ "check_out": "2027-03-10" }), "/check_out"),
        (json!({ "rooms": [] }), "/rooms"),
        (json!({ "rooms": [{ "id": stage.house.id }] }), "/rooms/0/id"),
        (json!({ "state": "completed" }), "/state"),
        (json!({ "total": 1 }), "/total"),
    ] {
        let call = change(&body).header("if-match", "\"v2\"");
        let problem = call.problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].0, pointer);
    }
    // Only the hotel lets somebody off the fee.
    let waived = json!({ "check_out": "2027-03-12", "waive_fee": true });
    change(&waived).header("if-match", "\"v2\"").problem(403, "forbidden").await;

    // Looking back.
    stage.clock("2027-03-02T12:00:00Z");
    let shorter = json!({ "check_out": "2027-03-12" });
    change(&shorter).header("if-match", "\"v2\"").ok(200).await;
    let then = stage.get(guest, "?as_of=2027-03-01T12:00:00Z").await;
    assert_eq!((&then["version"], &then["check_out"]), (&2.into(), &"2027-03-14".into()));
    let before = stage.app.get(&format!("{}?as_of=2027-02-01T00:00:00Z", stage.path));
    before.bearer(&guest.token).problem(404, "not_found").await;
    let nonsense = stage.app.get(&format!("{}?as_of=yesterday", stage.path)).bearer(&guest.token);
    let problem = nonsense.problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&problem)[0].0, "/as_of");
    stage.app.close().await;
}

#[tokio::test]
async fn cancelling_costs_what_was_shown() {
    let stage = Stage::new(2).await;
    // The free hours are over: a night is owed.
    stage.clock("2027-03-09T18:00:00Z");
    let guest = &Person { token: sign_in(&stage, &stage.guest).await, ..stage.guest.clone() };
    let owner = &Person { token: sign_in(&stage, &stage.owner).await, ..stage.owner.clone() };
    let seen = stage.post(guest, "cancel-preview").ok(200).await;
    assert_eq!(seen["fee"], reais(30_000));
    let cancel = |body: &Value| stage.post(guest, "cancel").json(body);
    let cheap = json!({ "expected_fee": reais(0) });
    let problem = cancel(&cheap).problem(409, "fee_changed").await;
    assert_eq!(problem["fee"], reais(30_000));
    cancel(&json!({})).header("if-match", "\"v3\"").problem(412, "stale_version").await;
    let nobody = json!({ "rooms": [stage.house.id] });
    let problem = cancel(&nobody).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&problem)[0].0, "/rooms/0");
    let agreed = json!({ "expected_fee": reais(30_000), "reason": "Ill" });
    let done = cancel(&agreed).header("if-match", "\"v1\"").ok(200).await;
    assert_eq!((&done["state"], &done["total"]), (&"cancelled".into(), &reais(30_000)));
    cancel(&json!({})).problem(409, "wrong_state").await;
    stage.post(guest, "cancel-preview").problem(409, "wrong_state").await;
    // The hotel takes it back, and says why.
    let undo = |who: &Person| stage.post(who, "undo").json(&json!({ "reason": "By mistake" }));
    undo(guest).problem(403, "forbidden").await;
    let mute = stage.post(owner, "undo").json(&json!({ "reason": " " }));
    assert_eq!(Answer::fields(&mute.problem(422, "invalid_input").await)[0].0, "/reason");
    let back = undo(owner).ok(200).await;
    assert_eq!((&back["state"], &back["total"]), (&"confirmed".into(), &reais(90_000)));
    // When the hotel cancels, nothing is owed.
    let theirs = stage.post(owner, "cancel").ok(200).await;
    assert_eq!((&theirs["state"], &theirs["fee"]), (&"cancelled".into(), &reais(0)));
    stage.app.close().await;
}

#[tokio::test]
async fn one_of_two_rooms_is_given_up() {
    let stage = Stage::new(3).await;
    let (app, guest) = (&stage.app, &stage.guest);
    let mut request = stage.house.request(("2027-03-20", "2027-03-22"));
    let room = request["rooms"][0].clone();
    request["rooms"] = json!([room, room]);
    let call = app.post("/api/v1/bookings", &request).bearer(&guest.token);
    let both = call.header("idempotency-key", "two").ok(201).await;
    let part = &both["rooms"][0]["id"];
    let path = format!("/api/v1/bookings/{}/cancel", text(&both["id"]));
    let call = app.post(&path, &json!({ "rooms": [part] })).bearer(&guest.token);
    let left = call.ok(200).await;
    assert_eq!((&left["state"], &left["total"]), (&"confirmed".into(), &reais(60_000)));
    let states: Vec<String> =
        left["rooms"].as_array().expect("rooms").iter().map(|r| text(&r["state"])).collect();
    assert_eq!(states, ["cancelled", "confirmed"]);
    let again = app.post(&path, &json!({ "rooms": [part] })).bearer(&guest.token);
    again.problem(422, "invalid_input").await;
    stage.app.close().await;
}

#[tokio::test]
async fn guests_come_and_go_at_the_desk() {
    let stage = Stage::new(1).await;
    let (owner, guest) = (&stage.owner, &stage.guest);
    stage.post(owner, "check-in").problem(409, "too_early").await;
    stage.post(owner, "no-show").problem(409, "too_early").await;
    stage.clock("2027-03-10T18:00:00Z");
    let owner = &Person { token: sign_in(&stage, owner).await, ..owner.clone() };
    let guest = &Person { token: sign_in(&stage, guest).await, ..guest.clone() };
    for step in ["check-in", "check-out", "no-show"] {
        stage.post(guest, step).problem(403, "forbidden").await;
    }
    stage.post(owner, "check-out").problem(409, "wrong_state").await;
    let stale = stage.post(owner, "check-in").header("if-match", "\"v9\"");
    stale.problem(412, "stale_version").await;
    assert_eq!(stage.post(owner, "check-in").ok(200).await["state"], "checked_in");
    let undo = stage.post(owner, "undo").json(&json!({ "reason": "Wrong guest" }));
    assert_eq!(undo.ok(200).await["state"], "confirmed");
    stage.post(owner, "check-in").header("if-match", "\"v3\"").ok(200).await;
    // A day early: two nights are given up, one of them is owed for.
    stage.clock("2027-03-11T13:00:00Z");
    let dear = stage.post(owner, "check-out").json(&json!({ "fee": 60_001 }));
    assert_eq!(Answer::fields(&dear.problem(422, "invalid_input").await)[0].0, "/fee");
    let done = stage.post(owner, "check-out").json(&json!({ "fee": 30_000 })).ok(200).await;
    assert_eq!((&done["state"], &done["check_out"]), (&"completed".into(), &"2027-03-11".into()));
    assert_eq!((&done["fee"], &done["total"]), (&reais(30_000), &reais(60_000)));
    let undo = stage.post(owner, "undo").json(&json!({ "reason": "Too late" }));
    undo.problem(409, "wrong_state").await;
    let events = stage.get(guest, "/events").await;
    let kinds: Vec<String> =
        events["data"].as_array().expect("events").iter().map(|e| text(&e["kind"])).collect();
    assert_eq!(kinds, ["confirmed", "checked_in", "undone", "checked_in", "completed"]);
    stage.app.close().await;
}

/// A session ends when it is not used for a week.
async fn sign_in(stage: &Stage, who: &Person) -> String {
    let request = pousada_core::testing::sign_in_request(&who.email);
    let request = serde_json::to_value(&request).expect("json");
    text(&stage.app.post("/api/v1/sessions", &request).ok(201).await["token"])
}

#[tokio::test]
async fn who_never_came_is_marked() {
    let stage = Stage::new(1).await;
    stage.clock("2027-03-11T15:00:00Z");
    let owner = &Person { token: sign_in(&stage, &stage.owner).await, ..stage.owner.clone() };
    let marked = stage.post(owner, "no-show").ok(200).await;
    assert_eq!((&marked["state"], &marked["fee"]), (&"no_show".into(), &reais(30_000)));
    let free =
        format!("/api/v1/hotels/{}/availability?from=2027-03-12&to=2027-03-13", stage.house.id);
    assert_eq!(stage.app.get(&free).ok(200).await["room_types"][0]["free"], 1);
    stage.app.close().await;
}

#[tokio::test]
async fn a_booking_has_notes_letters_and_a_place_in_calendars() {
    let stage = Stage::new(1).await;
    let (app, owner, guest) = (&stage.app, &stage.owner, &stage.guest);
    let note = stage.post(owner, "notes").json(&json!({ "text": " Arrives late " }));
    assert_eq!(note.ok(201).await["text"], "Arrives late");
    let notes = stage.get(owner, "/notes").await;
    assert_eq!(
        (&notes["data"][0]["author"], &notes["data"][0]["text"]),
        (&"Ana Lima".into(), &"Arrives late".into())
    );
    stage.post(guest, "notes").json(&json!({ "text": "x" })).problem(403, "forbidden").await;
    app.get(&format!("{}/notes", stage.path)).bearer(&guest.token).problem(403, "forbidden").await;
    for text in ["", &"x".repeat(2001)] {
        let call = stage.post(owner, "notes").json(&json!({ "text": text }));
        assert_eq!(Answer::fields(&call.problem(422, "invalid_input").await)[0].0, "/text");
    }
    assert!(!stage.get(guest, "").await.to_string().contains("Arrives late"));

    let file = app.get(&format!("{}/calendar.ics", stage.path)).bearer(&guest.token).send().await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8; method=PUBLISH");
    let lines: Vec<String> = file.lossy().split("\r\n").map(str::to_owned).collect();
    for line in ["DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270313", "SEQUENCE:0"] {
        assert!(lines.iter().any(|found| found == line), "{line}: {lines:?}");
    }
    let uid = format!("UID:{}@pousada", text(&stage.booking["id"]));
    assert!(lines.contains(&uid), "{lines:?}");

    // The letter to the guest is the guest's business, too.
    sqlx::query(
        "INSERT INTO notice (id, booking_id, kind, recipient, address, locale, subject, message_id,
                             state, attempts, error, created_at, updated_at)
         SELECT gen_random_uuid(), b.id, 'confirmed', r, 'a@example.com', 'en', 'To ' || r, r,
                'failed', 1, 'mailbox full', b.created_at, b.created_at
         FROM booking b, unnest('{guest,hotel}'::text[]) AS r",
    )
    .execute(&app.world.db.pool)
    .await
    .expect("letters");
    let theirs = stage.get(owner, "/notices").await;
    assert_eq!(theirs["data"].as_array().map(Vec::len), Some(2));
    let mine = stage.get(guest, "/notices").await;
    assert_eq!(mine["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&mine["data"][0]["subject"], &mine["data"][0]["error"]),
        (&"To guest".into(), &Value::Null)
    );
    stage.app.close().await;
}

#[tokio::test]
async fn a_quote_says_what_a_booking_costs() {
    let stage = Stage::new(2).await;
    let app = &stage.app;
    let request = stage.house.request(("2027-04-10", "2027-04-13"));
    let quote = app.post("/api/v1/quotes", &request).ok(200).await;
    assert_eq!((&quote["nights"], &quote["total"]), (&3.into(), &reais(90_000)));
    let booking =
        app.book(&stage.guest, &stage.house, ("2027-04-10", "2027-04-13"), "q").ok(201).await;
    assert_eq!(booking["total"], quote["total"]);
    assert_eq!(booking["free_cancellation_until"], quote["free_cancellation_until"]);
    let taken = stage.house.request(("2027-03-10", "2027-03-13"));
    app.post("/api/v1/quotes", &taken).ok(200).await;
    let mut many = taken.clone();
    many["rooms"] = json!([taken["rooms"][0], taken["rooms"][0]]);
    let problem = app.post("/api/v1/quotes", &many).problem(409, "not_available").await;
    assert!(problem["suggestions"].is_object(), "{problem}");
    let mut wrong = taken;
    wrong["rooms"][0]["adults"] = 0.into();
    app.post("/api/v1/quotes", &wrong).problem(422, "invalid_input").await;
    stage.app.close().await;
}
