//! One price everywhere: card, calendar, quote, booking and letter.

use chrono::Days;
use types::{
    BookingId, Currency, Money, RoomTypeId,
    account::{Account, SignUpRole},
    booking::{NewBooking, RoomRequest},
    listing::{NewRooms, RoomInput, RoomTypeInput},
    notice::Recipient,
    search::{FoundRoom, HotelSearch},
};

use crate::{
    Actor, Error,
    availability::{availability, search, search_rooms},
    bookings, catalog,
    ids::new_id,
    mail::{self, Event, Occasion},
    testing::{Dice, TestHotel, World, date, room_input, room_type_input},
};

struct Town {
    world: World,
    owner: Account,
    guest: Actor,
    hotels: Vec<TestHotel>,
    types: Vec<(usize, RoomTypeId)>,
}

fn number(n: usize) -> i64 {
    i64::try_from(n).expect("small")
}

/// Hotels with several types, supplements, rooms with prices of their own, and rules.
async fn town(dice: &mut Dice) -> Town {
    let world = World::new().await;
    let (account, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let (mut hotels, mut types) = (Vec::new(), Vec::new());
    for index in 0..3 {
        let hotel = world.hotel(&owner, 1).await;
        types.push((index, hotel.room_type));
        for n in 0..2 {
            let input = RoomTypeInput {
                name: format!("Type {n}"),
                capacity: 4,
                included: i16::try_from(dice.from_to(1, 3)).expect("small"),
                extra_adult: number(dice.below(9_999)),
                base_price: Money::new(number(dice.from_to(9_001, 60_000)), Currency::Brl),
                ..room_type_input()
            };
            let made = catalog::create_room_type(&world.svc, &owner, hotel.id, input).await;
            let id = made.expect("created").id;
            let own = |dice: &mut Dice| {
                let amount = number(dice.from_to(9_001, 60_000));
                (dice.below(3) == 0).then_some(Money::new(amount, Currency::Brl))
            };
            let rooms = (0..dice.from_to(1, 4))
                .map(|room| RoomInput {
                    price: own(dice),
                    ..room_input(&format!("T{n}{room}"), id)
                })
                .collect();
            let new = NewRooms { rooms };
            catalog::create_rooms(&world.svc, &owner, hotel.id, new).await.expect("created");
            types.push((index, id));
        }
        rules(&world, dice, &hotel, &types).await;
        hotels.push(hotel);
    }
    Town { world, owner: account, guest, hotels, types }
}

async fn rules(world: &World, dice: &mut Dice, hotel: &TestHotel, types: &[(usize, RoomTypeId)]) {
    let now = world.svc.clock.now();
    for _ in 0..12 {
        let level = ["date", "season_weekday", "season", "weekday"][dice.below(4)];
        let from = date("2027-03-01") + Days::new(dice.below(30) as u64);
        let to = from + Days::new(dice.from_to(1, 20) as u64);
        let season = (level != "weekday").then_some((from, to));
        let some = |dice: &mut Dice, of: usize| dice.below(of) == 0;
        let of_type = some(dice, 2).then(|| types[types.len() - 1 - dice.below(2)].1.0);
        let price = some(dice, 2).then(|| number(dice.from_to(5_001, 80_000)));
        let percent = price.is_none().then(|| number(dice.from_to(5_001, 20_000)) as i32);
        sqlx::query(
            "INSERT INTO rate_rule (id, hotel_id, room_type_id, name, level, nights, weekdays,
                 price, percent, min_stay, max_stay, closed_to_arrival, closed_to_departure,
                 stop_sell, created_at, updated_at)
             VALUES ($1, $2, $3, 'A rule', $4,
                     CASE WHEN $5::date IS NOT NULL THEN daterange($5, $6) END, $7, $8, $9, $10, $11, $12, $13,
                     $14, $15, $15)",
        )
        .bind(new_id(now))
        .bind(hotel.id.0)
        .bind(of_type)
        .bind(level)
        .bind(season.map(|(from, _)| from))
        .bind(season.map(|(_, to)| to))
        .bind(dice.from_to(1, 127) as i16)
        .bind(price)
        .bind(percent)
        .bind(some(dice, 6).then(|| dice.from_to(1, 4) as i16))
        .bind(some(dice, 6).then(|| dice.from_to(4, 8) as i16))
        .bind(some(dice, 8).then(|| some(dice, 2)))
        .bind(some(dice, 8).then(|| some(dice, 2)))
        .bind(some(dice, 8).then(|| some(dice, 2)))
        .bind(now)
        .execute(&world.db.pool)
        .await
        .expect("written");
    }
    for basis in ["percent", "per_night", "per_person_night", "per_person", "per_stay"] {
        if dice.below(2) == 0 {
            continue;
        }
        sqlx::query(
            "INSERT INTO charge_rule (id, hotel_id, name, basis, value, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
        )
        .bind(new_id(now))
        .bind(hotel.id.0)
        .bind(format!("Charge {basis}"))
        .bind(basis)
        .bind(number(dice.from_to(101, 1_999)))
        .bind(now)
        .execute(&world.db.pool)
        .await
        .expect("written");
    }
}

