//! What the log may know: no passwords, tokens, keys, names, addresses or notes, at whatever level. That
//! this can fail was seen with the path of a request in its line.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use pousada_core::work;
use serde_json::json;
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter, layer::SubscriberExt};

use crate::support::{TestApp, text};

/// A log that is kept.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("mine").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

// One thread, so that all of the test's work is in its log.
#[tokio::test]
async fn the_log_knows_no_secrets_and_nobody() {
    let kept = Kept::default();
    let lines = tracing_subscriber::fmt::layer().with_writer(kept.clone()).with_ansi(false);
    let all = tracing_subscriber::registry().with(LevelFilter::TRACE).with(lines);
    let guard = tracing::subscriber::set_default(all);
    let app = TestApp::new().await;
    app.get("/healthz").send().await;
    // Other tests may have met one of the lines at the very moment when this log began.
    tracing::callsite::rebuild_interest_cache();
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let sign_up = json!({
        "role": "guest", "email": "canary-address@example.com", "password": "canary password",
        "first_name": "Canarina", "last_name": "Canaryson", "phone": "+5511912345678",
        "document": { "kind": "passport", "number": "CANARY123" },
    });
    app.post("/api/v1/accounts", &sign_up).ok(201).await;
    let sign_in = json!({ "email": "canary-address@example.com", "password": "canary password" });
    let session = app.post("/api/v1/sessions", &sign_in).ok(201).await;
    let token = text(&session["token"]);
    let wrong = json!({ "email": "canary-address@example.com", "password": "canary passward" });
    app.post("/api/v1/sessions", &wrong).problem(401, "wrong_credentials").await;
    let fields = "email=canary-address%40example.com&password=canary+password&next=%2F";
    let form = app.call("POST", "/rpc/sign-in").raw("application/x-www-form-urlencoded", fields);
    let cookie = form.header("accept", "text/html").send().await.header("set-cookie").to_owned();
    let cookie = cookie.split([';', '=']).nth(1).expect("a cookie").to_owned();
    app.get("/trips").header("cookie", &format!("__Host-pousada={cookie}")).send().await;
    let key = json!({ "name": "canary key", "scopes": ["profile:read", "bookings:write"] });
    let key = app.post("/api/v1/api-keys", &key).bearer(&token).ok(201).await;
    let secret = text(&key["secret"]);
    app.get("/api/v1/me").bearer(&secret).ok(200).await;
    let mut request = house.request(("2027-03-10", "2027-03-12"));
    request["guest_note"] = "canary note".into();
    let book = || app.post("/api/v1/bookings", &request).bearer(&secret);
    book().header("idempotency-key", "canary-once").ok(201).await;
    book().header("idempotency-key", "canary-twice").problem(409, "not_available").await;
    let hook = format!("/api/v1/hotels/{}/webhook-endpoints", house.id);
    let hook = app.post(&hook, &json!({ "url": "http://127.0.0.1:9/canary-hook" }));
    let hook = hook.bearer(&owner.token).ok(201).await;
    // Letters are written and cannot be sent; what fails is logged.
    let reset = json!({ "email": "canary-address@example.com" });
    app.post("/api/v1/password-resets", &reset).ok(202).await;
    work::drain(&app.world.svc).await.expect("worked");
    for path in [
        "/api/v1/password-resets/canary-token",
        "/api/v1/hotels?q=canary-query",
        "/reset?token=canary-token",
        "/verify?token=canary-token",
        "/canary-page",
    ] {
        app.get(path)
            .header("accept", "text/html")
            .header("cookie", "canary=canary-cookie")
            .send()
            .await;
    }
    let rubbish = "{\"email\": \"canary-rubbish";
    app.call("POST", "/api/v1/sessions").raw("application/json", rubbish).send().await;
    // A database that fails says so in the log.
    sqlx::query("DROP TABLE idempotency CASCADE").execute(&app.world.db.pool).await.expect("gone");
    book().header("idempotency-key", "canary-broken").problem(500, "internal").await;
    app.close().await;
    drop(guard);

    let log = String::from_utf8_lossy(&kept.0.lock().expect("mine")).into_owned();
    assert!(log.contains("answered") && log.contains("/api/v1/bookings"), "it is the log");
    assert!(log.contains("idempotency"), "the failure is in it");
    let hook_secret = text(&hook["secret"]);
    let secrets = [
        "anar",
        "CANARY",
        "5511912345678",
        "correct horse",
        &token,
        &cookie,
        &secret,
        &hook_secret,
        &owner.token,
        &owner.email,
    ];
    for secret in secrets {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret:?} is told: {}", line.unwrap_or_default());
    }
}
