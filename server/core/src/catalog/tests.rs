use types::{
    Currency, Money, RoomTypeId,
    account::SignUpRole,
    listing::{HotelInput, HotelPatch, NewRooms, RoomInput, RoomPatch, RoomStatus, RoomTypePatch},
};

use super::*;
use crate::{
    bookings,
    testing::{World, hotel_input, room_input, room_type_input},
};

#[tokio::test]
async fn a_hotelier_creates_and_edits() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let hotel = create_hotel(&world.svc, &owner, hotel_input()).await.expect("created");
    assert_eq!((hotel.slug.as_str(), hotel.version, hotel.rooms.total), ("pousada-do-cais", 1, 0));
    let second = create_hotel(&world.svc, &owner, hotel_input()).await.expect("created");
    assert!(second.slug.starts_with("pousada-do-cais-"), "{}", second.slug);

    let patch = HotelPatch { stars: Some(5), ..HotelPatch::default() };
    let edited = edit_hotel(&world.svc, &owner, hotel.id, 1, patch.clone()).await.expect("edited");
    assert_eq!((edited.stars, edited.version, edited.name), (5, 2, hotel.name));
    let stale = edit_hotel(&world.svc, &owner, hotel.id, 1, patch).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");

    let kind =
        create_room_type(&world.svc, &owner, hotel.id, room_type_input()).await.expect("created");
    let patch = RoomTypePatch { capacity: Some(3), ..RoomTypePatch::default() };
    let kind = edit_room_type(&world.svc, &owner, kind.id, 1, patch).await.expect("edited");
    assert_eq!((kind.capacity, kind.version), (3, 2));

    let new = NewRooms { rooms: vec![room_input("101", kind.id), room_input("102", kind.id)] };
    let rooms = create_rooms(&world.svc, &owner, hotel.id, new).await.expect("created");
    assert!(rooms.len() == 2 && rooms.iter().all(|room| room.available));
    let price = Some(Some(Money::new(45_000, Currency::Brl)));
    let patch = RoomPatch { price, status: Some(RoomStatus::OutOfService), ..RoomPatch::default() };
    let room = edit_room(&world.svc, &owner, rooms[0].id, 1, patch).await.expect("edited");
    assert!(!room.available && room.price.is_some());
    let hotel = super::hotel(&world.svc, &Actor::Anonymous, hotel.id).await.expect("public");
    assert_eq!((hotel.rooms.total, hotel.rooms.free_now), (2, 1));
    assert_eq!(my_hotels(&world.svc, &owner).await.expect("listed").len(), 2);
    world.db.drop().await;
}

#[tokio::test]
async fn rooms_are_made_all_or_none_with_every_error() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let hotel = world.hotel(&owner, 1).await;
    let own = |number: &str| room_input(number, hotel.room_type);
    let foreign = RoomTypeId(crate::ids::new_id(world.svc.clock.now()));
    let bad = NewRooms {
        rooms: vec![
            own("102"),
            own("101"),
            own("102"),
            RoomInput { price: Some(Money::new(-1, Currency::Usd)), ..room_input("", foreign) },
        ],
    };
    let Err(Error::Invalid(errors)) = create_rooms(&world.svc, &owner, hotel.id, bad).await else {
        panic!("created");
    };
    let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/rooms/1/number",
            "/rooms/2/number",
            "/rooms/3/room_type_id",
            "/rooms/3/number",
            "/rooms/3/price/currency",
            "/rooms/3/price/amount"
        ]
    );
    assert_eq!(rooms(&world.svc, &owner, hotel.id).await.expect("listed").len(), 1);
    world.db.drop().await;
}

