use chrono::Days;
use types::{
    Currency, Money, RoomId,
    account::SignUpRole,
    booking::{Booking, NewBooking},
    listing::RoomPatch,
    search::HotelSearch,
};

use crate::{
    Error,
    actor::Actor,
    availability::{availability, search, search_rooms},
    bookings, catalog,
    testing::{Dice, TestDb, TestHotel, World, date},
};

struct House {
    world: World,
    owner: Actor,
    guest: Actor,
    hotel: TestHotel,
}

async fn house(rooms: usize) -> House {
    let world = World::with_db(TestDb::with_pool(40).await);
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, rooms).await;
    House { world, owner, guest, hotel }
}

impl House {
    /// Books a room and puts the booking into `room`, still free to be moved.
    async fn put(&self, room: usize, from: &str, to: &str) -> Booking {
        let mut request = self.hotel.request(from, to);
        request.rooms[0].room_type_id = None;
        request.rooms[0].room_id = Some(self.hotel.rooms[room].id);
        let booked = self.book(request).await.expect("booked");
        sqlx::query("UPDATE room_stay SET pinned = false WHERE booking_id = $1")
            .bind(booked.id.0)
            .execute(&self.world.db.pool)
            .await
            .expect("unpinned");
        booked
    }

    async fn book(&self, request: NewBooking) -> crate::Result<Booking> {
        Ok(bookings::book(&self.world.svc, &self.guest, request, None).await?.0)
    }

    async fn again(&self, booking: &Booking) -> Booking {
        bookings::booking(&self.world.svc, &self.guest, booking.id).await.expect("there")
    }

    async fn total_by_availability(&self, from: &str, to: &str) -> Option<Money> {
        let (svc, guest) = (&self.world.svc, &self.guest);
        let found = availability(svc, guest, self.hotel.id, date(from), date(to), Some(2)).await;
        found.expect("found").room_types[0].total
    }

    async fn total_by_search(&self, from: &str, to: &str) -> Option<Money> {
        let search_for = HotelSearch {
            check_in: Some(date(from)),
            check_out: Some(date(to)),
            guests: Some(2),
            ..HotelSearch::default()
        };
        let hotels = search(&self.world.svc, &search_for).await.expect("found").data;
        let rooms = search_rooms(&self.world.svc, &search_for).await.expect("found").data;
        assert_eq!(hotels.len(), rooms.len());
        let offers = (hotels.first()?.offer.clone()?, rooms.first()?.offer.clone()?);
        assert_eq!(offers.0, offers.1);
        Some(offers.0.total)
    }
}

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

#[tokio::test]
async fn a_stay_is_moved_so_that_a_longer_one_finds_a_room() {
    let house = house(2).await;
    let first = house.put(0, "2027-03-10", "2027-03-12").await;
    let second = house.put(1, "2027-03-12", "2027-03-14").await;
    let (from, to) = ("2027-03-10", "2027-03-14");
    let request = house.hotel.request(from, to);
    let quoted = bookings::quote(&house.world.svc, &house.guest, request.clone()).await;
    let quoted = quoted.expect("quoted").total;
    assert_eq!(house.total_by_availability(from, to).await, Some(quoted));
    assert_eq!(house.total_by_search(from, to).await, Some(quoted));
    assert_eq!(house.again(&first).await.version, 1, "asking moves nobody");

    let booked = house.book(request).await.expect("booked");
    assert_eq!(booked.total, quoted);
    let after = [house.again(&first).await, house.again(&second).await];
    let moved: Vec<&Booking> = after.iter().filter(|booking| booking.version == 2).collect();
    assert_eq!(moved.len(), 1, "one move is enough");
    let before = if moved[0].id == first.id { &first } else { &second };
    assert_eq!(
        (moved[0].total, &moved[0].rooms[0].nights),
        (before.total, &before.rooms[0].nights)
    );
    let events = bookings::events(&house.world.svc, &house.guest, moved[0].id).await.expect("ok");
    let event = events.last().expect("an event");
    assert_eq!(
        (event.kind.as_str(), event.actor.as_str(), event.version),
        ("room_moved", "system", 2)
    );
    assert_eq!(event.data["from"], before.rooms[0].room_number.as_str());
    assert_eq!(event.data["to"], moved[0].rooms[0].room_number.as_str());
    let letters: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM outbox
         WHERE payload->>'booking_id' = $1 AND payload->>'version' = '2'",
    )
    .bind(moved[0].id.to_string())
    .fetch_one(&house.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(letters, 0);
    // What it was before can still be told, and what it is now.
    let now = house.world.clock.clock().now();
    let then = bookings::booking_as_of(&house.world.svc, &house.guest, moved[0].id, now).await;
    assert_eq!(then.expect("known").rooms[0].room_number, moved[0].rooms[0].room_number);
    assert_eq!(overlaps(&house.world).await, 0);
    house.world.db.drop().await;
}

