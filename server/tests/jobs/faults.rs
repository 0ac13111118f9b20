use std::{sync::atomic::Ordering, time::Duration};

use chrono::TimeDelta;
use pousada_core::{
    bookings::book,
    mail::Mailer,
    outbox, sweep,
    testing::{TestHotel, World},
    work,
};
use types::account::SignUpRole;

use crate::{eventually, freezer::Freezer, rows, setting, smtp_sink::SmtpSink, start};

/// A world whose mail goes to `smtp_url`, with a room booked.
async fn booked(smtp_url: &str) -> (World, TestHotel) {
    let mut world = World::new().await;
    world.svc.mailer = Mailer::new(smtp_url, "Pousada <no-reply@pousada.example>").expect("mailer");
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    book(&world.svc, &guest, hotel.request("2027-03-10", "2027-03-12"), None)
        .await
        .expect("booked, whatever mail and Redis do");
    (world, hotel)
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_bookings_go_on_and_stays_are_finalized_and_nothing_is_lost() {
    let sink = SmtpSink::replying("250 taken").await;
    let (world, _) = booked(&sink.url).await;
    // Nothing listens there.
    let worker = start(&world, "redis://127.0.0.1:9");
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!worker.is_ticking());
    world.clock.set("2027-03-12T15:00:00Z".parse().expect("an instant"));
    assert_eq!(sweep::run(&world.svc).await.expect("swept").finalized, 1);
    assert_eq!((sink.letters.load(Ordering::SeqCst), rows(&world, "done").await), (0, 0));
    worker.stop().await;

    // Redis comes back: everything that waited is done.
    let worker = start(&world, &setting("REDIS_URL"));
    eventually("the work that waited", || async {
        (rows(&world, "done").await == 6).then_some(())
    })
    .await;
    // Two welcomes, the confirmation to guest and hotel, the finalization; the reminder
    // would be too late.
    assert_eq!(sink.letters.load(Ordering::SeqCst), 5);
    worker.stop().await;
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_delays_mail_and_no_more() {
    let (world, _) = booked("smtp://127.0.0.1:9").await;
    assert_eq!(work::drain(&world.svc).await.expect("drained"), 0);
    let waiting = "three mails to come again, the reminder and the finalization";
    assert_eq!(rows(&world, "pending").await, 5, "{waiting}");
    let errors: Vec<String> =
        sqlx::query_scalar("SELECT last_error FROM outbox WHERE last_error IS NOT NULL")
            .fetch_all(&world.db.pool)
            .await
            .expect("read");
    assert_eq!(errors.len(), 3);

    // It is back; the rows come again after their wait, not before.
    let sink = SmtpSink::replying("250 taken").await;
    let mut svc = world.svc.clone();
    svc.mailer = Mailer::new(&sink.url, "Pousada <no-reply@pousada.example>").expect("mailer");
    assert_eq!(work::drain(&svc).await.expect("drained"), 0);
    world.clock.advance(TimeDelta::seconds(5));
    assert_eq!(work::drain(&svc).await.expect("drained"), 3);
    assert_eq!(sink.letters.load(Ordering::SeqCst), 4);
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_that_is_refused_for_good_is_given_up_and_can_be_retried() {
    let sink = SmtpSink::replying("550 no such user").await;
    let (world, _) = booked(&sink.url).await;
    work::drain(&world.svc).await.expect("drained");
    assert_eq!(rows(&world, "dead").await, 3);
    let health = outbox::health(&world.db.pool, world.svc.clock.now()).await.expect("asked");
    assert_eq!((health.dead, health.due), (3, 0));

    let kind = SmtpSink::replying("250 taken").await;
    let mut svc = world.svc.clone();
    svc.mailer = Mailer::new(&kind.url, "Pousada <no-reply@pousada.example>").expect("mailer");
    assert_eq!(outbox::retry_dead(&svc.db, svc.clock.now()).await.expect("revived"), 3);
    assert_eq!(work::drain(&svc).await.expect("drained"), 3);
    assert_eq!(rows(&world, "dead").await, 0);
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_that_is_refused_for_now_is_given_up_after_the_last_attempt() {
    let sink = SmtpSink::replying("451 later").await;
    let (world, _) = booked(&sink.url).await;
    for _ in 0..world.svc.settings.max_attempts {
        work::drain(&world.svc).await.expect("drained");
        world.clock.advance(TimeDelta::hours(1));
    }
    assert_eq!(rows(&world, "dead").await, 3);
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn poison_is_put_aside_and_the_rest_goes_on() {
    let sink = SmtpSink::replying("250 taken").await;
    let (world, _) = booked(&sink.url).await;
    sqlx::query(
        "INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT gen_random_uuid(), kind, payload, kind || payload, 'pending', $1, $1, $1
         FROM (VALUES ('mail.booking', '{}'::jsonb), ('no.such.thing', '{}'),
                      ('mail.booking', '{\"booking_id\": 7, \"event\": []}')) AS p (kind, payload)",
    )
    .bind(world.svc.clock.now())
    .execute(&world.db.pool)
    .await
    .expect("inserted");
    let worker = start(&world, &setting("REDIS_URL"));
    eventually("the good work", || async { (rows(&world, "done").await == 3).then_some(()) }).await;
    eventually("the poison", || async { (rows(&world, "dead").await == 3).then_some(()) }).await;
    worker.stop().await;
    world.db.drop().await;
}

/// Without the counting of its attempts it would go round for ever.
#[tokio::test(flavor = "multi_thread")]
async fn work_that_takes_its_worker_with_it_is_given_up_too() {
    let sink = SmtpSink::replying("250 taken").await;
    let (world, _) = booked(&sink.url).await;
    let svc = &world.svc;
    let id = outbox::take_due(&svc.db, svc.clock.now(), 1).await.expect("taken")[0].id;
    for attempt in 1..=svc.settings.max_attempts {
        let row = outbox::claim(&svc.db, svc.clock.now(), id).await.expect("claimed");
        assert_eq!(row.expect("mine").attempt, attempt);
        // Here its worker dies.
        world.clock.advance(outbox::RUNNING_TOO_LONG + TimeDelta::seconds(1));
        sweep::run(svc).await.expect("swept");
    }
    assert_eq!(outbox::claim(&svc.db, svc.clock.now(), id).await.expect("asked"), None);
    let dead = outbox::dead_letters(&svc.db, 10).await.expect("read");
    assert_eq!(dead.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);

    assert!(outbox::retry_one(&svc.db, svc.clock.now(), id).await.expect("retried"));
    assert!(!outbox::retry_one(&svc.db, svc.clock.now(), id).await.expect("asked"), "once");
    let row = outbox::claim(&svc.db, svc.clock.now(), id).await.expect("claimed");
    assert_eq!(row.expect("mine").attempt, 1, "it has all its attempts again");
    world.db.drop().await;
}

/// Two processes that both sweep, as two workers do at a full minute.
#[tokio::test(flavor = "multi_thread")]
async fn a_tick_has_one_sweep_and_two_sweeps_at_once_do_no_harm() {
    let sink = SmtpSink::replying("250 taken").await;
    let (world, _) = booked(&sink.url).await;
    world.clock.set("2027-03-12T15:00:00Z".parse().expect("an instant"));
    let svc = &world.svc;
    let ticks = tokio::join!(
        sweep::run_once_per_tick(svc, 60),
        sweep::run_once_per_tick(svc, 60),
        sweep::run_once_per_tick(svc, 60)
    );
    let ran = [ticks.0, ticks.1, ticks.2].map(|tick| tick.expect("swept"));
    assert_eq!(ran.iter().flatten().map(|swept| swept.finalized).collect::<Vec<_>>(), [1]);
    world.clock.advance(TimeDelta::seconds(59));
    assert_eq!(sweep::run_once_per_tick(svc, 60).await.expect("swept"), None);
    world.clock.advance(TimeDelta::seconds(1));
    assert!(sweep::run_once_per_tick(svc, 60).await.expect("swept").is_some());

    let (world, _) = booked(&sink.url).await;
    world.clock.set("2027-03-12T15:00:00Z".parse().expect("an instant"));
    let both = tokio::join!(sweep::run(&world.svc), sweep::run(&world.svc));
    let finalized = both.0.expect("swept").finalized + both.1.expect("swept").finalized;
    assert_eq!(finalized, 1);
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_queue_or_a_worker_loses_is_found_again() {
    let sink = SmtpSink::replying("250 taken").await;
    let (world, _) = booked(&sink.url).await;
    let svc = &world.svc;
    let taken = outbox::take_due(&svc.db, svc.clock.now(), 100).await.expect("taken");
    assert_eq!(taken.len(), 3);
    // One is claimed by a worker that dies, two vanish with the queue.
    outbox::claim(&svc.db, svc.clock.now(), taken[0].id).await.expect("claimed").expect("mine");
    assert_eq!(sweep::run(svc).await.expect("swept").revived, 0, "not yet");
    world.clock.advance(outbox::QUEUED_TOO_LONG + TimeDelta::seconds(1));
    assert_eq!(sweep::run(svc).await.expect("swept").revived, 2);
    world.clock.advance(outbox::RUNNING_TOO_LONG);
    assert_eq!(sweep::run(svc).await.expect("swept").revived, 1);
    assert_eq!(work::drain(svc).await.expect("drained"), 3);
    world.db.drop().await;
}

/// Redis answers nothing for longer than a worker waits, as a frozen machine would.
/// A worker that dies of it may do so without ending; it has to be noticed and
/// replaced.
#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_redis_was_frozen_goes_on_afterwards() {
    let sink = SmtpSink::replying("250 taken").await;
    let (world, hotel) = booked(&sink.url).await;
    let way = Freezer::before(&setting("REDIS_URL")).await;
    let worker = start(&world, &way.url);
    eventually("the first work", || async { (rows(&world, "done").await == 3).then_some(()) })
        .await;
    way.set_frozen(true);
    tokio::time::sleep(Duration::from_secs(8)).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    book(&world.svc, &guest, hotel.request("2027-04-10", "2027-04-12"), None)
        .await
        .expect("booked");
    way.set_frozen(false);
    let mut seconds = 0;
    while rows(&world, "done").await < 5 {
        assert!(seconds < 60, "the work is still waiting");
        tokio::time::sleep(Duration::from_secs(1)).await;
        seconds += 1;
    }
    assert!(worker.is_ticking());
    worker.stop().await;
    world.db.drop().await;
}
