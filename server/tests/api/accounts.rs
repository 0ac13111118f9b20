//! What people do with their own accounts.

use pousada_core::{testing::PASSWORD, token};
use serde_json::json;

use crate::support::{Answer, Person, TestApp, text};

#[tokio::test]
async fn people_change_what_is_said_of_them() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let me = app.get("/api/v1/me").bearer(&guest.token).send().await;
    let etag = me.header("etag").to_owned();
    let known = app.get("/api/v1/me").bearer(&guest.token).header("if-none-match", &etag);
    assert_eq!(known.send().await.status, 304);
    let patch = |body| app.call("PATCH", "/api/v1/me").bearer(&guest.token).json(&body);
    let changed = patch(json!({ "phone": "(21) 91234-5678", "locale": "en" })).ok(200).await;
    assert_eq!(
        (&changed["profile"]["phone"], &changed["locale"]),
        (&"+5521912345678".into(), &"en".into())
    );
    assert_eq!(changed["profile"]["first_name"], me.json()["profile"]["first_name"]);
    assert_ne!(app.get("/api/v1/me").bearer(&guest.token).send().await.header("etag"), etag);
    let wrong = json!({ "first_name": "", "document": { "kind": "cnpj", "number": "1" } });
    let problem = patch(wrong).problem(422, "invalid_input").await;
    let pointers: Vec<String> = Answer::fields(&problem).into_iter().map(|field| field.0).collect();
    assert_eq!(pointers, ["/first_name", "/document/kind", "/document/number"]);
    for field in ["role", "email_verified", "id"] {
        let problem = patch(json!({ field: "x" })).problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].1, "unknown", "{field}");
    }
    // A hotelier has a company.
    let owner = app.hotelier().await;
    let company = json!({ "document": { "kind": "cnpj", "number": "11.222.333/0001-81" } });
    let call = app.call("PATCH", "/api/v1/me").bearer(&owner.token).json(&company);
    assert_eq!(call.ok(200).await["profile"]["document"]["number"], "11222333000181");
    app.close().await;
}

#[tokio::test]
async fn people_take_their_data_and_go() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let booking = app.book(&guest, &house, ("2027-03-10", "2027-03-12"), "k").ok(201).await;
    let answer = app.get("/api/v1/me/export").bearer(&guest.token).send().await;
    assert!(answer.header("content-disposition").starts_with("attachment"));
    let copy = answer.json();
    assert_eq!(copy["account"]["email"], guest.email.as_str());
    assert_eq!(copy["bookings"][0]["code"], booking["code"]);
    assert!(!answer.lossy().contains("hash"), "{copy}");

    let erase = |who: &Person, password: &str| {
        app.call("DELETE", "/api/v1/me").bearer(&who.token).json(&json!({ "password": password }))
    };
    let problem = erase(&guest, "not it").problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&problem), [("/password".to_owned(), "wrong".to_owned())]);
    erase(&guest, PASSWORD).problem(409, "has_bookings").await;
    erase(&owner, PASSWORD).problem(409, "has_hotels").await;
    let path = format!("/api/v1/bookings/{}/cancel", text(&booking["id"]));
    app.call("POST", &path).bearer(&guest.token).ok(200).await;
    erase(&guest, PASSWORD).ok(204).await;
    app.get("/api/v1/me").bearer(&guest.token).problem(401, "unauthenticated").await;
    let sign_in = json!({ "email": guest.email, "password": PASSWORD });
    app.post("/api/v1/sessions", &sign_in).problem(401, "wrong_credentials").await;
    app.close().await;
}

/// A token as a letter carries one; letters are written elsewhere.
async fn token_of(app: &TestApp, email: &str, purpose: &str) -> String {
    let secret = token::new_secret();
    sqlx::query(
        "INSERT INTO account_token (id, account_id, purpose, token_hash, expires_at, created_at)
         SELECT gen_random_uuid(), id, $2, $3, $4::timestamptz + interval '20 minutes', $4
         FROM account WHERE email = $1",
    )
    .bind(email)
    .bind(purpose)
    .bind(token::hash(&secret))
    .bind(app.world.svc.clock.now())
    .execute(&app.world.db.pool)
    .await
    .expect("a token");
    secret
}

