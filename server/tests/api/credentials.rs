//! Changing what one signs in with: the password, and the address.

use pousada_core::{testing::PASSWORD, token, work};
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestApp, text};

const NEW: &str = "wrong donkey dynamo";

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    app.post("/api/v1/sessions", &json!({ "email": email, "password": password })).send().await
}

#[tokio::test]
async fn another_password_ends_the_other_sessions() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let other = text(&sign_in(&app, &guest.email, PASSWORD).await.json()["token"]);
    let key = json!({ "name": "Mine", "scopes": ["profile:read"] });
    let key = app.post("/api/v1/api-keys", &key).bearer(&guest.token).ok(201).await;
    let put = |current: &str, password: &str| {
        let body = json!({ "current_password": current, "password": password });
        app.call("PUT", "/api/v1/me/password").bearer(&guest.token).json(&body)
    };
    let wrong = put("not it", NEW).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&wrong), [("/current_password".to_owned(), "wrong".to_owned())]);
    let weak = put(PASSWORD, "aaaaaaaa").problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&weak), [("/password".to_owned(), "too_weak".to_owned())]);
    app.get("/api/v1/me").bearer(&other).ok(200).await;
    put(PASSWORD, NEW).ok(204).await;
    app.get("/api/v1/me").bearer(&guest.token).ok(200).await;
    app.get("/api/v1/me").bearer(&other).problem(401, "unauthenticated").await;
    app.get("/api/v1/me").bearer(&text(&key["secret"])).ok(200).await;
    assert_eq!(sign_in(&app, &guest.email, PASSWORD).await.status, 401);
    assert_eq!(sign_in(&app, &guest.email, NEW).await.status, 201);
    let nobody = json!({ "current_password": NEW, "password": PASSWORD });
    let nobody = app.call("PUT", "/api/v1/me/password").json(&nobody);
    nobody.problem(401, "unauthenticated").await;
    app.close().await;
}

async fn patch(app: &TestApp, who: &Person, body: Value) -> Answer {
    app.call("PATCH", "/api/v1/me").bearer(&who.token).json(&body).send().await
}

/// A token as the letter to the address that is wanted carries one.
async fn token_for(app: &TestApp, who: &Person, address: &str) -> String {
    let secret = token::new_secret();
    sqlx::query(
        "INSERT INTO account_token (id, account_id, purpose, token_hash, expires_at, created_at, address)
         SELECT gen_random_uuid(), id, 'address', $2, $3::timestamptz + interval '20 minutes', $3, $4
         FROM account WHERE email = $1",
    )
    .bind(&who.email)
    .bind(token::hash(&secret))
    .bind(app.world.svc.clock.now())
    .bind(address)
    .execute(&app.world.db.pool)
    .await
    .expect("made");
    secret
}

async fn confirm(app: &TestApp, token: &str) -> u16 {
    let path = format!("/api/v1/email-verifications/{token}");
    app.call("PUT", &path).send().await.status.as_u16()
}

