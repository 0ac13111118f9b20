//! An explanation is a quote, and what a booking freezes, with its reasons.

use chrono::Days;
use sqlx::types::Json;
use types::{
    HotelId,
    listing::RoomInput,
    price::{Charge, NightRules},
    rates::{PriceExplanation, PriceQuestion, RatePrice, RuleReason},
};

use super::*;
use crate::{
    ids::new_id,
    testing::{Dice, date},
};

/// Rules, taxes, codes, supplements, and rooms with prices of their own, by the dice.
async fn furnish(scene: &Scene, dice: &mut Dice) {
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    scene
        .sql(
            "UPDATE room_type SET included = 2, extra_adult = 5001, extra_child = 2503, capacity = 4,
                    base_price = base_price + CASE name WHEN 'Suite' THEN 12345 ELSE 0 END",
        )
        .await;
    let own = RoomInput {
        price: Some(of(json!({ "amount": 41_237, "currency": "BRL" }))),
        ..room_input("300", scene.suite)
    };
    let own = catalog::create_rooms(svc, owner, hotel, NewRooms { rooms: vec![own] }).await;
    own.expect("created");
    let types = [scene.hotel.room_type, scene.suite];
    for n in 0..24 {
        let from = date("2027-03-01") + Days::new(dice.below(35) as u64);
        let season = dice.below(4) > 0;
        let price = match dice.below(5) {
            0 => Value::Null,
            1 | 2 => json!({ "fixed": dice.from_to(5_001, 90_001) }),
            _ => json!({ "percent": dice.from_to(5_001, 20_003) }),
        };
        let mut limits = json!({});
        let named = [
            ("min_stay", json!(dice.from_to(1, 3))),
            ("max_stay", json!(dice.from_to(4, 8))),
            ("closed_to_arrival", json!(dice.below(2) == 0)),
            ("closed_to_departure", json!(dice.below(2) == 0)),
            ("stop_sell", json!(dice.below(3) == 0)),
        ];
        for (name, value) in named {
            if dice.below(24) == 0 {
                limits[name] = value;
            }
        }
        if price.is_null() && limits == json!({}) {
            continue;
        }
        let room_type = (dice.below(2) == 0).then(|| types[dice.below(2)]);
        scene
            .rule(json!({
                "name": format!("Rule {n}"), "room_type_id": room_type, "price": price, "limits": limits,
                "from": season.then_some(from), "to": season.then(|| from + Days::new(dice.from_to(7, 20) as u64)),
                "weekdays": if dice.below(2) == 0 { 127 } else { dice.from_to(1, 127) },
                "date_override": season && dice.below(3) == 0,
            }))
            .await;
    }
    for (n, basis) in
        ["percent", "per_night", "per_person_night", "per_person", "per_stay"].iter().enumerate()
    {
        let input = json!({ "name": format!("Charge {n}"), "basis": basis, "value": dice.from_to(101, 1_999) });
        create_charge(svc, owner, hotel, of(input)).await.expect("created");
    }
    for (code, kind, value) in [("SHARE", "percent", 1_234), ("AMOUNT", "amount", 12_347)] {
        let input = json!({ "code": code, "name": code, kind: value, "min_nights": 2 });
        create_promotion(svc, owner, hotel, of(input)).await.expect("created");
    }
}

fn question(scene: &Scene, dice: &mut Dice) -> PriceQuestion {
    let check_in = date("2027-03-01") + Days::new(dice.below(35) as u64);
    let code = ["SHARE", "AMOUNT", ""][dice.below(3)];
    PriceQuestion {
        room_type_id: [scene.hotel.room_type, scene.suite][dice.below(2)],
        check_in,
        check_out: check_in + Days::new(dice.from_to(1, 7) as u64),
        adults: dice.from_to(1, 3) as i16,
        children: dice.below(2) as i16,
        promotion_code: (!code.is_empty()).then(|| code.to_lowercase()),
    }
}

fn request(scene: &Scene, question: &PriceQuestion) -> NewBooking {
    let mut request = scene.hotel.request("2027-03-10", "2027-03-11");
    (request.check_in, request.check_out) = (question.check_in, question.check_out);
    request.rooms[0].room_type_id = Some(question.room_type_id);
    (request.rooms[0].adults, request.rooms[0].children) = (question.adults, question.children);
    request.promotion_code.clone_from(&question.promotion_code);
    request
}

