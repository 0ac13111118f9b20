use chrono::TimeDelta;
use types::booking::CancelRequest;

use super::*;
use crate::{bookings, catalog, sweep, web::Web};

#[tokio::test]
async fn events_take_the_room_and_leave_it_again() {
    let scene = Scene::new(1, march(&[(10, 12), (12, 15), (20, 21)])).await;
    let (svc, guest) = (&scene.world.svc, &scene.guest);
    let read = scene.read().await;
    assert_eq!((read.events, read.skipped, read.conflicts, read.error), (3, 0, 0, None));
    assert_eq!(scene.blocks().await, ["10-12", "12-15", "20-21"]);
    let taken = bookings::book(svc, guest, scene.hotel.request("2027-03-14", "2027-03-16"), None);
    assert!(matches!(taken.await, Err(Error::Conflict { code: "not_available", .. })));
    // Read again, nothing changes: the very same blocks are there.
    let ids = || async {
        let all = bookings::blocks(svc, &scene.owner, scene.room()).await.expect("listed");
        all.into_iter().map(|block| block.id).collect::<Vec<_>>()
    };
    let before = ids().await;
    scene.read().await;
    assert_eq!(ids().await, before);
    // One is gone, one is longer, and one comes twice.
    scene.place.serve(march(&[(20, 23), (10, 12), (10, 12)]));
    scene.read().await;
    assert_eq!(scene.blocks().await, ["10-12", "20-23"]);
    bookings::book(svc, guest, scene.hotel.request("2027-03-12", "2027-03-16"), None)
        .await
        .expect("these nights are free again");
    scene.done().await;
}

/// Whoever has booked keeps the room. The hotel is told, and the other nights of the event
/// are not sold to a third.
#[tokio::test]
async fn an_event_that_meets_a_booking_changes_nothing_there() {
    let scene = Scene::new(1, march(&[(11, 14), (20, 21)])).await;
    let (svc, guest) = (&scene.world.svc, &scene.guest);
    let request = scene.hotel.request("2027-03-10", "2027-03-12");
    let (booking, _) = bookings::book(svc, guest, request, None).await.expect("booked");
    let read = scene.read().await;
    assert_eq!((read.events, read.conflicts), (2, 1));
    assert_eq!(scene.blocks().await, ["12-14", "20-21"]);
    let found = conflicts(svc, &scene.owner, scene.import.id).await.expect("listed");
    let [conflict] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((conflict.from, conflict.to), (date("2027-03-11"), date("2027-03-14")));
    assert_eq!(conflict.bookings, [booking.code.as_str()]);
    let since = conflict.since;
    // It stays known since then.
    scene.world.clock.advance(TimeDelta::minutes(15));
    scene.read().await;
    let found = conflicts(svc, &scene.owner, scene.import.id).await.expect("listed");
    assert_eq!((found.len(), found[0].since), (1, since));
    // The booking goes, and the event gets its nights.
    let request = CancelRequest::default();
    bookings::cancel(svc, guest, booking.id, None, request).await.expect("cancelled");
    assert_eq!(scene.read().await.conflicts, 0);
    assert_eq!(scene.blocks().await, ["11-14", "20-21"]);
    scene.done().await;
}

/// A block of the hotel's own stays; what the event takes beside it is blocked, too.
#[tokio::test]
async fn blocks_of_the_hotel_stay() {
    let scene = Scene::new(1, march(&[(10, 14)])).await;
    let (svc, owner) = (&scene.world.svc, &scene.owner);
    let block =
        NewBlock { from: date("2027-03-11"), to: date("2027-03-12"), reason: String::new() };
    let block = bookings::block_room(svc, owner, scene.room(), block).await.expect("blocked");
    assert_eq!(scene.read().await.conflicts, 1);
    assert_eq!(scene.blocks().await, ["10-11", "11-12", "12-14"]);
    let found = conflicts(svc, owner, scene.import.id).await.expect("listed");
    assert!(found[0].bookings.is_empty());
    bookings::unblock(svc, owner, block.id).await.expect("unblocked");
    assert_eq!(scene.read().await.conflicts, 0);
    assert_eq!(scene.blocks().await, ["10-14"]);
    delete_import(svc, owner, scene.import.id).await.expect("deleted");
    assert!(scene.blocks().await.is_empty());
    scene.done().await;
}

