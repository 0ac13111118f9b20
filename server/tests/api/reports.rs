//! How hotels did, as JSON and as a table. What the figures must be is tested below the doors.

use serde_json::json;

use crate::support::{Answer, TestApp, text};

#[tokio::test]
async fn a_report_tells_how_a_hotel_did() {
    let app = TestApp::new().await;
    let (owner, other, guest) = (app.hotelier().await, app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    app.book(&guest, &house, ("2027-03-10", "2027-03-13"), "a").ok(201).await;
    let called_off = app.book(&guest, &house, ("2027-03-20", "2027-03-21"), "b").ok(201).await;
    let cancel = format!("/api/v1/bookings/{}/cancel", text(&called_off["id"]));
    app.call("POST", &cancel).bearer(&guest.token).header("if-match", "\"v1\"").ok(200).await;
    let path = format!("/api/v1/hotels/{}/reports", house.id);
    let march = format!("{path}?from=2027-03-08&to=2027-03-22&group=week&compare=true");
    let report = app.get(&march).bearer(&owner.token).ok(200).await;
    let period = &report["period"];
    let brl = |amount: i64| json!({ "amount": amount, "currency": "BRL" });
    let totals = json!({
        "rooms_available": 28, "nights_sold": 3, "occupancy": 1_071, "room_revenue": brl(90_000),
        "taxes": brl(0), "adr": brl(30_000), "revpar": brl(3_214),
    });
    assert_eq!(period["totals"], totals);
    let weeks: Vec<_> = period["parts"].as_array().expect("parts").iter().collect();
    assert_eq!(weeks.len(), 2);
    assert_eq!((&weeks[1]["from"], &weeks[1]["to"]), (&json!("2027-03-15"), &json!("2027-03-22")));
    let lost = json!({ "count": 1, "rate": 5_000, "lost_revenue": brl(30_000), "fees": brl(0) });
    assert_eq!(period["cancellations"], lost);
    assert_eq!(period["pickup"]["bookings"], 1);
    assert_eq!(report["year_before"]["from"], "2026-03-08");
    assert_eq!(report["year_before"]["totals"]["occupancy"], json!(null), "it was not there yet");
    let alone = app.get(&format!("{path}?from=2027-03-08&to=2027-03-09")).bearer(&owner.token);
    assert_eq!(alone.ok(200).await["year_before"], json!(null));

    app.get(&march).bearer(&other.token).problem(404, "not_found").await;
    app.get(&march).bearer(&guest.token).problem(403, "forbidden").await;
    app.get(&march).problem(401, "unauthenticated").await;
    for (query, wrong) in [
        ("from=2027-03-08&to=2027-03-08", "/to"),
        ("from=2027-03-08&to=2028-03-08", "/to"),
        ("from=2027-03-08&to=2027-03-09&group=year", "/group"),
        ("from=2027-03-08&to=2027-03-09&compare=1", "/compare"),
        ("from=2027-03-08&to=2027-03-09&pickup_days=0", "/pickup_days"),
        ("to=2027-03-09", "/from"),
    ] {
        let call = app.get(&format!("{path}?{query}")).bearer(&owner.token);
        let problem = call.problem(422, "invalid_input").await;
        assert_eq!(Answer::fields(&problem)[0].0, wrong, "{problem}");
    }
    app.close().await;
}

#[tokio::test]
async fn a_report_comes_as_a_table() {
    let app = TestApp::new().await;
    let (owner, other, guest) = (app.hotelier().await, app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 2, true).await;
    app.book(&guest, &house, ("2027-03-10", "2027-03-13"), "a").ok(201).await;
    // What a spreadsheet would reckon with.
    let kind = format!("/api/v1/room-types/{}", house.room_type);
    let name = json!({ "name": "=1+1" });
    app.call("PATCH", &kind)
        .json(&name)
        .header("if-match", "\"v1\"")
        .bearer(&owner.token)
        .ok(200)
        .await;
    let path = format!("/api/v1/hotels/{}/reports?from=2027-03-10&to=2027-03-12", house.id);
    let table = |query: &str| app.get(&format!("{path}{query}")).header("accept", "text/csv");
    let answer = table("").bearer(&owner.token).send().await;
    assert_eq!(answer.status, 200, "{}", answer.lossy());
    assert!(answer.header("content-type").starts_with("text/csv"));
    assert!(answer.header("content-disposition").contains("report.csv"));
    assert!(answer.header("vary").to_lowercase().contains("accept"));
    let text = answer.lossy();
    let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
    let columns = lines[0].split(',').count();
    assert!(lines.iter().all(|line| line.split(',').count() == columns), "{text}");
    let total = "this,total,,2027-03-10,2027-03-12,BRL,4,2,5000,600.00,0.00,300.00,150.00,,,,,";
    assert_eq!(lines[1], total);
    assert!(lines[2].starts_with("this,part,,2027-03-10,2027-03-11,BRL,2,1,5000,300.00,"));
    assert!(text.contains("\r\nthis,room_type,'=1+1,2027-03-10,"), "{text}");
    assert!(text.contains("\r\nthis,cancellations,,") && !text.contains("year_before"));
    let both = table("&compare=true").bearer(&owner.token).send().await.lossy();
    assert!(both.contains("\r\nyear_before,total,,2026-03-10,2026-03-12,BRL,0,0,,0.00,"), "{both}");
    table("").bearer(&other.token).problem(404, "not_found").await;
    table("&group=year").bearer(&owner.token).problem(422, "invalid_input").await;
    app.close().await;
}
