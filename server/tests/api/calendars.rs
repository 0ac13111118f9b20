//! Calendars over the API and at their secret addresses.

use serde_json::json;

use crate::support::{Answer, TestApp, text};

#[tokio::test]
async fn a_secret_address_gives_a_calendar_until_it_is_deleted() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    app.book(&guest, &house, ("2027-03-10", "2027-03-12"), "k").ok(201).await;
    let all = format!("/api/v1/hotels/{}/ical-feeds", house.id);
    let made = app.post(&all, &json!({ "name": "all" })).bearer(&owner.token).ok(201).await;
    let url = text(&made["url"]);
    let path = url[url.find("/ical/").expect("an address of ours")..].to_owned();
    assert_eq!(path.len(), "/ical/.ics".len() + 43, "256 bits: {path}");
    let listed = app.get(&all).bearer(&owner.token).ok(200).await;
    assert!(!listed.to_string().contains("/ical/"), "it is shown once: {listed}");

    // Nobody has to sign in; the address is the secret.
    let first = app.get(&path).send().await;
    assert_eq!(
        (first.status.as_u16(), first.header("content-type")),
        (200, "text/calendar; charset=utf-8")
    );
    assert_eq!(first.header("cache-control"), "private, max-age=300");
    assert_eq!(first.header("x-robots-tag"), "noindex");
    assert!(first.lossy().contains("DTSTART;VALUE=DATE:20270310"), "{}", first.lossy());
    let etag = first.header("etag").to_owned();
    let known = app.get(&path).header("if-none-match", &etag).send().await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    app.book(&guest, &house, ("2027-03-10", "2027-03-12"), "l").ok(201).await;
    let changed = app.get(&path).header("if-none-match", &etag).send().await;
    assert_eq!(changed.status, 200);

    app.call("DELETE", &format!("/api/v1/ical-feeds/{}", text(&made["id"])))
        .bearer(&owner.token)
        .ok(204)
        .await;
    let unknown = format!("/ical/{}.ics", "x".repeat(43));
    for path in [path.as_str(), &unknown, "/ical/.ics", "/ical/x", "/ical/%00.ics"] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.lossy());
        assert!(!answer.lossy().contains("VCALENDAR"));
    }
    app.close().await;
}

#[tokio::test]
async fn an_import_is_added_and_deleted() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let all = format!("/api/v1/rooms/{}/ical-imports", house.rooms[0]);
    let input = json!({ "url": "http://127.0.0.1:9/a.ics", "channel": "Airbnb" });
    let made = app.post(&all, &input).bearer(&owner.token).ok(201).await;
    assert_eq!((&made["channel"], &made["tried_at"]), (&"airbnb".into(), &json!(null)));
    let twice = app.post(&all, &input).bearer(&owner.token).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&twice), [("/url".to_owned(), "taken".to_owned())]);
    let inside = json!({ "url": "http://169.254.169.254/", "channel": "cloud" });
    let inside = app.post(&all, &inside).bearer(&owner.token).problem(422, "invalid_input").await;
    assert_eq!(Answer::fields(&inside), [("/url".to_owned(), "invalid".to_owned())]);
    let one = format!("/api/v1/ical-imports/{}", text(&made["id"]));
    app.call("POST", &format!("{one}/refresh")).bearer(&owner.token).ok(202).await;
    let none = app.get(&format!("{one}/conflicts")).bearer(&owner.token).ok(200).await;
    assert_eq!(none["data"], json!([]));
    for n in 0..4 {
        let input = json!({ "url": format!("http://127.0.0.1:9/{n}.ics"), "channel": "other" });
        app.post(&all, &input).bearer(&owner.token).ok(201).await;
    }
    let more = json!({ "url": "http://127.0.0.1:9/more.ics", "channel": "other" });
    app.post(&all, &more).bearer(&owner.token).problem(409, "limit_reached").await;
    app.call("DELETE", &one).bearer(&owner.token).ok(204).await;
    app.call("DELETE", &one).bearer(&owner.token).problem(404, "not_found").await;
    app.close().await;
}
