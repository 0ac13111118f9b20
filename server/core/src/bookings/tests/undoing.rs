use types::booking::{BookingState, CancelRequest};

use super::{Scene, conflict};
use crate::{Error, bookings, sweep};

#[tokio::test]
async fn a_check_in_is_on_the_day_and_can_be_taken_back_on_it() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    // 02:59 UTC on the tenth is still the ninth in São Paulo.
    scene.at("2027-03-10T02:59:00Z");
    conflict(bookings::check_in(svc, &scene.owner, booking.id, None).await, "too_early");
    scene.at("2027-03-10T03:00:00Z");
    let inside = bookings::check_in(svc, &scene.owner, booking.id, None).await.expect("in");
    assert_eq!(inside.state, BookingState::CheckedIn);
    let guest = bookings::undo(svc, &scene.guest, booking.id, None, "mistake").await;
    assert!(matches!(guest, Err(Error::Forbidden(_))), "{guest:?}");
    let silent = bookings::undo(svc, &scene.owner, booking.id, None, " ").await;
    assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
    let back =
        bookings::undo(svc, &scene.owner, booking.id, None, "wrong guest").await.expect("back");
    assert_eq!(back.state, BookingState::Confirmed);
    bookings::check_in(svc, &scene.owner, booking.id, None).await.expect("in again");
    scene.at("2027-03-11T03:00:00Z");
    conflict(bookings::undo(svc, &scene.owner, booking.id, None, "too late").await, "too_late");
    let events = bookings::events(svc, &scene.guest, booking.id).await.expect("read");
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["confirmed", "checked_in", "undone", "checked_in"]);
    assert_eq!((events[2].reason.as_str(), events[2].actor.as_str()), ("wrong guest", "hotelier"));
    assert_eq!(events[2].actor_name.as_deref(), Some("Ana Lima"));
    scene.done().await;
}

#[tokio::test]
async fn a_cancellation_is_taken_back_only_if_the_room_can_be_had_again() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    scene.at("2027-03-10T12:00:00Z");
    let cancelled =
        bookings::cancel(svc, &scene.guest, booking.id, None, CancelRequest::default()).await;
    assert_eq!(cancelled.expect("cancelled").total.amount, 30_000);
    let other = scene.book("2027-03-11", "2027-03-13").await;
    conflict(bookings::undo(svc, &scene.owner, booking.id, None, "called").await, "not_available");
    bookings::cancel(svc, &scene.owner, other.id, None, CancelRequest::default())
        .await
        .expect("out of the way");
    let back = bookings::undo(svc, &scene.owner, booking.id, None, "called").await.expect("back");
    assert_eq!(
        (back.state, back.total.amount, back.fee.amount),
        (BookingState::Confirmed, 60_000, 0)
    );
    assert_eq!(
        scene.notices().await,
        ["cancelled", "cancelled", "confirmed", "confirmed", "confirmed"]
    );

    // As of the time in between it was cancelled.
    let then = bookings::booking_as_of(svc, &scene.guest, booking.id, svc.clock.now()).await;
    assert_eq!(then.expect("then").state, BookingState::Confirmed);
    let before = super::instant("2027-03-05T00:00:00Z");
    let then = bookings::booking_as_of(svc, &scene.guest, booking.id, before).await.expect("then");
    assert_eq!((then.version, then.guest.name.as_str()), (1, "Ana Lima"));
    let never = super::instant("2027-02-01T00:00:00Z");
    let never = bookings::booking_as_of(svc, &scene.guest, booking.id, never).await;
    assert!(matches!(never, Err(Error::NotFound(_))), "{never:?}");
    scene.done().await;
}

#[tokio::test]
async fn who_never_comes_is_marked_after_the_hour_by_staff_or_audit() {
    let scene = Scene::new(2).await;
    let svc = &scene.world.svc;
    let (one, two) = (
        scene.book("2027-03-10", "2027-03-13").await,
        scene.book("2027-03-10", "2027-03-13").await,
    );
    // Noon in São Paulo on the day after arrival is 15:00 UTC.
    scene.at("2027-03-11T14:59:59Z");
    conflict(bookings::no_show(svc, &scene.owner, one.id, None).await, "too_early");
    scene.at("2027-03-11T15:00:00Z");
    assert_eq!(sweep::run(svc).await.expect("swept").no_shows, 0, "only where it is wanted");
    let gone = bookings::no_show(svc, &scene.owner, one.id, None).await.expect("marked");
    // The fee is the first night: the tier in force at check-in.
    assert_eq!((gone.state, gone.total.amount), (BookingState::NoShow, 30_000));
    scene.sql("UPDATE hotel SET auto_no_show = true").await;
    assert_eq!(sweep::run(svc).await.expect("swept").no_shows, 1);
    let two = bookings::booking(svc, &scene.guest, two.id).await.expect("read");
    assert_eq!((two.state, two.fee.amount), (BookingState::NoShow, 30_000));
    // The nights that are left can be sold.
    let third = scene.book("2027-03-11", "2027-03-13").await;
    let lost = if third.rooms[0].room_id == one.rooms[0].room_id { &one } else { &two };
    let kept = if lost.id == one.id { &two } else { &one };
    let back = bookings::undo(svc, &scene.owner, kept.id, None, "late train").await.expect("back");
    assert_eq!((back.state, back.total.amount), (BookingState::Confirmed, 90_000));
    conflict(bookings::undo(svc, &scene.owner, lost.id, None, "too").await, "not_available");
    scene.done().await;
}

#[tokio::test]
async fn leaving_early_frees_the_nights_and_costs_what_the_desk_says() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-14").await;
    conflict(bookings::check_out(svc, &scene.owner, booking.id, None, 0).await, "wrong_state");
    scene.at("2027-03-10T18:00:00Z");
    bookings::check_in(svc, &scene.owner, booking.id, None).await.expect("in");
    scene.at("2027-03-12T12:00:00Z");
    let dear = bookings::check_out(svc, &scene.owner, booking.id, None, 60_001).await;
    assert!(matches!(dear, Err(Error::Invalid(_))), "{dear:?}");
    let left = bookings::check_out(svc, &scene.owner, booking.id, None, 10_000).await.expect("out");
    assert_eq!((left.state, left.nights, left.total.amount), (BookingState::Completed, 2, 70_000));
    assert_eq!(left.rooms[0].nights.len(), 2);
    scene.book("2027-03-12", "2027-03-14").await;
    conflict(
        bookings::cancel(svc, &scene.guest, booking.id, None, CancelRequest::default()).await,
        "wrong_state",
    );
    scene.done().await;
}
