//! Hotels that somebody wants to find again.

use pousada_core::{
    accounts::{self, Door},
    testing::PASSWORD,
};
use types::account::SignIn;

use crate::support::{TestApp, text};

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

#[tokio::test]
async fn a_heart_is_pressed_without_javascript() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let form = |keep: &str| {
        app.call("POST", "/rpc/set-favourite")
            .raw("application/x-www-form-urlencoded", format!("hotel={}&keep={keep}", house.id))
            .header("accept", "text/html")
            .header("host", "pousada.test")
            .header("origin", "https://pousada.test")
            .header("referer", "https://pousada.test/search?place=Paraty")
    };
    let visitor = form("yes").send().await;
    let sign_in = "/sign-in?next=%2Fsearch%3Fplace%3DParaty";
    assert_eq!((visitor.status.as_u16(), visitor.header("location")), (303, sign_in));

    let sign_in = SignIn { email: guest.email.clone(), password: PASSWORD.to_owned() };
    let session = accounts::sign_in(&app.world.svc, sign_in, Door::Page, None).await;
    let cookie = format!("__Host-pousada={}", session.expect("signed in").token);
    let back = format!("/search?place=Paraty#favourite-{}", house.id);
    let hotel = app.get(&format!("/api/v1/hotels/{}", house.id)).ok(200).await;
    let slug = format!("/hotels/{}", text(&hotel["slug"]));
    for (keep, there) in [("yes", true), ("yes", true), ("no", false), ("no", false)] {
        let done = form(keep).header("cookie", &cookie).send().await;
        assert_eq!((done.status.as_u16(), done.header("location")), (303, back.as_str()));
        for path in ["/", "/search", slug.as_str(), "/favourites"] {
            let page = app.get(path).header("accept", "text/html").header("cookie", &cookie);
            let page = page.send().await;
            assert_eq!(page.status, 200, "{path}");
            assert_eq!(
                page.lossy().contains("aria-pressed=\"true\""),
                there,
                "{path} after {keep}"
            );
        }
    }
    let page = app.get("/favourites").header("accept", "text/html").send().await;
    assert_eq!(page.header("location"), "/sign-in?next=%2Ffavourites");
    app.close().await;
}