/// What the explanation says of itself adds up.
fn adds_up(explained: &PriceExplanation) {
    let mut sum = 0;
    for night in &explained.nights {
        assert_eq!(night.made_of.price(), night.price.amount);
        assert_eq!(night.made_of.before_discount(), night.before_discount.amount);
        sum += night.price.amount;
        let winner = night.considered.iter().find(|rule| rule.wins);
        assert_eq!(
            winner.map(|rule| rule.rule_id),
            night.made_of.rate.as_ref().map(|rate| rate.rule_id)
        );
        assert!(night.considered.is_sorted_by_key(|rule| std::cmp::Reverse(rule.level)));
        assert!(night.considered.iter().skip(1).all(|rule| !rule.wins));
    }
    let charges: i64 = explained.charges.iter().map(|charge| charge.amount).sum();
    assert_eq!((explained.taxes.amount, explained.total.amount), (charges, sum + charges));
    let before: i64 = explained.nights.iter().map(|night| night.before_discount.amount).sum();
    assert_eq!(explained.discount.amount, before - sum);
}

#[tokio::test]
async fn explained_quoted_and_frozen_are_the_same() {
    let (mut same, mut restricted, mut full, mut booked, mut ruled) = (0, 0, 0, 0, 0);
    for seed in 0..3 {
        let mut dice = Dice::new(seed);
        let scene = Scene::new(2).await;
        furnish(&scene, &mut dice).await;
        let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
        for _ in 0..50 {
            let asked = question(&scene, &mut dice);
            let request = request(&scene, &asked);
            let explained = explain(svc, owner, hotel, asked.clone()).await;
            let quote = match (scene.quoted(request.clone()).await, &explained) {
                (Ok(quote), Ok(_)) => quote,
                (Err(Error::Conflict { code, .. }), Ok(explained)) => {
                    adds_up(explained);
                    match code {
                        "restricted" => {
                            assert!(explained.available && !explained.refusals.is_empty());
                            restricted += 1;
                        }
                        _ => {
                            assert!(!explained.available, "{asked:?}");
                            full += 1;
                        }
                    }
                    continue;
                }
                // A code for two nights.
                (Err(Error::Invalid(quoted)), Err(Error::Invalid(explained))) => {
                    let codes = |errors: &FieldErrors| {
                        errors.0.iter().map(|e| e.code.clone()).collect::<Vec<_>>()
                    };
                    assert_eq!(codes(&quoted), codes(explained));
                    continue;
                }
                (quote, explained) => panic!("{asked:?}: {quote:?} {explained:?}"),
            };
            let explained = explained.expect("explained");
            adds_up(&explained);
            assert!(explained.available && explained.refusals.is_empty(), "{asked:?}");
            let prices: Vec<_> =
                explained.nights.iter().map(|night| (night.date, night.price)).collect();
            let quoted: Vec<_> =
                quote.rooms[0].nights.iter().map(|night| (night.date, night.price)).collect();
            assert_eq!(prices, quoted);
            assert_eq!(explained.charges, quote.rooms[0].charges);
            assert_eq!(
                (explained.discount, explained.taxes, explained.total),
                (quote.discount, quote.taxes, quote.total)
            );
            same += 1;
            ruled += explained.nights.iter().filter(|night| night.considered.len() > 1).count();
            if dice.below(2) == 0 {
                let (made, _) =
                    bookings::book(svc, &scene.guest, request, None).await.expect("booked");
                assert_eq!(frozen(&scene, made.id.0).await, kept(&explained));
                booked += 1;
            }
        }
        scene.world.db.drop().await;
    }
    assert!(
        same > 30 && restricted > 10 && full > 5 && booked > 15 && ruled > 30,
        "{same} {restricted} {full} {booked} {ruled}"
    );
}

type Kept = (Vec<(i64, NightRules)>, Vec<Charge>);

/// What a booking of one room froze.
async fn frozen(scene: &Scene, booking: uuid::Uuid) -> Kept {
    let nights: Vec<(i64, Json<NightRules>)> = sqlx::query_as(
        "SELECT n.price, n.rules FROM stay_night n JOIN room_stay s ON s.id = n.room_stay_id
         WHERE s.booking_id = $1 ORDER BY n.night",
    )
    .bind(booking)
    .fetch_all(&scene.world.db.pool)
    .await
    .expect("read");
    let charges: Json<Vec<Charge>> =
        sqlx::query_scalar("SELECT charges FROM room_stay WHERE booking_id = $1")
            .bind(booking)
            .fetch_one(&scene.world.db.pool)
            .await
            .expect("read");
    (nights.into_iter().map(|(price, rules)| (price, rules.0)).collect(), charges.0)
}