#[tokio::test]
async fn a_foreign_hotel_looks_like_a_missing_one() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, other) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    let patch = HotelPatch { published: Some(false), ..HotelPatch::default() };
    edit_hotel(&world.svc, &owner, hotel.id, 1, patch.clone()).await.expect("edited");

    let edited = edit_hotel(&world.svc, &other, hotel.id, 2, patch.clone()).await;
    assert!(matches!(edited, Err(Error::NotFound("hotel"))), "{edited:?}");
    let forbidden = edit_hotel(&world.svc, &guest, hotel.id, 2, patch).await;
    assert!(matches!(forbidden, Err(Error::Forbidden(_))), "{forbidden:?}");
    // Unpublished, it is there for its owner only, and so are its rooms.
    for actor in [&Actor::Anonymous, &guest, &other] {
        let hidden = super::hotel(&world.svc, actor, hotel.id).await;
        assert!(matches!(hidden, Err(Error::NotFound("hotel"))), "{hidden:?}");
        let hidden = room(&world.svc, actor, hotel.rooms[0].id).await;
        assert!(matches!(hidden, Err(Error::NotFound("room"))), "{hidden:?}");
        let hidden = room_type(&world.svc, actor, hotel.room_type).await;
        assert!(matches!(hidden, Err(Error::NotFound("room type"))), "{hidden:?}");
    }
    let edited = edit_room(&world.svc, &other, hotel.rooms[0].id, 1, RoomPatch::default()).await;
    assert!(matches!(edited, Err(Error::NotFound("room"))), "{edited:?}");
    assert!(super::hotel(&world.svc, &owner, hotel.id).await.is_ok());
    world.db.drop().await;
}

#[tokio::test]
async fn an_unknown_zone_and_a_late_change_of_currency_are_refused() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let nowhere =
        HotelInput { time_zone: "Mars/Olympus".into(), name: String::new(), ..hotel_input() };
    let Err(Error::Invalid(errors)) = create_hotel(&world.svc, &owner, nowhere).await else {
        panic!("created");
    };
    let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
    assert_eq!(pointers, ["/name", "/time_zone"]);
    let hotel = world.hotel(&owner, 1).await;
    let patch = HotelPatch { currency: Some(Currency::Usd), ..HotelPatch::default() };
    let refused = edit_hotel(&world.svc, &owner, hotel.id, 1, patch).await;
    assert!(matches!(refused, Err(Error::Conflict { code: "has_prices", .. })), "{refused:?}");
    world.db.drop().await;
}

#[tokio::test]
async fn what_is_given_up_is_gone_and_its_number_is_free() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, other) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 2).await;
    let (svc, first) = (&world.svc, hotel.rooms[0].id);
    let request = |hold| {
        let mut request = hotel.request("2027-03-10", "2027-03-12");
        request.rooms[0].room_type_id = None;
        request.rooms[0].room_id = Some(first);
        types::booking::NewBooking { hold, ..request }
    };
    let foreign = delete_room(svc, &other, first, 1).await;
    assert!(matches!(foreign, Err(Error::NotFound("room"))), "{foreign:?}");
    let stale = delete_room(svc, &owner, first, 2).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    // A hold stands in the way for as long as it lasts.
    bookings::book(svc, &guest, request(true), None).await.expect("held");
    let held = delete_room(svc, &owner, first, 1).await;
    assert!(matches!(held, Err(Error::Conflict { code: "has_upcoming_stays", .. })), "{held:?}");
    world.clock.advance(chrono::TimeDelta::minutes(15));
    delete_room(svc, &owner, first, 1).await.expect("gone");
    let gone = bookings::book(svc, &guest, request(false), None).await;
    assert!(gone.is_err(), "{gone:?}");
    let again = NewRooms { rooms: vec![room_input("101", hotel.room_type)] };
    create_rooms(svc, &owner, hotel.id, again).await.expect("the number is free");
    // With a type go its rooms, with a hotel both.
    delete_room_type(svc, &owner, hotel.room_type, 1).await.expect("gone");
    assert!(rooms(svc, &owner, hotel.id).await.expect("listed").is_empty());
    delete_hotel(svc, &owner, hotel.id, 1).await.expect("closed");
    assert!(my_hotels(svc, &owner).await.expect("listed").is_empty());
    let twice = delete_hotel(svc, &owner, hotel.id, 1).await;
    assert!(matches!(twice, Err(Error::NotFound("hotel"))), "{twice:?}");
    world.db.drop().await;
}
