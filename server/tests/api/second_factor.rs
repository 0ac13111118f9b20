//! The second factor of signing in, from setting it up to switching it off.

use chrono::TimeDelta;
use pousada_core::testing::{PASSWORD, codes::code_at};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, text};

#[tokio::test]
async fn a_second_factor_is_set_up_used_and_switched_off() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let own = |method: &str, path: &str, body: &Value| {
        app.call(method, &format!("/api/v1/me/second-factor{path}")).json(body).bearer(&guest.token)
    };
    let begin = || app.call("POST", "/api/v1/me/second-factor").bearer(&guest.token);
    let setup = begin().ok(201).await;
    assert!(text(&setup["uri"]).starts_with("otpauth://totp/Pousada:"));
    assert!(text(&setup["qr_svg"]).starts_with("<svg "));
    let secret = text(&setup["secret"]);
    let code = || json!({ "code": code_at(&secret, app.world.svc.clock.now()) });
    let codes = own("POST", "/confirm", &code()).ok(200).await;
    assert_eq!(codes["codes"].as_array().map(Vec::len), Some(10));
    begin().problem(409, "second_factor_on").await;
    let me = app.get("/api/v1/me").bearer(&guest.token).ok(200).await;
    assert_eq!(me["second_factor"], true);

    let sign_in = json!({ "email": guest.email, "password": PASSWORD });
    let first = app.post("/api/v1/sessions", &sign_in);
    let first = first.problem(401, "second_factor_required").await;
    let challenge = text(&first["challenge"]);
    assert_eq!(first["expires_at"], "2027-03-01T12:05:00Z");
    let second = |code: &Value| {
        let step = json!({ "challenge": challenge, "code": code });
        app.post("/api/v1/sessions/second-factor", &step)
    };
    let used = second(&code()["code"]).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&used), [("/code".to_owned(), "wrong".to_owned())]);
    app.world.clock.advance(TimeDelta::seconds(30));
    let session = second(&code()["code"]).ok(201).await;
    app.get("/api/v1/me").bearer(&text(&session["token"])).ok(200).await;
    second(&codes["codes"][0]).problem(401, "challenge_over").await;

    app.world.clock.advance(TimeDelta::seconds(30));
    let mut proof = code();
    proof["password"] = PASSWORD.into();
    let renewed = own("POST", "/recovery-codes", &proof).ok(200).await;
    assert_ne!(renewed["codes"], codes["codes"]);
    own("DELETE", "", &proof).problem(422, "invalid_input").await;
    proof["code"] = renewed["codes"][0].clone();
    own("DELETE", "", &proof).ok(204).await;
    own("DELETE", "", &proof).problem(409, "second_factor_off").await;
    app.post("/api/v1/sessions", &sign_in).ok(201).await;
    app.close().await;
}
