//! Many guests, one room-night.
//!
//! That these tests can fail is itself tested: `without_the_guard_…` takes the
//! constraint and the locks away and sees the room sold more than once.

use std::sync::Arc;

use tokio::{sync::Barrier, task::JoinSet};
use types::{
    account::SignUpRole,
    booking::{NewBooking, RoomRequest},
};

use super::scale;
use crate::{
    Error,
    actor::Actor,
    bookings::book,
    ids::random_bytes,
    testing::{TestDb, TestHotel, World, date},
};

struct Tally {
    won: usize,
    conflicts: usize,
    others: Vec<String>,
}

/// `clients` guests book what `request` makes for each, all at the same moment.
async fn race(world: &World, guest: Actor, requests: Vec<NewBooking>) -> Tally {
    let barrier = Arc::new(Barrier::new(requests.len()));
    let mut clients = JoinSet::new();
    for request in requests {
        let (svc, barrier) = (world.svc.clone(), barrier.clone());
        clients.spawn(async move {
            barrier.wait().await;
            book(&svc, &guest, request, None).await
        });
    }
    let mut tally = Tally { won: 0, conflicts: 0, others: Vec::new() };
    while let Some(result) = clients.join_next().await {
        match result.expect("no panic") {
            Ok(_) => tally.won += 1,
            Err(Error::Conflict { code: "not_available", .. }) => tally.conflicts += 1,
            Err(other) => tally.others.push(other.to_string()),
        }
    }
    tally
}

/// Pairs of occupying stays that overlap in a room, counted independently of the
/// constraint.
async fn overlaps(world: &World) -> i64 {
    sqlx::query_scalar(
        "SELECT count(*) FROM room_stay a JOIN room_stay b
         ON a.room_id = b.room_id AND a.id < b.id AND a.stay && b.stay
         WHERE a.state IN ('held', 'confirmed', 'checked_in', 'blocked')
           AND b.state IN ('held', 'confirmed', 'checked_in', 'blocked')",
    )
    .fetch_one(&world.db.pool)
    .await
    .expect("counted")
}

async fn world(rooms: usize) -> (World, Actor, TestHotel) {
    let world = World::with_db(TestDb::with_pool(40).await);
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, rooms).await;
    (world, guest, hotel)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_guests_one_room_one_wins() {
    let (world, guest, hotel) = world(1).await;
    for day in 1..=scale(3, 100) {
        let from = date("2027-03-09") + chrono::Days::new(u64::try_from(day).expect("few"));
        let mut request = hotel.request("2027-03-10", "2027-03-11");
        (request.check_in, request.check_out) = (from, from + chrono::Days::new(1));
        let tally = race(&world, guest, vec![request; 200]).await;
        assert_eq!(tally.others, Vec::<String>::new());
        assert_eq!((tally.won, tally.conflicts), (1, 199), "round {day}");
    }
    assert_eq!(overlaps(&world).await, 0);
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_room_of_a_type_is_sold_and_none_twice() {
    let (world, guest, hotel) = world(7).await;
    let tally = race(&world, guest, vec![hotel.request("2027-03-10", "2027-03-12"); 60]).await;
    assert_eq!(tally.others, Vec::<String>::new());
    assert_eq!((tally.won, tally.conflicts), (7, 53));
    assert_eq!(overlaps(&world).await, 0);
    world.db.drop().await;
}

/// Two hundred guests, each wanting one to three rooms for some nights of two weeks:
/// rooms by number in any order, or any of the type.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn crossing_wishes_for_several_rooms_neither_deadlock_nor_overlap() {
    for _ in 0..scale(1, 25) {
        let (world, guest, hotel) = world(4).await;
        let requests = (0..200).map(|_| wish(&hotel)).collect();
        let tally = race(&world, guest, requests).await;
        assert_eq!(tally.others, Vec::<String>::new());
        assert!(tally.won > 0 && tally.conflicts > 0, "{} won", tally.won);
        assert_eq!(overlaps(&world).await, 0);
        let partial: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM booking b
             WHERE (SELECT count(*) FROM room_stay s WHERE s.booking_id = b.id)
                <> b.guest_note::int",
        )
        .fetch_one(&world.db.pool)
        .await
        .expect("counted");
        assert_eq!(partial, 0);
        world.db.drop().await;
    }
}

/// A wish that says in its note how many rooms it is for.
fn wish(hotel: &TestHotel) -> NewBooking {
    let mut random = [0; 8];
    random_bytes(&mut random);
    let [day, nights, count, by_number, first, step, ..] = random;
    let from = date("2027-04-01") + chrono::Days::new(u64::from(day % 14));
    let mut request = hotel.request("2027-04-01", "2027-04-02");
    request.check_in = from;
    request.check_out = from + chrono::Days::new(1 + u64::from(nights % 4));
    let count = 1 + usize::from(count % 3);
    // 1 and 3 have no divisor in common with four rooms: no room comes twice.
    let step = if step % 2 == 0 { 1 } else { 3 };
    let room = |index: usize| hotel.rooms[(usize::from(first) + index * step) % 4].id;
    let any = request.rooms[0].clone();
    request.rooms = (0..count)
        .map(|index| match by_number % 3 {
            0 => any.clone(),
            1 => RoomRequest { room_type_id: None, room_id: Some(room(index)), ..any.clone() },
            _ if index == 0 => {
                RoomRequest { room_type_id: None, room_id: Some(room(0)), ..any.clone() }
            }
            _ => any.clone(),
        })
        .collect();
    request.guest_note = count.to_string();
    request
}

/// Shows that the first test above can fail: without the constraint, and with the
/// lock shadowed by a function that does nothing, the room is sold again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_room_is_sold_more_than_once() {
    let db = TestDb::with_pool(40).await;
    for statement in [
        "ALTER TABLE room_stay DROP CONSTRAINT room_stay_no_overlap",
        "CREATE FUNCTION public.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS ''",
    ] {
        sqlx::query(statement).execute(&db.pool).await.expect("sabotaged");
    }
    // Names are looked up in public before pg_catalog.
    let options = db.options.clone().options([("search_path", "public,pg_catalog")]);
    let settings = crate::db::PoolSettings {
        max_connections: 40,
        kept_connections: 0,
        acquire_timeout: std::time::Duration::from_secs(30),
    };
    let pool = crate::db::pool(options, &settings);
    let mut world = World::with_db(db);
    world.svc.db = pool;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    let tally = race(&world, guest, vec![hotel.request("2027-03-10", "2027-03-11"); 200]).await;
    assert!(tally.won > 1, "the race found nothing to trip over: {} won", tally.won);
    assert!(overlaps(&world).await > 0);
    world.svc.db.close().await;
    world.db.drop().await;
}
