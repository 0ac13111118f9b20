use types::{
    Currency, Money,
    booking::{BookingState, CancelRequest},
};

use super::{Scene, conflict};
use crate::bookings;

async fn strict(scene: &Scene) {
    scene
        .sql(r#"UPDATE hotel SET cancellation = '{"kind": "custom", "tiers": [
            {"hours_before": 120, "fee": {"percent": 5000}}, {"hours_before": 24, "fee": {"percent": 10000}}]}'"#)
        .await;
}

#[tokio::test]
async fn the_fee_is_that_of_the_tier_at_the_instant() {
    let scene = Scene::new(3).await;
    strict(&scene).await;
    let svc = &scene.world.svc;
    // Check-in is at 14:00 in São Paulo, 17:00 UTC.
    for (now, fee) in [
        ("2027-03-05T16:59:59Z", 0),
        ("2027-03-05T17:00:00Z", 45_000),
        ("2027-03-09T17:00:00Z", 90_000),
    ] {
        scene.at("2027-03-01T12:00:00Z");
        let booking = scene.book("2027-03-10", "2027-03-13").await;
        // What the hotel changes later does not matter.
        scene.sql("UPDATE room_type SET base_price = 99900").await;
        scene.at(now);
        let preview = bookings::cancel_preview(svc, &scene.guest, booking.id, None).await;
        assert_eq!(preview.expect("previewed").amount, fee, "{now}");
        let expected_fee = Some(Money::new(fee + 1, Currency::Brl));
        let wrong = CancelRequest { expected_fee, ..CancelRequest::default() };
        conflict(bookings::cancel(svc, &scene.guest, booking.id, None, wrong).await, "fee_changed");
        let expected_fee = Some(Money::new(fee, Currency::Brl));
        let right = CancelRequest { expected_fee, reason: "Ill".into(), rooms: None };
        let booking = bookings::cancel(svc, &scene.guest, booking.id, Some(1), right)
            .await
            .expect("cancelled");
        assert_eq!(booking.state, BookingState::Cancelled);
        assert_eq!((booking.fee.amount, booking.total.amount), (fee, fee), "{now}");
        assert_eq!(scene.kinds(&booking).await, ["confirmed", "cancelled"]);
        scene.sql("UPDATE room_type SET base_price = 30000").await;
    }
    assert_eq!(scene.notices().await.iter().filter(|kind| *kind == "cancelled").count(), 3);
    // The rooms are free again.
    scene.at("2027-03-01T12:00:00Z");
    for _ in 0..3 {
        scene.book("2027-03-10", "2027-03-13").await;
    }
    scene.done().await;
}

#[tokio::test]
async fn the_hotel_cancels_for_nothing_and_one_room_alone_can_be_cancelled() {
    let scene = Scene::new(2).await;
    strict(&scene).await;
    let svc = &scene.world.svc;
    let mut request = scene.hotel.request("2027-03-10", "2027-03-12");
    request.rooms.push(request.rooms[0].clone());
    let booking = scene.order(request).await.expect("booked");
    scene.at("2027-03-06T12:00:00Z");
    let one = CancelRequest { rooms: Some(vec![booking.rooms[0].id]), ..CancelRequest::default() };
    let booking = bookings::cancel(svc, &scene.guest, booking.id, None, one.clone())
        .await
        .expect("one room cancelled");
    assert_eq!(booking.state, BookingState::Confirmed);
    // One room of 60,000 stays, half of the other is owed.
    assert_eq!((booking.total.amount, booking.fee.amount), (90_000, 30_000));
    let again = bookings::cancel(svc, &scene.guest, booking.id, None, one).await;
    assert!(matches!(again, Err(crate::Error::Invalid(_))), "{again:?}");

    let rest =
        bookings::cancel(svc, &scene.owner, booking.id, None, CancelRequest::default()).await;
    let rest = rest.expect("cancelled by the hotel");
    assert_eq!(
        (rest.state, rest.fee.amount, rest.total.amount),
        (BookingState::Cancelled, 30_000, 30_000)
    );
    scene.done().await;
}
