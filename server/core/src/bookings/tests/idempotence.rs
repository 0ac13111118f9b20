//! The same request many times, and transactions that the database breaks off.

use tokio::task::JoinSet;
use types::booking::BookingSource;

use super::{Scene, scale};
use crate::{
    Error,
    bookings::{Idempotency, book},
};

#[tokio::test]
async fn fifty_posts_with_one_key_make_one_booking() {
    let scene = Scene::new(60).await;
    for round in 0..scale(2, 20) {
        let mut posts = JoinSet::new();
        for _ in 0..50 {
            let (svc, guest) = (scene.world.svc.clone(), scene.guest);
            let request = scene.hotel.request("2027-03-10", "2027-03-12");
            let key = Idempotency {
                key: format!("round {round}"),
                route: "test",
                source: BookingSource::Api,
            };
            posts.spawn(async move {
                // Who is told that the first is still running comes again, as a client would.
                loop {
                    match book(&svc, &guest, request.clone(), Some(key.clone())).await {
                        Err(Error::Conflict { code: "request_in_progress", .. }) => {
                            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                        }
                        other => break other,
                    }
                }
            });
        }
        let mut answers = Vec::new();
        while let Some(answer) = posts.join_next().await {
            answers.push(answer.expect("no panic").expect("booked"));
        }
        let first = &answers[0].0;
        assert!(answers.iter().all(|(booking, _)| booking == first));
        assert_eq!(answers.iter().filter(|(_, replayed)| !replayed).count(), 1);
    }
    let (bookings, letters): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM booking),
                (SELECT count(*) FROM outbox WHERE payload ->> 'event' = 'confirmed')",
    )
    .fetch_one(&scene.world.db.pool)
    .await
    .expect("counted");
    let rounds = i64::try_from(scale(2, 20)).expect("small");
    assert_eq!((bookings, letters), (rounds, rounds));
    scene.done().await;
}

/// A trigger breaks the first tries off, as the database does with one of two
/// transactions that wait for each other.
async fn broken_off(scene: &Scene, code: &str, times: i64) {
    scene
        .sql(&format!(
            "CREATE SEQUENCE tries;
             CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN
                 IF nextval('tries') <= {times} THEN
                     RAISE EXCEPTION 'broken off' USING ERRCODE = '{code}';
                 END IF;
                 RETURN NEW;
             END $$;
             CREATE TRIGGER break_off BEFORE INSERT ON room_stay
                 FOR EACH ROW EXECUTE FUNCTION break_off()"
        ))
        .await;
}

#[tokio::test]
async fn what_the_database_breaks_off_is_tried_again() {
    for code in ["40P01", "40001"] {
        let scene = Scene::new(1).await;
        broken_off(&scene, code, 3).await;
        scene.book("2027-03-10", "2027-03-12").await;
        scene.done().await;

        // Four times in a row is too often: the client is told to come again.
        let scene = Scene::new(1).await;
        broken_off(&scene, code, 4).await;
        let failed = scene.order(scene.hotel.request("2027-03-10", "2027-03-12")).await;
        assert!(matches!(failed, Err(Error::Unavailable(_))), "{failed:?}");
        scene.done().await;
    }
}