/// A hold that has run out stands in nobody's way.
#[tokio::test]
async fn stale_holds_give_way() {
    let scene = Scene::new(1, march(&[(10, 12)])).await;
    let mut request = scene.hotel.request("2027-03-10", "2027-03-12");
    request.hold = true;
    bookings::book(&scene.world.svc, &scene.guest, request, None).await.expect("held");
    assert_eq!(scene.read().await.conflicts, 1);
    scene.world.clock.advance(TimeDelta::minutes(16));
    assert_eq!(scene.read().await.conflicts, 0);
    assert_eq!(scene.blocks().await, ["10-12"]);
    scene.done().await;
}

/// Days go by: what is over stays as history, and does not stand in the way.
#[tokio::test]
async fn time_goes_by() {
    let scene = Scene::new(1, march(&[(2, 5), (8, 10)])).await;
    scene.read().await;
    scene.world.clock.advance(TimeDelta::days(5));
    scene.place.serve(march(&[(8, 10), (3, 9)]));
    let read = scene.read().await;
    assert_eq!((read.error, read.events), (None, 2));
    assert_eq!(scene.blocks().await, ["5-9", "9-10"]);
    scene.done().await;
}

/// Whatever is wrong with a file, what was known before still holds.
#[tokio::test]
async fn bad_files_change_nothing() {
    let scene = Scene::new(1, march(&[(10, 12)])).await;
    scene.read().await;
    let cut_off = march(&[(20, 21), (22, 23)]);
    let bomb = format!("BEGIN:VCALENDAR\r\n{}", "BEGIN:VEVENT\r\nEND:VEVENT\r\n".repeat(30_000));
    let files: Vec<Vec<u8>> = vec![
        vec![],
        b"<html>Please sign in</html>".to_vec(),
        (0..=255).cycle().take(100_000).collect(),
        vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0],
        vec![b'x'; 1_048_577],
        cut_off[..cut_off.len() / 2].into(),
        bomb.into_bytes(),
    ];
    for (index, file) in files.into_iter().enumerate() {
        scene.place.serve(file);
        let read = scene.read().await;
        assert!(read.error.is_some() && read.read_at.is_some(), "{index}");
        assert_eq!(scene.blocks().await, ["10-12"], "{index}");
    }
    for status in ["404 Not Found", "500 Oops", "302 Found", "304 Not Modified", "204 No Content"] {
        scene.place.answer(status);
        assert!(scene.read().await.error.is_some(), "{status}");
        assert_eq!(scene.blocks().await, ["10-12"], "{status}");
    }
    // An event that cannot be read: others count, and nothing is given free.
    scene.place.serve(march(&[(20, 22), (11, 13)]).replacen("202703", "2027x3", 1));
    let read = scene.read().await;
    assert_eq!((read.error, read.skipped, read.events), (None, 1, 1));
    assert_eq!(scene.blocks().await, ["10-12", "12-13"]);
    scene.place.serve(march(&[]));
    assert_eq!(scene.read().await.events, 0);
    assert!(scene.blocks().await.is_empty());
    scene.done().await;
}

/// Where private networks are forbidden, nothing is read from one.
#[tokio::test]
async fn calendars_inside_are_not_read() {
    let mut scene = Scene::new(1, march(&[(10, 12)])).await;
    scene.world.svc.web = Web::new(false);
    assert!(scene.read().await.error.is_some());
    assert!(scene.blocks().await.is_empty());
    scene.done().await;
}