#[tokio::test]
async fn whoever_wants_this_room_is_here_or_has_another_price_stays() {
    let house = house(2).await;
    let first = house.put(0, "2027-03-10", "2027-03-12").await;
    let second = house.put(1, "2027-03-12", "2027-03-14").await;
    let request = house.hotel.request("2027-03-10", "2027-03-14");
    let refused = async |why: &str| {
        let quoted = bookings::quote(&house.world.svc, &house.guest, request.clone()).await;
        for result in [quoted.map(|_| ()), house.book(request.clone()).await.map(|_| ())] {
            assert!(matches!(result, Err(Error::Conflict { code: "not_available", .. })), "{why}");
        }
        assert_eq!(house.total_by_availability("2027-03-10", "2027-03-14").await, None, "{why}");
        assert_eq!(house.total_by_search("2027-03-10", "2027-03-14").await, None, "{why}");
    };
    let pin = async |pinned: bool| {
        sqlx::query("UPDATE room_stay SET pinned = $1")
            .bind(pinned)
            .execute(&house.world.db.pool)
            .await
            .expect("written");
    };
    pin(true).await;
    refused("pinned").await;
    pin(false).await;

    let price = |amount: Option<i64>| RoomPatch {
        price: Some(amount.map(|amount| Money::new(amount, Currency::Brl))),
        ..RoomPatch::default()
    };
    let svc = &house.world.svc;
    let room = house.hotel.rooms[1].id;
    catalog::edit_room(svc, &house.owner, room, 1, price(Some(50_000))).await.expect("ok");
    refused("another price").await;
    // The same price as the type's is no other price, though it is the room's own.
    catalog::edit_room(svc, &house.owner, room, 2, price(Some(30_000))).await.expect("ok");
    assert!(house.total_by_search("2027-03-10", "2027-03-14").await.is_some());

    house.world.clock.set("2027-03-10T18:00:00Z".parse().expect("an instant"));
    for booking in [&first, &second] {
        sqlx::query("UPDATE booking SET starts_at = $2 WHERE id = $1")
            .bind(booking.id.0)
            .bind(house.world.clock.clock().now())
            .execute(&house.world.db.pool)
            .await
            .expect("written");
    }
    refused("begun").await;
    house.world.db.drop().await;
}

#[tokio::test]
async fn two_stays_change_places_in_one_step() {
    // 101: P P . . .    The new one wants nights 11 to 13. R is there for good, so P has
    // 102: Q . R R .    to leave 101, where only Q can make way: P and Q change places.
    let house = house(2).await;
    let p = house.put(0, "2027-03-10", "2027-03-12").await;
    let q = house.put(1, "2027-03-10", "2027-03-11").await;
    let mut request = house.hotel.request("2027-03-12", "2027-03-14");
    request.rooms[0].room_type_id = None;
    request.rooms[0].room_id = Some(house.hotel.rooms[1].id);
    let r = house.book(request).await.expect("booked");
    let booked = house.book(house.hotel.request("2027-03-11", "2027-03-14")).await.expect("booked");
    let room = async |booking: &Booking| house.again(booking).await.rooms[0].room_number.clone();
    assert_eq!([room(&p).await, room(&q).await, room(&r).await], ["102", "101", "102"]);
    assert_eq!(booked.rooms[0].room_number, "101");
    assert_eq!(overlaps(&house.world).await, 0);
    house.world.db.drop().await;
}

