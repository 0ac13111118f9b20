//! Lists, page by page.

use crate::support::{Answer, PUBLIC_URL, TestApp, text};

#[tokio::test]
async fn pages_follow_one_another() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 5, true).await;
    for n in 0..5 {
        let dates = (format!("2027-03-{:02}", 10 + n), "2027-03-20");
        app.book(&guest, &house, (&dates.0, dates.1), &format!("k{n}")).ok(201).await;
    }
    let lists = [
        ("/api/v1/bookings?limit=2&state=confirmed".to_owned(), &guest),
        (format!("/api/v1/hotels/{}/bookings?limit=2", house.id), &owner),
    ];
    for (first, who) in lists {
        let mut seen = Vec::new();
        let mut next = Some(first);
        while let Some(path) = next {
            let answer = app.get(&path).bearer(&who.token).send().await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.lossy());
            let page = answer.json();
            seen.extend(
                page["data"].as_array().expect("data").iter().map(|b| text(&b["check_in"])),
            );
            assert_eq!(page["has_more"], !page["next_cursor"].is_null());
            next = link(&answer);
            assert_eq!(next.is_some(), page["has_more"] == true);
            if let Some(next) = &next {
                assert!(
                    next.contains(&text(&page["next_cursor"])) && next.contains("limit=2"),
                    "{next}"
                );
            }
        }
        let all: Vec<String> = (10..15).rev().map(|day| format!("2027-03-{day}")).collect();
        assert_eq!(seen, all);
    }
    app.close().await;
}

/// The path of the next page.
fn link(answer: &Answer) -> Option<String> {
    let link = answer.header("link").strip_suffix(">; rel=\"next\"")?;
    Some(link.strip_prefix(&format!("<{PUBLIC_URL}")).expect("of this server").to_owned())
}

#[tokio::test]
async fn rubbish_is_no_cursor() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let hotel = format!("/api/v1/hotels/{}/bookings", house.id);
    let cursors =
        ["x", "bnVsbA", "W10", "eyJhIjoxfQ", "%00", "WyIyMDI3LTAyLTMwIiwiMSJd", &"a".repeat(5000)];
    for cursor in cursors {
        for (path, who) in
            [("/api/v1/bookings", &guest), (&hotel, &owner), ("/api/v1/hotels", &guest)]
        {
            let call = app.get(&format!("{path}?cursor={cursor}")).bearer(&who.token);
            let problem = call.problem(422, "invalid_input").await;
            assert_eq!(Answer::fields(&problem)[0].0, "/cursor", "{path} {cursor}");
        }
    }
    app.close().await;
}
