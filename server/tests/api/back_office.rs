//! What hoteliers do at the desk: bookings for others, lists, tables, and letters.

use serde_json::{Value, json};

use crate::support::{Answer, House, TestApp, text};

fn desk(house: &House, name: &str) -> Value {
    json!({
        "check_in": "2027-03-10", "check_out": "2027-03-12", "source": "phone",
        "rooms": [{ "room_type_id": house.room_type, "adults": 2 }],
        "guest": { "name": name, "email": "walk.in@example.com", "phone": "+5511900001111" },
    })
}

#[tokio::test]
async fn the_desk_books_for_others() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, false).await;
    let path = format!("/api/v1/hotels/{}/bookings", house.id);
    let post = |body: &Value| app.post(&path, body).bearer(&owner.token);
    let request = desk(&house, "Rui Prado");
    post(&request).problem(400, "idempotency_key_missing").await;
    let made = post(&request).header("idempotency-key", "one").send().await;
    assert_eq!(made.status, 201, "{}", made.lossy());
    let booking = made.json();
    assert_eq!(
        (&booking["source"], &booking["guest"]["name"]),
        (&"phone".into(), &"Rui Prado".into())
    );
    assert_eq!(booking["guest"]["id"], Value::Null);
    assert_eq!(app.get(made.header("location")).bearer(&owner.token).ok(200).await, booking);
    let again = post(&request).header("idempotency-key", "one").send().await;
    assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &made.body));
    let mut bad = request.clone();
    bad["check_out"] = "2027-03-10".into();
    bad["guest"]["name"] = "".into();
    bad["source"] = "web".into();
    let problem = post(&bad).header("idempotency-key", "two").problem(422, "invalid_input").await;
    let mut pointers: Vec<String> = Answer::fields(&problem).into_iter().map(|f| f.0).collect();
    pointers.sort();
    assert_eq!(pointers, ["/check_out", "/guest/name", "/source"]);
    let stranger = app.post(&path, &request).bearer(&guest.token).header("idempotency-key", "x");
    stranger.problem(403, "forbidden").await;
    app.close().await;
}

#[tokio::test]
async fn bookings_are_looked_up_by_what_people_say() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 3, true).await;
    let path = format!("/api/v1/hotels/{}/bookings", house.id);
    for (n, name) in ["Rui Prado", "Ana_Lima", "Zé 100%"].iter().enumerate() {
        let call = app.post(&path, &desk(&house, name)).bearer(&owner.token);
        call.header("idempotency-key", &format!("k{n}")).ok(201).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let list = app.get(&format!("{path}?{query}")).bearer(&owner.token).ok(200).await;
        let list = list["data"].as_array().expect("data").clone();
        let mut names: Vec<String> = list.iter().map(|b| text(&b["guest"]["name"])).collect();
        names.sort();
        names
    };
    assert_eq!(names("q=prado").await, ["Rui Prado"]);
    assert_eq!(names("q=_").await, ["Ana_Lima"], "signs stand for themselves");
    assert_eq!(names("q=100%25").await, ["Zé 100%"]);
    assert_eq!(names("q=walk.in").await.len(), 3);
    let all = app.get(&path).bearer(&owner.token).ok(200).await;
    let code = text(&all["data"][0]["code"]).to_lowercase();
    assert_eq!(names(&format!("q={code}")).await.len(), 1);
    assert_eq!(names("q=prado&state=cancelled").await.len(), 0);
    let long = app.get(&format!("{path}?q={}", "x".repeat(81))).bearer(&owner.token);
    assert_eq!(Answer::fields(&long.problem(422, "invalid_input").await)[0].0, "/q");
    app.close().await;
}

