//! Giving hotels, room types and rooms up; finding rooms; blocking them.

use serde_json::{Value, json};

use crate::support::{Answer, TestApp, text};

#[tokio::test]
async fn what_has_stays_to_come_stays() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    let mut request = house.request(("2027-03-10", "2027-03-12"));
    request["rooms"][0] = json!({ "room_id": house.rooms[0], "adults": 2 });
    let call = app.post("/api/v1/bookings", &request).bearer(&guest.token);
    let booking = call.header("idempotency-key", "k").ok(201).await;
    let paths = [
        format!("/api/v1/rooms/{}", house.rooms[0]),
        format!("/api/v1/room-types/{}", house.room_type),
        format!("/api/v1/hotels/{}", house.id),
    ];
    let delete = |path: &str| app.call("DELETE", path).bearer(&owner.token);
    for path in &paths {
        delete(path).problem(428, "precondition_required").await;
        let refused = delete(path).header("if-match", "\"v1\"");
        let problem = refused.problem(409, "has_upcoming_stays").await;
        assert_eq!(problem["upcoming_stays"], 1, "{path}");
    }
    let cancel = format!("/api/v1/bookings/{}/cancel", text(&booking["id"]));
    app.call("POST", &cancel).bearer(&guest.token).ok(200).await;
    for path in &paths {
        delete(path).header("if-match", "\"v9\"").problem(412, "stale_version").await;
        let stranger = app.call("DELETE", path).bearer(&guest.token).header("if-match", "\"v1\"");
        stranger.problem(403, "forbidden").await;
        let etag = app.get(path).bearer(&owner.token).send().await.header("etag").to_owned();
        delete(path).header("if-match", &etag).ok(204).await;
        delete(path).header("if-match", &etag).problem(404, "not_found").await;
        app.get(path).bearer(&owner.token).problem(404, "not_found").await;
    }
    // The booking keeps what it says of them.
    let path = format!("/api/v1/bookings/{}", text(&booking["id"]));
    let kept = app.get(&path).bearer(&owner.token).ok(200).await;
    assert_eq!(kept["rooms"][0]["room_number"], "101");
    assert_eq!(app.get("/api/v1/hotels").ok(200).await["data"], json!([]));
    // Nor is it brought back to life in a room that is gone.
    let undo = app.post(&format!("{path}/undo"), &json!({ "reason": "A mistake" }));
    undo.bearer(&owner.token).problem(409, "not_available").await;
    app.close().await;
}

/// Of a room that is given up and booked at the same moment, one wins.
#[tokio::test]
async fn nobody_books_a_room_that_is_given_up() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 12, true).await;
    for (n, room) in house.rooms.iter().enumerate() {
        let mut request = house.request(("2027-03-10", "2027-03-12"));
        request["rooms"][0] = json!({ "room_id": room, "adults": 2 });
        let book = app.post("/api/v1/bookings", &request).bearer(&guest.token);
        let book = tokio::spawn(book.header("idempotency-key", &format!("k{n}")).send());
        let delete = app.call("DELETE", &format!("/api/v1/rooms/{room}")).bearer(&owner.token);
        let delete = tokio::spawn(delete.header("if-match", "\"v1\"").send());
        let (book, delete) = (book.await.expect("sent"), delete.await.expect("sent"));
        let answers = (book.status.as_u16(), delete.status.as_u16());
        assert!(
            matches!(answers, (201, 409) | (409 | 422, 204)),
            "{answers:?} {} {}",
            book.lossy(),
            delete.lossy()
        );
    }
    let homeless: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM room_stay s JOIN room r ON r.id = s.room_id
         WHERE s.state = 'confirmed' AND r.archived_at IS NOT NULL",
    )
    .fetch_one(&app.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(homeless, 0);
    app.close().await;
}

#[tokio::test]
async fn rooms_are_found_by_what_they_are() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let found = async |query: &str| {
        app.get(&format!("/api/v1/rooms?{query}")).ok(200).await["data"].clone()
    };
    let all = found("city=paraty").await;
    assert_eq!(all[0]["room_type"]["id"], house.room_type.as_str());
    assert_eq!(
        (&all[0]["hotel"]["id"], &all[0]["offer"]),
        (&house.id.as_str().into(), &Value::Null)
    );
    let dated = found("check_in=2027-03-10&check_out=2027-03-12&guests=2&type=double").await;
    assert_eq!(dated[0]["offer"]["total"]["amount"], 60_000);
    for nothing in ["type=suite", "beds=king", "min_price=30001", "amenities=pool", "stars=5"] {
        assert_eq!(found(nothing).await, json!([]), "{nothing}");
    }
    for something in ["type=double", "beds=queen", "max_price=30000", "amenities=wifi", "stars=4"] {
        assert_eq!(found(something).await.as_array().map(Vec::len), Some(1), "{something}");
    }
    for (query, pointer) in [
        ("type=tent", "/type"),
        ("amenities=moat", "/amenities"),
        ("stars=6", "/stars"),
        ("min_price=2&max_price=1", "/max_price"),
        ("cursor=x", "/cursor"),
    ] {
        for path in ["rooms", "hotels"] {
            let call = app.get(&format!("/api/v1/{path}?{query}"));
            let problem = call.problem(422, "invalid_input").await;
            assert_eq!(Answer::fields(&problem)[0].0, pointer, "{path} {query}");
        }
    }
    app.close().await;
}

#[tokio::test]
async fn a_blocked_room_is_not_sold() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let path = format!("/api/v1/rooms/{}/blocks", house.rooms[0]);
    let block = json!({ "from": "2027-03-10", "to": "2027-03-12", "reason": "New carpet" });
    let post = |body: &Value| app.post(&path, body).bearer(&owner.token);
    let made = post(&block).send().await;
    assert_eq!(made.status, 201, "{}", made.lossy());
    let location = made.header("location").to_owned();
    assert_eq!(app.get(&path).bearer(&owner.token).ok(200).await["data"][0], made.json());
    let free = format!("/api/v1/hotels/{}/availability?from=2027-03-09&to=2027-03-12", house.id);
    let nights = app.get(&free).ok(200).await["room_types"][0]["nights"].clone();
    assert_eq!((&nights[0]["why_not"], &nights[1]["why_not"]), (&Value::Null, &"blocked".into()));
    let dates = ("2027-03-11", "2027-03-13");
    app.book(&guest, &house, dates, "a").problem(409, "not_available").await;
    post(&block).problem(409, "not_available").await;
    for (body, pointer) in [
        (json!({ "from": "2027-03-12", "to": "2027-03-12" }), "/to"),
        (json!({ "from": "2027-03-12" }), "/to"),
        (json!({ "from": "2027-03-12", "to": "2027-03-13", "state": "confirmed" }), "/state"),
        (json!({ "from": "2027-03-12", "to": "2027-03-13", "reason": "x".repeat(201) }), "/reason"),
    ] {
        let problem = post(&body).problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].0, pointer);
    }
    app.call("DELETE", &location).bearer(&guest.token).problem(403, "forbidden").await;
    app.call("DELETE", &location).bearer(&owner.token).ok(204).await;
    app.call("DELETE", &location).bearer(&owner.token).problem(404, "not_found").await;
    let booking = app.book(&guest, &house, dates, "b").ok(201).await;
    let problem = post(&block).problem(409, "not_available").await;
    assert_eq!(problem["bookings"], json!([booking["code"]]));
    app.close().await;
}
