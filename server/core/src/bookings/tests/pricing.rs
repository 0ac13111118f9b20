use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use types::{Stay, booking::BookingPatch, price::NightRules};

use super::{Scene, conflict};
use crate::{Error, bookings, testing::date};

async fn rules(scene: &Scene) {
    let hotel = scene.hotel.id;
    scene
        .sql(&format!(
            "UPDATE room_type SET included = 1, extra_adult = 5001, extra_child = 2500, capacity = 4;
             INSERT INTO rate_rule (id, hotel_id, name, level, nights, weekdays, price, percent, created_at, updated_at) VALUES
               (gen_random_uuid(), '{hotel}', 'Weekend', 'weekday', NULL, 48, NULL, 12345, now(), now()),
               (gen_random_uuid(), '{hotel}', 'Party', 'date', '[2027-03-12,2027-03-13)', 127, 70000, NULL, now(), now());
             INSERT INTO charge_rule (id, hotel_id, name, basis, value, created_at, updated_at) VALUES
               (gen_random_uuid(), '{hotel}', 'ISS', 'percent', 500, now(), now()),
               (gen_random_uuid(), '{hotel}', 'Linen', 'per_stay', 4000, now() + interval '1 s', now());
             INSERT INTO promotion (id, hotel_id, code, name, percent, min_nights, max_uses, created_at, updated_at) VALUES
               (gen_random_uuid(), '{hotel}', 'WINTER', 'Winter', 1000, 2, 1, now(), now())"
        ))
        .await;
}

#[tokio::test]
async fn a_quote_a_booking_and_its_nights_say_the_same() {
    let scene = Scene::new(2).await;
    rules(&scene).await;
    let svc = &scene.world.svc;
    let mut request = scene.hotel.request("2027-03-11", "2027-03-14");
    request.rooms[0].children = 1;
    request.promotion_code = Some(" winter ".into());
    let quote = bookings::quote(svc, &scene.guest, request.clone()).await.expect("quoted");
    // Thursday: base. Friday: the party. Saturday: 30,000 × 1.2345 = 37,035.
    // Each with one adult and one child beyond the one that is included: + 7,501.
    let before = [37_501, 77_501, 44_536];
    let off: i64 = quote.discount.amount;
    assert_eq!(off, 15_954); // a tenth of 159,538, rounded half up
    let nights: Vec<i64> = quote.rooms[0].nights.iter().map(|night| night.price.amount).collect();
    assert_eq!(nights.iter().sum::<i64>(), before.iter().sum::<i64>() - off);
    // 5 % of 143,584, rounded half up, and the linen.
    assert_eq!(quote.taxes.amount, 7_179 + 4_000);
    assert_eq!(quote.total.amount, 143_584 + 11_179);

    request.expected_total = Some(quote.total);
    let booking = scene.order(request.clone()).await.expect("booked");
    assert_eq!((booking.total, booking.taxes), (quote.total, quote.taxes));
    let booked: Vec<i64> = booking.rooms[0].nights.iter().map(|night| night.price.amount).collect();
    assert_eq!(booked, nights);
    // Made again from what each night remembers, the price is the same.
    let kept: Vec<(i64, sqlx::types::Json<NightRules>)> =
        sqlx::query_as("SELECT price, rules FROM stay_night ORDER BY night")
            .fetch_all(&scene.world.db.pool)
            .await
            .expect("read");
    for (price, rules) in &kept {
        assert_eq!(rules.price(), *price);
    }
    assert_eq!(kept[1].1.rate.as_ref().map(|rate| rate.name.as_str()), Some("Party"));

    // The code was for one booking.
    match scene.order(request.clone()).await {
        Err(Error::Invalid(errors)) => assert_eq!(errors.0[0].code, "promotion_used_up"),
        other => panic!("{other:?}"),
    }
    request.promotion_code = Some("NOPE".into());
    match scene.order(request.clone()).await {
        Err(Error::Invalid(errors)) => assert_eq!(errors.0[0].code, "promotion_unknown"),
        other => panic!("{other:?}"),
    }
    request.promotion_code = None;
    conflict(scene.order(request).await, "price_changed");
    // A longer stay has its promotion on the new night too.
    let longer = BookingPatch { check_out: Some(date("2027-03-15")), ..BookingPatch::default() };
    let longer =
        bookings::change(svc, &scene.guest, booking.id, None, longer).await.expect("longer");
    let last = longer.rooms[0].nights.last().expect("a night").price.amount;
    assert_eq!(last, 37_501 - 3_750); // Sunday
    scene.done().await;
}

#[tokio::test]
async fn totals_are_sums_however_a_booking_was_changed() {
    let scene = Scene::new(6).await;
    rules(&scene).await;
    let svc = &scene.world.svc;
    let cases =
        prop::collection::vec((10u32..25, 1i64..6, 1i16..4, 0i16..2, 10u32..25, 1i64..6), 12);
    let mut runner = TestRunner::default();
    let cases = cases.new_tree(&mut runner).expect("cases").current();
    for (day, nights, adults, children, to, longer) in cases {
        let from = date(&format!("2027-04-{day}"));
        let stay =
            Stay::new(from, from + chrono::Days::new(nights.unsigned_abs())).expect("a stay");
        let mut request = scene.hotel.request("2027-04-01", "2027-04-02");
        (request.check_in, request.check_out) = (stay.check_in(), stay.check_out());
        (request.rooms[0].adults, request.rooms[0].children) = (adults, children);
        let quote = bookings::quote(svc, &scene.guest, request.clone()).await;
        let booked = scene.order(request).await;
        let (quote, booking) = match (quote, booked) {
            (Ok(quote), Ok(booking)) => (quote, booking),
            (Err(_), Err(_)) => continue,
            other => panic!("{other:?}"),
        };
        assert_eq!(quote.total, booking.total);
        let from = date(&format!("2027-04-{to}"));
        let patch = BookingPatch {
            check_in: Some(from),
            check_out: Some(from + chrono::Days::new(longer.unsigned_abs())),
            ..BookingPatch::default()
        };
        let preview = bookings::change_preview(svc, &scene.guest, booking.id, patch.clone()).await;
        let changed = bookings::change(svc, &scene.guest, booking.id, None, patch).await;
        match (preview, changed) {
            (Ok(preview), Ok(changed)) => assert_eq!(preview.total, changed.total),
            (Err(_), Err(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    scene.done().await;
}