#[tokio::test]
async fn another_address_counts_when_it_is_confirmed() {
    let app = TestApp::new().await;
    let (guest, other) = (app.guest().await, app.guest().await);
    for (body, expected) in [
        (json!({ "email": "new@example.com" }), ("/current_password", "required")),
        (
            json!({ "email": "new@example.com", "current_password": "no" }),
            ("/current_password", "wrong"),
        ),
        // Who does not know the password does not learn who has an account.
        (json!({ "email": other.email, "current_password": "no" }), ("/current_password", "wrong")),
        (json!({ "email": other.email, "current_password": PASSWORD }), ("/email", "taken")),
        (json!({ "email": "nothing", "current_password": PASSWORD }), ("/email", "invalid")),
    ] {
        let problem = patch(&app, &guest, body).await.problem("invalid_input");
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert_eq!(Answer::fields(&problem), [expected], "{problem}");
    }
    let wish = async |email: &str| {
        let answer =
            patch(&app, &guest, json!({ "email": email, "current_password": PASSWORD })).await;
        assert_eq!(answer.status, 200, "{}", answer.lossy());
        answer.json()
    };
    let me = wish("First@Example.com").await;
    assert_eq!(
        (&me["email"], &me["pending_email"]),
        (&json!(guest.email), &json!("first@example.com"))
    );
    let first = token_for(&app, &guest, "first@example.com").await;
    wish("second@example.com").await;
    assert_eq!(confirm(&app, &first).await, 404, "it was for another address");
    assert_eq!(sign_in(&app, &guest.email, PASSWORD).await.status, 201);
    // What was sent to the old address before is worth nothing afterwards.
    let path = json!({ "email": guest.email });
    app.post("/api/v1/password-resets", &path).ok(202).await;
    let second = token_for(&app, &guest, "second@example.com").await;
    assert_eq!(confirm(&app, &second).await, 204);
    assert_eq!(confirm(&app, &second).await, 404);
    let me = app.get("/api/v1/me").bearer(&guest.token).ok(200).await;
    assert_eq!((&me["email"], &me["email_verified"]), (&json!("second@example.com"), &json!(true)));
    assert_eq!(me["pending_email"], Value::Null);
    assert_eq!(sign_in(&app, &guest.email, PASSWORD).await.status, 401);
    assert_eq!(sign_in(&app, "second@example.com", PASSWORD).await.status, 201);
    // One's own address takes a wish back.
    wish("third@example.com").await;
    assert_eq!(wish("second@example.com").await["pending_email"], Value::Null);
    app.close().await;
}

#[tokio::test]
async fn an_address_that_somebody_else_has_by_now_is_not_taken_over() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let body = json!({ "email": "wanted@example.com", "current_password": PASSWORD });
    assert_eq!(patch(&app, &guest, body).await.status, 200);
    let mine = token_for(&app, &guest, "wanted@example.com").await;
    let request = json!({
        "role": "guest", "email": "wanted@example.com", "password": NEW, "first_name": "Eva",
        "last_name": "Reis", "phone": "+5511912345678",
        "document": { "kind": "passport", "number": "AB123456" },
    });
    app.post("/api/v1/accounts", &request).ok(201).await;
    assert_eq!(confirm(&app, &mine).await, 404);
    let me = app.get("/api/v1/me").bearer(&guest.token).ok(200).await;
    assert_eq!(me["email"], guest.email.as_str());
    app.close().await;
}

/// Both are written to: the old address first, and the token is in the letter to the new one alone.
#[tokio::test]
async fn both_addresses_get_a_letter() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let svc = &app.world.svc;
    work::drain(svc).await.expect("worked");
    let body = json!({ "email": "other@example.com", "current_password": PASSWORD });
    assert_eq!(patch(&app, &guest, body).await.status, 200);
    let waiting: Vec<String> =
        sqlx::query_scalar("SELECT payload::text FROM outbox WHERE kind = 'mail.address'")
            .fetch_all(&app.world.db.pool)
            .await
            .expect("read");
    assert!(waiting.len() == 1 && !waiting[0].contains('@'), "{waiting:?}");
    work::drain(svc).await.expect("worked");
    let letters: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT kind, address, state FROM notice WHERE kind <> 'welcome' ORDER BY created_at, id",
    )
    .fetch_all(&app.world.db.pool)
    .await
    .expect("read");
    let expected = [("address_changing", guest.email.as_str()), ("verify", "other@example.com")];
    let mut found: Vec<(&str, &str)> =
        letters.iter().map(|(kind, address, _)| (kind.as_str(), address.as_str())).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
    assert!(letters.iter().all(|(.., state)| state == "sent"), "{letters:?}");
    let tokens: Vec<String> =
        sqlx::query_scalar("SELECT address FROM account_token WHERE purpose = 'address'")
            .fetch_all(&app.world.db.pool)
            .await
            .expect("read");
    assert_eq!(tokens, ["other@example.com"]);
    app.close().await;
}