#[tokio::test]
async fn a_booking_in_other_hands_counts_as_fixed_and_nobody_waits() {
    let house = house(2).await;
    let first = house.put(0, "2027-03-10", "2027-03-12").await;
    let second = house.put(1, "2027-03-12", "2027-03-14").await;
    let mut other = house.world.db.pool.begin().await.expect("begun");
    sqlx::query("SELECT 1 FROM booking WHERE id = ANY ($1) FOR UPDATE")
        .bind(vec![first.id.0, second.id.0])
        .execute(&mut *other)
        .await
        .expect("locked");
    let request = house.hotel.request("2027-03-10", "2027-03-14");
    let begun = std::time::Instant::now();
    let refused = house.book(request.clone()).await;
    assert!(matches!(refused, Err(Error::Conflict { code: "not_available", .. })), "{refused:?}");
    assert!(begun.elapsed().as_secs() < 3);
    other.rollback().await.expect("ended");
    house.book(request).await.expect("booked");
    house.world.db.drop().await;
}

#[tokio::test]
async fn several_rooms_at_once_and_holds_that_ran_out() {
    let house = house(4).await;
    house.put(0, "2027-03-10", "2027-03-12").await;
    house.put(1, "2027-03-12", "2027-03-14").await;
    house.put(2, "2027-03-10", "2027-03-12").await;
    let held = NewBooking { hold: true, ..house.hotel.request("2027-03-12", "2027-03-14") };
    let held = house.book(held).await.expect("held");
    house.world.clock.advance(chrono::TimeDelta::minutes(16));
    let mut request = house.hotel.request("2027-03-10", "2027-03-14");
    request.rooms = vec![request.rooms[0].clone(); 2];
    let quoted = bookings::quote(&house.world.svc, &house.guest, request.clone()).await;
    let booked = house.book(request).await.expect("booked");
    assert_eq!(booked.total, quoted.expect("quoted").total);
    let rooms: std::collections::HashSet<RoomId> =
        booked.rooms.iter().map(|room| room.room_id).collect();
    assert_eq!(rooms.len(), 2);
    assert_eq!(overlaps(&house.world).await, 0);
    let held = house.again(&held).await;
    assert!(["expired", "held"].contains(&held.state.as_str()));
    house.world.db.drop().await;
}

/// Many guests at once in a small house where nearly everything has to be moved about;
/// some cancel, some are checked in meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_bookings_at_once_move_one_another_and_never_overlap() {
    let house = house(6).await;
    let mut dice = Dice::new(11);
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..160 {
        let from = date("2027-04-01") + Days::new(dice.below(14) as u64);
        let mut request = house.hotel.request("2027-04-01", "2027-04-02");
        request.check_in = from;
        request.check_out = from + Days::new(dice.from_to(1, 6) as u64);
        if client % 5 == 0 {
            request.rooms = vec![request.rooms[0].clone(); 2];
        }
        let (svc, guest) = (house.world.svc.clone(), house.guest);
        let cancels = dice.below(4) == 0;
        clients.spawn(async move {
            let booked = bookings::book(&svc, &guest, request, None).await?.0;
            if cancels {
                bookings::cancel(&svc, &guest, booked.id, None, Default::default()).await?;
            }
            Ok::<_, Error>(())
        });
    }
    let (mut won, mut lost, mut others) = (0, 0, Vec::new());
    while let Some(result) = clients.join_next().await {
        match result.expect("no panic") {
            Ok(()) => won += 1,
            Err(Error::Conflict { code: "not_available", .. }) => lost += 1,
            Err(other) => others.push(other.to_string()),
        }
    }
    assert_eq!(others, Vec::<String>::new());
    assert_eq!(overlaps(&house.world).await, 0);
    let moved: i64 =
        sqlx::query_scalar("SELECT count(*) FROM booking_event WHERE kind = 'room_moved'")
            .fetch_one(&house.world.db.pool)
            .await
            .expect("counted");
    assert!(won > 20 && lost > 0 && moved > 0, "{won} won, {lost} lost, {moved} moved");
    let wrong: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM booking b
         WHERE b.version <> (SELECT max(e.version) FROM booking_event e WHERE e.booking_id = b.id)",
    )
    .fetch_one(&house.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(wrong, 0, "each version has its event");
    house.world.db.drop().await;
}
