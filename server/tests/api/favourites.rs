//! Hotels that somebody wants to find again.

use crate::support::TestApp;

#[tokio::test]
async fn favourites_are_kept_listed_and_removed() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let mut houses = Vec::new();
    for _ in 0..3 {
        let house = app.house(&owner, 1, true).await;
        let path = format!("/api/v1/me/favourites/{}", house.id);
        for _ in 0..2 {
            app.call("PUT", &path).bearer(&guest.token).ok(204).await;
        }
        houses.push(path);
    }
    let first = app.get("/api/v1/me/favourites?limit=2").bearer(&guest.token).send().await;
    assert!(first.header("link").contains("rel=\"next\""));
    let first = first.json();
    assert_eq!(first["data"].as_array().map(Vec::len), Some(2));
    assert_eq!(first["data"][0]["from_price"]["amount"], 30_000);
    assert!(first["data"][0]["offer"].is_null());
    let cursor = first["next_cursor"].as_str().expect("more");
    let rest = format!("/api/v1/me/favourites?limit=2&cursor={cursor}");
    let rest = app.get(&rest).bearer(&guest.token).ok(200).await;
    assert_eq!(rest["data"].as_array().map(Vec::len), Some(1));
    app.call("DELETE", &houses[0]).bearer(&guest.token).ok(204).await;
    app.call("DELETE", &houses[0]).bearer(&guest.token).ok(204).await;
    let left = app.get("/api/v1/me/favourites").bearer(&guest.token).ok(200).await;
    assert_eq!(left["data"].as_array().map(Vec::len), Some(2));
    let hidden = app.house(&owner, 1, false).await;
    let hidden = app.call("PUT", &format!("/api/v1/me/favourites/{}", hidden.id));
    hidden.bearer(&guest.token).problem(404, "not_found").await;
    app.get("/api/v1/me/favourites").problem(401, "unauthenticated").await;
    app.close().await;
}
