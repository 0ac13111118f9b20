//! Every two steps at once: whatever the order, the states stay legal and no room is
//! taken twice. That this can fail was seen with the `FOR UPDATE` and the comparison of
//! versions taken away: a held booking that is cancelled and confirmed at once then has
//! an event too many.

use std::sync::Arc;

use tokio::sync::Barrier;
use types::booking::{BookingPatch, BookingState, CancelRequest, NewBlock, NewBooking};

use super::Scene;
use crate::{Error, bookings, bookings::tests::scale, sweep, testing::date};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Confirm,
    Cancel,
    HotelCancels,
    Change,
    Extend,
    CheckIn,
    CheckOut,
    NoShow,
    Undo,
    Block,
    BookOver,
    Hold,
    Sweep,
}

const STEPS: [Step; 13] = [
    Step::Confirm,
    Step::Cancel,
    Step::HotelCancels,
    Step::Change,
    Step::Extend,
    Step::CheckIn,
    Step::CheckOut,
    Step::NoShow,
    Step::Undo,
    Step::Block,
    Step::BookOver,
    Step::Hold,
    Step::Sweep,
];

/// From where the two start.
const FROM: [BookingState; 4] =
    [BookingState::Held, BookingState::Confirmed, BookingState::CheckedIn, BookingState::Cancelled];

async fn run(scene: &Scene, id: types::BookingId, step: Step) -> Result<(), Error> {
    let svc = &scene.world.svc;
    let (guest, owner) = (&scene.guest, &scene.owner);
    let over = || scene.hotel.request("2027-03-02", "2027-03-04");
    match step {
        Step::Confirm => bookings::confirm(svc, guest, id, None).await.map(drop),
        Step::Cancel => {
            bookings::cancel(svc, guest, id, None, CancelRequest::default()).await.map(drop)
        }
        Step::HotelCancels => {
            bookings::cancel(svc, owner, id, None, CancelRequest::default()).await.map(drop)
        }
        Step::Change => {
            let patch = BookingPatch {
                check_in: Some(date("2027-03-03")),
                check_out: Some(date("2027-03-06")),
                ..BookingPatch::default()
            };
            bookings::change(svc, guest, id, None, patch).await.map(drop)
        }
        Step::Extend => {
            let check_out = Some(date("2027-03-07"));
            let patch = BookingPatch { check_out, ..BookingPatch::default() };
            bookings::change(svc, owner, id, None, patch).await.map(drop)
        }
        Step::CheckIn => bookings::check_in(svc, owner, id, None).await.map(drop),
        Step::CheckOut => bookings::check_out(svc, owner, id, None, 0).await.map(drop),
        Step::NoShow => bookings::no_show(svc, owner, id, None).await.map(drop),
        Step::Undo => bookings::undo(svc, owner, id, None, "a mistake").await.map(drop),
        Step::Block => {
            let block = NewBlock {
                from: date("2027-03-04"),
                to: date("2027-03-08"),
                reason: String::new(),
            };
            bookings::block_room(svc, owner, scene.hotel.rooms[0].id, block).await.map(drop)
        }
        Step::BookOver => scene.order(over()).await.map(drop),
        Step::Hold => scene.order(NewBooking { hold: true, ..over() }).await.map(drop),
        Step::Sweep => sweep::run(svc).await.map(drop),
    }
}

/// A booking for 1 to 5 March in the one room, in that state, on the second at noon.
async fn begin(scene: &Scene, state: BookingState) -> types::BookingId {
    scene.at("2027-03-01T18:00:00Z");
    let mut request = scene.hotel.request("2027-03-01", "2027-03-05");
    request.hold = state == BookingState::Held;
    let booking = scene.order(request).await.expect("booked");
    let svc = &scene.world.svc;
    match state {
        BookingState::CheckedIn => {
            bookings::check_in(svc, &scene.owner, booking.id, None).await.expect("in");
        }
        BookingState::Cancelled => {
            let request = CancelRequest::default();
            bookings::cancel(svc, &scene.owner, booking.id, None, request).await.expect("off");
        }
        _ => {}
    }
    if state != BookingState::Held {
        scene.at("2027-03-02T16:00:00Z");
    }
    booking.id
}

#[tokio::test]
async fn any_two_steps_at_once_leave_the_data_right() {
    let scene = Arc::new(Scene::new(1).await);
    let every = scale(7, 1);
    let mut at = 0;
    for from in FROM {
        for first in STEPS {
            for second in STEPS {
                at += 1;
                // In the short run every seventh pair, a different set for each state; and
                // always one that an early version got wrong, which decided by an
                // event that it had read before it waited for the booking.
                let known =
                    (from, first, second) == (BookingState::Held, Step::HotelCancels, Step::Undo);
                if at % every != 0 && !known {
                    continue;
                }
                pair(&scene, from, first, second).await;
            }
        }
    }
    let Ok(scene) = Arc::try_unwrap(scene) else { panic!("somebody still holds it") };
    scene.done().await;
}

async fn pair(scene: &Arc<Scene>, from: BookingState, first: Step, second: Step) {
    let id = begin(scene, from).await;
    let barrier = Arc::new(Barrier::new(2));
    let both = [first, second].map(|step| {
        let (scene, barrier) = (scene.clone(), barrier.clone());
        tokio::spawn(async move {
            barrier.wait().await;
            run(&scene, id, step).await
        })
    });
    for (task, step) in both.into_iter().zip([first, second]) {
        if let Err(error) = task.await.expect("no panic") {
            assert!(!error.is_ours(), "{from:?}: {step:?} of {first:?} and {second:?}: {error}");
        }
    }
    let wrong: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM room_stay a JOIN room_stay b
                   ON a.room_id = b.room_id AND a.id < b.id AND a.stay && b.stay
                 WHERE a.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                   AND b.state IN ('held', 'confirmed', 'checked_in', 'blocked'))
              + (SELECT count(*) FROM booking b WHERE b.version <> (
                   SELECT count(*) FROM booking_event e WHERE e.booking_id = b.id))
              + (SELECT count(*) FROM booking b WHERE NOT EXISTS (
                   SELECT 1 FROM room_stay s WHERE s.booking_id = b.id AND s.state = b.state))",
    )
    .fetch_one(&scene.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(wrong, 0, "{from:?}: {first:?} and {second:?}");
    // The room is made free for the next pair, and history kept.
    scene
        .sql(
            "DELETE FROM room_stay WHERE state = 'blocked';
             UPDATE room_stay SET state = 'cancelled', fee = 0, hold_until = NULL
              WHERE state IN ('held', 'confirmed', 'checked_in');
             UPDATE booking SET state = 'cancelled', total = 0, taxes = 0, hold_until = NULL
              WHERE state IN ('held', 'confirmed', 'checked_in');
             UPDATE booking b SET total = (SELECT coalesce(sum(fee), 0) FROM room_stay s WHERE s.booking_id = b.id)
              WHERE state = 'cancelled'",
        )
        .await;
}
