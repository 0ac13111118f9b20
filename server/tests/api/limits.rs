use serde_json::json;
use server::layers::limits::Quotas;

use crate::support::{Call, TestApp};

const QUOTAS: Quotas = Quotas { token: 3, address: 2, sign_in: 1, behind_proxy: false };

#[tokio::test]
async fn who_sends_too_much_is_told_when_to_come_again() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let router = app.with_quotas(QUOTAS);
    let get = || Call::to(router.clone(), "GET", "/api/v1/hotels");
    for left in [1, 0] {
        let answer = get().send().await;
        assert_eq!(answer.status.as_u16(), 200);
        assert_eq!(answer.header("ratelimit-policy"), "\"anonymous\";q=2;w=60");
        // The clock stands at noon.
        assert_eq!(answer.header("ratelimit"), format!("\"anonymous\";r={left};t=60"));
    }
    let answer = get().send().await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "60"));
    assert_eq!(answer.header("ratelimit"), "\"anonymous\";r=0;t=60");
    answer.problem("too_many_requests");

    // A token has a quota of its own.
    let mine = || Call::to(router.clone(), "GET", "/api/v1/me").bearer(&guest.token);
    for _ in 0..3 {
        mine().ok(200).await;
    }
    mine().problem(429, "too_many_requests").await;
    // Pages and probes are not counted.
    for path in ["/healthz", "/readyz"] {
        Call::to(router.clone(), "GET", path).ok(200).await;
    }
    app.world.clock.advance(chrono::TimeDelta::seconds(60));
    get().ok(200).await;
    mine().ok(200).await;
    app.close().await;
}

#[tokio::test]
async fn guessing_is_slower_than_anything_else_and_tokens_do_not_help() {
    let app = TestApp::new().await;
    let router = app.with_quotas(QUOTAS);
    let wrong = json!({ "email": "nobody@example.com", "password": "not this one" });
    let sign_in = || Call::to(router.clone(), "POST", "/api/v1/sessions").json(&wrong);
    sign_in().problem(401, "wrong_credentials").await;
    sign_in().problem(429, "too_many_requests").await;
    sign_in().bearer("made-up").problem(429, "too_many_requests").await;
    // Pages have a door of their own to the same passwords.
    let fields = "email=nobody@example.com&password=not+this+one";
    let page = Call::to(router.clone(), "POST", "/rpc/sign-in");
    let page = page.raw("application/x-www-form-urlencoded", fields).send().await;
    assert_eq!(page.status, 429, "{}", page.lossy());
    // Guessed tokens share the quota of their address.
    let mut refused = 0;
    for n in 0..30 {
        let call = Call::to(router.clone(), "GET", "/api/v1/me").bearer(&format!("guess-{n}"));
        refused += u32::from(call.send().await.status == 429);
    }
    assert_eq!(refused, 10, "20 of 30 were let through");
    app.close().await;
}
