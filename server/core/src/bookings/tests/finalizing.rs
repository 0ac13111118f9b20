use chrono::TimeDelta;
use types::{
    BookingId,
    account::SignUpRole,
    booking::{BookingState, NewBooking},
    listing::HotelPatch,
};

use crate::{
    actor::Actor,
    bookings::{self, book, finalize, finalize_due},
    catalog, outbox, sweep,
    testing::World,
    work,
};

struct Stage {
    world: World,
    guest: Actor,
    request: NewBooking,
    booking: BookingId,
}

/// One room, booked from 10 to 12 March in the given zone.
async fn stage(zone: &str) -> Stage {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    let patch = HotelPatch { time_zone: Some(zone.into()), ..HotelPatch::default() };
    catalog::edit_hotel(&world.svc, &owner, hotel.id, 1, patch).await.expect("edited");
    let request = hotel.request("2027-03-10", "2027-03-12");
    let (booking, _) = book(&world.svc, &guest, request.clone(), None).await.expect("booked");
    Stage { world, guest, request, booking: booking.id }
}

impl Stage {
    async fn state(&self) -> BookingState {
        bookings::booking(&self.world.svc, &self.guest, self.booking).await.expect("found").state
    }

    fn set_clock(&self, instant: &str) {
        self.world.clock.set(instant.parse().expect("an instant"));
    }

    async fn pending(&self) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT dedupe_key FROM outbox WHERE kind = 'mail.booking' ORDER BY created_at, dedupe_key",
        )
        .fetch_all(&self.world.db.pool)
        .await
        .expect("read")
    }
}

#[tokio::test]
async fn a_stay_ends_at_check_out_time_by_the_hotels_clock() {
    // Noon on 12 March, from the eastern islands to the far west.
    for (zone, noon) in [
        ("America/Noronha", "2027-03-12T14:00:00Z"),
        ("America/Sao_Paulo", "2027-03-12T15:00:00Z"),
        ("America/Manaus", "2027-03-12T16:00:00Z"),
        ("America/Rio_Branco", "2027-03-12T17:00:00Z"),
    ] {
        let stage = stage(zone).await;
        stage.set_clock(noon);
        stage.world.clock.advance(TimeDelta::seconds(-1));
        assert_eq!(finalize_due(&stage.world.svc).await.expect("swept"), 0, "{zone}");
        assert_eq!(stage.state().await, BookingState::Confirmed);
        stage.world.clock.advance(TimeDelta::seconds(1));
        assert_eq!(finalize_due(&stage.world.svc).await.expect("swept"), 1, "{zone}");
        assert_eq!(stage.state().await, BookingState::Completed);
        stage.world.db.drop().await;
    }
}

#[tokio::test]
async fn the_sweep_finalizes_frees_the_room_and_writes_to_the_guest() {
    let stage = stage("America/Sao_Paulo").await;
    let svc = &stage.world.svc;
    stage.set_clock("2027-03-12T15:00:00Z");
    assert_eq!(sweep::run(svc).await.expect("swept").finalized, 1);
    assert_eq!(sweep::run(svc).await.expect("swept").finalized, 0, "once");
    let events = bookings::events(svc, &stage.guest, stage.booking).await.expect("read");
    let events: Vec<(&str, &str, i32)> =
        events.iter().map(|e| (e.kind.as_str(), e.actor.as_str(), e.version)).collect();
    assert_eq!(events, [("confirmed", "guest", 1), ("completed", "system", 2)]);
    let id = stage.booking;
    assert_eq!(
        stage.pending().await,
        [
            format!("mail.booking:{id}:confirmed:1"),
            format!("mail.booking:{id}:reminder:2027-03-10"),
            format!("mail.booking:{id}:completed:2")
        ]
    );
    // The past cannot be booked again, but nothing of the stay occupies the room.
    let occupied: i64 =
        sqlx::query_scalar("SELECT count(*) FROM room_stay WHERE state <> 'completed'")
            .fetch_one(&stage.world.db.pool)
            .await
            .expect("counted");
    assert_eq!(occupied, 0);
    let request = NewBooking {
        check_in: crate::testing::date("2027-03-12"),
        check_out: crate::testing::date("2027-03-13"),
        ..stage.request.clone()
    };
    book(svc, &stage.guest, request, None).await.expect("the room is free tonight");
    stage.world.db.drop().await;
}

#[tokio::test]
async fn the_scheduled_job_does_the_same_and_both_together_do_it_once() {
    let stage = stage("America/Sao_Paulo").await;
    let svc = &stage.world.svc;
    assert!(!finalize(svc, stage.booking).await.expect("asked"), "not before its time");
    stage.set_clock("2027-03-12T15:00:00Z");
    let due = outbox::take_due(&svc.db, svc.clock.now(), 10).await.expect("taken");
    let kinds: Vec<String> =
        sqlx::query_scalar("SELECT kind FROM outbox WHERE id = ANY($1) ORDER BY kind")
            .bind(due.iter().map(|row| row.id).collect::<Vec<_>>())
            .fetch_all(&svc.db)
            .await
            .expect("read");
    assert!(kinds.contains(&"booking.finalize".to_owned()), "{kinds:?}");
    let (swept, by_job) = tokio::join!(finalize_due(svc), async {
        let mut done = 0;
        for row in &due {
            // E-mails fail here if nothing listens; the job does not care.
            done += usize::from(work::handle(svc, row.id).await.is_ok());
        }
        done
    });
    assert!(swept.expect("swept") <= 1);
    assert_eq!(by_job, due.len());
    assert_eq!(stage.state().await, BookingState::Completed);
    let completed = stage.pending().await.iter().filter(|key| key.contains("completed")).count();
    assert_eq!(completed, 1);
    stage.world.db.drop().await;
}

#[tokio::test]
async fn nobody_rewrites_the_history_of_a_booking() {
    let stage = stage("America/Sao_Paulo").await;
    for statement in ["UPDATE booking_event SET kind = 'x'", "DELETE FROM booking_event"] {
        let refused = sqlx::query(statement).execute(&stage.world.db.pool).await;
        assert!(refused.is_err(), "{statement}");
    }
    stage.world.db.drop().await;
}
