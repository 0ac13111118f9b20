//! Prices and rules of sale, managed over the API.

use serde_json::{Value, json};

use crate::support::{Answer, House, Person, TestApp, text};

pub fn rule() -> Value {
    json!({ "name": "Carnival", "from": "2027-03-10", "to": "2027-03-12", "date_override": true,
            "price": { "fixed": 90_000 }, "limits": { "min_stay": 2 } })
}

pub fn bulk() -> Value {
    json!({ "from": "2027-03-08", "to": "2027-03-22", "weekdays": 48, "price": { "percent": 12_000 } })
}

pub fn question(room_type: &str) -> Value {
    json!({ "room_type_id": room_type, "check_in": "2027-03-10", "check_out": "2027-03-12", "adults": 2 })
}

pub fn promotion() -> Value {
    json!({ "code": "winter27", "name": "Winter", "percent": 1000, "max_uses": 1 })
}

pub fn charge() -> Value {
    json!({ "name": "ISS", "basis": "percent", "value": 500 })
}

/// The ids of a rate rule, a promotion and a tax of the house.
pub async fn made(app: &TestApp, owner: &Person, house: &House) -> [String; 3] {
    let make = async |nouns: &str, input: Value| {
        let path = format!("/api/v1/hotels/{}/{nouns}", house.id);
        text(&app.post(&path, &input).bearer(&owner.token).ok(201).await["id"])
    };
    [
        make("rate-rules", rule()).await,
        make("promotions", promotion()).await,
        make("charges", charge()).await,
    ]
}

#[tokio::test]
async fn each_is_made_read_changed_and_deleted() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let nouns = [
        ("rate-rules", rule(), json!({ "limits": {} })),
        ("promotions", promotion(), json!({ "max_uses": null })),
        ("charges", charge(), json!({ "value": 300 })),
    ];
    for (noun, input, patch) in nouns {
        let list = format!("/api/v1/hotels/{}/{noun}", house.id);
        let answer = app.post(&list, &input).bearer(&owner.token).send().await;
        assert_eq!(answer.status, 201, "{noun}: {}", answer.lossy());
        let made = answer.json();
        let path = format!("/api/v1/{noun}/{}", text(&made["id"]));
        assert_eq!(answer.header("location"), path);
        assert_eq!((&made["hotel_id"], &made["version"]), (&house.id.as_str().into(), &1.into()));
        let etag = answer.header("etag").to_owned();
        assert!(etag.starts_with("\"v1-"), "{etag}");
        assert_eq!(app.get(&path).bearer(&owner.token).ok(200).await, made);
        let known = app.get(&path).bearer(&owner.token).header("if-none-match", &etag).send().await;
        assert_eq!(known.status, 304);
        let listed = app.get(&list).bearer(&owner.token).ok(200).await;
        assert_eq!(listed, json!({ "data": [made], "next_cursor": null, "has_more": false }));

        let change = || app.call("PATCH", &path).bearer(&owner.token).json(&patch);
        change().problem(428, "precondition_required").await;
        change().header("if-match", "\"v2\"").problem(412, "stale_version").await;
        let changed = change().header("if-match", &etag).send().await;
        assert_eq!((changed.status.as_u16(), &changed.json()["version"]), (200, &2.into()));
        assert_ne!(changed.json(), made);
        let delete = || app.call("DELETE", &path).bearer(&owner.token);
        delete().problem(428, "precondition_required").await;
        delete().header("if-match", "\"v1\", \"v2\"").problem(400, "malformed_request").await;
        delete().header("if-match", &etag).problem(412, "stale_version").await;
        delete().header("if-match", changed.header("etag")).ok(204).await;
        delete().header("if-match", "\"v3\"").problem(404, "not_found").await;
        app.get(&path).bearer(&owner.token).problem(404, "not_found").await;
        let listed = app.get(&list).bearer(&owner.token).ok(200).await;
        assert_eq!(listed["data"], json!([]));
    }
    app.close().await;
}

