use serde_json::Value;
use types::{
    Currency, Money, Stay,
    account::SignUpRole,
    booking::NewBooking,
    listing::{NewRooms, RoomTypeInput},
    search::Suggestions,
};

use crate::{
    Actor, Error,
    availability::suggest,
    bookings, catalog,
    testing::{TestHotel, World, date, room_input, room_type_input},
};

async fn refusal(world: &World, guest: &Actor, request: &NewBooking) -> (String, String, Value) {
    let quoted = bookings::quote(&world.svc, guest, request.clone()).await.map(|_| ());
    let booked = bookings::book(&world.svc, guest, request.clone(), None).await.map(|_| ());
    let told = |result: Result<(), Error>| match result {
        Err(Error::Conflict { code, detail, extra }) => {
            (code.to_owned(), detail, extra.expect("more"))
        }
        other => panic!("{other:?}"),
    };
    let (quoted, booked) = (told(quoted), told(booked));
    assert_eq!(quoted, booked);
    booked
}

async fn take(world: &World, guest: &Actor, hotel: &TestHotel, room: usize, from: &str, to: &str) {
    let mut request = hotel.request(from, to);
    request.rooms[0].room_type_id = None;
    request.rooms[0].room_id = Some(hotel.rooms[room].id);
    bookings::book(&world.svc, guest, request, None).await.expect("booked");
}

#[tokio::test]
async fn a_refusal_names_the_nights_and_all_it_suggests_can_be_booked() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 2).await;
    for (name, capacity, price) in
        [("Suite", 3, 70_000), ("Single", 1, 20_000), ("Loft", 2, 50_000)]
    {
        let base_price = Money::new(price, Currency::Brl);
        let input = RoomTypeInput { name: name.into(), capacity, base_price, ..room_type_input() };
        let kind =
            catalog::create_room_type(&world.svc, &owner, hotel.id, input).await.expect("ok");
        let rooms = NewRooms { rooms: vec![room_input(name, kind.id)] };
        catalog::create_rooms(&world.svc, &owner, hotel.id, rooms).await.expect("created");
    }
    // 101 is taken on the nights of the 10th and 11th, 102 on the 11th to 13th.
    take(&world, &guest, &hotel, 0, "2027-03-10", "2027-03-12").await;
    take(&world, &guest, &hotel, 1, "2027-03-12", "2027-03-14").await;

    let request = hotel.request("2027-03-10", "2027-03-14");
    let (code, _, extra) = refusal(&world, &guest, &request).await;
    assert_eq!((code.as_str(), &extra["nights"]), ("not_available", &serde_json::json!([])));
    let found: Suggestions = serde_json::from_value(extra["suggestions"].clone()).expect("fits");
    let dates: Vec<_> = found.dates.iter().map(|other| other.check_in.to_string()).collect();
    assert_eq!(dates, ["2027-03-08", "2027-03-12", "2027-03-07"], "the nearest first");
    let names: Vec<_> = found.types.iter().map(|other| other.name.as_str()).collect();
    assert_eq!(names, ["Loft", "Suite"], "the cheapest first, none too small");
    let parts: Vec<_> = found
        .split
        .iter()
        .map(|part| (part.room_number.as_str(), part.check_in, part.check_out))
        .collect();
    let cut = date("2027-03-12");
    assert_eq!(parts, [("102", date("2027-03-10"), cut), ("101", cut, date("2027-03-14"))]);

    // Each costs what it says.
    for other in &found.dates {
        let request = hotel.request(&other.check_in.to_string(), &other.check_out.to_string());
        let quote = bookings::quote(&world.svc, &guest, request).await.expect("quoted");
        assert_eq!(quote.total, other.total);
    }
    for other in &found.types {
        let mut there = request.clone();
        there.rooms[0].room_type_id = Some(other.room_type_id);
        let quote = bookings::quote(&world.svc, &guest, there).await.expect("quoted");
        assert_eq!((quote.total, other.rooms_left), (other.total, 1));
    }
    for part in &found.split {
        let mut one = hotel.request(&part.check_in.to_string(), &part.check_out.to_string());
        one.rooms[0].room_type_id = None;
        one.rooms[0].room_id = Some(part.room_id);
        one.expected_total = Some(part.total);
        bookings::book(&world.svc, &guest, one, None).await.expect("booked");
    }

    // Now both rooms are taken on all four nights.
    let (_, detail, extra) =
        refusal(&world, &guest, &hotel.request("2027-03-13", "2027-03-15")).await;
    assert_eq!(extra["nights"], serde_json::json!(["2027-03-13"]));
    assert!(detail.contains("2027-03-13"), "{detail}");
    world.db.drop().await;
}

#[tokio::test]
async fn rules_of_sale_bind_suggestions_too() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    sqlx::query(
        "INSERT INTO rate_rule (id, hotel_id, name, level, nights, max_stay, created_at, updated_at)
         VALUES (gen_random_uuid(), $1, 'Fair', 'date', '[2027-03-10,2027-03-12)', 1, now(), now())",
    )
    .bind(hotel.id.0)
    .execute(&world.db.pool)
    .await
    .expect("written");
    let request = hotel.request("2027-03-10", "2027-03-12");
    let (code, _, extra) = refusal(&world, &guest, &request).await;
    assert_eq!(code, "restricted");
    assert_eq!(extra["reasons"][0]["name"], "Fair");
    let found: Suggestions = serde_json::from_value(extra["suggestions"].clone()).expect("fits");
    let dates: Vec<_> = found.dates.iter().map(|other| other.check_in.to_string()).collect();
    assert_eq!(dates, ["2027-03-09", "2027-03-08", "2027-03-12"]);
    assert!(found.types.is_empty() && found.split.is_empty(), "two stays are no way around a rule");

    // Nothing lies in the past.
    let stay = Stay::new(date("2027-03-02"), date("2027-03-03")).expect("a stay");
    let mut connection = world.db.pool.acquire().await.expect("a connection");
    let now = world.clock.clock().now();
    let found = suggest(&mut connection, hotel.id, stay, &request.rooms, now).await.expect("ok");
    let dates: Vec<_> = found.dates.iter().map(|other| other.check_in.to_string()).collect();
    assert_eq!(dates, ["2027-03-01", "2027-03-03", "2027-03-04"]);
    drop(connection);
    world.db.drop().await;
}
