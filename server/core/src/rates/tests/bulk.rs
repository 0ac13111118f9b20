//! Many nights at once, all or none.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use types::rates::{CalendarNight, RateCalendar};

use super::*;
use crate::testing::{Dice, date};

async fn march(scene: &Scene) -> RateCalendar {
    let (from, to) = (date("2027-03-01"), date("2027-04-01"));
    let hotel = scene.hotel.id;
    calendar(&scene.world.svc, &scene.owner, hotel, from, to).await.expect("read")
}

fn night(calendar: &RateCalendar, room_type: RoomTypeId, day: NaiveDate) -> &CalendarNight {
    let of_type = calendar.room_types.iter().find(|of_type| of_type.room_type_id == room_type);
    of_type
        .and_then(|of_type| of_type.nights.iter().find(|night| night.date == day))
        .expect("a night")
}

async fn count(scene: &Scene) -> i64 {
    let mut connection = scene.world.db.pool.acquire().await.expect("connected");
    store::count_rules(&mut connection, scene.hotel.id).await.expect("counted")
}

#[tokio::test]
async fn a_bulk_edit_goes_before_all_that_was_said() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let mut own = holiday(90_000);
    own["room_type_id"] = json!(scene.suite);
    let own = scene.rule(own).await;
    let weekend = json!({ "from": "2027-03-08", "to": "2027-03-15", "weekdays": 48, "price": { "fixed": 50_000 } });
    let made = edit_in_bulk(svc, owner, hotel, of(weekend)).await.expect("edited");
    assert_eq!(made.len(), 2);
    assert!(made.iter().all(|rule| rule.name == "Calendar" && rule.level.as_str() == "date"));
    assert_eq!(
        scene.nights(scene.suite, "2027-03-10", "2027-03-14").await,
        [90_000, 90_000, 50_000, 50_000]
    );
    let week = json!({ "from": "2027-03-08", "to": "2027-03-15", "room_type_ids": [scene.suite],
                       "price": { "percent": 15_000 }, "limits": { "min_stay": 2 } });
    edit_in_bulk(svc, owner, hotel, of(week)).await.expect("edited");
    assert_eq!(scene.nights(scene.suite, "2027-03-10", "2027-03-14").await, [45_000; 4]);
    assert_eq!(
        scene.nights(scene.hotel.room_type, "2027-03-11", "2027-03-13").await,
        [30_000, 50_000]
    );
    // The one of another name is as it was; the covered one of this name is gone.
    assert_eq!(rule(svc, owner, own.id).await.expect("there"), own);
    let covered = made.iter().find(|rule| rule.room_type_id == Some(scene.suite)).expect("made");
    missing(rule(svc, owner, covered.id).await, "rate rule");

    // Only what is said changes: the nights are closed, and their price stays.
    let closed =
        json!({ "from": "2027-03-10", "to": "2027-03-11", "limits": { "stop_sell": true } });
    edit_in_bulk(svc, owner, hotel, of(closed)).await.expect("edited");
    let found = march(&scene).await;
    let tenth = night(&found, scene.suite, date("2027-03-10"));
    assert_eq!((tenth.stop_sell, tenth.price.amount, tenth.min_stay), (true, 45_000, Some(2)));
    assert!(!night(&found, scene.suite, date("2027-03-11")).stop_sell);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn one_wrong_type_and_nothing_is_done() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let foreign = scene.world.hotel(&scene.other, 1).await.room_type;
    let edit = |types: Value| json!({ "from": "2027-03-08", "to": "2027-03-15", "room_type_ids": types, "price": { "fixed": 50_000 } });
    let bad = edit(json!([scene.suite, foreign, scene.suite]));
    assert_eq!(
        pointers(edit_in_bulk(svc, owner, hotel, of(bad)).await),
        ["/room_type_ids/1", "/room_type_ids/2"]
    );
    assert_eq!(count(&scene).await, 0);
    edit_in_bulk(svc, owner, hotel, of(edit(json!([])))).await.expect("edited");
    let before = march(&scene).await;
    // The database fails after the covered rules were taken back.
    scene
        .sql(&format!(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 IF NEW.room_type_id = '{}' AND NEW.price = 60000 THEN RAISE 'broken'; END IF;
                 RETURN NEW;
             END $$;
             CREATE TRIGGER fail BEFORE INSERT ON rate_rule FOR EACH ROW EXECUTE FUNCTION fail()",
            scene.suite
        ))
        .await;
    let mut other = edit(json!([scene.hotel.room_type, scene.suite]));
    other["price"] = json!({ "fixed": 60_000 });
    let failed = edit_in_bulk(svc, owner, hotel, of(other.clone())).await;
    assert!(matches!(failed, Err(Error::Internal(_))), "{failed:?}");
    assert_eq!(march(&scene).await, before);
    scene.sql("DROP TRIGGER fail ON rate_rule").await;
    edit_in_bulk(svc, owner, hotel, of(other)).await.expect("edited");
    assert_ne!(march(&scene).await, before);
    scene.world.db.drop().await;
}

/// What a night was last told.
#[derive(Default, Clone, Copy, PartialEq, Debug)]
struct Told {
    price: Option<i64>,
    min_stay: Option<i16>,
    stop_sell: Option<bool>,
}

