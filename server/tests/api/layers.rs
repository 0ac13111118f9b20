//! What every request passes. Taking a layer out of the router makes its test fail; that
//! was tried for the limits of time and size, the catching of panics, and the origin.

use std::time::Duration;

use axum::{Router, routing::get};

use crate::support::{Call, TestApp, text};

#[tokio::test]
async fn the_routers_own_failures_are_problems_too() {
    let app = TestApp::new().await;
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v2/hotels",
        "/api/v1/hotels/",
    ] {
        let problem = app.get(path).problem(404, "no_such_route").await;
        assert_eq!(problem["instance"], path);
    }
    let wrong = app.call("DELETE", "/api/v1/hotels").send().await;
    assert_eq!((wrong.status.as_u16(), wrong.header("allow")), (405, "GET,HEAD,POST"));
    wrong.problem("method_not_allowed");
    app.call("BREW", "/api/v1/me").problem(405, "method_not_allowed").await;
    for id in ["1", "not-an-id", "%00", "00000000-0000-0000-0000-00000000000g"] {
        app.get(&format!("/api/v1/hotels/{id}")).problem(404, "not_found").await;
    }
    // Each type leads to a page that explains it.
    let problem = app.get("/api/v1/me").problem(401, "unauthenticated").await;
    let page = text(&problem["type"]).replace(crate::support::PUBLIC_URL, "");
    let page = app.get(&page).send().await;
    assert!(page.status == 200 && page.lossy().contains("Authorization: Bearer"));
    assert_eq!(app.get("/problems/nonsense").send().await.status, 404);
    app.close().await;
}

#[tokio::test]
async fn security_headers_are_on_every_answer() {
    let app = TestApp::new().await;
    let paths = [
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/hotels",
        "/api/v1/me",
        "/api/nothing",
        "/problems/not_found",
        "/api/schema/swagger-ui/",
        "/robots.txt",
        "/photos/house.jpg",
        "/photos/no.jpg",
    ];
    for path in paths {
        let answer = app.get(path).send().await;
        for (name, part) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "origin"),
            ("x-frame-options", "DENY"),
            ("permissions-policy", "camera=()"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert!(answer.header(name).contains(part), "{path} {name}: {:?}", answer.headers);
        }
        let swagger = path.contains("swagger");
        assert_eq!(answer.header("content-security-policy").contains("script-src 'self'"), swagger);
        assert!(answer.header("x-request-id").len() == 32, "{path}");
    }
    app.close().await;
}

#[tokio::test]
async fn request_ids_are_taken_or_made() {
    let app = TestApp::new().await;
    let answer = app.get("/api/v1/me").header("x-request-id", "mine-1").send().await;
    assert_eq!(answer.header("x-request-id"), "mine-1");
    assert_eq!(answer.problem("unauthenticated")["request_id"], "mine-1");
    let odd = app.get("/healthz").header("x-request-id", &"x".repeat(129)).send().await;
    assert_eq!(odd.header("x-request-id").len(), 32);
    app.close().await;
}

#[tokio::test]
async fn other_sites_cannot_write_with_a_guests_cookies() {
    let app = TestApp::new().await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        for path in ["/rpc/anything", "/", "/hotels"] {
            let answer = app.call("POST", path).header(name, value).send().await;
            assert_eq!(answer.status, 403, "{path} {name}");
        }
        // A script of ours reads the failure as it reads those of server functions.
        let rpc = app.call("POST", "/rpc/anything").header(name, value).send().await;
        assert_eq!(rpc.json()["code"], "cross_site");
        // Reading is fine, and so is the API, which takes no cookies.
        assert_eq!(app.get("/healthz").header(name, value).send().await.status, 200);
        let api = app.post("/api/v1/sessions", &serde_json::json!({})).header(name, value);
        api.problem(422, "invalid_input").await;
    }
    app.close().await;
}

async fn panics() {
    panic!("on purpose");
}

async fn sleeps() {
    tokio::time::sleep(Duration::from_secs(60)).await;
}

#[tokio::test]
async fn panics_and_overlong_work_end_in_problems() {
    let routes = Router::new()
        .route("/api/v1/panic", get(panics))
        .route("/panic", get(panics))
        .route("/api/v1/sleep", get(sleeps))
        .route("/rpc/sleep", get(sleeps));
    let router = TestApp::behind_layers(routes);
    let call = |path: &str| Call::to(router.clone(), "GET", path);
    let problem = call("/api/v1/panic").problem(500, "internal").await;
    assert!(!problem.to_string().contains("purpose"));
    let page = call("/panic").header("accept", "text/html").send().await;
    assert_eq!(page.status, 500);
    assert!(page.lossy().contains("<h1>") && !page.lossy().contains("purpose"));
    let late = call("/api/v1/sleep").send().await;
    assert_eq!((late.status.as_u16(), late.header("retry-after")), (503, "1"));
    late.problem("timeout");
    assert_eq!(call("/rpc/sleep").send().await.json()["code"], "timeout");
}

#[tokio::test]
async fn answers_are_compressed_and_counted() {
    let app = TestApp::new().await;
    let plain = app.get("/api/v1/openapi.json").send().await.body.len();
    for encoding in ["br", "gzip"] {
        let answer =
            app.get("/api/v1/openapi.json").header("accept-encoding", encoding).send().await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.body.len() * 5 < plain, "{} of {plain}", answer.body.len());
    }
    app.get("/api/v1/hotels?q=canary@example.com").ok(200).await;
    let numbers = app.get("/metrics").send().await.lossy();
    let line = "http_requests_total{method=\"GET\",route=\"/api/v1/hotels\",status=\"200\"}";
    assert!(numbers.contains(line), "{numbers}");
    assert!(numbers.contains("http_request_duration_seconds_bucket{"));
    assert!(numbers.contains("outbox_due 0"));
    assert!(!numbers.contains("canary"));
    app.close().await;
}
