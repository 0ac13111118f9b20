use types::{
    Currency, Money,
    booking::{BookingPatch, BookingState, NightChange, RoomChange},
};

use super::{Scene, conflict, instant};
use crate::{Error, bookings, testing::date};

fn dates(check_in: Option<&str>, check_out: Option<&str>) -> BookingPatch {
    BookingPatch {
        check_in: check_in.map(date),
        check_out: check_out.map(date),
        ..BookingPatch::default()
    }
}

#[tokio::test]
async fn kept_nights_keep_their_price_and_the_preview_is_what_happens() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    scene.sql("UPDATE room_type SET base_price = 40000").await;
    let patch = dates(Some("2027-03-11"), Some("2027-03-14"));
    let preview = bookings::change_preview(svc, &scene.guest, booking.id, patch.clone()).await;
    let preview = preview.expect("previewed");
    let nights: Vec<(u32, NightChange, i64)> = preview
        .nights
        .iter()
        .map(|night| (chrono::Datelike::day(&night.date), night.change, night.price.amount))
        .collect();
    assert_eq!(
        nights,
        [
            (10, NightChange::Removed, 30_000),
            (11, NightChange::Kept, 30_000),
            (12, NightChange::Added, 40_000),
            (13, NightChange::Added, 40_000)
        ]
    );
    assert_eq!(
        (preview.total.amount, preview.difference.amount, preview.fee.amount),
        (110_000, 50_000, 0)
    );
    let wrong =
        BookingPatch { expected_total: Some(Money::new(1, Currency::Brl)), ..patch.clone() };
    conflict(
        bookings::change(svc, &scene.guest, booking.id, Some(1), wrong).await,
        "price_changed",
    );
    let right = BookingPatch { expected_total: Some(preview.total), ..patch };
    let changed =
        bookings::change(svc, &scene.guest, booking.id, Some(1), right).await.expect("changed");
    assert_eq!((changed.version, changed.nights, changed.total.amount), (2, 3, 110_000));
    assert_eq!(changed.ends_at, instant("2027-03-14T15:00:00Z"));
    assert_eq!(scene.notices().await, ["changed", "confirmed"]);
    let events = bookings::events(svc, &scene.guest, booking.id).await.expect("read");
    assert_eq!(events[1].data["before"]["check_in"], "2027-03-10");
    assert_eq!(events[1].data["after"]["total"], 110_000);
    // Nothing to change is no change.
    let same = bookings::change(svc, &scene.guest, booking.id, None, dates(None, None)).await;
    assert_eq!(same.expect("same").version, 2);
    scene.done().await;
}

#[tokio::test]
async fn moving_the_dates_does_not_move_the_deadline_later() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    // In the last day before arrival the first night given up is owed.
    scene.at("2027-03-09T18:00:00Z");
    let later = dates(Some("2027-03-20"), Some("2027-03-22"));
    let moved = bookings::change(svc, &scene.guest, booking.id, None, later).await.expect("moved");
    assert_eq!((moved.fee.amount, moved.total.amount), (30_000, 90_000));
    assert_eq!(moved.free_cancellation_until, booking.free_cancellation_until);
    let fee = bookings::cancel_preview(svc, &scene.guest, booking.id, None).await.expect("fee");
    assert_eq!(fee.amount, 30_000, "moving first and cancelling then saves nothing");
    // The hotel may waive it; the guest may not.
    let waive = BookingPatch { waive_fee: true, ..dates(None, Some("2027-03-21")) };
    let guest = bookings::change(svc, &scene.guest, booking.id, None, waive.clone()).await;
    assert!(matches!(guest, Err(Error::Forbidden(_))), "{guest:?}");
    let hotel =
        bookings::change(svc, &scene.owner, booking.id, None, waive).await.expect("shorter");
    assert_eq!((hotel.fee.amount, hotel.total.amount), (30_000, 60_000));
    scene.done().await;
}

