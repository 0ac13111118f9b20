//! Booking once, however often it is asked for, and never twice the same room.

use pousada_core::invariants;
use serde_json::json;

use crate::support::{Answer, TestApp, text};

const DATES: (&str, &str) = ("2027-03-10", "2027-03-13");

async fn count(app: &TestApp) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM booking")
        .fetch_one(&app.world.db.pool)
        .await
        .expect("counted")
}

#[tokio::test]
async fn a_key_is_needed() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let post = || app.post("/api/v1/bookings", &house.request(DATES)).bearer(&guest.token);
    post().problem(400, "idempotency_key_missing").await;
    post().header("idempotency-key", "").problem(400, "idempotency_key_missing").await;
    for key in ["a b", &"k".repeat(256), "é"] {
        let problem = post().header("idempotency-key", key).problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].0, "/idempotency_key");
    }
    let two = post().header("idempotency-key", "a").header("idempotency-key", "b");
    two.problem(422, "invalid_input").await;
    assert_eq!(count(&app).await, 0);
    post().header("idempotency-key", &"k".repeat(255)).ok(201).await;
    app.close().await;
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_answer() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    let first = app.book(&guest, &house, DATES, "once").send().await;
    assert_eq!((first.status.as_u16(), first.header("idempotent-replayed")), (201, ""));
    let again = app.book(&guest, &house, DATES, "once").send().await;
    assert_eq!((again.status.as_u16(), again.header("idempotent-replayed")), (201, "true"));
    assert_eq!(first.body, again.body, "byte by byte");
    for header in ["etag", "location", "content-type"] {
        assert_eq!(first.header(header), again.header(header));
    }
    let other = ("2027-03-11", "2027-03-13");
    app.book(&guest, &house, other, "once").problem(422, "idempotency_key_reused").await;
    assert_eq!(count(&app).await, 1);
    // The key is the guest's own.
    let second = app.guest().await;
    let theirs = app.book(&second, &house, DATES, "once").send().await;
    assert_eq!((theirs.status.as_u16(), theirs.header("idempotent-replayed")), (201, ""));
    assert_eq!(count(&app).await, 2);
    app.close().await;
}

#[tokio::test]
async fn a_failure_is_not_remembered() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let expecting = |amount: i64| {
        let mut request = house.request(DATES);
        request["expected_total"] = json!({ "amount": amount, "currency": "BRL" });
        app.post("/api/v1/bookings", &request).bearer(&guest.token).header("idempotency-key", "k")
    };
    let problem = expecting(1).problem(409, "price_changed").await;
    assert_eq!(problem["total"], json!({ "amount": 90_000, "currency": "BRL" }));
    expecting(90_000).ok(201).await;
    app.close().await;
}

#[tokio::test]
async fn fifty_at_once_with_one_key_make_one_booking() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 50, true).await;
    let mut posts = tokio::task::JoinSet::new();
    for _ in 0..50 {
        posts.spawn(app.book(&guest, &house, DATES, "storm").send());
    }
    let answers = posts.join_all().await;
    let (made, waiting): (Vec<_>, Vec<_>) = answers.iter().partition(|a| a.status == 201);
    assert!(!made.is_empty());
    assert!(made.iter().all(|answer| answer.body == made[0].body));
    let first = made.iter().filter(|answer| answer.header("idempotent-replayed").is_empty());
    assert_eq!(first.count(), 1);
    for answer in waiting {
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (409, "1"));
        answer.problem("request_in_progress");
    }
    assert_eq!(count(&app).await, 1);
    let sql = "SELECT payload->>'event' FROM outbox WHERE kind = 'mail.booking' ORDER BY 1";
    let letters: Vec<String> =
        sqlx::query_scalar(sql).fetch_all(&app.world.db.pool).await.expect("read");
    assert_eq!(letters, ["confirmed", "reminder"], "one of each");
    app.close().await;
}

/// Fails now and then when an attempt that was overtaken leaves its transaction to be
/// rolled back later: the next attempt then meets its own key.
#[tokio::test]
async fn one_room_goes_to_one_guest() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let guests = [app.guest().await, app.guest().await, app.guest().await];
    for day in 10..16 {
        let dates = (format!("2027-03-{day}"), format!("2027-03-{}", day + 1));
        let mut posts = tokio::task::JoinSet::new();
        for n in 0..30 {
            let key = format!("race-{day}-{n}");
            posts.spawn(app.book(&guests[n % 3], &house, (&dates.0, &dates.1), &key).send());
        }
        let answers = posts.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!(answer.status, 409);
            answer.problem("not_available");
        }
    }
    let checks = invariants::check(&app.world.db.pool, app.world.svc.clock.now()).await;
    assert!(checks.expect("checked").iter().all(|check| check.violations == 0));
    app.close().await;
}

#[tokio::test]
async fn a_conflict_says_what_else_there_is() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let mut kind = serde_json::to_value(pousada_core::testing::room_type_input()).expect("json");
    kind["name"] = "Suite".into();
    let path = format!("/api/v1/hotels/{}", house.id);
    let kind = app.post(&format!("{path}/room-types"), &kind).bearer(&owner.token).ok(201).await;
    let rooms = json!({ "rooms": [{ "number": "201", "room_type_id": kind["id"] }] });
    app.post(&format!("{path}/rooms"), &rooms).bearer(&owner.token).ok(201).await;
    app.book(&guest, &house, DATES, "a").ok(201).await;
    let problem = app.book(&guest, &house, DATES, "b").problem(409, "not_available").await;
    let other = &problem["alternatives"][0];
    assert_eq!((text(&other["name"]).as_str(), &other["rooms_left"]), ("Suite", &1.into()));
    app.close().await;
}