#[tokio::test]
async fn rates_are_seen_where_rooms_are_sold() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    let hotel = format!("/api/v1/hotels/{}", house.id);
    let [_, code, _] = made(&app, &owner, &house).await;
    let path = format!("{hotel}/rate-rules/bulk");
    let made = app.post(&path, &bulk()).bearer(&owner.token).send().await;
    assert_eq!(
        (made.status.as_u16(), made.header("location")),
        (201, format!("{hotel}/rate-rules").as_str())
    );
    let made = made.json();
    assert_eq!(
        (&made["data"][0]["level"], &made["data"][0]["name"]),
        (&"date".into(), &"Calendar".into())
    );

    // Wednesday and Thursday by Carnival, Friday by the bulk edit, Sunday by nothing.
    let range = "from=2027-03-10&to=2027-03-15";
    let calendar =
        app.get(&format!("{hotel}/rate-calendar?{range}")).bearer(&owner.token).ok(200).await;
    let free = app.get(&format!("{hotel}/availability?{range}")).ok(200).await;
    let prices = |nights: &Value| {
        let nights = nights.as_array().expect("nights").iter();
        nights.map(|night| night["price"]["amount"].as_i64().expect("a price")).collect::<Vec<_>>()
    };
    let nights = &calendar["room_types"][0]["nights"];
    assert_eq!(prices(nights), [90_000, 90_000, 36_000, 36_000, 30_000]);
    assert_eq!(prices(&free["room_types"][0]["nights"]), prices(nights));
    assert_eq!(nights[2]["decided_by"], json!({ "price": made["data"][0]["id"] }));
    assert_eq!((&nights[0]["min_stay"], &nights[4]["decided_by"]), (&2.into(), &json!({})));

    let mut asked = question(&house.room_type);
    asked["promotion_code"] = json!("WINTER27");
    let path = format!("{hotel}/price-explanations");
    let explained = app.post(&path, &asked).bearer(&owner.token).ok(200).await;
    assert_eq!(explained["nights"][0]["considered"][0]["reason"], "only_rule");
    assert_eq!(
        (&explained["discount"]["amount"], &explained["taxes"]["amount"]),
        (&18_000.into(), &8_100.into())
    );
    let mut request = house.request(("2027-03-10", "2027-03-12"));
    request["promotion_code"] = json!("winter27");
    request["expected_total"] = explained["total"].clone();
    let book = app.post("/api/v1/bookings", &request).bearer(&guest.token);
    let booking = book.header("idempotency-key", "one").ok(201).await;
    assert_eq!(booking["total"]["amount"], 162_000 + 8_100);
    let used = app.get(&format!("/api/v1/promotions/{code}")).bearer(&owner.token).ok(200).await;
    assert_eq!(used["uses"], 1);
    // Used up: the same question has no answer any more, and says why.
    let problem = app.post(&path, &asked).bearer(&owner.token).problem(422, "invalid_input").await;
    assert_eq!(
        Answer::fields(&problem),
        [("/promotion_code".to_owned(), "promotion_used_up".to_owned())]
    );
    app.close().await;
}

