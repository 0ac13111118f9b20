//! Counting the statements that a use case sends, whatever it finds.

use std::{
    fmt::Debug,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use tracing::{
    Dispatch, Event, Id, Metadata, Subscriber,
    field::{Field, Visit},
    instrument::WithSubscriber,
    span::{Attributes, Record},
};
use types::{account::SignUpRole, booking::BookingSource, search::HotelSearch};

use crate::{
    Actor, availability, bookings, catalog,
    testing::{World, date},
};

/// Notes every statement that sqlx says it has sent.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<String>>>);

struct Summary(String);

impl Visit for Summary {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "summary" {
            self.0 = format!("{value:?}");
        }
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut summary = Summary(String::new());
        event.record(&mut summary);
        if !summary.0.contains("COMMIT") {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(summary.0);
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// What `future` gives, and the statements that it sent; the beginning and the end of a
/// transaction are none.
async fn sent<T>(future: impl Future<Output = T>) -> (T, Vec<String>) {
    let listener = Listener::default();
    let dispatch = Dispatch::new(listener.clone());
    // Another test may have met one of sqlx's lines at this very moment, and not know of this yet.
    tracing::callsite::rebuild_interest_cache();
    let result = future.with_subscriber(dispatch).await;
    let statements = listener.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (result, statements)
}

#[track_caller]
fn at_most(most: usize, (what, sent): (&str, Vec<String>)) {
    assert!(!sent.is_empty(), "{what}: nothing was counted");
    assert!(sent.len() <= most, "{what} sends {}: {sent:#?}", sent.len());
}

/// With one hotel and with several: the count is the same.
#[tokio::test]
async fn no_use_case_sends_more_statements_for_more_results() {
    let world = World::new().await;
    let svc = &world.svc;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let (from, to) = (date("2027-03-10"), date("2027-03-13"));
    let hotel = world.hotel(&owner, 3).await;
    for round in 0..3 {
        let dates = HotelSearch {
            check_in: Some(from),
            check_out: Some(to),
            limit: Some(100),
            ..HotelSearch::default()
        };
        let all = HotelSearch { limit: Some(100), ..HotelSearch::default() };
        let (found, statements) = sent(availability::search(svc, &dates)).await;
        assert!(found.expect("found").data.len() > round);
        at_most(3, ("search with dates", statements));
        let (_, statements) = sent(availability::search(svc, &all)).await;
        at_most(3, ("search", statements));
        let (_, statements) = sent(availability::search_rooms(svc, &dates)).await;
        at_most(3, ("search by room with dates", statements));
        let (_, statements) = sent(availability::search_rooms(svc, &all)).await;
        at_most(3, ("search by room", statements));
        let (_, statements) = sent(async {
            let shown = catalog::hotel_by_slug(svc, &Actor::Anonymous, "pousada-do-cais").await;
            let id = shown.expect("found").id;
            catalog::room_types(svc, &Actor::Anonymous, id).await.expect("found");
        })
        .await;
        at_most(4, ("detail", statements));
        let (_, statements) =
            sent(availability::availability(svc, &Actor::Anonymous, hotel.id, from, to, None))
                .await;
        at_most(5, ("availability", statements));

        let mut request = hotel.request("2027-03-10", "2027-03-13");
        request.rooms = vec![request.rooms[0].clone(); round + 1];
        request.check_in = from + chrono::Days::new(10 * round as u64 + 10);
        request.check_out = to + chrono::Days::new(10 * round as u64 + 10);
        let key = bookings::Idempotency {
            key: format!("key-{round}"),
            route: "POST /bookings",
            source: BookingSource::Api,
        };
        let (booked, statements) = sent(bookings::book(svc, &guest, request, Some(key))).await;
        let booking = booked.expect("booked").0;
        at_most(8, ("booking", statements));
        let (_, statements) = sent(bookings::booking(svc, &guest, booking.id)).await;
        at_most(2, ("one booking", statements));
        world.hotel(&owner, 2).await;
    }
    world.db.drop().await;
}
