//! Many guests, one room-night.
//!
//! That these tests can fail is itself tested: `without_the_guard_…` takes the
//! constraint and the locks away and sees the room sold more than once.

use std::sync::Arc;

use tokio::{sync::Barrier, task::JoinSet};
use types::{account::SignUpRole, booking::RoomRequest};

use crate::{
    Error,
    actor::Actor,
    bookings::book,
    testing::{TestDb, TestHotel, World, date},
};

struct Tally {
    won: usize,
    conflicts: usize,
    others: Vec<String>,
}

/// `clients` guests book what `request` makes for each, all at the same moment.
async fn race(world: &World, guest: Actor, requests: Vec<types::booking::NewBooking>) -> Tally {
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
    for day in 10..13 {
        let request = hotel.request(&format!("2027-03-{day}"), &format!("2027-03-{}", day + 1));
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn crossing_wishes_for_several_rooms_neither_deadlock_nor_overlap() {
    let (world, guest, hotel) = world(3).await;
    let mut requests = Vec::new();
    for client in 0..120_u64 {
        let from = date("2027-04-01") + chrono::Days::new(client % 9);
        let mut request = hotel.request("2027-04-01", "2027-04-02");
        request.check_in = from;
        request.check_out = from + chrono::Days::new(1 + client % 3);
        // Two certain rooms, named in either order.
        let mut rooms = [client as usize % 3, (client as usize + 1) % 3];
        if client % 2 == 0 {
            rooms.reverse();
        }
        request.rooms = rooms
            .iter()
            .map(|index| RoomRequest {
                room_type_id: None,
                room_id: Some(hotel.rooms[*index].id),
                adults: 1,
                children: 0,
            })
            .collect();
        requests.push(request);
    }
    let tally = race(&world, guest, requests).await;
    assert_eq!(tally.others, Vec::<String>::new());
    assert!(tally.won > 0);
    assert_eq!(overlaps(&world).await, 0);
    let partial: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT booking_id FROM room_stay GROUP BY booking_id
                               HAVING count(*) <> 2) AS partial",
    )
    .fetch_one(&world.db.pool)
    .await
    .expect("counted");
    assert_eq!(partial, 0);
    world.db.drop().await;
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
