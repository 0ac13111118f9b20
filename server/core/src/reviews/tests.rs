use chrono::TimeDelta;
use types::{
    BookingId, ReviewId,
    account::SignUpRole,
    listing::HotelPatch,
    page::PageRequest,
    review::{AnswerInput, Review, ReviewInput, ReviewPatch, Scores},
    search::{HotelSearch, Sort},
};

use crate::{
    Actor, Error, Result, availability, bookings, catalog, invariants, privacy, reviews,
    testing::{PASSWORD, TestHotel, World, date},
};

/// A hotel with rooms enough for many guests.
struct Scene {
    world: World,
    owner: Actor,
    guest: Actor,
    hotel: TestHotel,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let (_, guest) = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner, 8).await;
        Self { world, owner, guest, hotel }
    }

    /// A stay of the guest's from 10 to 12 March.
    async fn booked(&self, guest: &Actor) -> BookingId {
        let request = self.hotel.request("2027-03-10", "2027-03-12");
        bookings::book(&self.world.svc, guest, request, None).await.expect("booked").0.id
    }

    /// Some time after all stays of 10 to 12 March have ended.
    async fn after(&self) {
        self.at("2027-03-12T15:00:00Z");
        bookings::finalize_due(&self.world.svc).await.expect("swept");
        self.at("2027-03-14T12:00:00Z");
    }

    fn at(&self, now: &str) {
        self.world.clock.set(now.parse().expect("an instant"));
    }

    async fn write(&self, guest: &Actor, booking: BookingId, overall: i16) -> Result<Review> {
        reviews::write(&self.world.svc, guest, booking, input(overall)).await
    }

    async fn rating(&self) -> (Option<f64>, Option<f64>, i64) {
        let hotel = catalog::hotel(&self.world.svc, &Actor::Anonymous, self.hotel.id).await;
        let hotel = hotel.expect("found");
        (hotel.rating, hotel.review_score, hotel.review_count)
    }

    async fn done(self) {
        let now = self.world.svc.clock.now();
        let checks = invariants::check(&self.world.db.pool, now).await.expect("checked");
        let wrong = checks.iter().find(|check| check.what.contains("rating")).expect("a check");
        assert_eq!(wrong.violations, 0);
        self.world.db.drop().await;
    }
}

fn input(overall: i16) -> ReviewInput {
    let scores = Scores { overall, cleanliness: Some(9), ..Scores::default() };
    let title = Some(" By the water ".to_owned());
    ReviewInput { scores, title, text: "Breakfast on the terrace.".to_owned() }
}

#[track_caller]
fn conflict<T: std::fmt::Debug>(result: Result<T>, code: &str) {
    match result {
        Err(Error::Conflict { code: found, .. }) if found == code => {}
        other => panic!("not {code}: {other:?}"),
    }
}

#[tokio::test]
async fn who_stayed_speaks_once_and_within_a_year() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let booking = scene.booked(&scene.guest).await;
    conflict(scene.write(&scene.guest, booking, 9).await, "wrong_state");
    let before = reviews::mine_for_booking(svc, &scene.guest, booking).await.expect("asked");
    assert_eq!((before.review, before.write_until, before.edit_until), (None, None, None));
    scene.after().await;

    let (_, other) = scene.world.account(SignUpRole::Guest).await;
    let foreign = scene.write(&other, booking, 1).await;
    assert!(matches!(foreign, Err(Error::NotFound("booking"))), "{foreign:?}");
    let owner = scene.write(&scene.owner, booking, 10).await;
    assert!(matches!(owner, Err(Error::Forbidden(_))), "{owner:?}");
    let open = reviews::mine_for_booking(svc, &scene.guest, booking).await.expect("asked");
    let year = "2028-03-11T15:00:00Z".parse().ok();
    assert_eq!((open.write_until, open.edit_until), (year, None));
    let owners = reviews::mine_for_booking(svc, &scene.owner, booking).await.expect("asked");
    assert_eq!(owners.write_until, None, "the hotel does not review itself");

    scene.at("2028-03-11T15:00:00Z");
    conflict(scene.write(&scene.guest, booking, 9).await, "too_late");
    scene.at("2028-03-11T14:59:59Z");
    let review = scene.write(&scene.guest, booking, 9).await.expect("written");
    assert_eq!(review.author.as_deref(), Some("Ana"));
    assert_eq!(
        (review.stay_month, review.title.as_deref()),
        (date("2027-03-01"), Some("By the water"))
    );
    conflict(scene.write(&scene.guest, booking, 9).await, "already_reviewed");
    assert_eq!(scene.rating().await, (Some(4.5), Some(9.0), 1));
    scene.done().await;
}

