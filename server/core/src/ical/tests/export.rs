use chrono::TimeDelta;
use chrono_tz::Tz;

use super::{
    parse::{Nights, read},
    *,
};
use crate::bookings;

async fn made(scene: &Scene, room: Option<RoomId>, channel: &str) -> String {
    let input =
        IcalFeedInput { room_id: room, name: "feed".to_owned(), channel: channel.to_owned() };
    let feed =
        create_feed(&scene.world.svc, &scene.owner, scene.hotel.id, input).await.expect("made");
    let url = feed.url.expect("shown");
    let secret = url.rsplit('/').next().and_then(|file| file.strip_suffix(".ics"));
    secret.expect("a secret").to_owned()
}

/// The spans in a file, read by our own reader as a stranger would.
fn spans(file: &str) -> Vec<String> {
    let calendar = read(file.as_bytes(), Tz::UTC, "elsewhere.example").expect("a calendar");
    assert_eq!(calendar.skipped, 0, "{file}");
    let span =
        |nights: &Nights| format!("{}-{}", nights.from.format("%-d"), nights.to.format("%-d"));
    calendar.events.iter().map(span).collect()
}

#[tokio::test]
async fn what_is_taken_is_in_the_calendar_without_who_has_it() {
    let scene = Scene::new(2, march(&[(20, 22)])).await;
    let (svc, guest) = (&scene.world.svc, &scene.guest);
    let mut request = scene.hotel.request("2027-03-10", "2027-03-12");
    request.rooms[0].room_id = Some(scene.room());
    request.rooms[0].room_type_id = None;
    request.guest_note = "allergic to nuts".to_owned();
    bookings::book(svc, guest, request.clone(), None).await.expect("booked");
    request.rooms[0].room_id = Some(scene.hotel.rooms[1].id);
    request.hold = true;
    bookings::book(svc, guest, request, None).await.expect("held");
    let block =
        NewBlock { from: date("2027-03-14"), to: date("2027-03-15"), reason: "mice".into() };
    bookings::block_room(svc, &scene.owner, scene.room(), block).await.expect("blocked");
    scene.read().await;

    let one = made(&scene, Some(scene.room()), "booking.com").await;
    let file = calendar(svc, &one).await.expect("found");
    assert_eq!(spans(&file), ["10-12", "14-15", "20-22"]);
    assert_eq!(calendar(svc, &one).await.expect("found"), file, "the same each time");
    // What came from Airbnb does not go back there.
    let back = made(&scene, Some(scene.room()), "airbnb").await;
    assert_eq!(spans(&calendar(svc, &back).await.expect("found")), ["10-12", "14-15"]);
    let all = made(&scene, None, "").await;
    let whole = calendar(svc, &all).await.expect("found");
    assert_eq!(spans(&whole), ["10-12", "10-12", "14-15", "20-22"]);
    assert!(
        whole.contains("SUMMARY:101: Reserved") && whole.contains("SUMMARY:101: Not available")
    );
    for personal in ["Ana", "Lima", "example.com", "nuts", "mice", "98765"] {
        assert!(!whole.contains(personal) && !file.contains(personal), "{personal}: {whole}");
    }
    // Our own events, coming back from elsewhere, are nobody's.
    let echo = read(whole.as_bytes(), Tz::UTC, "127.0.0.1").expect("a calendar");
    assert!(echo.events.is_empty());
    // A hold that ran out and a day that is over are not in it.
    scene.world.clock.advance(TimeDelta::days(11));
    crate::sweep::run(svc).await.expect("swept");
    assert_eq!(spans(&calendar(svc, &all).await.expect("found")), ["14-15", "20-22"]);
    scene.done().await;
}

/// By the letter of RFC 5545, as far as a file of ours goes.
#[tokio::test]
async fn the_file_is_strictly_icalendar() {
    let scene = Scene::new(1, march(&[])).await;
    let request = scene.hotel.request("2027-03-10", "2027-03-12");
    let (booking, _) =
        bookings::book(&scene.world.svc, &scene.guest, request, None).await.expect("booked");
    let secret = made(&scene, None, "").await;
    let file = calendar(&scene.world.svc, &secret).await.expect("found");
    assert!(
        file.ends_with("END:VCALENDAR\r\n") && !file.replace("\r\n", "").contains(['\r', '\n'])
    );
    assert!(file.split("\r\n").all(|line| line.len() <= 75));
    let lines: Vec<&str> = file.split_terminator("\r\n").collect();
    let uid = format!("UID:{}@127.0.0.1", booking.rooms[0].id);
    assert_eq!(
        lines,
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Pousada//Calendars//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "X-WR-CALNAME:Pousada do Cais",
            "BEGIN:VEVENT",
            uid.as_str(),
            "SEQUENCE:0",
            "DTSTAMP:20270301T120000Z",
            "DTSTART;VALUE=DATE:20270310",
            "DTEND;VALUE=DATE:20270312",
            "SUMMARY:101: Reserved",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
    scene.done().await;
}

#[tokio::test]
async fn a_secret_is_kept_as_a_hash_and_can_be_revoked() {
    let scene = Scene::new(1, march(&[])).await;
    let svc = &scene.world.svc;
    let secret = made(&scene, None, "").await;
    let kept: Vec<Vec<u8>> = sqlx::query_scalar("SELECT token_hash FROM ical_feed")
        .fetch_all(&scene.world.db.pool)
        .await
        .expect("read");
    assert_eq!((kept.len(), secret.len()), (1, 43));
    assert!(kept[0] != secret.as_bytes());
    let listed = feeds(svc, &scene.owner, scene.hotel.id).await.expect("listed");
    assert_eq!(listed[0].url, None);
    for wrong in ["", "x", &secret[1..], &secret.to_lowercase(), &format!("{secret}x")] {
        assert!(matches!(calendar(svc, wrong).await, Err(Error::NotFound(_))), "{wrong}");
    }
    delete_feed(svc, &scene.owner, listed[0].id).await.expect("deleted");
    assert!(matches!(calendar(svc, &secret).await, Err(Error::NotFound(_))));
    scene.done().await;
}
