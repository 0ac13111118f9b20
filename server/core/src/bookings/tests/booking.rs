use serde_json::json;
use types::{
    Currency, Money, RoomTypeId,
    account::SignUpRole,
    booking::{BookingFilter, BookingSource, BookingState, RoomRequest},
    page::PageRequest,
};

use crate::{
    Error,
    actor::Actor,
    bookings::{self, Idempotency, book},
    ids::new_id,
    testing::{World, date},
};

async fn count(world: &World, table: &'static str) -> i64 {
    let query = match table {
        "booking" => "SELECT count(*) FROM booking",
        "room_stay" => "SELECT count(*) FROM room_stay",
        "stay_night" => "SELECT count(*) FROM stay_night",
        "booking_event" => "SELECT count(*) FROM booking_event",
        _ => "SELECT count(*) FROM outbox WHERE kind <> 'mail.welcome'",
    };
    sqlx::query_scalar(query).fetch_one(&world.db.pool).await.expect("counted")
}

#[tokio::test]
async fn a_booking_freezes_its_price_and_writes_all_that_belongs_to_it() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (account, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 2).await;
    let request = hotel.request("2027-03-10", "2027-03-13");
    let (booking, replayed) = book(&world.svc, &guest, request, None).await.expect("booked");
    assert!(!replayed);
    assert_eq!(booking.state, BookingState::Confirmed);
    assert_eq!((booking.nights, booking.version), (3, 1));
    assert_eq!(booking.total, Money::new(90_000, Currency::Brl));
    let nights = &booking.rooms[0].nights;
    assert_eq!(nights.len(), 3);
    assert!(nights.iter().all(|night| night.price.amount == 30_000));
    assert_eq!(nights[2].date, date("2027-03-12"));
    assert_eq!(booking.guest.id, Some(account.id));
    // São Paulo is three hours behind; check-out is at noon.
    assert_eq!(booking.ends_at.to_rfc3339(), "2027-03-13T15:00:00+00:00");
    assert_eq!((count(&world, "booking_event").await, count(&world, "outbox").await), (1, 3));

    // A new price is for new bookings.
    let patch = types::listing::RoomTypePatch {
        base_price: Some(Money::new(99_900, Currency::Brl)),
        ..Default::default()
    };
    crate::catalog::edit_room_type(&world.svc, &owner, hotel.room_type, 1, patch)
        .await
        .expect("edited");
    let again = bookings::booking(&world.svc, &guest, booking.id).await.expect("found");
    assert_eq!(again, booking);
    world.db.drop().await;
}

#[tokio::test]
async fn departure_day_is_arrival_day_and_overlap_is_a_conflict() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    let go =
        async |from: &str, to: &str| book(&world.svc, &guest, hotel.request(from, to), None).await;
    go("2027-03-10", "2027-03-13").await.expect("booked");
    go("2027-03-13", "2027-03-15").await.expect("the day they leave, others come");
    go("2027-03-08", "2027-03-10").await.expect("until they come");
    for (from, to, taken) in [
        ("2027-03-12", "2027-03-13", 12..=12),
        ("2027-03-01", "2027-03-30", 8..=14),
        ("2027-03-09", "2027-03-11", 9..=10),
    ] {
        let nights: Vec<String> = taken.map(|day| format!("2027-03-{day:02}")).collect();
        match go(from, to).await {
            Err(Error::Conflict { code: "not_available", detail, extra }) => {
                let list = nights.join(", ");
                let told = format!("Nothing is free on the nights of {list}.");
                assert_eq!(detail, format!("Double is sold out on these dates. {told}"));
                assert_eq!(extra.expect("more")["nights"], json!(nights));
            }
            other => panic!("{from}: {other:?}"),
        }
    }
    assert_eq!(count(&world, "booking").await, 3);
    world.db.drop().await;
}

#[tokio::test]
async fn several_rooms_are_booked_all_or_none() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 2).await;
    let mut request = hotel.request("2027-03-10", "2027-03-12");
    let wish = request.rooms[0].clone();
    let certain =
        RoomRequest { room_type_id: None, room_id: Some(hotel.rooms[0].id), ..wish.clone() };
    // The wish for any room leaves the certain room to the one who asked for it.
    request.rooms = vec![wish.clone(), certain];
    let (booking, _) = book(&world.svc, &guest, request.clone(), None).await.expect("booked");
    assert_eq!(booking.rooms.len(), 2);
    assert_eq!(booking.total.amount, 4 * 30_000);

    request.rooms = vec![wish.clone(), wish.clone(), wish];
    request.check_in = date("2027-03-20");
    request.check_out = date("2027-03-21");
    let failed = book(&world.svc, &guest, request, None).await;
    assert!(matches!(failed, Err(Error::Conflict { code: "not_available", .. })), "{failed:?}");
    assert_eq!((count(&world, "booking").await, count(&world, "room_stay").await), (1, 2));
    assert_eq!(count(&world, "stay_night").await, 4);
    world.db.drop().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    let good = hotel.request("2027-03-10", "2027-03-12");
    let pointer = async |request| match book(&world.svc, &guest, request, None).await {
        Err(Error::Invalid(errors)) => errors.0[0].pointer.clone(),
        other => panic!("{other:?}"),
    };
    let mut past = good.clone();
    past.check_in = date("2027-02-27");
    assert_eq!(pointer(past).await, "/check_in");
    let mut far = good.clone();
    (far.check_in, far.check_out) = (date("2029-06-01"), date("2029-06-02"));
    assert_eq!(pointer(far).await, "/check_in");
    let mut crowded = good.clone();
    crowded.rooms[0].children = 1;
    assert_eq!(pointer(crowded).await, "/rooms/0/adults");
    let mut nothing = good.clone();
    nothing.rooms[0].room_type_id = Some(RoomTypeId(new_id(world.svc.clock.now())));
    assert_eq!(pointer(nothing).await, "/rooms/0/room_type_id");

    let mut cheap = good.clone();
    cheap.expected_total = Some(Money::new(1, Currency::Brl));
    match book(&world.svc, &guest, cheap, None).await {
        Err(Error::Conflict { code: "price_changed", extra, .. }) => {
            assert_eq!(extra, Some(json!({"total": {"amount": 60_000, "currency": "BRL"}})));
        }
        other => panic!("{other:?}"),
    }
    let hotelier = book(&world.svc, &owner, good.clone(), None).await;
    assert!(matches!(hotelier, Err(Error::Forbidden(_))), "{hotelier:?}");
    let nobody = book(&world.svc, &Actor::Anonymous, good, None).await;
    assert!(matches!(nobody, Err(Error::Unauthenticated)), "{nobody:?}");
    assert_eq!((count(&world, "booking").await, count(&world, "outbox").await), (0, 0));
    world.db.drop().await;
}

