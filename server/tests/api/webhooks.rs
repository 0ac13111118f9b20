//! Webhooks over the API: the contract; what is sent is tested where it is made.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Answer, TestApp, text};

#[tokio::test]
async fn an_endpoint_from_its_making_to_its_end() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let all = format!("/api/v1/hotels/{}/webhook-endpoints", house.id);
    let input = json!({ "url": "http://127.0.0.1:9/hook", "event_types": ["booking.confirmed"] });
    let made = app.post(&all, &input).bearer(&owner.token).send().await;
    assert_eq!(made.status, 201, "{}", made.lossy());
    let (path, etag) = (made.header("location").to_owned(), made.header("etag").to_owned());
    let secret = text(&made.json()["secret"]);
    assert!(secret.starts_with("whsec_"), "{secret}");
    let get = || app.get(&path).bearer(&owner.token);
    let shown = get().send().await;
    assert!(!shown.lossy().contains("secret\":\"") && !shown.lossy().contains("whsec_"));
    let known = get().header("if-none-match", shown.header("etag")).send().await;
    assert_eq!(known.status, 304);

    app.post("/api/v1/bookings", &house.request(("2027-03-10", "2027-03-12")))
        .bearer(&guest.token)
        .header("idempotency-key", "k")
        .ok(201)
        .await;
    let log = format!("{path}/deliveries");
    let deliveries = app.get(&log).bearer(&owner.token).ok(200).await;
    let delivery = &deliveries["data"][0];
    assert_eq!(
        (&delivery["kind"], &delivery["state"]),
        (&"booking.confirmed".into(), &"pending".into())
    );
    let replay = format!("/api/v1/webhook-deliveries/{}/replay", text(&delivery["id"]));
    app.call("POST", &replay).bearer(&owner.token).problem(409, "delivery_pending").await;
    app.world.clock.advance(TimeDelta::seconds(1));
    app.call("POST", &format!("{path}/test")).bearer(&owner.token).ok(202).await;
    let first = app.get(&format!("{log}?limit=1")).bearer(&owner.token).ok(200).await;
    let next = text(&first["next_cursor"]);
    let second =
        app.get(&format!("{log}?limit=1&cursor={next}")).bearer(&owner.token).ok(200).await;
    assert_eq!((&second["data"][0]["id"], &second["has_more"]), (&delivery["id"], &false.into()));

    let change = |tag: &str, body| {
        app.call("PATCH", &path).bearer(&owner.token).header("if-match", tag).json(&body)
    };
    let rotate = || {
        let call = app.call("POST", &format!("{path}/rotate-secret")).bearer(&owner.token);
        call.header("idempotency-key", "rotate").send()
    };
    let (rotated, again) = (rotate().await, rotate().await);
    assert_eq!((rotated.status.as_u16(), &rotated.body), (200, &again.body));
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_ne!(text(&rotated.json()["secret"]), secret);
    change(&etag, json!({ "enabled": false })).problem(412, "stale_version").await;
    let tag = get().send().await.header("etag").to_owned();
    let off = change(&tag, json!({ "enabled": false })).ok(200).await;
    assert_eq!(off["enabled"], false);
    app.call("POST", &format!("{path}/test"))
        .bearer(&owner.token)
        .problem(409, "endpoint_disabled")
        .await;
    app.call("DELETE", &path).bearer(&owner.token).problem(428, "precondition_required").await;
    let tag = get().send().await.header("etag").to_owned();
    app.call("DELETE", &path).bearer(&owner.token).header("if-match", &tag).ok(204).await;
    get().problem(404, "not_found").await;
    app.close().await;
}

#[tokio::test]
async fn wrong_endpoints_are_refused() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let all = format!("/api/v1/hotels/{}/webhook-endpoints", house.id);
    let cases = [
        (json!({}), "/url", "required"),
        (json!({ "url": "" }), "/url", "required"),
        (json!({ "url": "x".repeat(2001) }), "/url", "too_long"),
        (json!({ "url": "http://169.254.169.254/latest" }), "/url", "invalid"),
        (json!({ "url": "http://a:b@127.0.0.1/" }), "/url", "invalid"),
        (
            json!({ "url": "http://127.0.0.1/", "event_types": ["booking.sold"] }),
            "/event_types/0",
            "invalid",
        ),
        (json!({ "url": "http://127.0.0.1/", "secret": "whsec_x" }), "/secret", "unknown"),
    ];
    for (body, pointer, code) in cases {
        let problem =
            app.post(&all, &body).bearer(&owner.token).problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem), [(pointer.to_owned(), code.to_owned())], "{body}");
    }
    app.close().await;
}
