use types::{
    Currency, Money,
    account::SignUpRole,
    listing::{Address, HotelInput, HotelPatch, RoomPatch, RoomStatus, RoomTypeInput},
    search::{HotelSearch, Sort},
};

use super::super::*;
use crate::{
    Actor, Error, bookings, catalog,
    testing::{World, date, hotel_input, room_input, room_type_input},
};

fn dates(from: &str, to: &str) -> HotelSearch {
    HotelSearch {
        check_in: Some(date(from)),
        check_out: Some(date(to)),
        guests: Some(2),
        ..HotelSearch::default()
    }
}

#[tokio::test]
async fn a_search_finds_what_is_free_and_a_booking_takes_it_away() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 2).await;
    let found = search(&world.svc, &dates("2027-03-10", "2027-03-13")).await.expect("found");
    let offer = found.data[0].offer.clone().expect("an offer");
    assert_eq!((offer.total.amount, offer.nights, offer.rooms_left), (90_000, 3, 2));

    let request = hotel.request("2027-03-11", "2027-03-12");
    bookings::book(&world.svc, &guest, request.clone(), None).await.expect("booked");
    let found = search(&world.svc, &dates("2027-03-10", "2027-03-13")).await.expect("found");
    assert_eq!(found.data[0].offer.as_ref().expect("an offer").rooms_left, 1);
    let two_rooms = HotelSearch { rooms: Some(2), ..dates("2027-03-10", "2027-03-13") };
    assert!(search(&world.svc, &two_rooms).await.expect("found").data.is_empty());

    bookings::book(&world.svc, &guest, request, None).await.expect("booked");
    assert!(
        search(&world.svc, &dates("2027-03-10", "2027-03-13")).await.expect("ok").data.is_empty()
    );
    let beside = search(&world.svc, &dates("2027-03-12", "2027-03-13")).await.expect("found");
    assert_eq!(beside.data.len(), 1);

    let from_to = (date("2027-03-10"), date("2027-03-13"));
    let free = availability(&world.svc, &Actor::Anonymous, hotel.id, from_to.0, from_to.1, None)
        .await
        .expect("ok");
    let kind = &free.room_types[0];
    assert_eq!((kind.free, kind.total), (0, None));
    let nights: Vec<(i64, Option<&str>)> =
        kind.nights.iter().map(|night| (night.free, night.why_not.as_deref())).collect();
    assert_eq!(nights, [(2, None), (0, Some("sold_out")), (2, None)]);
    world.db.drop().await;
}

#[tokio::test]
async fn places_words_and_accents() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    world.hotel(&owner, 1).await;
    let other = HotelInput {
        name: "100%_Hotel".into(),
        address: Address { city: "São Paulo".into(), state: "SP".into(), ..hotel_input().address },
        ..hotel_input()
    };
    catalog::create_hotel(&world.svc, &owner, other).await.expect("created");
    let names = async |search: HotelSearch| -> Vec<String> {
        let page = crate::availability::search(&world.svc, &search).await.expect("found");
        page.data.into_iter().map(|found| found.hotel.name).collect()
    };
    let q = |q: &str| HotelSearch { q: Some(q.into()), ..HotelSearch::default() };
    let city = |city: &str| HotelSearch { city: Some(city.into()), ..HotelSearch::default() };
    assert_eq!(names(city("SAO PAULO")).await, ["100%_Hotel"]);
    assert_eq!(names(city("são paulo")).await, ["100%_Hotel"]);
    assert!(names(city("paulo")).await.is_empty());
    assert_eq!(names(q("parat")).await, ["Pousada do Cais"]);
    assert_eq!(names(q("100%_h")).await, ["100%_Hotel"]);
    assert!(names(q("%")).await.len() == 1 && names(q("c_is")).await.is_empty());
    let found = places(&world.svc, "sao", 5).await.expect("places");
    assert_eq!((found.len(), found[0].city.as_str(), found[0].hotels), (1, "São Paulo", 1));
    world.db.drop().await;
}

#[tokio::test]
async fn pages_follow_one_another_in_every_order() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let mut hotels = Vec::new();
    for (stars, price) in [(3, 500), (5, 100), (3, 300), (1, 300), (4, 200)] {
        let hotel = world.hotel(&owner, 1).await;
        let patch = HotelPatch { stars: Some(stars), ..HotelPatch::default() };
        catalog::edit_hotel(&world.svc, &owner, hotel.id, 1, patch).await.expect("edited");
        let cheaper = RoomTypeInput {
            name: "Cheaper".into(),
            base_price: Money::new(price, Currency::Brl),
            ..room_type_input()
        };
        let kind =
            catalog::create_room_type(&world.svc, &owner, hotel.id, cheaper).await.expect("ok");
        let rooms = types::listing::NewRooms { rooms: vec![room_input("9", kind.id)] };
        catalog::create_rooms(&world.svc, &owner, hotel.id, rooms).await.expect("created");
        hotels.push(hotel.id);
    }
    hotels.sort();
    for with_dates in [false, true] {
        for sort in [Sort::Name, Sort::Price, Sort::Stars] {
            let mut search = HotelSearch {
                sort: Some(sort),
                limit: Some(2),
                ..if with_dates {
                    dates("2027-03-10", "2027-03-12")
                } else {
                    HotelSearch::default()
                }
            };
            let mut seen = Vec::new();
            loop {
                let page = crate::availability::search(&world.svc, &search).await.expect("page");
                seen.extend(
                    page.data.into_iter().map(|f| (f.hotel.stars, f.from_price, f.hotel.id)),
                );
                search.cursor = page.next_cursor;
                if search.cursor.is_none() {
                    break;
                }
            }
            let mut ids: Vec<_> = seen.iter().map(|(.., id)| *id).collect();
            ids.sort();
            assert_eq!(ids, hotels, "{sort:?} {with_dates}");
            match sort {
                Sort::Price => {
                    assert!(seen.is_sorted_by_key(|(_, price, _)| price.map(|p| p.amount)));
                }
                Sort::Stars => assert!(seen.is_sorted_by_key(|(stars, ..)| -stars)),
                // Nobody has reviewed these; what is rated is tested with reviews.
                Sort::Name | Sort::Rating => {}
            }
        }
    }
    world.db.drop().await;
}

#[tokio::test]
async fn what_cannot_be_sold_is_not_found() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let hotel = world.hotel(&owner, 1).await;
    let search = async |guests| {
        let search = HotelSearch { guests: Some(guests), ..dates("2027-03-10", "2027-03-12") };
        crate::availability::search(&world.svc, &search).await.expect("found").data.len()
    };
    assert_eq!((search(2).await, search(3).await), (1, 0), "the room takes two");
    let out = RoomPatch { status: Some(RoomStatus::OutOfService), ..RoomPatch::default() };
    catalog::edit_room(&world.svc, &owner, hotel.rooms[0].id, 1, out).await.expect("edited");
    assert_eq!(search(2).await, 0, "out of service");
    let past = crate::availability::search(&world.svc, &dates("2027-02-01", "2027-02-03")).await;
    assert!(matches!(past, Err(Error::Invalid(_))), "{past:?}");
    world.db.drop().await;
}
