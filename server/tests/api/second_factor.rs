//! The second factor of signing in, from setting it up to switching it off.

use chrono::TimeDelta;
use pousada_core::testing::{PASSWORD, codes::code_at};
use serde_json::{Value, json};

use crate::support::{Answer, Call, TestApp, text};

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

fn form(app: &TestApp, name: &str, fields: &str) -> Call {
    scripted(app, name, fields).header("accept", "text/html")
}

/// As the browser's code sends it, if it says what it accepts.
fn scripted(app: &TestApp, name: &str, fields: &str) -> Call {
    app.call("POST", &format!("/rpc/{name}"))
        .raw("application/x-www-form-urlencoded", fields.to_owned())
        .header("host", "pousada.test")
        .header("origin", "https://pousada.test")
}

/// The cookie of that name that the answer sets, as the browser sends it back.
fn cookie(answer: &Answer, name: &str) -> String {
    let mut lines =
        answer.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    let line = lines.find(|line| line.starts_with(&format!("{name}=")));
    let line = line.unwrap_or_else(|| panic!("no {name}: {:?}", answer.headers));
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(line.contains(attribute), "{line}");
    }
    line.split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn pages_ask_for_the_code_and_keep_the_challenge_out_of_addresses() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let setup = app.call("POST", "/api/v1/me/second-factor").bearer(&guest.token).ok(201).await;
    let secret = text(&setup["secret"]);
    let code = || code_at(&secret, app.world.svc.clock.now());
    let confirm = app.post("/api/v1/me/second-factor/confirm", &json!({ "code": code() }));
    confirm.bearer(&guest.token).ok(200).await;
    app.world.clock.advance(TimeDelta::seconds(30));

    let fields = format!("email={}&password=correct+horse+battery&next=%2Ftrips", guest.email);
    let first = form(&app, "sign-in", &fields).send().await;
    let at = "/sign-in/code?next=%2Ftrips";
    assert_eq!((first.status.as_u16(), first.header("location")), (303, at));
    assert!(!first.lossy().contains("challenge"), "{}", first.lossy());
    let challenge = cookie(&first, "__Host-challenge");
    let all = format!("{:?}", first.headers);
    assert!(!all.contains("__Host-pousada="), "the password alone gives no session: {all}");
    let quiet = scripted(&app, "sign-in", &fields).header("accept", "application/json");
    let quiet = quiet.send().await;
    assert!(quiet.lossy().contains("/sign-in/code"), "{}", quiet.lossy());
    let secret_of_it = cookie(&quiet, "__Host-challenge").replace("__Host-challenge=", "");
    assert!(!quiet.lossy().contains(&secret_of_it), "{}", quiet.lossy());

    // Without a challenge there is nothing to enter a code for.
    let page = app.get("/sign-in/code?next=%2Ftrips").header("accept", "text/html").send().await;
    let over = "/sign-in?done=over&next=%2Ftrips";
    assert_eq!((page.status.is_redirection(), page.header("location")), (true, over));
    let page = app.get(at).header("accept", "text/html").header("cookie", &challenge);
    assert_eq!(page.send().await.status, 200);

    let second = |code: &str| {
        let referer = format!("https://pousada.test{at}");
        form(&app, "sign-in-code", &format!("otp={code}&next=%2Ftrips"))
            .header("cookie", &challenge)
            .header("referer", &referer)
    };
    // What was left empty is no attempt; four more than it may be wrong.
    for wrong in ["", "000000", "", "000000", "000000", "000000"] {
        let wrong = second(wrong).send().await;
        assert_eq!((wrong.status.as_u16(), wrong.header("location")), (303, at));
        cookie(&wrong, "__Host-flash");
    }
    let right = second(&code()).send().await;
    assert_eq!((right.status.as_u16(), right.header("location")), (303, "/trips"));
    assert_eq!(cookie(&right, "__Host-challenge"), "__Host-challenge=");
    let session = cookie(&right, "__Host-pousada");
    assert_eq!(app.get("/trips").header("cookie", &session).send().await.status, 200);
    // A challenge is good for one session, and the way goes back to the password.
    let again = second(&code()).send().await;
    assert_eq!((again.status.as_u16(), again.header("location")), (303, over));
    assert_eq!(cookie(&again, "__Host-challenge"), "__Host-challenge=");
    app.close().await;
}
