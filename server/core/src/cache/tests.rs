use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use serde_json::{Value, json};
use tokio::task::JoinSet;
use types::{
    Currency, Money,
    account::SignUpRole,
    booking::NewBlock,
    listing::{HotelPatch, NewRooms, RoomPatch, RoomTypePatch},
    page::PageRequest,
    search::HotelSearch,
};

use super::*;
use crate::{
    Actor, Services, availability, bookings, catalog,
    ids::new_code,
    reviews,
    testing::{TestHotel, World, date, room_input},
};

#[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
fn redis_url() -> String {
    std::env::var("REDIS_URL").expect("REDIS_URL: make test sets it")
}

/// A world with a cache, and a hotel on sale.
struct Scene {
    world: World,
    owner: Actor,
    guest: Actor,
    hotel: TestHotel,
    name: String,
}

impl Scene {
    async fn new() -> Self {
        let mut world = World::new().await;
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let (_, guest) = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner, 2).await;
        let name = format!("test-{}", new_code());
        world.svc.cache = Cache::new(&redis_url(), &name).expect("an address");
        void(&world.svc).await.expect("voided");
        Self { world, owner, guest, hotel, name }
    }

    /// Another process on the same database and Redis.
    fn process(&self) -> Services {
        let cache = Cache::new(&redis_url(), &self.name).expect("an address");
        Services { cache, ..self.world.svc.clone() }
    }

    /// All that the public sees of the hotel.
    async fn shown(&self, svc: &Services) -> Value {
        let (from, to) = (date("2027-03-10"), date("2027-03-13"));
        let dates = HotelSearch {
            check_in: Some(from),
            check_out: Some(to),
            city: Some("paraty".into()),
            ..HotelSearch::default()
        };
        let nobody = &Actor::Anonymous;
        let all = HotelSearch::default();
        let id = self.hotel.id;
        json!([
            availability::search(svc, &all).await.expect("found"),
            availability::search(svc, &dates).await.expect("found"),
            availability::search_rooms(svc, &all).await.expect("found"),
            availability::search_rooms(svc, &dates).await.expect("found"),
            availability::places(svc, "", 10).await.expect("found"),
            availability::availability(svc, nobody, id, from, to, None).await.ok(),
            catalog::shown_hotel(svc, &self.guest, id).await.ok(),
            catalog::room_types(svc, nobody, id).await.ok(),
            reviews::of_hotel(svc, nobody, id, &PageRequest::default()).await.ok(),
            reviews::summary(svc, nobody, id).await.ok(),
        ])
    }

    async fn end(self) {
        self.world.db.drop().await;
    }
}

/// After `change`, what the cache says is what the database says.
macro_rules! changes {
    ($scene:ident, $($what:literal => $change:expr;)+) => {
        $(
            let before = $scene.shown(&$scene.world.svc).await;
            assert_eq!(before, $scene.shown(&$scene.world.svc).await);
            $change.await.expect($what);
            void(&$scene.world.svc).await.expect("voided");
            let fresh = Services { cache: Cache::default(), ..$scene.world.svc.clone() };
            let fresh = $scene.shown(&fresh).await;
            assert_ne!(before, fresh, "{} does not show", $what);
            assert_eq!($scene.shown(&$scene.world.svc).await, fresh, "{}", $what);
        )+
    };
}

/// All changes in one function need more stack than a test has when nothing is optimized.
#[test]
fn every_change_that_a_page_shows_voids_it() {
    let test = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(changes_void());
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(test);
    thread.expect("a thread").join().expect("what holds");
}