#[tokio::test]
async fn bookings_come_as_a_table() {
    let app = TestApp::new().await;
    let (owner, other) = (app.hotelier().await, app.hotelier().await);
    let house = app.house(&owner, 4, true).await;
    let path = format!("/api/v1/hotels/{}/bookings", house.id);
    let names = ["=cmd|' /C calc'!A0", "Ana \"Bia\", Lima", "@SUM(1)", "Rui"];
    for (n, name) in names.iter().enumerate() {
        let call = app.post(&path, &desk(&house, name)).bearer(&owner.token);
        call.header("idempotency-key", &format!("k{n}")).ok(201).await;
    }
    // More than one read of the database, without as many requests.
    sqlx::query(
        "INSERT INTO booking SELECT (jsonb_populate_record(b, jsonb_build_object(
             'id', gen_random_uuid(), 'code', 'X' || n, 'guest_name', 'Guest ' || n))).*
         FROM booking b, generate_series(1, 250) AS n WHERE b.guest_name = 'Rui'",
    )
    .execute(&app.world.db.pool)
    .await
    .expect("many");
    let table = |query: &str| app.get(&format!("{path}{query}")).header("accept", "text/csv");
    let answer = table("?limit=2").bearer(&owner.token).send().await;
    assert_eq!(answer.status, 200, "{}", answer.lossy());
    assert!(answer.header("content-type").starts_with("text/csv"));
    assert!(answer.header("content-disposition").contains("bookings.csv"));
    let text = answer.lossy();
    let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
    assert!(lines[0].starts_with("code,state,source,check_in,"), "{}", lines[0]);
    assert_eq!(lines.len(), 1 + 254, "all of them, whatever the limit of a page");
    assert!(text.contains(",'=cmd|' /C calc'!A0,") && text.contains(",'@SUM(1),"), "{text}");
    assert!(text.contains(",\"Ana \"\"Bia\"\", Lima\",") && text.contains(",'+5511900001111,"));
    assert!(text.contains(",BRL,0.00,0.00,600.00,"));
    let one = table("?q=X250").bearer(&owner.token).send().await;
    assert_eq!(one.lossy().trim_end().split("\r\n").count(), 2);
    table("").bearer(&other.token).problem(404, "not_found").await;
    table("?state=lost").bearer(&owner.token).problem(422, "invalid_input").await;
    app.close().await;
}

#[tokio::test]
async fn letters_are_listed_and_sent_again() {
    let app = TestApp::new().await;
    let (owner, other) = (app.hotelier().await, app.hotelier().await);
    let house = app.house(&owner, 1, true).await;
    let strange = app.house(&other, 1, true).await;
    let guest = app.guest().await;
    app.book(&guest, &house, ("2027-03-10", "2027-03-12"), "k").ok(201).await;
    sqlx::query(
        "INSERT INTO notice (id, booking_id, kind, recipient, address, locale, subject, message_id,
                             state, attempts, created_at, updated_at)
         SELECT gen_random_uuid(), b.id, 'confirmed', 'guest', b.guest_email, 'en', 'Letter ' || n,
                'm' || n, CASE n WHEN 3 THEN 'failed' ELSE 'sent' END, 1,
                b.created_at + n * interval '1 second', b.created_at
         FROM booking b, generate_series(1, 5) AS n",
    )
    .execute(&app.world.db.pool)
    .await
    .expect("letters");
    let path = format!("/api/v1/hotels/{}/notices", house.id);
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app.get(&format!("{path}?limit=2{cursor}")).bearer(&owner.token).ok(200).await;
        seen.extend(page["data"].as_array().expect("data").iter().map(|n| text(&n["subject"])));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, ["Letter 5", "Letter 4", "Letter 3", "Letter 2", "Letter 1"]);
    let failed = app.get(&format!("{path}?state=failed")).bearer(&owner.token).ok(200).await;
    assert_eq!(failed["data"].as_array().map(Vec::len), Some(1));
    app.get(&path).bearer(&other.token).problem(404, "not_found").await;
    app.get(&path).bearer(&guest.token).problem(403, "forbidden").await;

    let id = text(&failed["data"][0]["id"]);
    let resend = |hotel: &str, who: &str| {
        app.call("POST", &format!("/api/v1/hotels/{hotel}/notices/{id}/resend")).bearer(who)
    };
    resend(&house.id, &owner.token).ok(202).await;
    resend(&house.id, &other.token).problem(404, "not_found").await;
    resend(&strange.id, &other.token).problem(404, "not_found").await;
    resend(&strange.id, &owner.token).problem(404, "not_found").await;
    let again: i64 =
        sqlx::query_scalar("SELECT count(*) FROM outbox WHERE dedupe_key LIKE '%:again:%'")
            .fetch_one(&app.world.db.pool)
            .await
            .expect("counted");
    assert_eq!(again, 1);
    sqlx::query("UPDATE booking SET guest_email = ''")
        .execute(&app.world.db.pool)
        .await
        .expect("forgotten");
    resend(&house.id, &owner.token).problem(409, "no_address").await;
    app.close().await;
}