fn kept(explained: &PriceExplanation) -> Kept {
    let nights = explained.nights.iter().map(|night| (night.price.amount, night.made_of.clone()));
    (nights.collect(), explained.charges.clone())
}

#[tokio::test]
async fn each_rule_that_was_considered_is_there_with_its_reason() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let weekday = scene
        .rule(json!({ "name": "Weekday", "weekdays": 4, "price": { "percent": 11_000 } }))
        .await;
    let season = json!({ "name": "March", "from": "2027-03-01", "to": "2027-04-01", "price": { "fixed": 40_000 } });
    let older = scene.rule(season.clone()).await;
    let newer = scene.rule(season.clone()).await;
    let mut for_type = season;
    for_type["room_type_id"] = json!(scene.hotel.room_type);
    let for_type = scene.rule(for_type).await;
    scene.rule(json!({ "name": "No price", "from": "2027-03-01", "to": "2027-04-01", "limits": { "min_stay": 3 } })).await;
    let asked = json!({ "room_type_id": scene.hotel.room_type, "check_in": "2027-03-10",
                        "check_out": "2027-03-12", "adults": 2 });
    let explained = explain(svc, owner, hotel, of(asked.clone())).await.expect("explained");
    // A Wednesday and a Thursday.
    let reasons = |night: usize| {
        let considered = explained.nights[night].considered.iter();
        considered.map(|rule| (rule.rule_id, rule.reason)).collect::<Vec<_>>()
    };
    let thursday = [
        (for_type.id, RuleReason::ForThisType),
        (newer.id, RuleReason::ForAllTypes),
        (older.id, RuleReason::ForAllTypes),
    ];
    assert_eq!(reasons(1), thursday);
    assert_eq!(reasons(0), [&thursday[..], &[(weekday.id, RuleReason::WeakerLevel)]].concat());
    assert_eq!(explained.nights[0].considered[3].price, RatePrice::Percent(11_000));
    assert_eq!((explained.refusals.len(), explained.refusals[0].name.as_str()), (1, "No price"));
    // Without a room that is on sale it is explained all the same.
    scene.sql("UPDATE room SET status = 'out_of_service'").await;
    let none = explain(svc, owner, hotel, of(asked)).await.expect("explained");
    assert_eq!((none.available, none.total), (false, explained.total));
    scene.world.db.drop().await;
}

#[tokio::test]
async fn questions_are_the_owners_and_checked() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let good = json!({ "room_type_id": scene.suite, "check_in": "2027-03-10", "check_out": "2027-03-12", "adults": 2 });
    let asked = |name: &str, value: Value| {
        let mut asked = good.clone();
        asked[name] = value;
        asked
    };
    let nowhere = HotelId(new_id(svc.clock.now()));
    missing(explain(svc, &scene.other, hotel, of(good.clone())).await, "hotel");
    missing(explain(svc, owner, nowhere, of(good.clone())).await, "hotel");
    let refused = explain(svc, &scene.guest, hotel, of(good.clone())).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    let refused = explain(svc, &Actor::Anonymous, hotel, of(good.clone())).await;
    assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    let foreign = scene.world.hotel(&scene.other, 1).await.room_type;
    for (name, value, pointer) in [
        ("room_type_id", json!(foreign), "/room_type_id"),
        ("check_out", json!("2027-03-10"), "/check_out"),
        ("check_in", json!("2027-02-28"), "/check_in"),
        ("adults", json!(0), "/adults"),
        ("adults", json!(3), "/adults"),
        ("children", json!(-1), "/children"),
        ("promotion_code", json!("NONE"), "/promotion_code"),
    ] {
        let refused = explain(svc, owner, hotel, of(asked(name, value.clone()))).await;
        assert_eq!(pointers(refused), [pointer], "{name} {value}");
    }
    // Of a hotel that is not published yet, too.
    scene.sql("UPDATE hotel SET published = false").await;
    assert_eq!(explain(svc, owner, hotel, of(good)).await.expect("explained").total.amount, 60_000);
    scene.world.db.drop().await;
}
