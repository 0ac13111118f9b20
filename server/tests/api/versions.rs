//! `ETag`, `If-None-Match` and `If-Match`.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let booking = app.book(&guest, &house, ("2027-03-10", "2027-03-12"), "k").send().await;
    let paths = [
        format!("/api/v1/hotels/{}", house.id),
        format!("/api/v1/room-types/{}", house.room_type),
        format!("/api/v1/rooms/{}", house.rooms[0]),
        booking.header("location").to_owned(),
    ];
    for path in &paths {
        let get = || app.get(path).bearer(&guest.token);
        let first = get().send().await;
        let etag = first.header("etag").to_owned();
        assert!(etag.starts_with("\"v1-") && etag.ends_with('"'), "{path}: {etag}");
        for known in [etag.clone(), format!("\"other\", {etag}"), format!("W/{etag}"), "*".into()] {
            let answer = get().header("if-none-match", &known).send().await;
            assert_eq!((answer.status.as_u16(), answer.body.len()), (304, 0), "{path} {known}");
            assert_eq!(answer.header("etag"), etag);
        }
        let other = get().header("if-none-match", "\"v2-000000000000\"").send().await;
        assert_eq!((other.status.as_u16(), other.body), (200, first.body), "{path}");
    }
    assert_eq!(
        booking.header("etag"),
        app.get(&paths[3]).bearer(&guest.token).send().await.header("etag")
    );
    app.close().await;
}

#[tokio::test]
async fn a_count_that_changed_is_sent_again() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let path = format!("/api/v1/hotels/{}", house.id);
    let etag = app.get(&path).send().await.header("etag").to_owned();
    // For tonight: the hotel's count of free rooms changes, its version does not.
    app.book(&guest, &house, ("2027-03-01", "2027-03-02"), "k").ok(201).await;
    let after = app.get(&path).header("if-none-match", &etag).send().await;
    assert_eq!((after.status.as_u16(), &after.json()["rooms"]["free_now"]), (200, &0.into()));
    // The change is still held against the version that was read.
    let patch = app.call("PATCH", &path).bearer(&owner.token).header("if-match", &etag);
    patch.json(&json!({ "stars": 2 })).ok(200).await;
    app.close().await;
}

#[tokio::test]
async fn a_change_names_its_version() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let paths = [
        (format!("/api/v1/hotels/{}", house.id), json!({ "description": "new" })),
        (format!("/api/v1/room-types/{}", house.room_type), json!({ "beds": "2 twin beds" })),
        (format!("/api/v1/rooms/{}", house.rooms[0]), json!({ "floor": "2" })),
    ];
    for (path, patch) in &paths {
        let change = || app.call("PATCH", path).bearer(&owner.token).json(patch);
        change().problem(428, "precondition_required").await;
        change().header("if-match", "*").problem(428, "precondition_required").await;
        for stale in ["\"v2\"", "\"v0\"", "\"abc\"", "W/\"v1\"", "v1", "1"] {
            change().header("if-match", stale).problem(412, "stale_version").await;
        }
        change().header("if-match", "\"v1\", \"v2\"").problem(400, "malformed_request").await;
        let etag = app.get(path).send().await.header("etag").to_owned();
        let changed = change().header("if-match", &etag).send().await;
        assert_eq!(changed.status, 200, "{}", changed.lossy());
        assert!(changed.header("etag").starts_with("\"v2-"));
        change().header("if-match", &etag).problem(412, "stale_version").await;
    }
    app.close().await;
}

/// Of any number of changes to one version, one is made.
#[tokio::test]
async fn one_of_many_changes_wins() {
    let app = TestApp::new().await;
    let owner = app.hotelier().await;
    let house = app.house(&owner, 1, true).await;
    let path = format!("/api/v1/hotels/{}", house.id);
    let mut changes = tokio::task::JoinSet::new();
    for stars in [1, 2, 3, 4, 5, 0, 1, 2, 3, 4] {
        let call = app.call("PATCH", &path).bearer(&owner.token).header("if-match", "\"v1\"");
        changes.spawn(call.json(&json!({ "stars": stars })).send());
    }
    let mut statuses: Vec<u16> =
        changes.join_all().await.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![200], vec![412; 9]].concat());
    app.close().await;
}