#[tokio::test]
async fn a_review_is_changed_for_two_days() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let booking = scene.booked(&scene.guest).await;
    let edit = async |who: &Actor, overall| {
        let scores = Some(Scores { overall, ..Scores::default() });
        let patch = ReviewPatch { scores, ..ReviewPatch::default() };
        reviews::edit(svc, who, booking, patch).await
    };
    scene.after().await;
    assert!(matches!(edit(&scene.guest, 5).await, Err(Error::NotFound("review"))));
    scene.write(&scene.guest, booking, 9).await.expect("written");
    let (_, other) = scene.world.account(SignUpRole::Guest).await;
    assert!(matches!(edit(&other, 5).await, Err(Error::NotFound("review"))));
    assert!(matches!(edit(&scene.guest, 11).await, Err(Error::Invalid(_))));
    scene.world.clock.advance(TimeDelta::hours(48) - TimeDelta::seconds(1));
    let edited = edit(&scene.guest, 4).await.expect("edited");
    assert_eq!((edited.scores.overall, edited.scores.cleanliness), (4, None));
    assert_eq!(edited.edited_at, Some(svc.clock.now()));
    assert_eq!(edited.title.as_deref(), Some("By the water"), "what is not named stays");
    assert_eq!(scene.rating().await, (Some(2.0), Some(4.0), 1));
    let mine = reviews::mine_for_booking(svc, &scene.guest, booking).await.expect("asked");
    assert_eq!(mine.edit_until, Some(edited.created_at + TimeDelta::hours(48)));
    scene.world.clock.advance(TimeDelta::seconds(1));
    conflict(edit(&scene.guest, 5).await, "too_late");
    let mine = reviews::mine_for_booking(svc, &scene.guest, booking).await.expect("asked");
    assert_eq!((mine.edit_until, mine.review), (None, Some(edited)));
    scene.done().await;
}

#[tokio::test]
async fn the_hotel_answers_once_and_may_change_it() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let booking = scene.booked(&scene.guest).await;
    scene.after().await;
    let review = scene.write(&scene.guest, booking, 6).await.expect("written");
    let answer = async |who: &Actor, id: ReviewId, text: &str| {
        reviews::answer(svc, who, id, AnswerInput { text: text.to_owned() }).await
    };
    let (_, other) = scene.world.account(SignUpRole::Hotelier).await;
    let foreign = answer(&other, review.id, "Not mine").await;
    assert!(matches!(foreign, Err(Error::NotFound("review"))), "{foreign:?}");
    let guest = answer(&scene.guest, review.id, "Me again").await;
    assert!(matches!(guest, Err(Error::Forbidden(_))), "{guest:?}");
    assert!(matches!(answer(&scene.owner, review.id, " ").await, Err(Error::Invalid(_))));
    let first = answer(&scene.owner, review.id, "Thank you!").await.expect("answered");
    let first = first.answer.expect("an answer");
    assert_eq!((first.text.as_str(), first.edited_at), ("Thank you!", None));
    scene.world.clock.advance(TimeDelta::days(40));
    let second = answer(&scene.owner, review.id, "Thank you, Ana!").await.expect("changed");
    let second = second.answer.expect("an answer");
    assert_eq!(second.created_at, first.created_at);
    assert_eq!(
        (second.text.as_str(), second.edited_at),
        ("Thank you, Ana!", Some(svc.clock.now()))
    );
    assert_eq!(scene.rating().await.1, Some(6.0));
    scene.done().await;
}

#[tokio::test]
async fn pages_follow_one_another_and_means_add_up() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let mut stays = Vec::new();
    for _ in 0..5 {
        let (_, guest) = scene.world.account(SignUpRole::Guest).await;
        stays.push((scene.booked(&guest).await, guest));
    }
    scene.after().await;
    let mut written = Vec::new();
    for ((booking, guest), overall) in stays.iter().zip([10, 9, 7, 3, 8]) {
        // Two at the same instant.
        scene.world.clock.advance(TimeDelta::seconds(i64::from(overall != 9)));
        written.push(scene.write(guest, *booking, overall).await.expect("written").id);
    }
    assert_eq!(scene.rating().await, (Some(3.7), Some(7.4), 5));
    let mut page = PageRequest { limit: Some(2), cursor: None };
    let mut seen = Vec::new();
    loop {
        let found = reviews::of_hotel(svc, &Actor::Anonymous, scene.hotel.id, &page).await;
        let found = found.expect("found");
        seen.extend(found.data.iter().map(|review| review.created_at));
        assert!(found.data.iter().all(|review| written.contains(&review.id)));
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|a, b| a >= b));
    let summary = reviews::summary(svc, &Actor::Anonymous, scene.hotel.id).await.expect("asked");
    assert_eq!((summary.count, summary.overall), (5, Some(7.4)));
    assert_eq!((summary.cleanliness, summary.staff), (Some(9.0), None));

    let hide = HotelPatch { published: Some(false), ..HotelPatch::default() };
    catalog::edit_hotel(svc, &scene.owner, scene.hotel.id, 1, hide).await.expect("hidden");
    let all = PageRequest::default();
    let hidden = reviews::of_hotel(svc, &Actor::Anonymous, scene.hotel.id, &all).await;
    assert!(matches!(hidden, Err(Error::NotFound("hotel"))), "{hidden:?}");
    let own = reviews::of_hotel(svc, &scene.owner, scene.hotel.id, &all).await.expect("own");
    assert_eq!(own.data.len(), 5);
    let hidden = reviews::summary(svc, &Actor::Anonymous, scene.hotel.id).await;
    assert!(matches!(hidden, Err(Error::NotFound("hotel"))), "{hidden:?}");
    scene.done().await;
}