#[tokio::test]
async fn pages_of_rules_follow_one_another() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let path = format!("/api/v1/hotels/{}/rate-rules", house.id);
    for n in 0..5 {
        let mut input = rule();
        input["name"] = json!(format!("Rule {n}"));
        app.post(&path, &input).bearer(&owner.token).ok(201).await;
    }
    let first = format!("{path}?limit=3&from=2027-03-11&room_type_id={}", house.room_type);
    let answer = app.get(&first).bearer(&owner.token).send().await;
    let link = answer.header("link").to_owned();
    let next = link.strip_prefix("<https://pousada.test").and_then(|rest| rest.split('>').next());
    let (first, second) =
        (answer.json(), app.get(next.expect("a link")).bearer(&owner.token).ok(200).await);
    let all = [&first, &second].map(|page| page["data"].as_array().expect("data").clone()).concat();
    let names: Vec<String> = all.iter().map(|rule| text(&rule["name"])).collect();
    assert_eq!(names, ["Rule 4", "Rule 3", "Rule 2", "Rule 1", "Rule 0"]);
    assert_eq!(second["has_more"], false);
    let none = app.get(&format!("{path}?from=2027-03-12")).bearer(&owner.token).ok(200).await;
    assert_eq!(none["data"], json!([]));
    for query in
        ["cursor=rubbish", "room_type_id=1", "from=yesterday", "to=%2B262142-12-31", "limit=0"]
    {
        let problem = app.get(&format!("{path}?{query}")).bearer(&owner.token);
        let problem = problem.problem(422, "invalid_input").await;
        let pointer = format!("/{}", query.split('=').next().expect("a name"));
        assert_eq!(Answer::fields(&problem)[0].0, pointer);
    }
    app.close().await;
}

#[tokio::test]
async fn wrong_input_is_pointed_at_and_never_a_failure() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let cases = [
        ("rate-rules", rule(), "weekdays", json!(128), "/weekdays"),
        ("rate-rules", rule(), "weekdays", json!([1]), "/weekdays"),
        ("rate-rules", rule(), "price", json!({ "fixed": -1 }), "/price/fixed"),
        ("rate-rules", rule(), "price", json!({ "free": 1 }), "/price"),
        ("rate-rules", rule(), "from", json!("+262142-12-31"), "/to"),
        ("rate-rules", rule(), "to", json!("2027-02-30"), "/to"),
        ("rate-rules", rule(), "name", json!("a\u{0}b"), "/name"),
        ("rate-rules", rule(), "level", json!("date"), "/level"),
        ("rate-rules", rule(), "limits", json!({ "min_nights": 1 }), "/limits/min_nights"),
        ("rate-rules/bulk", bulk(), "room_type_ids", json!([house.id]), "/room_type_ids/0"),
        ("rate-rules/bulk", bulk(), "price", Value::Null, "/price"),
        ("rate-rules/bulk", bulk(), "from", json!("2027-03-22"), "/to"),
        ("price-explanations", question(&house.room_type), "adults", json!(9), "/adults"),
        (
            "price-explanations",
            question(&house.room_type),
            "check_in",
            json!("2020-01-01"),
            "/check_out",
        ),
        (
            "price-explanations",
            question(&house.room_type),
            "promotion_code",
            json!("a\u{0}"),
            "/promotion_code",
        ),
        ("promotions", promotion(), "code", json!("ço"), "/code"),
        ("promotions", promotion(), "amount", json!(1), "/percent"),
        ("promotions", promotion(), "book_until", json!("soon"), "/book_until"),
        ("promotions", promotion(), "uses", json!(0), "/uses"),
        ("charges", charge(), "basis", json!("per_pet"), "/basis"),
        ("charges", charge(), "value", json!(10_001), "/value"),
        ("charges", charge(), "value", json!(1e30), "/value"),
    ];
    for (noun, mut input, field, value, pointer) in cases {
        input[field] = value.clone();
        let path = format!("/api/v1/hotels/{}/{noun}", house.id);
        let problem =
            app.post(&path, &input).bearer(&owner.token).problem(422, "invalid_input").await;
        let fields = Answer::fields(&problem);
        assert!(fields.iter().any(|(at, _)| at == pointer), "{noun} {field} {value}: {fields:?}");
    }
    let calendar = format!("/api/v1/hotels/{}/rate-calendar", house.id);
    for (query, pointer) in
        [("", "/from"), ("?from=2027-03-10", "/to"), ("?from=2027-03-10&to=2028-03-10", "/to")]
    {
        let problem = app.get(&format!("{calendar}{query}")).bearer(&owner.token);
        let problem = problem.problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].0, pointer, "{query}");
    }
    app.close().await;
}
