//! Taxes and fees.

use types::{
    ChargeRuleId, Currency, HotelId,
    listing::{HotelInput, HotelPatch},
};

use super::*;
use crate::{ids::new_id, testing::hotel_input};

fn iss() -> Value {
    json!({ "name": " ISS ", "basis": "percent", "value": 500 })
}

#[tokio::test]
async fn a_tax_is_made_changed_and_deleted() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let taxes = async || {
        let quote = scene.quoted(scene.hotel.request("2027-03-10", "2027-03-12")).await;
        quote.expect("quoted").taxes.amount
    };
    let made = create_charge(svc, owner, hotel, of(iss())).await.expect("created");
    assert_eq!((made.name.as_str(), made.value, made.version), ("ISS", 500, 1));
    assert_eq!(
        (taxes().await, charge(svc, owner, made.id).await.expect("found")),
        (3_000, made.clone())
    );
    scene.world.clock.advance(chrono::TimeDelta::seconds(1));
    let fee = json!({ "name": "Linen", "basis": "per_person_night", "value": 1_000 });
    let fee = create_charge(svc, owner, hotel, of(fee)).await.expect("created");
    assert_eq!(taxes().await, 3_000 + 4_000);
    assert_eq!(charges(svc, owner, hotel).await.expect("listed"), [made.clone(), fee.clone()]);

    let patch = of(json!({ "basis": "per_stay" }));
    let changed = edit_charge(svc, owner, fee.id, 1, patch).await.expect("changed");
    assert_eq!((changed.value, changed.version, taxes().await), (1_000, 2, 3_000 + 1_000));
    let stale = edit_charge(svc, owner, fee.id, 1, of(json!({ "value": 2 }))).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    // What was minor units would be more than the whole.
    let whole =
        edit_charge(svc, owner, fee.id, 2, of(json!({ "basis": "percent", "value": 10_001 })))
            .await;
    assert_eq!(pointers(whole), ["/value"]);
    let stale = delete_charge(svc, owner, made.id, 2).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    delete_charge(svc, owner, made.id, 1).await.expect("deleted");
    missing(charge(svc, owner, made.id).await, "charge");
    assert_eq!(taxes().await, 1_000);
    let bad = json!({ "name": "", "basis": "per_stay", "value": -1 });
    assert_eq!(pointers(create_charge(svc, owner, hotel, of(bad)).await), ["/name", "/value"]);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn a_foreign_tax_looks_like_a_missing_one() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let made = create_charge(svc, &scene.owner, scene.hotel.id, of(iss())).await.expect("created");
    let now = svc.clock.now();
    let there = [(scene.hotel.id, made.id), (HotelId(new_id(now)), ChargeRuleId(new_id(now)))];
    for (hotel, id) in there {
        let who = &scene.other;
        missing(charges(svc, who, hotel).await, "hotel");
        missing(create_charge(svc, who, hotel, of(iss())).await, "hotel");
        missing(charge(svc, who, id).await, "charge");
        missing(edit_charge(svc, who, id, 1, of(json!({ "value": 1 }))).await, "charge");
        missing(delete_charge(svc, who, id, 1).await, "charge");
        let refused = charges(svc, &scene.guest, hotel).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let refused = edit_charge(svc, &Actor::Anonymous, id, 1, of(json!({}))).await;
        assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    }
    assert_eq!(charges(svc, &scene.owner, scene.hotel.id).await.expect("listed"), [made]);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn a_hotel_has_a_limit_of_taxes() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    for _ in 0..MOST_CHARGES {
        create_charge(svc, owner, hotel, of(iss())).await.expect("created");
    }
    let refused = create_charge(svc, owner, hotel, of(iss())).await;
    assert!(matches!(refused, Err(Error::Conflict { code: "limit_reached", .. })), "{refused:?}");
    scene.world.db.drop().await;
}

/// Amounts have no currency of their own: they would become others.
#[tokio::test]
async fn prices_settle_the_currency() {
    let scene = Scene::new(1).await;
    let (svc, owner) = (&scene.world.svc, &scene.owner);
    let dollars = || HotelPatch { currency: Some(Currency::Usd), ..HotelPatch::default() };
    for kind in 0..4 {
        let input = HotelInput { name: format!("Empty {kind}"), ..hotel_input() };
        let hotel = catalog::create_hotel(svc, owner, input).await.expect("created").id;
        let shares = json!({ "name": "Weekend", "weekdays": 48, "price": { "percent": 12_000 } });
        create_rule(svc, owner, hotel, of(shares)).await.expect("created");
        create_charge(svc, owner, hotel, of(iss())).await.expect("created");
        match kind {
            0 => drop(create_rule(svc, owner, hotel, of(holiday(90_000))).await.expect("created")),
            1 => {
                let fee = json!({ "name": "Linen", "basis": "per_stay", "value": 1_000 });
                drop(create_charge(svc, owner, hotel, of(fee)).await.expect("created"));
            }
            2 => {
                let code = json!({ "code": "OFF", "name": "Off", "amount": 1_000 });
                drop(create_promotion(svc, owner, hotel, of(code)).await.expect("created"));
            }
            _ => {}
        }
        let changed = catalog::edit_hotel(svc, owner, hotel, 1, dollars()).await;
        let settled = matches!(changed, Err(Error::Conflict { code: "has_prices", .. }));
        assert_eq!(settled, kind < 3, "{kind}: {changed:?}");
    }
    scene.world.db.drop().await;
}
