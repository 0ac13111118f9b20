//! What must hold of the rows, asked of them in memory.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use types::booking::BookingState;

use crate::{
    Options,
    bookings::{self, Booking},
    places, reviews, rows,
    world::World,
};

fn options(bookings: u64) -> Options {
    let now: DateTime<Utc> = "2027-03-01T15:20:00Z".parse().expect("an instant");
    Options {
        bookings,
        today: now.date_naive(),
        now,
        password_hash: "hash".to_owned(),
        photo_dir: "unused".into(),
        progress: false,
    }
}

/// FNV-1a of everything that would be written.
fn fingerprint(options: &Options) -> u64 {
    let world = World::new(options);
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut eat = |text: &str| {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    };
    rows::catalog(&world, &options.password_hash).iter().for_each(|table| eat(&table.rows));
    let (mut sales, mut first) = (rows::sales(), 0);
    for (at, hotel) in world.hotels.iter().enumerate() {
        for booking in bookings::of_hotel(&world, at, first) {
            first += 1;
            sales.add(&world, hotel, &booking, reviews::of(&world, at, &booking).as_ref());
        }
    }
    sales.tables().iter().for_each(|table| eat(&table.rows));
    hash
}

/// The whole way into a database, and what is asked of every database.
#[tokio::test]
async fn a_database_holds_all_of_it_or_nothing() {
    let db = pousada_core::testing::TestDb::new().await;
    let folder = std::env::temp_dir().join(format!("demo-pictures-{}", std::process::id()));
    // The pictures count as drawn, so that this test is about the rows.
    std::fs::create_dir_all(&folder).expect("a folder");
    for picture in crate::draw::pictures() {
        std::fs::write(folder.join(picture.file), []).expect("a file");
    }
    let options = Options { photo_dir: folder.clone(), ..options(1_500) };
    assert!(crate::is_empty(&db.pool).await.expect("asked"));
    let summary = crate::load(&db.pool, &options).await.expect("loaded");
    assert_eq!((summary.bookings, summary.pictures), (1_500, 0));
    for check in pousada_core::invariants::check(&db.pool, options.now).await.expect("checked") {
        assert_eq!(check.violations, 0, "{}", check.what);
    }
    assert!(!crate::is_empty(&db.pool).await.expect("asked"));
    let again = crate::load(&db.pool, &options).await;
    assert!(matches!(again, Err(crate::Error::NotEmpty)));
    let open: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM booking b WHERE state IN ('confirmed', 'checked_in') AND NOT EXISTS (
             SELECT 1 FROM outbox o WHERE o.dedupe_key = format('booking.finalize:%s:%s', b.id,
                                                                extract(epoch FROM b.ends_at)::bigint)
                                      AND o.run_at = b.ends_at)",
    )
    .fetch_one(&db.pool)
    .await
    .expect("counted");
    assert_eq!(open, 0);
    std::fs::remove_dir_all(&folder).expect("removed");
    db.drop().await;
}

#[test]
fn the_same_options_make_the_same_rows() {
    let options = options(5_000);
    assert_eq!(fingerprint(&options), fingerprint(&options));
    let later = Options { now: options.now + TimeDelta::days(1), ..options.clone() };
    assert_ne!(fingerprint(&options), fingerprint(&later));
}

#[test]
fn there_is_enough_of_everything() {
    let world = World::new(&options(Options::BOOKINGS));
    assert!(world.hotels.len() >= 60, "{}", world.hotels.len());
    assert!(world.rooms() >= 900, "{}", world.rooms());
    assert!(world.guests.len() >= 300 && world.hoteliers.len() >= 20);
    assert_eq!(world.hotels.iter().filter(|hotel| hotel.owner == 0).count(), 3);
    for place in places::all() {
        assert!(world.hotels.iter().any(|hotel| hotel.place.city == place.city));
    }
    let mut seen: Vec<&str> = world.hotels.iter().map(|hotel| hotel.description.as_str()).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), world.hotels.len(), "two hotels say the same");
    for hotel in &world.hotels {
        assert!(hotel.photos.len() >= 3 && hotel.types.len() >= 4, "{}", hotel.name);
        assert_eq!(types::text::cep(&hotel.postal_code).as_ref(), Some(&hotel.postal_code));
        let known = |code: &&str| types::listing::AMENITIES.iter().any(|(known, _)| known == code);
        assert!(hotel.amenities.iter().all(known));
    }
}

fn check(options: &Options) -> HashMap<BookingState, usize> {
    let world = World::new(options);
    let (mut states, mut count) = (HashMap::new(), 0);
    let mut ids = HashSet::new();
    for at in 0..world.hotels.len() {
        let bookings = bookings::of_hotel(&world, at, count);
        count += bookings.len() as u64;
        let mut taken: Vec<Vec<(i64, i64)>> = vec![Vec::new(); world.hotels[at].rooms.len()];
        for booking in &bookings {
            *states.entry(booking.state).or_default() += 1;
            assert!(ids.insert(booking.id), "an id twice");
            let parts = booking.stays.iter().map(|stay| stay.id);
            assert!(parts.chain(booking.events.iter().map(|e| e.id)).all(|id| ids.insert(id)));
            check_booking(&world, at, booking);
            if booking.state == BookingState::Cancelled {
                continue;
            }
            let day = |date: chrono::NaiveDate| (date - options.today).num_days();
            for stay in &booking.stays {
                taken[stay.room].push((day(booking.check_in), day(booking.check_out)));
            }
        }
        for nights in &mut taken {
            nights.sort_unstable();
            assert!(nights.windows(2).all(|pair| pair[0].1 <= pair[1].0), "an overlap");
        }
    }
    assert_eq!(count, options.bookings);
    states
}