#[tokio::test]
async fn a_key_gives_one_booking_however_often_it_comes() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let (_, other) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 5).await;
    let request = hotel.request("2027-03-10", "2027-03-12");
    let key = || Some(Idempotency { key: "k-1".into(), route: "test", source: BookingSource::Api });
    let (first, replayed) = book(&world.svc, &guest, request.clone(), key()).await.expect("booked");
    assert!(!replayed);
    let (second, replayed) =
        book(&world.svc, &guest, request.clone(), key()).await.expect("replayed");
    assert!(replayed);
    assert_eq!(second, first);
    let different = hotel.request("2027-03-10", "2027-03-13");
    let reused = book(&world.svc, &guest, different, key()).await;
    assert!(matches!(reused, Err(Error::Conflict { code: "idempotency_key_reused", .. })));
    // Another account's key is another key.
    let (theirs, replayed) = book(&world.svc, &other, request, key()).await.expect("booked");
    assert!(!replayed && theirs.id != first.id);
    assert_eq!(count(&world, "booking").await, 2);
    world.db.drop().await;
}

#[tokio::test]
async fn bookings_are_seen_by_their_guest_and_their_hotel_only() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, stranger) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let (_, other) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 3).await;
    let request = hotel.request("2027-03-10", "2027-03-12");
    let (booking, _) = book(&world.svc, &guest, request, None).await.expect("booked");
    for actor in [&guest, &owner] {
        assert!(bookings::booking(&world.svc, actor, booking.id).await.is_ok());
        assert_eq!(bookings::events(&world.svc, actor, booking.id).await.expect("read").len(), 1);
    }
    for actor in [&stranger, &other] {
        let hidden = bookings::booking(&world.svc, actor, booking.id).await;
        assert!(matches!(hidden, Err(Error::NotFound("booking"))), "{hidden:?}");
        let hidden = bookings::events(&world.svc, actor, booking.id).await;
        assert!(matches!(hidden, Err(Error::NotFound("booking"))), "{hidden:?}");
    }
    let (filter, page) = (BookingFilter::default(), PageRequest::default());
    let hidden = bookings::hotel_bookings(&world.svc, &stranger, hotel.id, &filter, &page).await;
    assert!(matches!(hidden, Err(Error::NotFound("hotel"))), "{hidden:?}");
    world.db.drop().await;
}

#[tokio::test]
async fn lists_page_through_every_booking_once() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 4).await;
    for day in ["2027-03-10", "2027-03-10", "2027-03-10", "2027-03-11", "2027-03-15"] {
        let to = (date(day) + chrono::Days::new(1)).to_string();
        book(&world.svc, &guest, hotel.request(day, &to), None).await.expect("booked");
    }
    let filter = BookingFilter::default();
    let mut page = PageRequest { limit: Some(2), cursor: None };
    let mut seen = Vec::new();
    loop {
        let found = bookings::my_bookings(&world.svc, &guest, &filter, &page).await.expect("page");
        assert_eq!(found.has_more, found.next_cursor.is_some());
        seen.extend(found.data.into_iter().map(|booking| (booking.check_in, booking.id)));
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!((seen.len(), &seen), (5, &sorted));

    let late = BookingFilter { from: Some(date("2027-03-12")), ..filter };
    let page = PageRequest::default();
    let found = bookings::hotel_bookings(&world.svc, &owner, hotel.id, &late, &page).await;
    assert_eq!(found.expect("page").data.len(), 1);
    let rubbish = PageRequest { limit: None, cursor: Some("rubbish".into()) };
    let failed = bookings::my_bookings(&world.svc, &guest, &late, &rubbish).await;
    assert!(matches!(failed, Err(Error::Invalid(_))), "{failed:?}");

    let rooms = bookings::occupancy(&world.svc, &owner, hotel.id, Some(date("2027-03-11"))).await;
    let mut status: Vec<String> =
        rooms.expect("rooms").into_iter().map(|room| room.status).collect();
    status.sort();
    assert_eq!(status.iter().filter(|s| *s == "arriving").count(), 1, "{status:?}");
    assert!(status.iter().filter(|s| *s == "departing").count() >= 2, "{status:?}");
    world.db.drop().await;
}