#[tokio::test]
async fn calendars_are_read_each_quarter_of_an_hour() {
    let scene = Scene::new(1, march(&[(10, 12)])).await;
    let svc = &scene.world.svc;
    // Right after it was added, without a sweep.
    crate::work::drain(svc).await.expect("worked");
    assert_eq!(scene.blocks().await, ["10-12"]);
    scene.place.serve(march(&[(10, 13)]));
    for (minutes, due) in [(14, 0), (1, 1), (0, 0), (15, 1)] {
        scene.world.clock.advance(TimeDelta::minutes(minutes));
        assert_eq!(sweep::run(svc).await.expect("swept").calendars, due, "{minutes}");
        crate::work::drain(svc).await.expect("worked");
    }
    assert_eq!(scene.blocks().await, ["10-13"]);
    // Asked for, it is read at once.
    scene.place.serve(march(&[(11, 13)]));
    for _ in 0..3 {
        request_refresh(svc, &scene.owner, scene.import.id).await.expect("asked");
    }
    crate::work::drain(svc).await.expect("worked");
    assert_eq!(scene.blocks().await, ["11-13"]);
    scene.done().await;
}

/// With a room go the calendars that take it and those that tell of it, with a hotel the rest.
#[tokio::test]
async fn what_is_given_up_has_no_calendars() {
    let scene = Scene::new(2, march(&[(10, 12)])).await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    scene.read().await;
    for room_id in [None, Some(scene.room())] {
        let input = IcalFeedInput { room_id, name: "one".to_owned(), ..IcalFeedInput::default() };
        create_feed(svc, owner, hotel, input).await.expect("made");
    }
    catalog::delete_room(svc, owner, scene.room(), 1).await.expect("given up");
    let left = feeds(svc, owner, hotel).await.expect("listed");
    assert_eq!((left.len(), left[0].room_id), (1, None));
    let gone = conflicts(svc, owner, scene.import.id).await;
    assert!(matches!(gone, Err(Error::NotFound("calendar import"))), "{gone:?}");
    catalog::delete_hotel(svc, owner, hotel, 1).await.expect("closed");
    scene.world.clock.advance(TimeDelta::hours(1));
    assert_eq!(sweep::run(svc).await.expect("swept").calendars, 0);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM ical_feed")
        .fetch_one(&svc.db)
        .await
        .expect("counted");
    assert_eq!(left, 0);
    scene.done().await;
}

#[tokio::test]
async fn what_is_foreign_is_missing() {
    let scene = Scene::new(1, march(&[])).await;
    let svc = &scene.world.svc;
    let (_, other) = scene.world.account(SignUpRole::Hotelier).await;
    let input = IcalFeedInput { name: "all".to_owned(), ..IcalFeedInput::default() };
    let feed = create_feed(svc, &scene.owner, scene.hotel.id, input.clone()).await.expect("made");
    let import = IcalImportInput { url: scene.place.url.clone(), channel: "x".to_owned() };
    let answers = [
        create_feed(svc, &other, scene.hotel.id, input.clone()).await.map(drop),
        feeds(svc, &other, scene.hotel.id).await.map(drop),
        delete_feed(svc, &other, feed.id).await,
        create_import(svc, &other, scene.room(), import).await.map(drop),
        imports(svc, &other, scene.room()).await.map(drop),
        delete_import(svc, &other, scene.import.id).await,
        request_refresh(svc, &other, scene.import.id).await.map(drop),
        conflicts(svc, &other, scene.import.id).await.map(drop),
    ];
    for (index, answer) in answers.into_iter().enumerate() {
        assert!(matches!(answer, Err(Error::NotFound(_))), "{index}: {answer:?}");
    }
    // Nor can a calendar be of another hotel's room.
    let theirs = scene.world.hotel(&other, 1).await;
    let input = IcalFeedInput { room_id: Some(theirs.rooms[0].id), ..input };
    let wrong = create_feed(svc, &scene.owner, scene.hotel.id, input).await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    scene.done().await;
}
