//! What is managed decides what guests pay, and nothing of what they have booked.

use types::{page::PageRequest, rates::RateRuleFilter};

use super::*;
use crate::{Clock, Services, testing::date};

#[tokio::test]
async fn each_edit_is_seen_in_the_next_quote() {
    let scene = Scene::new(3).await;
    let (svc, owner, double) = (&scene.world.svc, &scene.owner, scene.hotel.room_type);
    // Wednesday to Sunday.
    let nights = async |room_type| scene.nights(room_type, "2027-03-10", "2027-03-14").await;
    assert_eq!(nights(double).await, [30_000; 4]);
    let weekend =
        scene.rule(json!({ "name": "Weekend", "weekdays": 48, "price": { "percent": 12_000 } }));
    let weekend = weekend.await;
    assert_eq!(nights(double).await, [30_000, 30_000, 36_000, 36_000]);
    let season = json!({ "name": "March", "from": "2027-03-01", "to": "2027-04-01", "price": { "fixed": 40_000 } });
    let season = scene.rule(season).await;
    assert_eq!(nights(double).await, [40_000; 4]);
    let in_season = scene
        .rule(json!({ "name": "March Saturdays", "from": "2027-03-01", "to": "2027-04-01",
                      "weekdays": 32, "price": { "percent": 20_000 } }))
        .await;
    assert_eq!(nights(double).await, [40_000, 40_000, 40_000, 60_000]);
    let of_suite = scene
        .rule(json!({ "name": "Suite", "from": "2027-03-01", "to": "2027-04-01",
                      "room_type_id": scene.suite, "price": { "fixed": 55_000 } }))
        .await;
    assert_eq!(nights(double).await, [40_000, 40_000, 40_000, 60_000]);
    assert_eq!(nights(scene.suite).await, [55_000, 55_000, 55_000, 60_000]);
    let day = scene.rule(holiday(90_000)).await;
    assert_eq!(nights(scene.suite).await, [90_000, 90_000, 55_000, 60_000]);
    // Made later in the same millisecond: it wins.
    let later = scene.rule(holiday(95_000)).await;
    assert_eq!(nights(double).await, [95_000, 95_000, 40_000, 60_000]);

    let shorter = of(json!({ "to": "2027-03-11" }));
    edit_rule(svc, owner, later.id, 1, shorter).await.expect("changed");
    assert_eq!(nights(double).await, [95_000, 90_000, 40_000, 60_000]);
    let weaker = of(json!({ "date_override": false }));
    edit_rule(svc, owner, later.id, 2, weaker).await.expect("changed");
    assert_eq!(nights(double).await, [90_000, 90_000, 40_000, 60_000]);
    for (gone, after) in [
        (day.id, [95_000, 40_000, 40_000, 60_000]),
        (in_season.id, [95_000, 40_000, 40_000, 40_000]),
        (season.id, [95_000, 30_000, 36_000, 36_000]),
        (weekend.id, [95_000, 30_000, 30_000, 30_000]),
    ] {
        delete_rule(svc, owner, gone, 1).await.expect("deleted");
        assert_eq!(nights(double).await, after);
    }
    assert_eq!(nights(scene.suite).await, [55_000; 4]);
    delete_rule(svc, owner, of_suite.id, 1).await.expect("deleted");
    assert_eq!(nights(scene.suite).await, [95_000, 30_000, 30_000, 30_000]);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn rules_of_sale_refuse_and_allow() {
    let scene = Scene::new(1).await;
    let (svc, owner) = (&scene.world.svc, &scene.owner);
    let sold = async |from: &str, to: &str| match scene.quoted(scene.hotel.request(from, to)).await
    {
        Ok(_) => String::new(),
        Err(Error::Conflict { code: "restricted", extra, .. }) => {
            let reasons = extra.expect("reasons")["reasons"].clone();
            let words = reasons.as_array().expect("a list").iter();
            words
                .map(|reason| reason["rule"].as_str().expect("a word"))
                .collect::<Vec<_>>()
                .join(" ")
        }
        Err(other) => panic!("{other}"),
    };
    assert_eq!(sold("2027-03-10", "2027-03-12").await, "");
    let carnival = scene
        .rule(json!({ "name": "Carnival", "from": "2027-03-10", "to": "2027-03-15",
                      "limits": { "min_stay": 3, "max_stay": 4, "closed_to_departure": true } }))
        .await;
    assert_eq!(sold("2027-03-10", "2027-03-12").await, "min_stay closed_to_departure");
    assert_eq!(sold("2027-03-10", "2027-03-15").await, "max_stay");
    assert_eq!(sold("2027-03-11", "2027-03-15").await, "");
    let patch = of(json!({ "limits": { "closed_to_arrival": true, "stop_sell": true } }));
    edit_rule(svc, owner, carnival.id, 1, patch).await.expect("changed");
    assert_eq!(sold("2027-03-14", "2027-03-16").await, "closed_to_arrival stop_sell");
    // A day that is opened again.
    scene
        .rule(json!({ "name": "But then", "from": "2027-03-14", "to": "2027-03-15", "date_override": true,
                      "limits": { "closed_to_arrival": false, "stop_sell": false } }))
        .await;
    assert_eq!(sold("2027-03-14", "2027-03-16").await, "");
    assert_eq!(sold("2027-03-12", "2027-03-13").await, "closed_to_arrival stop_sell");
    delete_rule(svc, owner, carnival.id, 2).await.expect("deleted");
    assert_eq!(sold("2027-03-12", "2027-03-13").await, "");
    scene.world.db.drop().await;
}

#[tokio::test]
async fn what_is_booked_keeps_its_price() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let day = scene.rule(holiday(90_000)).await;
    let tax = of(json!({ "name": "ISS", "basis": "percent", "value": 500 }));
    let tax = create_charge(svc, owner, hotel, tax).await.expect("created");
    let code = of(json!({ "code": "off", "name": "Off", "percent": 1000 }));
    let code = create_promotion(svc, owner, hotel, code).await.expect("created");
    let mut request = scene.hotel.request("2027-03-10", "2027-03-12");
    request.promotion_code = Some("OFF".into());
    let (before, _) = bookings::book(svc, &scene.guest, request, None).await.expect("booked");
    assert_eq!((before.total.amount, before.taxes.amount), (162_000 + 8_100, 8_100));

    delete_charge(svc, owner, tax.id, 1).await.expect("deleted");
    delete_promotion(svc, owner, code.id, 1).await.expect("deleted");
    edit_rule(svc, owner, day.id, 1, of(json!({ "price": { "fixed": 1 } })))
        .await
        .expect("changed");
    delete_rule(svc, owner, day.id, 2).await.expect("deleted");
    let bulk = json!({ "from": "2027-03-01", "to": "2027-04-01", "price": { "fixed": 7 } });
    edit_in_bulk(svc, owner, hotel, of(bulk)).await.expect("edited");
    let after = bookings::booking(svc, &scene.guest, before.id).await.expect("found");
    assert_eq!(after, before);
    // Nights that are kept keep their price when the booking is changed, too.
    let longer = of(json!({ "check_out": "2027-03-13" }));
    let longer =
        bookings::change(svc, &scene.guest, before.id, None, longer).await.expect("longer");
    let nights: Vec<i64> = longer.rooms[0].nights.iter().map(|night| night.price.amount).collect();
    assert_eq!(nights[..2], [81_000, 81_000]);
    assert_ne!(nights[2], 30_000);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn the_calendar_says_what_holds_and_by_which_rule() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let season = scene
        .rule(json!({ "name": "March", "from": "2027-03-01", "to": "2027-03-12",
                      "price": { "fixed": 40_000 }, "limits": { "min_stay": 2, "stop_sell": true } }))
        .await;
    let day = scene
        .rule(
            json!({ "name": "Day", "from": "2027-03-11", "to": "2027-03-12", "date_override": true,
                      "room_type_id": scene.suite,
                      "limits": { "stop_sell": false, "max_stay": 5, "closed_to_arrival": true } }),
        )
        .await;
    let idle = json!({ "name": "Idle", "from": "2027-05-01", "to": "2027-06-01", "price": { "fixed": 1 } });
    scene.rule(idle).await;
    let range = (date("2027-03-10"), date("2027-03-14"));
    let found = calendar(svc, owner, hotel, range.0, range.1).await.expect("read");
    assert_eq!(found.rules, [day.clone(), season.clone()]);
    let of_type = |id| found.room_types.iter().find(|of_type| of_type.room_type_id == id);
    let suite = of_type(scene.suite).expect("listed");
    assert_eq!(
        suite.nights.iter().map(|night| night.date).collect::<Vec<_>>(),
        [10, 11, 12, 13].map(|d| date(&format!("2027-03-{d}")))
    );
    let prices: Vec<i64> = suite.nights.iter().map(|night| night.price.amount).collect();
    assert_eq!(prices, [40_000, 40_000, 30_000, 30_000]);
    let (first, second, third) = (&suite.nights[0], &suite.nights[1], &suite.nights[2]);
    assert!(first.stop_sell && !second.stop_sell && second.closed_to_arrival && !third.stop_sell);
    assert_eq!((second.min_stay, second.max_stay), (Some(2), Some(5)));
    let decided = &second.decided_by;
    assert_eq!((decided.price, decided.min_stay), (Some(season.id), Some(season.id)));
    assert_eq!((decided.stop_sell, decided.max_stay), (Some(day.id), Some(day.id)));
    assert_eq!(decided.closed_to_departure, None);
    assert_eq!(third.decided_by, types::rates::DecidingRules::default());
    let double = of_type(scene.hotel.room_type).expect("listed");
    assert!(double.nights[1].stop_sell && !double.nights[1].closed_to_arrival);

    let year = calendar(svc, owner, hotel, date("2027-01-01"), date("2028-01-01")).await;
    assert_eq!(year.expect("read").room_types[0].nights.len(), 365);
    for (from, to, pointer) in [
        ("2027-01-01", "2028-01-02", "/to"),
        ("2027-01-01", "2027-01-01", "/to"),
        ("0001-01-01", "0001-01-02", "/from"),
    ] {
        assert_eq!(pointers(calendar(svc, owner, hotel, date(from), date(to)).await), [pointer]);
    }
    scene.world.db.drop().await;
}

/// Clocks of servers differ; what was made later is later all the same.
#[tokio::test]
async fn a_clock_that_is_slow_makes_no_rule_weaker() {
    let scene = Scene::new(1).await;
    let first = scene.rule(holiday(50_000)).await;
    let now = scene.world.svc.clock.now();
    let slow = Services {
        clock: Clock::from_fn(move || now - chrono::TimeDelta::hours(1)),
        ..scene.world.svc.clone()
    };
    let made = create_rule(&slow, &scene.owner, scene.hotel.id, of(holiday(60_000))).await;
    let second = made.expect("created");
    assert!(second.id > first.id);
    assert_eq!(scene.nights(scene.hotel.room_type, "2027-03-10", "2027-03-12").await, [60_000; 2]);
    let (filter, page) = (RateRuleFilter::default(), PageRequest::default());
    let all = rules(&slow, &scene.owner, scene.hotel.id, filter, &page);
    assert_eq!(all.await.expect("listed").data, [second, first]);
    scene.world.db.drop().await;
}
