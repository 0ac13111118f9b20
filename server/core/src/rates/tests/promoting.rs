//! Promotion codes.

use types::{HotelId, PromotionId, page::PageRequest};

use super::*;
use crate::ids::new_id;

fn winter() -> Value {
    json!({ "code": " winter ", "name": "Winter", "percent": 1000, "min_nights": 2, "max_uses": 1 })
}

#[tokio::test]
async fn a_code_is_made_used_changed_and_deleted() {
    let scene = Scene::new(3).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let made = create_promotion(svc, owner, hotel, of(winter())).await.expect("created");
    assert_eq!((made.input.code.as_str(), made.uses, made.version), ("WINTER", 0, 1));
    assert_eq!(promotion(svc, owner, made.id).await.expect("found"), made);
    let mut request = scene.hotel.request("2027-03-10", "2027-03-12");
    request.promotion_code = Some("Winter".into());
    let (booking, _) =
        bookings::book(svc, &scene.guest, request.clone(), None).await.expect("booked");
    assert_eq!(booking.total.amount, 54_000);
    assert_eq!(promotion(svc, owner, made.id).await.expect("found").uses, 1);
    assert_eq!(pointers(scene.quoted(request.clone()).await), ["/promotion_code"]);

    let more = of(json!({ "max_uses": null, "percent": null, "amount": 5_000, "code": "cold" }));
    let changed = edit_promotion(svc, owner, made.id, 1, more).await.expect("changed");
    assert_eq!((changed.input.code.as_str(), changed.uses, changed.version), ("COLD", 1, 2));
    assert_eq!(pointers(scene.quoted(request.clone()).await), ["/promotion_code"]);
    request.promotion_code = Some("cold".into());
    assert_eq!(scene.quoted(request.clone()).await.expect("quoted").discount.amount, 5_000);
    let stale = edit_promotion(svc, owner, made.id, 1, of(json!({ "name": "Late" }))).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    // Cancelled bookings are no uses.
    bookings::cancel(svc, &scene.guest, booking.id, None, of(json!({}))).await.expect("cancelled");
    assert_eq!(promotion(svc, owner, made.id).await.expect("found").uses, 0);

    let stale = delete_promotion(svc, owner, made.id, 1).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    delete_promotion(svc, owner, made.id, 2).await.expect("deleted");
    missing(promotion(svc, owner, made.id).await, "promotion");
    assert_eq!(pointers(scene.quoted(request).await), ["/promotion_code"]);
    // Its code is free again.
    let again = json!({ "code": "COLD", "name": "Cold", "amount": 100 });
    create_promotion(svc, owner, hotel, of(again)).await.expect("created");
    scene.world.db.drop().await;
}

#[tokio::test]
async fn wrong_and_taken_codes_are_refused() {
    let scene = Scene::new(1).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let bad = json!({
        "code": "ção", "name": "", "percent": 10_001, "amount": 0, "min_nights": 0,
        "book_from": "2027-03-02T00:00:00Z", "book_until": "2027-03-01T00:00:00Z",
        "stay_from": "2027-03-01", "max_uses": 0, "max_per_guest": -1,
    });
    assert_eq!(
        pointers(create_promotion(svc, owner, hotel, of(bad)).await),
        [
            "/code",
            "/name",
            "/percent",
            "/percent",
            "/amount",
            "/min_nights",
            "/book_until",
            "/stay_to",
            "/max_uses",
            "/max_per_guest"
        ]
    );
    let ancient = json!({ "code": "OLD", "name": "Old", "percent": 1,
                          "book_from": "-9999-01-01T00:00:00Z", "stay_from": "-9999-01-01", "stay_to": "+99999-01-01" });
    assert_eq!(
        pointers(create_promotion(svc, owner, hotel, of(ancient)).await),
        ["/book_from", "/stay_from", "/stay_to"]
    );
    let first = create_promotion(svc, owner, hotel, of(winter())).await.expect("created");
    assert_eq!(pointers(create_promotion(svc, owner, hotel, of(winter())).await), ["/code"]);
    let second = json!({ "code": "SUMMER", "name": "Summer", "percent": 1000 });
    let second = create_promotion(svc, owner, hotel, of(second)).await.expect("created");
    let taken = edit_promotion(svc, owner, second.id, 1, of(json!({ "code": "winter" }))).await;
    assert_eq!(pointers(taken), ["/code"]);
    // Another hotel's codes are its own.
    let elsewhere = scene.world.hotel(&scene.other, 1).await.id;
    create_promotion(svc, &scene.other, elsewhere, of(winter())).await.expect("created");
    let page = promotions(svc, owner, hotel, &PageRequest::default()).await.expect("listed");
    let mut ids: Vec<PromotionId> = page.data.iter().map(|promotion| promotion.id).collect();
    ids.sort_unstable();
    let mut own = [first.id, second.id];
    own.sort_unstable();
    assert_eq!(ids, own);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn a_foreign_promotion_looks_like_a_missing_one() {
    let scene = Scene::new(1).await;
    let (svc, page) = (&scene.world.svc, PageRequest::default());
    let made =
        create_promotion(svc, &scene.owner, scene.hotel.id, of(winter())).await.expect("created");
    let now = svc.clock.now();
    let there = [(scene.hotel.id, made.id), (HotelId(new_id(now)), PromotionId(new_id(now)))];
    for (hotel, id) in there {
        let who = &scene.other;
        missing(promotions(svc, who, hotel, &page).await, "hotel");
        missing(create_promotion(svc, who, hotel, of(winter())).await, "hotel");
        missing(promotion(svc, who, id).await, "promotion");
        missing(
            edit_promotion(svc, who, id, 1, of(json!({ "percent": 10_000 }))).await,
            "promotion",
        );
        missing(delete_promotion(svc, who, id, 1).await, "promotion");
        let refused = promotion(svc, &scene.guest, id).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let refused = delete_promotion(svc, &Actor::Anonymous, id, 1).await;
        assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");
    }
    assert_eq!(promotion(svc, &scene.owner, made.id).await.expect("found"), made);
    scene.world.db.drop().await;
}