/// The request that an offer stands for.
fn request(found: &FoundRoom, search: &HotelSearch) -> NewBooking {
    wish(found.hotel.id, found.room_type.id, search)
}

fn wish(hotel: types::HotelId, room_type: RoomTypeId, search: &HotelSearch) -> NewBooking {
    let checked = search.validated().expect("good");
    let rooms = checked.people().map(|adults| RoomRequest {
        room_type_id: Some(room_type),
        room_id: None,
        adults,
        children: 0,
    });
    NewBooking {
        hotel_id: hotel,
        check_in: search.check_in.expect("given"),
        check_out: search.check_out.expect("given"),
        rooms: rooms.collect(),
        guest_note: String::new(),
        expected_total: None,
        hold: false,
        promotion_code: None,
    }
}

fn random_search(dice: &mut Dice) -> HotelSearch {
    let from = date("2027-03-02") + Days::new(dice.below(25) as u64);
    let rooms = dice.from_to(1, 2);
    HotelSearch {
        check_in: Some(from),
        check_out: Some(from + Days::new(dice.from_to(1, 6) as u64)),
        guests: Some(dice.from_to(rooms, 4 * rooms) as i16),
        rooms: Some(rooms as i16),
        limit: Some(100),
        ..HotelSearch::default()
    }
}

/// What is written to the guest about the booking.
async fn letter(town: &Town, id: BookingId) -> String {
    let svc = &town.world.svc;
    let facts = mail::booking_facts(&svc.db, id).await.expect("read").expect("there");
    let (occasion, event) = (Occasion::Confirmed, Event::default());
    let letter = mail::booking_letter(svc, &facts, occasion, &event, Recipient::Guest, &town.owner);
    letter.expect("written").expect("a letter").text
}

#[tokio::test]
async fn card_calendar_quote_booking_and_letter_say_the_same_total() {
    let mut dice = Dice::new(3);
    let town = town(&mut dice).await;
    let (svc, guest) = (&town.world.svc, &town.guest);
    let (mut offered, mut refused, mut booked) = (0, 0, 0);
    for _ in 0..120 {
        let asked = random_search(&mut dice);
        let (from, to) = (asked.check_in.expect("given"), asked.check_out.expect("given"));
        let found = search_rooms(svc, &asked).await.expect("found").data;
        let cards = search(svc, &asked).await.expect("found").data;
        for (hotel, room_type) in &town.types {
            let hotel = &town.hotels[*hotel];
            let request = wish(hotel.id, *room_type, &asked);
            let quoted = match bookings::quote(svc, guest, request).await {
                Ok(quote) => Some(quote.total),
                Err(Error::Conflict { .. } | Error::Invalid(_)) => None,
                Err(other) => panic!("{other}"),
            };
            let offer = found.iter().find(|found| found.room_type.id == *room_type);
            let offer = offer.and_then(|found| found.offer.as_ref()).map(|offer| offer.total);
            assert_eq!(offer, quoted, "{asked:?}");
            if asked.rooms == Some(1) {
                let free = availability(svc, guest, hotel.id, from, to, asked.guests).await;
                let free = free.expect("found").room_types;
                let kind = free.iter().find(|kind| kind.room_type.id == *room_type);
                assert_eq!(kind.expect("listed").total, quoted, "{asked:?}");
                let nights: i64 = kind.expect("listed").nights.iter().map(|n| n.price.amount).sum();
                assert!(quoted.is_none_or(|total| nights <= total.amount));
            }
            *(if quoted.is_some() { &mut offered } else { &mut refused }) += 1;
        }
        for card in &cards {
            let of_hotel = found.iter().filter(|found| found.hotel.id == card.hotel.id);
            let cheapest =
                of_hotel.filter_map(|found| Some(found.offer.as_ref()?.total.amount)).min();
            assert_eq!(card.offer.as_ref().map(|offer| offer.total.amount), cheapest);
        }
        if let Some(found) = found.first().filter(|_| dice.below(3) == 0) {
            let (made, _) =
                bookings::book(svc, guest, request(found, &asked), None).await.expect("booked");
            assert_eq!(Some(made.total), found.offer.as_ref().map(|offer| offer.total));
            let letter = letter(&town, made.id).await;
            assert!(letter.contains(&made.total.to_string()), "{}: {letter}", made.total);
            booked += 1;
        }
    }
    assert!(offered > 100 && refused > 100 && booked > 20, "{offered} {refused} {booked}");
    town.world.db.drop().await;
}