/// Without the lock that an update of the hotel's row takes, the sums would be of what
/// each saw.
#[tokio::test]
async fn reviews_at_one_time_are_all_counted() {
    let scene = Scene::new().await;
    let mut stays = Vec::new();
    for _ in 0..8 {
        let (_, guest) = scene.world.account(SignUpRole::Guest).await;
        stays.push((scene.booked(&guest).await, guest));
    }
    scene.after().await;
    let mut writing = tokio::task::JoinSet::new();
    for (booking, guest) in stays {
        let svc = scene.world.svc.clone();
        for _ in 0..2 {
            let svc = svc.clone();
            writing.spawn(async move { reviews::write(&svc, &guest, booking, input(8)).await });
        }
    }
    let results = writing.join_all().await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 8);
    for result in results.into_iter().filter(Result::is_err) {
        conflict(result, "already_reviewed");
    }
    assert_eq!(scene.rating().await, (Some(4.0), Some(8.0), 8));
    scene.done().await;
}

#[tokio::test]
async fn the_best_reviewed_are_found_first() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let good = scene.world.hotel(&scene.owner, 1).await;
    let unknown = scene.world.hotel(&scene.owner, 1).await;
    let here = scene.booked(&scene.guest).await;
    let there = good.request("2027-03-10", "2027-03-12");
    let there = bookings::book(svc, &scene.guest, there, None).await.expect("booked").0.id;
    scene.after().await;
    scene.write(&scene.guest, here, 7).await.expect("written");
    scene.write(&scene.guest, there, 9).await.expect("written");
    for stay in [None, Some((date("2027-04-10"), date("2027-04-12")))] {
        let search = HotelSearch {
            sort: Some(Sort::Rating),
            check_in: stay.map(|stay| stay.0),
            check_out: stay.map(|stay| stay.1),
            ..HotelSearch::default()
        };
        let found = availability::search(svc, &search).await.expect("found").data;
        let ids: Vec<_> = found.iter().map(|found| found.hotel.id).collect();
        assert_eq!(ids, [good.id, scene.hotel.id, unknown.id], "{stay:?}");
        assert_eq!(found[0].hotel.rating, Some(4.5));
        let rooms = availability::search_rooms(svc, &search).await.expect("found").data;
        let ids: Vec<_> = rooms.iter().map(|found| found.hotel.id).collect();
        assert_eq!(ids, [good.id, scene.hotel.id, unknown.id], "{stay:?}");
    }
    scene.done().await;
}

#[tokio::test]
async fn who_is_erased_leaves_scores_and_no_words() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let booking = scene.booked(&scene.guest).await;
    scene.after().await;
    let review = scene.write(&scene.guest, booking, 9).await.expect("written");
    let answer = AnswerInput { text: "Thank you, Ana Lima!".to_owned() };
    reviews::answer(svc, &scene.owner, review.id, answer).await.expect("answered");
    let copy = privacy::export(svc, &scene.guest).await.expect("exported");
    assert_eq!(copy["reviews"][0]["text"], "Breakfast on the terrace.");
    let copy = privacy::export(svc, &scene.owner).await.expect("exported");
    assert_eq!(copy["review_answers"][0]["text"], "Thank you, Ana Lima!");
    privacy::erase(svc, &scene.guest, PASSWORD).await.expect("erased");
    let page = PageRequest::default();
    let left = reviews::of_hotel(svc, &Actor::Anonymous, scene.hotel.id, &page).await;
    let left = left.expect("found").data.remove(0);
    assert_eq!((left.author, left.title, left.text.as_str()), (None, None, ""));
    assert_eq!((left.answer, left.scores.overall), (None, 9));
    assert_eq!(scene.rating().await, (Some(4.5), Some(9.0), 1), "the hotel keeps its rating");
    // A session that was alive a moment ago writes nothing any more.
    let late = ReviewPatch { text: Some("It was me".into()), ..ReviewPatch::default() };
    let late = reviews::edit(svc, &scene.guest, booking, late).await;
    assert!(matches!(late, Err(Error::Unauthenticated)), "{late:?}");
    scene.done().await;
}
