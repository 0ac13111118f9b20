//! Reviews, from the end of a stay to the hotel's answer.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Answer, TestApp, text};

#[tokio::test]
async fn a_stay_is_reviewed_and_answered() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let booking = app.book(&guest, &house, ("2027-03-04", "2027-03-06"), "k").ok(201).await;
    let path = format!("/api/v1/bookings/{}/review", text(&booking["id"]));
    let input = json!({ "scores": { "overall": 9, "staff": 10 }, "text": "Very good." });
    let write = || app.post(&path, &input).bearer(&guest.token);
    write().problem(409, "wrong_state").await;
    app.world.clock.set("2027-03-06T15:00:00Z".parse().expect("an instant"));
    pousada_core::bookings::finalize_due(&app.world.svc).await.expect("swept");
    let open = app.get(&path).bearer(&guest.token).ok(200).await;
    assert_eq!(open["write_until"], "2028-03-05T15:00:00Z");
    assert!(open["review"].is_null());

    let bad = json!({ "scores": { "overall": 11, "noise": 3 }, "text": "" });
    let bad = app.post(&path, &bad).bearer(&guest.token).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&bad), [("/scores/noise".to_owned(), "unknown".to_owned())]);
    let first = write().header("idempotency-key", "once").send().await;
    assert_eq!(first.status, 201, "{}", first.lossy());
    assert_eq!(first.header("location"), path);
    let again = write().header("idempotency-key", "once").send().await;
    assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &first.body));
    write().problem(409, "already_reviewed").await;
    let changed = json!({ "title": "By the water" });
    let changed = app.call("PATCH", &path).json(&changed).bearer(&guest.token).ok(200).await;
    assert_eq!(
        (&changed["title"], &changed["scores"]["staff"]),
        (&"By the water".into(), &10.into())
    );

    let answer = format!("/api/v1/reviews/{}/answer", text(&changed["id"]));
    let said = json!({ "text": "Thank you!" });
    let put = |token: &str| app.call("PUT", &answer).json(&said).bearer(token);
    put(&guest.token).problem(403, "forbidden").await;
    put(&app.hotelier().await.token).problem(404, "not_found").await;
    put(&owner.token).ok(200).await;

    let listed = app.get(&format!("/api/v1/hotels/{}/reviews?limit=1", house.id)).ok(200).await;
    let shown = &listed["data"][0];
    assert_eq!((&shown["author"], &shown["stay_month"]), (&"Ana".into(), &"2027-03-01".into()));
    assert_eq!(shown["answer"]["text"], "Thank you!");
    assert!(!listed.to_string().contains("Lima"), "the family name is nobody's business");
    let hotel = app.get(&format!("/api/v1/hotels/{}", house.id)).ok(200).await;
    let figures = (&hotel["rating"], &hotel["review_score"], &hotel["review_count"]);
    assert_eq!(figures, (&4.5.into(), &9.0.into(), &1.into()));
    let found = app.get("/api/v1/hotels?sort=rating").ok(200).await;
    assert_eq!(found["data"][0]["review_count"], 1);
    let summary = app.get(&format!("/api/v1/hotels/{}/reviews/summary", house.id)).ok(200).await;
    assert_eq!((&summary["overall"], &summary["staff"]), (&9.0.into(), &10.0.into()));

    app.world.clock.advance(TimeDelta::hours(48));
    let late = app.call("PATCH", &path).json(&json!({ "text": "Bad." })).bearer(&guest.token);
    late.problem(409, "too_late").await;
    app.close().await;
}