async fn changes_void() {
    let scene = Scene::new().await;
    let (svc, owner, guest, hotel) = (&scene.world.svc, &scene.owner, &scene.guest, &scene.hotel);
    let sql = |text: String| {
        let pool = scene.world.db.pool.clone();
        async move { sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&pool).await }
    };
    let version = async || catalog::hotel(svc, owner, hotel.id).await.expect("found").version;
    let (id, room_type, room) = (hotel.id, hotel.room_type, &hotel.rooms[1]);
    let request = hotel.request("2027-03-10", "2027-03-12");
    let (mut booking, mut block) = (None, None);
    changes! { scene,
        "a name" => catalog::edit_hotel(svc, owner, id, version().await,
            HotelPatch { name: Some("Pousada da Lua".into()), ..HotelPatch::default() });
        "a price" => catalog::edit_room_type(svc, owner, room_type, 1, RoomTypePatch {
            base_price: Some(Money::new(31_000, Currency::Brl)), ..RoomTypePatch::default() });
        "a room more" => catalog::create_rooms(svc, owner, id,
            NewRooms { rooms: vec![room_input("301", room_type)] });
        "a room's own price" => catalog::edit_room(svc, owner, room.id, room.version, RoomPatch {
            price: Some(Some(Money::new(20_000, Currency::Brl))), ..RoomPatch::default() });
        "a booking" => async {
            let made = bookings::book(svc, guest, request.clone(), None).await;
            made.map(|(made, _)| booking = Some(made))
        };
        "a cancellation" => bookings::cancel(svc, guest, booking.as_ref().expect("made").id, None,
            Default::default());
        "a block" => async {
            let made = bookings::block_room(svc, owner, room.id, NewBlock {
                from: date("2027-03-10"), to: date("2027-03-12"), reason: "paint".into() }).await;
            made.map(|made| block = Some(made))
        };
        "its end" => bookings::unblock(svc, owner, block.as_ref().expect("made").id);
        "a rate" => sql(format!(
            "INSERT INTO rate_rule (id, hotel_id, name, level, weekdays, percent, created_at, updated_at)
             VALUES (gen_random_uuid(), '{id}', 'More', 'weekday', 127, 20000, now(), now())"));
        "a fee" => sql(format!(
            "INSERT INTO charge_rule (id, hotel_id, name, basis, value, created_at, updated_at)
             VALUES (gen_random_uuid(), '{id}', 'Linen', 'per_stay', 4000, now(), now())"));
        "a fee's end" => sql("DELETE FROM charge_rule".to_owned());
        "a review" => sql(
            "INSERT INTO review (id, booking_id, hotel_id, author_id, overall, text, created_at)
             SELECT id, id, hotel_id, guest_id, 8, 'Good', created_at FROM booking".to_owned());
        "an answer" => sql("UPDATE review SET answer = 'Thanks', answered_at = now()".to_owned());
        "a review's end" => sql("DELETE FROM review".to_owned());
        "another city" => sql(
            "UPDATE hotel SET city = 'Ouro Preto', city_key = 'ouro preto'".to_owned());
        "the end of its sale" => catalog::edit_hotel(svc, owner, id, version().await,
            HotelPatch { published: Some(false), ..HotelPatch::default() });
    }
    scene.end().await;
}

/// Without the look for notes the second process would go on with what it has.
#[tokio::test]
async fn a_change_whose_process_died_is_seen_to_by_another() {
    let scene = Scene::new().await;
    let (svc, other) = (&scene.world.svc, scene.process());
    void(&other).await.expect("voided");
    let before = scene.shown(&other).await;
    // The one that changes it has no cache: it died before it could void anything.
    let dying = Services { cache: Cache::default(), ..svc.clone() };
    let request = scene.hotel.request("2027-03-10", "2027-03-12");
    bookings::book(&dying, &scene.guest, request, None).await.expect("booked");
    assert_eq!(scene.shown(&other).await, before, "kept until somebody looks");
    let voiding = tokio::spawn(keep_voiding(svc.clone()));
    let changed = Instant::now();
    while scene.shown(&other).await == before {
        assert!(changed.elapsed() < Duration::from_secs(1), "stale for more than a second");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    voiding.abort();
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_who_ask_at_once_make_one_answer() {
    let scene = Scene::new().await;
    let made = Arc::new(AtomicUsize::new(0));
    let mut asking = JoinSet::new();
    for _ in 0..500 {
        let (cache, made) = (scene.world.svc.cache.clone(), made.clone());
        asking.spawn(async move {
            let make = async {
                made.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(200)).await;
                Ok(7)
            };
            cache.read::<_, i32, _>("test", &"question", &Scope::Everything, make).await
        });
    }
    for answer in asking.join_all().await {
        assert_eq!(answer.expect("answered"), 7);
    }
    assert_eq!(made.load(Ordering::SeqCst), 1);
    scene.end().await;
}

#[tokio::test]
async fn what_is_not_public_is_kept_for_nobody() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let patch = HotelPatch { published: Some(false), ..HotelPatch::default() };
    let hotel = catalog::hotel(svc, &scene.owner, scene.hotel.id).await.expect("found");
    catalog::edit_hotel(svc, &scene.owner, hotel.id, hotel.version, patch).await.expect("edited");
    void(svc).await.expect("voided");
    let (from, to) = (date("2027-03-10"), date("2027-03-13"));
    for _ in 0..2 {
        catalog::shown_hotel(svc, &scene.owner, hotel.id).await.expect("its own");
        catalog::room_types(svc, &scene.owner, hotel.id).await.expect("its own");
        availability::availability(svc, &scene.owner, hotel.id, from, to, None)
            .await
            .expect("its own");
        for other in [Actor::Anonymous, scene.guest] {
            catalog::shown_hotel(svc, &other, hotel.id).await.expect_err("none of theirs");
            catalog::room_types(svc, &other, hotel.id).await.expect_err("none of theirs");
            availability::availability(svc, &other, hotel.id, from, to, None)
                .await
                .expect_err("none of theirs");
        }
    }
    scene.end().await;
}

#[tokio::test]
async fn without_redis_everything_is_answered_and_notes_wait() {
    let scene = Scene::new().await;
    let expected = scene.shown(&scene.world.svc).await;
    let cache = Cache::new("redis://127.0.0.1:9", "nowhere").expect("an address");
    let svc = Services { cache, ..scene.world.svc.clone() };
    let request = scene.hotel.request("2027-06-10", "2027-06-12");
    bookings::book(&svc, &scene.guest, request, None).await.expect("booked");
    assert_eq!(void(&svc).await.expect("looked"), 0);
    assert_eq!(scene.shown(&svc).await, expected);
    let notes: i64 = sqlx::query_scalar("SELECT count(*) FROM cache_change")
        .fetch_one(&scene.world.db.pool)
        .await
        .expect("counted");
    assert!(notes > 0);
    scene.end().await;
}