#[tokio::test]
async fn a_change_that_fails_leaves_the_booking_whole() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    scene.book("2027-03-13", "2027-03-15").await;
    let over =
        bookings::change(svc, &scene.guest, booking.id, None, dates(None, Some("2027-03-14")))
            .await;
    conflict(over, "not_available");
    for (patch, pointer) in [
        (dates(Some("2027-02-01"), None), "/check_in"),
        (dates(Some("2027-03-12"), None), "/check_out"),
        (dates(None, Some("2027-02-27")), "/check_out"),
    ] {
        match bookings::change(svc, &scene.guest, booking.id, None, patch).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors.0[0].pointer, pointer),
            other => panic!("{other:?}"),
        }
    }
    let after = bookings::booking(svc, &scene.guest, booking.id).await.expect("read");
    assert_eq!(after, booking);
    // Up to the day the others come it can be longer.
    bookings::change(svc, &scene.guest, booking.id, None, dates(None, Some("2027-03-13")))
        .await
        .expect("longer");
    scene.done().await;
}

#[tokio::test]
async fn rooms_are_added_given_up_and_changed() {
    let scene = Scene::new(3).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    let first = RoomChange { id: Some(booking.rooms[0].id), ..RoomChange::default() };
    let more = RoomChange {
        room_type_id: Some(scene.hotel.room_type),
        adults: Some(1),
        ..RoomChange::default()
    };
    let patch = BookingPatch { rooms: Some(vec![first, more.clone()]), ..BookingPatch::default() };
    let two =
        bookings::change(svc, &scene.guest, booking.id, None, patch).await.expect("two rooms");
    assert_eq!((two.rooms.len(), two.total.amount), (2, 120_000));
    let certain =
        scene.hotel.rooms.iter().find(|room| two.rooms.iter().all(|r| r.room_id != room.id));
    let certain = certain.expect("a third room").id;
    let kept = two.rooms.iter().find(|room| room.adults == 1).expect("the new part").id;
    let patch = BookingPatch {
        rooms: Some(vec![RoomChange {
            id: Some(kept),
            room_id: Some(certain),
            ..RoomChange::default()
        }]),
        ..BookingPatch::default()
    };
    let one = bookings::change(svc, &scene.guest, booking.id, None, patch).await.expect("one room");
    let live: Vec<_> =
        one.rooms.iter().filter(|room| room.state == BookingState::Confirmed).collect();
    assert_eq!((live.len(), live[0].room_id, live[0].pinned), (1, certain, true));
    assert_eq!(one.total.amount, 60_000);
    let nobody = RoomChange { id: Some(booking.rooms[0].id), ..RoomChange::default() };
    let patch = BookingPatch { rooms: Some(vec![nobody]), ..BookingPatch::default() };
    let gone = bookings::change(svc, &scene.guest, booking.id, None, patch).await;
    assert!(matches!(gone, Err(Error::Invalid(_))), "{gone:?}");
    scene.done().await;
}

#[tokio::test]
async fn a_guest_in_the_house_moves_rooms_and_stays_longer_by_the_desk() {
    let scene = Scene::new(2).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-14").await;
    scene.at("2027-03-10T18:00:00Z");
    bookings::check_in(svc, &scene.owner, booking.id, None).await.expect("in");
    scene.at("2027-03-12T12:00:00Z");
    let old = booking.rooms[0].room_id;
    let other = scene.hotel.rooms.iter().find(|room| room.id != old).expect("another").id;
    let part =
        RoomChange { id: Some(booking.rooms[0].id), room_id: Some(other), ..RoomChange::default() };
    let patch = BookingPatch {
        rooms: Some(vec![part]),
        check_out: Some(date("2027-03-15")),
        ..BookingPatch::default()
    };
    let guest = bookings::change(svc, &scene.guest, booking.id, None, patch.clone()).await;
    conflict(guest, "wrong_state");
    let moved = bookings::change(svc, &scene.owner, booking.id, None, patch).await.expect("moved");
    assert_eq!((moved.total.amount, moved.nights), (150_000, 5));
    let mut parts: Vec<_> = moved
        .rooms
        .iter()
        .map(|room| (room.check_in, room.check_out, room.room_id == other, room.state))
        .collect();
    parts.sort_by_key(|part| part.0);
    assert_eq!(
        parts,
        [
            (date("2027-03-10"), date("2027-03-12"), false, BookingState::Completed),
            (date("2027-03-12"), date("2027-03-15"), true, BookingState::CheckedIn)
        ]
    );
    // The old room can be sold from today on.
    scene.book("2027-03-12", "2027-03-14").await;
    let out = bookings::check_out(svc, &scene.owner, booking.id, None, 0).await.expect("out today");
    // The new part's nights are given up; those slept are paid.
    assert_eq!((out.nights, out.total.amount), (2, 60_000));
    scene.done().await;
}
