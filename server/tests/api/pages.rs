//! That pages and their server functions are served as they should be; what is in
//! them is told by the tests of the browser.

use leptos::server_fn::axum::server_fn_paths;

use crate::support::{Answer, Call, TestApp};

fn form(app: &TestApp, path: &str, fields: &str) -> Call {
    app.call("POST", path)
        .raw("application/x-www-form-urlencoded", fields.to_owned())
        .header("accept", "text/html")
        .header("host", "pousada.test")
}

#[tokio::test]
async fn pages_are_rendered_with_a_policy_of_their_own() {
    let app = TestApp::new().await;
    let page = app.get("/").header("accept", "text/html").send().await;
    assert_eq!(page.status, 200, "{}", page.lossy());
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.lossy().contains("<h1"), "{}", page.lossy());
    let policy = page.header("content-security-policy");
    assert!(policy.contains("'nonce-") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
    assert!(page.lossy().contains(&format!("nonce=\"{}\"", nonce.expect("a nonce"))));
    let other = app.get("/").send().await;
    assert_ne!(policy, other.header("content-security-policy"), "a nonce is used once");
    app.close().await;
}

#[tokio::test]
async fn where_nothing_is_there_is_a_page_that_says_so() {
    let app = TestApp::new().await;
    for path in ["/nothing", "/hotels/nothing-of-this-name", "/manage/nothing"] {
        let page = app.get(path).header("accept", "text/html").send().await;
        assert!(page.status == 404 && page.lossy().contains("<h1"), "{path}: {}", page.status);
    }
    let wrong = form(&app, "/nothing", "").send().await;
    assert_eq!(wrong.status, 405);
    app.close().await;
}

#[tokio::test]
async fn signing_in_with_a_plain_form_gives_a_cookie() {
    let app = TestApp::new().await;
    let guest = app.guest().await;
    let fields = format!("email={}&password=correct+horse+battery&next=%2F", guest.email);
    let sign_in = || form(&app, "/rpc/sign-in", &fields);
    let answer: Answer = sign_in().header("origin", "https://pousada.test").send().await;
    assert!(answer.status.is_redirection(), "{} {}", answer.status, answer.lossy());
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-pousada="), "{cookie}");
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    // The cookie opens pages, and they are nobody else's.
    let pair = cookie.split(';').next().expect("a pair");
    let trips = app.get("/trips").header("cookie", pair).send().await;
    assert_eq!(trips.status, 200);
    assert!(trips.header("cache-control").contains("private"));
    assert!(app.get("/trips").send().await.status.is_redirection());
    // From another site, the same form does nothing.
    let foreign = sign_in().header("origin", "https://evil.example").send().await;
    assert_eq!((foreign.status.as_u16(), foreign.header("set-cookie")), (403, ""));
    app.close().await;
}

/// Every server function is behind the check of the origin, and none can be reached
/// where the API is.
#[tokio::test]
async fn server_functions_take_nothing_from_other_sites() {
    let app = TestApp::new().await;
    let mut count = 0;
    for (path, method) in server_fn_paths() {
        assert!(path.starts_with("/rpc/"), "{path}");
        if !method.is_safe() {
            let call = app.call(method.as_str(), path).header("sec-fetch-site", "cross-site");
            assert_eq!(call.send().await.status, 403, "{path}");
            count += 1;
        }
        let large = app.call(method.as_str(), path).header("content-length", "10000000");
        let large = large.raw("application/x-www-form-urlencoded", "x".repeat(10_000_000));
        assert_eq!(large.send().await.status, 413, "{path}");
    }
    assert!(count > 5, "{count} server functions");
    let missing = app.call("POST", "/rpc/nothing").send().await;
    assert!(missing.status.is_client_error(), "{}", missing.status);
    app.close().await;
}

#[tokio::test]
async fn links_of_letters_are_told_to_nobody_and_used_by_nobody_who_only_opens_them() {
    let app = TestApp::new().await;
    for path in ["/verify?token=secret", "/reset?token=secret", "/reset?x=1&token=secret"] {
        let page = app.get(path).header("accept", "text/html").header("accept-language", "en");
        let page = page.send().await;
        assert_eq!((page.status.as_u16(), page.header("referrer-policy")), (200, "no-referrer"));
        assert!(page.lossy().contains("does not work any more"), "{path}");
    }
    let other = app.get("/forgot").header("accept", "text/html").send().await;
    assert_eq!(other.header("referrer-policy"), "strict-origin-when-cross-origin");
    app.close().await;
}

#[tokio::test]
async fn a_form_of_a_page_without_referer_leads_back_to_it_and_to_no_other_site() {
    let app = TestApp::new().await;
    for (page, back) in [
        ("%2Freset%3Ftoken%3Dsecret", "/reset?token=secret"),
        ("%2F%2Fevil.example%2F", "/"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("", "/"),
    ] {
        let fields = format!("token=secret&password=correct+horse+battery&page={page}");
        let answer = form(&app, "/rpc/reset-password", &fields).send().await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, back));
        assert!(answer.header("set-cookie").starts_with("__Host-flash="), "what is wrong is told");
    }
    app.close().await;
}

#[tokio::test]
async fn search_engines_find_every_public_page_and_no_other() {
    let app = TestApp::new().await;
    let house = app.house(&app.hotelier().await, 1, true).await;
    let hotel = app.get(&format!("/api/v1/hotels/{}", house.id)).ok(200).await;
    let robots = app.get("/robots.txt").send().await;
    assert!(robots.header("content-type").starts_with("text/plain"));
    let robots = robots.lossy();
    assert!(robots.contains("Disallow: /trips") && robots.contains("/sitemap.xml"), "{robots}");

    let index = app.get("/sitemap.xml").send().await.lossy();
    let names: Vec<&str> =
        index.split("/sitemaps/").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert_eq!(names, ["pages.xml", "hotels-1.xml"]);
    let mut addresses = Vec::new();
    for name in names {
        let part = app.get(&format!("/sitemaps/{name}")).send().await;
        assert_eq!(part.header("content-type"), "application/xml; charset=utf-8");
        let part = part.lossy();
        let found = part.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next());
        addresses.extend(found.map(str::to_owned));
    }
    let own = format!("/hotels/{}", hotel["slug"].as_str().expect("a slug"));
    assert!(addresses.iter().any(|address| address.ends_with(&own)), "{addresses:?}");
    for address in addresses {
        let path = address.splitn(4, '/').nth(3).unwrap_or_default();
        let page = app.get(&format!("/{path}")).header("accept", "text/html").send().await;
        assert_eq!(page.status, 200, "{address}");
        let page = page.lossy();
        assert!(!page.contains("noindex"), "{address}");
        assert!(page.contains("rel=\"canonical\"") && page.contains("og:title"), "{address}");
        let allowed = |line: &str| {
            line.strip_prefix("Disallow: ").is_none_or(|rule| !format!("/{path}").starts_with(rule))
        };
        assert!(robots.lines().all(allowed), "{address}");
    }
    for missing in ["hotels-2.xml", "hotels-0.xml", "hotels-x.xml", "other.xml"] {
        let answer = app.get(&format!("/sitemaps/{missing}")).send().await;
        assert_eq!(answer.status, 404, "{missing}");
    }
    app.close().await;
}
