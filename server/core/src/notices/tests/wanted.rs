use chrono::TimeDelta;
use types::{
    account::SignUpRole,
    notifications::{Notifications, NotificationsPatch},
    profile::ProfilePatch,
    review::{ReviewInput, Scores},
};

use crate::{accounts, bookings, reviews, testing::World, work};

/// Kind, state and reason of the letters to an address, in the order of the alphabet.
async fn letters(world: &World, address: &str) -> Vec<(String, String, Option<String>)> {
    sqlx::query_as("SELECT kind, state, error FROM notice WHERE address = $1 ORDER BY kind")
        .bind(address)
        .fetch_all(&world.db.pool)
        .await
        .expect("read")
}

fn sent(kind: &str) -> (String, String, Option<String>) {
    (kind.to_owned(), "sent".to_owned(), None)
}

#[tokio::test]
async fn who_wants_no_reminder_gets_the_other_letters() {
    let world = World::new().await;
    let svc = &world.svc;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let hotel = world.hotel(&owner, 2).await;
    let (with, wants) = world.account(SignUpRole::Guest).await;
    let (without, wants_not) = world.account(SignUpRole::Guest).await;
    assert_eq!(without.notifications, Notifications::default());
    let patch = NotificationsPatch { reminder: Some(false), ..NotificationsPatch::default() };
    let patch = ProfilePatch { notifications: Some(patch), ..ProfilePatch::default() };
    let changed = accounts::edit_me(svc, &wants_not, patch).await.expect("changed");
    let expected = Notifications { reminder: false, ..Notifications::default() };
    assert_eq!(changed.notifications, expected, "what is absent stays");
    for guest in [&wants, &wants_not] {
        let request = hotel.request("2027-03-10", "2027-03-12");
        bookings::book(svc, guest, request, None).await.expect("booked");
    }
    world.clock.set("2027-03-09T17:00:00Z".parse().expect("an instant"));
    work::drain(svc).await.expect("done");
    let all = [sent("confirmed"), sent("reminder"), sent("welcome")];
    assert_eq!(letters(&world, &with.email).await, all);
    let mut all = all;
    all[1].1 = "skipped".to_owned();
    all[1].2 = Some("not wanted".to_owned());
    assert_eq!(letters(&world, &without.email).await, all);
    world.db.drop().await;
}

#[tokio::test]
async fn the_owner_is_told_of_a_review_once() {
    let world = World::new().await;
    let svc = &world.svc;
    let (hotelier, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    let request = hotel.request("2027-03-10", "2027-03-12");
    let booking = bookings::book(svc, &guest, request, None).await.expect("booked").0.id;
    world.clock.set("2027-03-12T15:00:00Z".parse().expect("an instant"));
    bookings::finalize_due(svc).await.expect("swept");
    let scores = Scores { overall: 8, ..Scores::default() };
    let input = ReviewInput { scores, title: None, text: "Good.".to_owned() };
    reviews::write(svc, &guest, booking, input).await.expect("written");
    for _ in 0..2 {
        work::drain(svc).await.expect("done");
        world.clock.advance(TimeDelta::minutes(1));
    }
    let told = letters(&world, &hotelier.email).await;
    assert_eq!(told.iter().filter(|letter| **letter == sent("review")).count(), 1, "{told:?}");
    world.db.drop().await;
}
