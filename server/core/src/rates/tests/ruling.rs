//! Rate rules are made, read, changed and deleted by the owner.

use types::{HotelId, RateRuleId, page::PageRequest, rates::RateRuleFilter};

use super::*;
use crate::ids::new_id;

#[tokio::test]
async fn a_rule_is_made_changed_and_deleted() {
    let scene = Scene::new(1).await;
    let (svc, owner) = (&scene.world.svc, &scene.owner);
    let made = scene
        .rule(json!({
            "name": " Summer ", "from": "2027-12-15", "to": "2028-03-01", "weekdays": 48,
            "room_type_id": scene.suite, "price": { "percent": 13_000 },
            "limits": { "min_stay": 2, "closed_to_arrival": false },
        }))
        .await;
    assert_eq!(
        (made.name.as_str(), made.level.as_str(), made.version),
        ("Summer", "season_weekday", 1)
    );
    assert_eq!((made.hotel_id, made.room_type_id), (scene.hotel.id, Some(scene.suite)));
    assert_eq!(rule(svc, owner, made.id).await.expect("found"), made);

    let patch = of(json!({ "weekdays": 127, "room_type_id": null, "limits": { "max_stay": 9 } }));
    let changed = edit_rule(svc, owner, made.id, 1, patch).await.expect("changed");
    assert_eq!((changed.level.as_str(), changed.version), ("season", 2));
    assert_eq!((changed.room_type_id, changed.price), (None, made.price));
    assert_eq!((changed.limits.min_stay, changed.limits.max_stay), (None, Some(9)));
    assert_eq!(rule(svc, owner, made.id).await.expect("found"), changed);
    let stale = edit_rule(svc, owner, made.id, 1, of(json!({ "name": "Late" }))).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    let written: (bool, bool) =
        sqlx::query_as("SELECT updated_at >= created_at, version = 2 FROM rate_rule")
            .fetch_one(&scene.world.db.pool)
            .await
            .expect("read");
    assert_eq!(written, (true, true));

    let stale = delete_rule(svc, owner, made.id, 1).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    delete_rule(svc, owner, made.id, 2).await.expect("deleted");
    missing(rule(svc, owner, made.id).await, "rate rule");
    missing(delete_rule(svc, owner, made.id, 3).await, "rate rule");
    missing(edit_rule(svc, owner, made.id, 3, of(json!({}))).await, "rate rule");
    scene.world.db.drop().await;
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let foreign = scene.world.hotel(&scene.other, 1).await.room_type;
    let bad = json!({
        "name": "", "room_type_id": foreign, "from": "2027-03-02", "to": "2027-03-01",
        "weekdays": 0, "price": { "percent": 100_001 }, "limits": { "min_stay": 0, "max_stay": 366 },
    });
    assert_eq!(
        pointers(create_rule(svc, owner, hotel, of(bad)).await),
        [
            "/room_type_id",
            "/name",
            "/to",
            "/weekdays",
            "/price/percent",
            "/limits/min_stay",
            "/limits/max_stay"
        ]
    );
    let cases = [
        (json!({ "name": "x" }), "/price"),
        (json!({ "name": "x", "date_override": true, "price": { "fixed": 1 } }), "/from"),
        (json!({ "name": "x", "from": "2027-03-01", "price": { "fixed": 1 } }), "/to"),
        (
            json!({ "name": "x", "from": "2027-03-01", "to": "2037-03-01", "price": { "fixed": 1 } }),
            "/to",
        ),
        (
            json!({ "name": "x", "from": "-9999-03-01", "to": "-9999-03-02", "price": { "fixed": 1 } }),
            "/from",
        ),
        (json!({ "name": "x", "price": { "fixed": 1_000_000_001 } }), "/price/fixed"),
        // A Monday is no Sunday.
        (
            json!({ "name": "x", "from": "2027-03-01", "to": "2027-03-02", "weekdays": 64, "price": { "fixed": 1 } }),
            "/weekdays",
        ),
    ];
    for (bad, pointer) in cases {
        assert_eq!(pointers(create_rule(svc, owner, hotel, of(bad)).await), [pointer]);
    }
    let made = scene.rule(holiday(50_000)).await;
    // A change is judged by what it leads to.
    assert_eq!(
        pointers(edit_rule(svc, owner, made.id, 1, of(json!({ "price": null }))).await),
        ["/price"]
    );
    assert_eq!(
        pointers(edit_rule(svc, owner, made.id, 1, of(json!({ "from": null }))).await),
        ["/from"]
    );
    assert_eq!(
        pointers(edit_rule(svc, owner, made.id, 1, of(json!({ "room_type_id": foreign }))).await),
        ["/room_type_id"]
    );
    assert_eq!(rule(svc, owner, made.id).await.expect("found"), made);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn a_foreign_rule_looks_like_a_missing_one() {
    let scene = Scene::new(1).await;
    let (svc, hotel) = (&scene.world.svc, scene.hotel.id);
    let made = scene.rule(holiday(50_000)).await;
    let now = svc.clock.now();
    let (nothing, nowhere) = (RateRuleId(new_id(now)), HotelId(new_id(now)));
    let (filter, page) = (RateRuleFilter::default(), PageRequest::default());
    for (hotel, id) in [(hotel, made.id), (nowhere, nothing)] {
        let who = &scene.other;
        missing(rules(svc, who, hotel, filter.clone(), &page).await, "hotel");
        missing(create_rule(svc, who, hotel, of(holiday(1))).await, "hotel");
        missing(rule(svc, who, id).await, "rate rule");
        missing(edit_rule(svc, who, id, 1, of(json!({ "name": "Mine" }))).await, "rate rule");
        missing(delete_rule(svc, who, id, 1).await, "rate rule");
        let (from, to) = (crate::testing::date("2027-03-10"), crate::testing::date("2027-03-11"));
        missing(calendar(svc, who, hotel, from, to).await, "hotel");
        let bulk = json!({ "from": from, "to": to, "price": { "fixed": 1 } });
        missing(edit_in_bulk(svc, who, hotel, of(bulk.clone())).await, "hotel");
        for (who, unknown) in [(&scene.guest, false), (&Actor::Anonymous, true)] {
            let refused = [
                rules(svc, who, hotel, filter.clone(), &page).await.err(),
                rule(svc, who, id).await.err(),
                create_rule(svc, who, hotel, of(holiday(1))).await.err(),
                edit_rule(svc, who, id, 1, of(json!({}))).await.err(),
                delete_rule(svc, who, id, 1).await.err(),
                calendar(svc, who, hotel, from, to).await.err(),
                edit_in_bulk(svc, who, hotel, of(bulk.clone())).await.err(),
            ];
            for error in refused {
                match error {
                    Some(Error::Unauthenticated) if unknown => {}
                    Some(Error::Forbidden(_)) if !unknown => {}
                    other => panic!("{who:?}: {other:?}"),
                }
            }
        }
    }
    assert_eq!(rule(svc, &scene.owner, made.id).await.expect("found"), made);
    let there = rules(svc, &scene.owner, hotel, filter.clone(), &page).await.expect("listed");
    assert_eq!(there.data, [made]);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn rules_are_listed_by_page_type_and_date() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let season = |name: &str, from: &str, to: &str, of: Option<RoomTypeId>| json!({ "name": name, "from": from, "to": to, "room_type_id": of, "price": { "percent": 11_000 } });
    scene.rule(json!({ "name": "always", "weekdays": 48, "price": { "percent": 12_000 } })).await;
    scene.rule(season("march", "2027-03-01", "2027-04-01", None)).await;
    scene.rule(season("april", "2027-04-01", "2027-05-01", Some(scene.suite))).await;
    scene
        .rule(season("other april", "2027-04-01", "2027-05-01", Some(scene.hotel.room_type)))
        .await;
    let names = async |filter: Value, limit: u32| {
        let filter: RateRuleFilter = of(filter);
        let (mut page, mut names) = (PageRequest { limit: Some(limit), cursor: None }, Vec::new());
        loop {
            let found = rules(svc, owner, hotel, filter.clone(), &page).await.expect("listed");
            assert!(found.data.len() <= limit as usize);
            names.extend(found.data.into_iter().map(|rule| rule.name));
            page.cursor = found.next_cursor;
            if page.cursor.is_none() {
                return names;
            }
        }
    };
    // Though the clock stood still, those made last come first.
    assert_eq!(names(json!({}), 1).await, ["other april", "april", "march", "always"]);
    assert_eq!(
        names(json!({ "room_type_id": scene.suite }), 20).await,
        ["april", "march", "always"]
    );
    assert_eq!(names(json!({ "from": "2027-04-01" }), 2).await, ["other april", "april", "always"]);
    assert_eq!(names(json!({ "to": "2027-04-01" }), 20).await, ["march", "always"]);
    let rubbish = PageRequest { limit: None, cursor: Some("rubbish".into()) };
    let refused = rules(svc, owner, hotel, RateRuleFilter::default(), &rubbish).await;
    assert_eq!(pointers(refused), ["/cursor"]);
    let absurd: RateRuleFilter = of(json!({ "from": "+262142-12-31", "to": "-9999-01-01" }));
    let refused = rules(svc, owner, hotel, absurd, &PageRequest::default()).await;
    assert_eq!(pointers(refused), ["/from", "/to"]);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn a_hotel_has_a_limit_of_rules() {
    let scene = Scene::new(1).await;
    let hotel = scene.hotel.id;
    scene
        .sql(&format!(
            "INSERT INTO rate_rule (id, hotel_id, name, level, price, created_at, updated_at)
             SELECT ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '{hotel}', 'Old',
                    'weekday', 1000, now(), now()
             FROM generate_series(1, {}) AS n",
            MOST_RULES - 1
        ))
        .await;
    let (svc, owner) = (&scene.world.svc, &scene.owner);
    let both = json!({ "from": "2027-03-01", "to": "2027-03-05", "price": { "fixed": 1 } });
    let refused = edit_in_bulk(svc, owner, hotel, of(both)).await;
    assert!(matches!(refused, Err(Error::Conflict { code: "limit_reached", .. })), "{refused:?}");
    let last = scene.rule(holiday(50_000)).await;
    let refused = create_rule(svc, owner, hotel, of(holiday(1))).await;
    assert!(matches!(refused, Err(Error::Conflict { code: "limit_reached", .. })), "{refused:?}");
    delete_rule(svc, owner, last.id, 1).await.expect("deleted");
    scene.rule(holiday(50_000)).await;
    scene.world.db.drop().await;
}
