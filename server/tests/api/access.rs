//! Who may do what, and how little is said to those who may not.

use serde_json::json;

use crate::support::{TestApp, text};

#[tokio::test]
async fn a_missing_token_is_told_from_a_dead_one() {
    let app = TestApp::new().await;
    let missing = app.get("/api/v1/me").send().await;
    assert_eq!((missing.status.as_u16(), missing.header("www-authenticate")), (401, "Bearer"));
    missing.problem("unauthenticated");
    let unknown = "x".repeat(43);
    let dead = [
        format!("Bearer {unknown}"),
        "Bearer".into(),
        "Bearer ".into(),
        "Basic YTpi".into(),
        "é".into(),
    ];
    // Even where no token is needed.
    for path in ["/api/v1/me", "/api/v1/hotels"] {
        for value in &dead {
            let answer = app.get(path).header("authorization", value).send().await;
            assert_eq!(answer.status, 401, "{path} {value}");
            assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
            answer.problem("unauthenticated");
        }
    }
    let guest = app.guest().await;
    let twice = app.get("/api/v1/me").bearer(&guest.token).bearer(&guest.token);
    twice.problem(401, "unauthenticated").await;
    app.close().await;
}

#[tokio::test]
async fn sessions_end() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let sign_in = json!({ "email": guest.email, "password": pousada_core::testing::PASSWORD });
    let second =
        app.post("/api/v1/sessions", &sign_in).header("user-agent", "second/1.0").send().await;
    assert_eq!(second.status, 201);
    let (location, second) = (second.header("location").to_owned(), second.json());
    let token = text(&second["token"]);
    let listed = app.get("/api/v1/sessions").bearer(&token).ok(200).await;
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(2));
    assert!(!listed.to_string().contains(&token));
    app.call("DELETE", &location).bearer(&guest.token).ok(204).await;
    app.get("/api/v1/me").bearer(&token).problem(401, "unauthenticated").await;
    app.call("DELETE", &location).bearer(&guest.token).problem(404, "not_found").await;
    app.call("DELETE", "/api/v1/sessions/current").bearer(&guest.token).ok(204).await;
    app.get("/api/v1/me").bearer(&guest.token).problem(401, "unauthenticated").await;
    let wrong = json!({ "email": guest.email, "password": "correct horse bettery" });
    let wrong = app.post("/api/v1/sessions", &wrong).problem(401, "wrong_credentials").await;
    let nobody = json!({ "email": "nobody@example.com", "password": "correct horse bettery" });
    let nobody = app.post("/api/v1/sessions", &nobody).problem(401, "wrong_credentials").await;
    assert_eq!(wrong["detail"], nobody["detail"]);
    app.close().await;
}

#[tokio::test]
async fn cookies_do_not_count() {
    use pousada_core::accounts::{self, Door};
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let sign_in = pousada_core::testing::sign_in_request(&guest.email);
    let page =
        accounts::sign_in(&app.world.svc, sign_in, Door::Page, None).await.expect("signed in");
    for token in [&guest.token, &page.token] {
        let cookie = format!("__Host-pousada={token}; pousada={token}; session={token}");
        app.get("/api/v1/me").header("cookie", &cookie).problem(401, "unauthenticated").await;
    }
    // Nor does a page's session as a bearer token.
    app.get("/api/v1/me").bearer(&page.token).problem(401, "unauthenticated").await;
    app.close().await;
}

#[tokio::test]
async fn roles_have_their_own_doors() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let hotel = serde_json::to_value(pousada_core::testing::hotel_input()).expect("json");
    app.post("/api/v1/hotels", &hotel).bearer(&guest.token).problem(403, "forbidden").await;
    app.get("/api/v1/me/hotels").bearer(&guest.token).problem(403, "forbidden").await;
    app.book(&owner, &house, ("2027-03-10", "2027-03-11"), "k").problem(403, "forbidden").await;
    app.get("/api/v1/bookings").bearer(&owner.token).problem(403, "forbidden").await;
    app.close().await;
}