fn check_booking(world: &World, at: usize, booking: &Booking) {
    let hotel = &world.hotels[at];
    assert!(booking.nights() >= 1 && booking.ends_at > booking.starts_at);
    let (past, begun) = (booking.ends_at <= world.now, booking.starts_at <= world.now);
    match booking.state {
        BookingState::Completed | BookingState::NoShow => assert!(past),
        BookingState::CheckedIn => assert!(begun && !past),
        BookingState::Confirmed => assert!(!past),
        BookingState::Cancelled => {}
        state => panic!("{state:?}"),
    }
    for stay in &booking.stays {
        let room = &hotel.rooms[stay.room];
        let capacity = hotel.types[room.kind].capacity;
        assert!(stay.adults >= 1 && stay.children >= 0 && stay.adults + stay.children <= capacity);
        assert!(room.active || past, "sold though out of order");
    }
    let made_after = world.guests[booking.guest].created_at.max(hotel.created_at);
    assert!(booking.events[0].at > made_after);
    let mut before: Option<(&bookings::Event, i32)> = None;
    for event in &booking.events {
        assert!(event.at <= world.now, "in the future");
        if let Some((earlier, version)) = before {
            assert!(earlier.at <= event.at && event.version == version + 1);
            assert!(earlier.kind.can_become(event.kind) && event.from == Some(earlier.kind));
        }
        before = Some((event, event.version));
    }
    assert_eq!(booking.events.last().map(|event| event.kind), Some(booking.state));
}

#[test]
fn bookings_obey_every_rule() {
    let states = check(&options(5_000));
    for (state, least) in [
        (BookingState::Completed, 1_500),
        (BookingState::Confirmed, 1_200),
        (BookingState::CheckedIn, 120),
        (BookingState::Cancelled, 200),
        (BookingState::NoShow, 40),
    ] {
        assert!(states.get(&state).copied().unwrap_or(0) >= least, "{states:?}");
    }
}

#[test]
fn a_larger_world_obeys_them_too() {
    check(&options(60_000));
    check(&options(1));
}

#[test]
fn the_rules_hold_at_any_hour() {
    for hour in [0, 3, 9, 16, 23] {
        let base = options(1_200);
        let now = base.now + TimeDelta::hours(hour);
        check(&Options { now, today: now.date_naive(), ..base });
    }
}

#[test]
fn the_guest_has_past_current_and_coming_stays() {
    let world = World::new(&options(5_000));
    let own: Vec<BookingState> = (0..world.hotels.len())
        .flat_map(|at| bookings::of_hotel(&world, at, 0))
        .filter(|booking| booking.guest == 0)
        .map(|booking| booking.state)
        .collect();
    let count = |state| own.iter().filter(|own| **own == state).count();
    assert_eq!(count(BookingState::Completed), 3);
    assert_eq!(count(BookingState::CheckedIn), 1);
    assert_eq!(count(BookingState::Confirmed), 3);
    assert_eq!(count(BookingState::Cancelled), 1);
}

#[test]
fn past_stays_are_reviewed_in_time_and_believably() {
    let world = World::new(&options(5_000));
    let (mut count, mut answered, mut own) = (0, 0, 0);
    let (mut rated, mut texts) = (0, HashSet::new());
    for (at, hotel) in world.hotels.iter().enumerate() {
        let mut scores = Vec::new();
        for booking in bookings::of_hotel(&world, at, 0) {
            let Some(review) = reviews::of(&world, at, &booking) else { continue };
            count += 1;
            own += usize::from(booking.guest == 0);
            assert_eq!(booking.state, BookingState::Completed);
            assert!(review.at > booking.ends_at && review.at <= world.now);
            let input = types::review::ReviewInput {
                scores: review.scores,
                title: review.title.map(str::to_owned),
                text: review.text.clone(),
            };
            assert_eq!(input.clone().validated(), Ok(input), "what is kept is what was said");
            if let Some((text, answered_at)) = &review.answer {
                answered += 1;
                assert!(!text.contains("{}") && *answered_at > review.at);
                assert!(*answered_at <= world.now);
            }
            scores.push(f64::from(review.scores.overall));
            texts.insert(review.text);
        }
        if scores.is_empty() {
            continue;
        }
        rated += 1;
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        assert!((4.0..=10.0).contains(&mean), "{}: {mean}", hotel.name);
    }
    assert!(rated * 10 >= world.hotels.len() * 9, "{rated} hotels have a rating");
    assert!(count > 600 && answered * 3 > count && answered < count, "{answered} of {count}");
    assert!(texts.len() * 10 > count * 9, "{} texts for {count}", texts.len());
    assert_eq!(own, 1, "two stays are left to review");
}
