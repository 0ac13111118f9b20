//! Keys for programs.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestApp, text};

async fn key(app: &TestApp, who: &Person, scopes: &[&str]) -> Value {
    let body = json!({ "name": "A program", "scopes": scopes });
    app.post("/api/v1/api-keys", &body).bearer(&who.token).ok(201).await
}

#[tokio::test]
async fn a_key_is_shown_once_and_kept_as_a_hash() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let body = json!({ "name": " Mine ", "scopes": ["bookings:read"] });
    let made = app.post("/api/v1/api-keys", &body).bearer(&guest.token).send().await;
    assert_eq!(made.status, 201);
    let location = made.header("location").to_owned();
    let made = made.json();
    let secret = text(&made["secret"]);
    assert_eq!((secret.len(), &secret[..3], &made["name"]), (46, "pk_", &"Mine".into()));
    let kept: Vec<String> = sqlx::query_scalar("SELECT k::text FROM api_key k")
        .fetch_all(&app.world.db.pool)
        .await
        .expect("read");
    assert!(kept.len() == 1 && !kept[0].contains(&secret[9..]), "{kept:?}");
    let list = app.get("/api/v1/api-keys").bearer(&guest.token).ok(200).await;
    assert_eq!(list["data"][0]["last_used_at"], Value::Null);
    assert!(!list.to_string().contains(&secret));
    app.get("/api/v1/bookings").bearer(&secret).ok(200).await;
    let list = app.get("/api/v1/api-keys").bearer(&guest.token).ok(200).await;
    assert_eq!(list["data"][0]["last_used_at"], "2027-03-01T12:00:00Z");
    assert!(
        !app.get("/api/v1/me/export").bearer(&guest.token).send().await.lossy().contains("hash")
    );
    app.call("DELETE", &location).bearer(&guest.token).ok(204).await;
    let dead = app.get("/api/v1/bookings").bearer(&secret).send().await;
    assert_eq!(dead.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    dead.problem("unauthenticated");
    app.call("DELETE", &location).bearer(&guest.token).problem(404, "not_found").await;
    app.close().await;
}

#[tokio::test]
async fn a_key_opens_what_it_is_for() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let reader = text(&key(&app, &guest, &["bookings:read"]).await["secret"]);
    let writer = text(&key(&app, &guest, &["bookings:write"]).await["secret"]);
    let book = |token: &str| {
        let call = app.post("/api/v1/bookings", &house.request(("2027-03-10", "2027-03-11")));
        call.bearer(token).header("idempotency-key", "k")
    };
    let problem = book(&reader).problem(403, "insufficient_scope").await;
    assert!(text(&problem["detail"]).contains("bookings:write"), "{problem}");
    let booking = book(&writer).ok(201).await;
    let path = format!("/api/v1/bookings/{}", text(&booking["id"]));
    app.get(&path).bearer(&writer).problem(403, "insufficient_scope").await;
    app.get(&path).bearer(&reader).ok(200).await;
    app.call("HEAD", &path).bearer(&reader).ok(200).await;
    assert_eq!(app.call("HEAD", &path).bearer(&writer).send().await.status, 403);
    // A key does not make more of an account than it is.
    let hotels = text(&key(&app, &guest, &["hotels:write"]).await["secret"]);
    let hotel = serde_json::to_value(pousada_core::testing::hotel_input()).expect("json");
    app.post("/api/v1/hotels", &hotel).bearer(&hotels).problem(403, "forbidden").await;
    // Accounts themselves are for people.
    let all = ["profile:read", "hotels:read", "hotels:write", "bookings:read", "bookings:write"];
    let all = text(&key(&app, &guest, &all).await["secret"]);
    app.get("/api/v1/me").bearer(&all).ok(200).await;
    for (method, path) in [
        ("GET", "/api/v1/api-keys"),
        ("POST", "/api/v1/api-keys"),
        ("GET", "/api/v1/sessions"),
        ("DELETE", "/api/v1/sessions/current"),
        ("PATCH", "/api/v1/me"),
        ("DELETE", "/api/v1/me"),
        ("GET", "/api/v1/me/export"),
    ] {
        let call = app.call(method, path).bearer(&all).json(&json!({}));
        call.problem(403, "insufficient_scope").await;
    }
    app.close().await;
}

#[tokio::test]
async fn keys_end_by_time() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let body = json!({
        "name": "Short", "scopes": ["bookings:read"], "expires_at": "2027-03-01T13:00:00Z",
    });
    let made = app.post("/api/v1/api-keys", &body).bearer(&guest.token).ok(201).await;
    let secret = text(&made["secret"]);
    app.world.clock.advance(TimeDelta::minutes(59));
    app.get("/api/v1/bookings").bearer(&secret).ok(200).await;
    app.world.clock.advance(TimeDelta::minutes(1));
    app.get("/api/v1/bookings").bearer(&secret).problem(401, "unauthenticated").await;
    let list = app.get("/api/v1/api-keys").bearer(&guest.token).ok(200).await;
    assert_eq!(list["data"], json!([]));
    pousada_core::sweep::run(&app.world.svc).await.expect("swept");
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM api_key")
        .fetch_one(&app.world.db.pool)
        .await
        .expect("counted");
    assert_eq!(left, 0);
    app.close().await;
}

#[tokio::test]
async fn bad_keys_are_refused() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let post = |body: Value| app.post("/api/v1/api-keys", &body).bearer(&guest.token);
    for (body, pointer) in [
        (json!({ "name": "", "scopes": ["bookings:read"] }), "/name"),
        (json!({ "name": "x", "scopes": [] }), "/scopes"),
        (json!({ "name": "x", "scopes": ["admin"] }), "/scopes/0"),
        (json!({ "name": "x" }), "/scopes"),
        (json!({ "name": "x", "scopes": ["bookings:read"], "account_id": "x" }), "/account_id"),
        (
            json!({ "name": "x", "scopes": ["bookings:read"], "expires_at": "2020-01-01T00:00:00Z" }),
            "/expires_at",
        ),
    ] {
        let problem = post(body).problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].0, pointer);
    }
    for token in ["pk_", "pk_x", &format!("pk_{}", "x".repeat(43))] {
        app.get("/api/v1/hotels").bearer(token).problem(401, "unauthenticated").await;
    }
    for _ in 0..50 {
        post(json!({ "name": "x", "scopes": ["bookings:read"] })).ok(201).await;
    }
    let one_more = json!({ "name": "x", "scopes": ["bookings:read"] });
    post(one_more).problem(409, "too_many_api_keys").await;
    app.close().await;
}
