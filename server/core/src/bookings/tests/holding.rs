use chrono::TimeDelta;
use types::booking::{BookingState, NewBooking};

use super::{Scene, conflict};
use crate::{Error, bookings, sweep, testing::date};

fn held(scene: &Scene) -> NewBooking {
    NewBooking { hold: true, ..scene.hotel.request("2027-03-10", "2027-03-12") }
}

#[tokio::test]
async fn a_hold_is_confirmed_while_it_lasts() {
    let scene = Scene::new(1).await;
    let booking = scene.order(held(&scene)).await.expect("held");
    assert_eq!(booking.state, BookingState::Held);
    assert_eq!(booking.hold_until, Some(scene.world.svc.clock.now() + bookings::HOLD));
    assert!(scene.notices().await.is_empty());
    let other = scene.order(scene.hotel.request("2027-03-11", "2027-03-13")).await;
    conflict(other, "not_available");

    scene.world.clock.advance(TimeDelta::minutes(14));
    let svc = &scene.world.svc;
    let booking = bookings::confirm(svc, &scene.guest, booking.id, Some(1)).await.expect("kept");
    assert_eq!(
        (booking.state, booking.version, booking.hold_until),
        (BookingState::Confirmed, 2, None)
    );
    assert!(booking.rooms.iter().all(|room| room.state == BookingState::Confirmed));
    assert_eq!(scene.kinds(&booking).await, ["held", "confirmed"]);
    assert_eq!(scene.notices().await, ["confirmed"]);
    conflict(bookings::confirm(svc, &scene.guest, booking.id, None).await, "wrong_state");
    scene.world.clock.advance(TimeDelta::hours(2));
    assert_eq!(sweep::run(svc).await.expect("swept").expired, 0);
    scene.done().await;
}

#[tokio::test]
async fn a_hold_that_ran_out_frees_the_room_before_any_sweep() {
    let scene = Scene::new(1).await;
    let first = scene.order(held(&scene)).await.expect("held");
    let svc = &scene.world.svc;
    scene.world.clock.advance(bookings::HOLD);
    conflict(bookings::confirm(svc, &scene.guest, first.id, None).await, "hold_expired");
    // Somebody else books: the stale hold is let go in that very transaction.
    let second = scene.book("2027-03-11", "2027-03-13").await;
    assert_eq!(second.rooms[0].room_id, first.rooms[0].room_id);
    let first = bookings::booking(svc, &scene.guest, first.id).await.expect("read");
    assert_eq!((first.state, first.total.amount), (BookingState::Expired, 0));
    assert_eq!(scene.kinds(&first).await, ["held", "expired"]);
    scene.done().await;
}

#[tokio::test]
async fn the_sweep_and_the_job_let_holds_go() {
    let scene = Scene::new(2).await;
    let (one, two) = (scene.order(held(&scene)).await, scene.order(held(&scene)).await);
    let (one, two) = (one.expect("held"), two.expect("held"));
    let svc = &scene.world.svc;
    assert!(!bookings::expire(svc, one.id).await.expect("asked"));
    scene.world.clock.advance(bookings::HOLD);
    assert!(bookings::expire(svc, one.id).await.expect("let go"));
    assert_eq!(sweep::run(svc).await.expect("swept").expired, 1);
    let two = bookings::booking(svc, &scene.guest, two.id).await.expect("read");
    assert_eq!(two.state, BookingState::Expired);
    let late = bookings::cancel(svc, &scene.guest, two.id, None, Default::default()).await;
    conflict(late, "wrong_state");
    scene.done().await;
}

#[tokio::test]
async fn a_confirmation_is_for_whose_booking_it_is() {
    let scene = Scene::new(1).await;
    let booking = scene.order(held(&scene)).await.expect("held");
    let (_, stranger) = scene.world.account(types::account::SignUpRole::Guest).await;
    let svc = &scene.world.svc;
    let foreign = bookings::confirm(svc, &stranger, booking.id, None).await;
    assert!(matches!(foreign, Err(Error::NotFound("booking"))), "{foreign:?}");
    let stale = bookings::confirm(svc, &scene.guest, booking.id, Some(7)).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    let early = bookings::check_in(svc, &scene.guest, booking.id, None).await;
    assert!(matches!(early, Err(Error::Forbidden(_))), "{early:?}");
    assert_eq!(booking.check_in, date("2027-03-10"));
    scene.done().await;
}
