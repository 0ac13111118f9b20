//! Without the database: 503 within seconds, never a 500, and never a hang.

use std::time::{Duration, Instant};

use serde_json::json;
use server::router::{router, worker_router};
use tokio::net::TcpListener;

use crate::support::{Answer, Call, TestApp};

async fn all_answer_503(port: u16) {
    let (router, _) = TestApp::without_database(port);
    let token = "x".repeat(43);
    let id = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b00";
    let sign_in = json!({ "email": "ana@example.com", "password": "correct horse" });
    let account = serde_json::to_value(pousada_core::testing::sign_up_request(
        types::account::SignUpRole::Guest,
    ));
    let booking = json!({ "hotel_id": id, "check_in": "2027-03-10", "check_out": "2027-03-11",
                          "rooms": [{ "room_id": id, "adults": 1 }] });
    let call = |method: &str, path: &str| Call::to(router.clone(), method, path);
    let calls = [
        call("GET", "/api/v1/hotels?city=paraty"),
        call("GET", &format!("/api/v1/hotels/{id}")),
        call("GET", "/api/v1/me").bearer(&token),
        call("POST", "/api/v1/accounts").json(&account.expect("json")),
        call("POST", "/api/v1/sessions").json(&sign_in),
        call("POST", "/api/v1/bookings")
            .bearer(&token)
            .header("idempotency-key", "k")
            .json(&booking),
    ];
    let mut answers = tokio::task::JoinSet::new();
    for call in calls {
        answers.spawn(async move {
            let started = Instant::now();
            let answer = call.send().await;
            (started.elapsed(), answer)
        });
    }
    for (took, answer) in answers.join_all().await {
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "1"));
        answer.problem("unavailable");
        assert!(took < Duration::from_secs(4), "{took:?}");
    }
}

#[tokio::test]
async fn a_dead_database() {
    all_answer_503(9).await;
}

/// One that takes connections and says nothing.
#[tokio::test]
async fn a_silent_database() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    all_answer_503(listener.local_addr().expect("an address").port()).await;
}

#[tokio::test]
async fn probes_tell() {
    let (router, state) = TestApp::without_database(9);
    let get = |path: &str| Call::to(router.clone(), "GET", path).send();
    assert_eq!(get("/healthz").await.status, 200);
    let ready: Answer = get("/readyz").await;
    assert_eq!(
        (ready.status.as_u16(), &ready.json()["checks"]["postgres"]),
        (503, &"unavailable".into())
    );
    let numbers = get("/metrics").await;
    assert_eq!(numbers.status, 200);
    assert!(numbers.lossy().contains("db_pool_max_connections"));
    // The document needs no database.
    assert_eq!(get("/api/v1/openapi.json").await.status, 200);
    drop(state);
}

/// A worker without Redis cannot work; a server can take bookings without one.
#[tokio::test]
async fn a_silent_worker_degrades_a_server_and_stops_a_worker() {
    let app = TestApp::new().await;
    for (ticks, server, worker) in
        [(true, (200, "ready"), (200, "ready")), (false, (200, "degraded"), (503, "not_ready"))]
    {
        let state = app.with_worker(ticks);
        let (serve, work) = (router(state.clone()), worker_router(state));
        for (router, (status, word)) in [(serve, server), (work, worker)] {
            let body = Call::to(router, "GET", "/readyz").ok(status).await;
            assert_eq!(body["status"], word, "{body}");
        }
    }
    app.close().await;
}

#[tokio::test]
async fn readiness_ends_before_the_server_does() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/readyz").ok(200).await["checks"]["worker"], "elsewhere");
    app.state.drain();
    assert_eq!(app.get("/readyz").ok(503).await["status"], "draining");
    assert_eq!(app.get("/healthz").send().await.status, 200);
    app.close().await;
}
