use types::{
    account::SignUpRole,
    booking::{BookingSource, DeskGuest, NewBlock, NewDeskBooking},
};

use super::{Scene, conflict};
use crate::{Error, bookings, testing::date};

fn walk_in(scene: &Scene, from: &str, to: &str) -> NewDeskBooking {
    NewDeskBooking {
        booking: scene.hotel.request(from, to),
        guest: DeskGuest {
            name: " João Souza ".into(),
            email: String::new(),
            phone: "+55 24 99999-0000".into(),
            locale: Some("es".into()),
        },
        source: BookingSource::Desk,
        ignore_limits: false,
    }
}

#[tokio::test]
async fn the_desk_books_for_guests_without_an_account() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let request = walk_in(&scene, "2027-03-01", "2027-03-03");
    let (booking, _) =
        bookings::book_at_desk(svc, &scene.owner, request.clone(), None).await.expect("booked");
    assert_eq!((booking.guest.id, booking.guest.name.as_str()), (None, "João Souza"));
    assert_eq!(booking.source, BookingSource::Desk);
    bookings::check_in(svc, &scene.owner, booking.id, Some(1)).await.expect("in at once");
    let (_, stranger) = scene.world.account(SignUpRole::Hotelier).await;
    let foreign = bookings::book_at_desk(svc, &stranger, request.clone(), None).await;
    assert!(matches!(foreign, Err(Error::NotFound("hotel"))), "{foreign:?}");
    let guest = bookings::book_at_desk(svc, &scene.guest, request.clone(), None).await;
    assert!(matches!(guest, Err(Error::Forbidden(_))), "{guest:?}");
    let mut bad = request;
    bad.guest = DeskGuest { email: "nonsense".into(), locale: Some("xx".into()), ..bad.guest };
    bad.guest.name = String::new();
    bad.source = BookingSource::Web;
    match bookings::book_at_desk(svc, &scene.owner, bad, None).await {
        Err(Error::Invalid(errors)) => {
            let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
            assert_eq!(pointers, ["/guest/name", "/guest/email", "/guest/locale", "/source"]);
        }
        other => panic!("{other:?}"),
    }
    scene.done().await;
}

#[tokio::test]
async fn the_desk_may_break_a_rule_of_sale_but_not_take_a_taken_room() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    scene
        .sql(&format!(
            "INSERT INTO rate_rule (id, hotel_id, name, level, nights, min_stay, created_at, updated_at)
             VALUES (gen_random_uuid(), '{}', 'Carnival', 'season', '[2027-03-05,2027-03-10)', 4, now(), now())",
            scene.hotel.id
        ))
        .await;
    let mut request = walk_in(&scene, "2027-03-06", "2027-03-08");
    let refused = bookings::book_at_desk(svc, &scene.owner, request.clone(), None).await;
    let detail = conflict(refused, "restricted");
    assert_eq!(detail, "Double: Stays that arrive on 2027-03-06 have at least 4 nights.");
    request.ignore_limits = true;
    bookings::book_at_desk(svc, &scene.owner, request.clone(), None).await.expect("sold");
    conflict(bookings::book_at_desk(svc, &scene.owner, request, None).await, "not_available");
    scene.done().await;
}

#[tokio::test]
async fn a_block_keeps_a_room_from_being_sold() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let room = scene.hotel.rooms[0].id;
    let block = |from: &str, to: &str| NewBlock {
        from: date(from),
        to: date(to),
        reason: "New carpet".into(),
    };
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    let met =
        bookings::block_room(svc, &scene.owner, room, block("2027-03-11", "2027-03-15")).await;
    assert!(conflict(met, "not_available").contains(&booking.code));
    let made =
        bookings::block_room(svc, &scene.owner, room, block("2027-03-12", "2027-03-15")).await;
    let made = made.expect("blocked");
    conflict(scene.order(scene.hotel.request("2027-03-14", "2027-03-16")).await, "not_available");
    let twice =
        bookings::block_room(svc, &scene.owner, room, block("2027-03-14", "2027-03-16")).await;
    conflict(twice, "not_available");
    assert_eq!(
        bookings::blocks(svc, &scene.owner, room).await.expect("read"),
        std::slice::from_ref(&made)
    );
    let (_, stranger) = scene.world.account(SignUpRole::Hotelier).await;
    let foreign = bookings::unblock(svc, &stranger, made.id).await;
    assert!(matches!(foreign, Err(Error::NotFound("block"))), "{foreign:?}");
    let foreign =
        bookings::block_room(svc, &stranger, room, block("2027-04-01", "2027-04-02")).await;
    assert!(matches!(foreign, Err(Error::NotFound("room"))), "{foreign:?}");
    bookings::unblock(svc, &scene.owner, made.id).await.expect("free");
    scene.book("2027-03-14", "2027-03-16").await;
    scene.done().await;
}

#[tokio::test]
async fn notes_are_the_staffs_own() {
    let scene = Scene::new(1).await;
    let svc = &scene.world.svc;
    let booking = scene.book("2027-03-10", "2027-03-12").await;
    bookings::add_note(svc, &scene.owner, booking.id, " Allergic to feathers ")
        .await
        .expect("noted");
    let notes = bookings::notes(svc, &scene.owner, booking.id).await.expect("read");
    assert_eq!(
        (notes[0].text.as_str(), notes[0].author.as_str()),
        ("Allergic to feathers", "Ana Lima")
    );
    assert!(bookings::notes(svc, &scene.guest, booking.id).await.is_err());
    assert!(bookings::add_note(svc, &scene.owner, booking.id, "  ").await.is_err());
    scene.done().await;
}