async fn waiting(app: &TestApp, kind: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM outbox WHERE kind = $1")
        .bind(kind)
        .fetch_one(&app.world.db.pool)
        .await
        .expect("counted")
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let ask = |email: &str| app.post("/api/v1/password-resets", &json!({ "email": email }));
    let (known, unknown) = (ask(&guest.email).send().await, ask("nobody@example.com").send().await);
    assert_eq!((known.status.as_u16(), known.body.len()), (202, 0));
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    assert_eq!(waiting(&app, "mail.reset").await, 2, "as much work for both");
    ask("nope").problem(422, "invalid_input").await;

    let secret = token_of(&app, &guest.email, "reset").await;
    let path = format!("/api/v1/password-resets/{secret}");
    let put =
        |path: &str, password: &str| app.call("PUT", path).json(&json!({ "password": password }));
    let problem = put(&path, "short").problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&problem)[0].0, "/password");
    put(&path, "a much better one").ok(204).await;
    let again = put(&path, "a much better one").problem(404, "not_found").await;
    let never = put("/api/v1/password-resets/rubbish", "a much better one");
    assert_eq!(again["detail"], never.problem(404, "not_found").await["detail"]);
    app.get("/api/v1/me").bearer(&guest.token).problem(401, "unauthenticated").await;
    let sign_in = json!({ "email": guest.email, "password": "a much better one" });
    app.post("/api/v1/sessions", &sign_in).ok(201).await;
    app.close().await;
}

#[tokio::test]
async fn an_address_is_confirmed() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let ask = || app.call("POST", "/api/v1/email-verifications").bearer(&guest.token);
    ask().ok(202).await;
    assert_eq!(waiting(&app, "mail.verify").await, 1);
    let secret = token_of(&app, &guest.email, "verify").await;
    // One for the one is nothing for the other.
    let reset = app.call("PUT", &format!("/api/v1/password-resets/{secret}"));
    reset.json(&json!({ "password": "a much better one" })).problem(404, "not_found").await;
    let path = format!("/api/v1/email-verifications/{secret}");
    app.call("PUT", &path).ok(204).await;
    app.call("PUT", &path).problem(404, "not_found").await;
    assert_eq!(app.get("/api/v1/me").bearer(&guest.token).ok(200).await["email_verified"], true);
    ask().ok(202).await;
    assert_eq!(waiting(&app, "mail.verify").await, 1, "there is nothing left to confirm");
    app.close().await;
}

#[tokio::test]
async fn people_see_what_is_theirs_at_a_glance() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    let now = app.book(&guest, &house, ("2027-03-01", "2027-03-03"), "now").ok(201).await;
    let later = app.book(&guest, &house, ("2027-04-01", "2027-04-03"), "later").ok(201).await;
    let gone = app.book(&guest, &house, ("2027-05-01", "2027-05-03"), "gone").ok(201).await;
    let path = |booking: &serde_json::Value, step: &str| {
        format!("/api/v1/bookings/{}/{step}", text(&booking["id"]))
    };
    app.call("POST", &path(&gone, "cancel")).bearer(&guest.token).ok(200).await;
    app.call("POST", &path(&now, "check-in")).bearer(&owner.token).ok(200).await;

    let mine = app.get("/api/v1/guests/me").bearer(&guest.token).ok(200).await;
    assert_eq!(mine["account"]["email"], guest.email.as_str());
    let codes = |list: &str| -> Vec<String> {
        mine[list].as_array().expect("a list").iter().map(|one| text(&one["code"])).collect()
    };
    assert_eq!(codes("current"), [text(&now["code"])]);
    assert_eq!(codes("upcoming"), [text(&later["code"])]);
    assert_eq!(codes("history"), [text(&gone["code"])]);
    assert_eq!(mine["current"][0]["rooms"][0]["room_number"], now["rooms"][0]["room_number"]);

    let mine = app.get("/api/v1/hoteliers/me").bearer(&owner.token).ok(200).await;
    assert_eq!(mine["hotels"][0]["hotel"]["id"], house.id.as_str());
    let rooms = mine["hotels"][0]["rooms"].as_array().expect("rooms");
    let taken: Vec<_> = rooms.iter().filter(|room| room["status"] == "occupied").collect();
    assert_eq!((rooms.len(), taken.len()), (2, 1));
    assert_eq!(taken[0]["guest_name"], "Ana Lima");
    assert_eq!(mine["in_progress"].as_array().map(Vec::len), Some(1));
    app.get("/api/v1/guests/me").bearer(&owner.token).problem(403, "forbidden").await;
    app.get("/api/v1/hoteliers/me").bearer(&guest.token).problem(403, "forbidden").await;
    // Somebody new has nothing.
    let nobody = app.guest().await;
    let theirs = app.get("/api/v1/guests/me").bearer(&nobody.token).ok(200).await;
    assert_eq!((&theirs["current"], &theirs["history"]), (&json!([]), &json!([])));
    app.close().await;
}