/// Against the plainest model there is: a table of what each night was last told.
#[tokio::test]
async fn many_edits_are_as_one_table_of_nights() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let types = [scene.hotel.room_type, scene.suite];
    let mut dice = Dice::new(11);
    let mut table: HashMap<(RoomTypeId, NaiveDate), Told> = HashMap::new();
    for round in 0..60 {
        let from = date("2027-03-01") + Days::new(dice.below(25) as u64);
        let to = from + Days::new(dice.from_to(7, 12) as u64);
        let weekdays = if dice.below(2) == 0 { 127 } else { dice.from_to(1, 127) as u8 };
        let chosen: Vec<RoomTypeId> = match dice.below(3) {
            0 => Vec::new(),
            index => vec![types[index - 1]],
        };
        let told = Told {
            price: (dice.below(2) == 0).then(|| dice.from_to(1, 99_999) as i64),
            min_stay: (dice.below(3) == 0).then(|| dice.from_to(1, 5) as i16),
            stop_sell: (dice.below(3) == 0).then(|| dice.below(2) == 0),
        };
        if told == Told::default() {
            continue;
        }
        let price = told.price.map(|price| json!({ "fixed": price }));
        let mut limits = json!({});
        if let Some(nights) = told.min_stay {
            limits["min_stay"] = json!(nights);
        }
        if let Some(stop) = told.stop_sell {
            limits["stop_sell"] = json!(stop);
        }
        let bulk = json!({ "from": from, "to": to, "weekdays": weekdays, "room_type_ids": chosen,
                           "price": price, "limits": limits });
        edit_in_bulk(svc, owner, hotel, of(bulk)).await.expect("edited");
        let days = types::rates::Weekdays(weekdays);
        for id in types.iter().filter(|id| chosen.is_empty() || chosen.contains(id)) {
            for day in from.iter_days().take_while(|day| *day < to).filter(|day| days.has(*day)) {
                let night = table.entry((*id, day)).or_default();
                night.price = told.price.or(night.price);
                night.min_stay = told.min_stay.or(night.min_stay);
                night.stop_sell = told.stop_sell.or(night.stop_sell);
            }
        }
        let found = march(&scene).await;
        for of_type in &found.room_types {
            for night in &of_type.nights {
                let told =
                    table.get(&(of_type.room_type_id, night.date)).copied().unwrap_or_default();
                let said = (night.price.amount, night.min_stay, night.stop_sell);
                let expected = (
                    told.price.unwrap_or(30_000),
                    told.min_stay,
                    told.stop_sell.unwrap_or_default(),
                );
                assert_eq!(said, expected, "round {round}, {}", night.date);
            }
        }
    }
    scene.world.db.drop().await;
}

/// Setting the same nights again and again leaves one rule of each type.
#[tokio::test]
async fn edits_of_the_same_nights_do_not_pile_up() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    for n in 1..=20 {
        let bulk = json!({ "from": "2027-03-08", "to": "2027-03-15", "price": { "fixed": n }, "limits": { "min_stay": 2 } });
        edit_in_bulk(svc, owner, hotel, of(bulk)).await.expect("edited");
    }
    assert_eq!(count(&scene).await, 2);
    // The price goes to another rule, the least nights stay with this one.
    let bulk = json!({ "from": "2027-03-01", "to": "2027-03-20", "price": { "fixed": 99 } });
    edit_in_bulk(svc, owner, hotel, of(bulk)).await.expect("edited");
    assert_eq!(count(&scene).await, 4);
    let left = march(&scene).await;
    let older = left.rules.iter().find(|rule| rule.limits.min_stay == Some(2)).expect("there");
    assert_eq!((older.price, older.version), (None, 2));
    scene.world.db.drop().await;
}

/// Of edits at the same moment one is last, for all types.
#[tokio::test]
async fn edits_at_once_do_not_mix() {
    let scene = Scene::new(1).await;
    for id in 0..4 {
        let input = RoomTypeInput { name: format!("Type {id}"), ..room_type_input() };
        let made =
            catalog::create_room_type(&scene.world.svc, &scene.owner, scene.hotel.id, input).await;
        made.expect("created");
    }
    for _ in 0..5 {
        let mut edits = tokio::task::JoinSet::new();
        for n in 1..=8 {
            let (svc, owner, hotel) = (scene.world.svc.clone(), scene.owner, scene.hotel.id);
            let bulk = json!({ "name": format!("Edit {n}"), "from": "2027-03-08", "to": "2027-03-09",
                               "price": { "fixed": n * 1_000 } });
            edits.spawn(async move { edit_in_bulk(&svc, &owner, hotel, of(bulk)).await });
        }
        for edit in edits.join_all().await {
            assert_eq!(edit.expect("edited").len(), 6);
        }
        let found = march(&scene).await;
        let mut prices: Vec<i64> =
            found.room_types.iter().map(|of_type| of_type.nights[7].price.amount).collect();
        prices.dedup();
        assert_eq!(prices.len(), 1, "{prices:?}");
    }
    scene.world.db.drop().await;
}
