mod booking;
mod cancelling;
mod changing;
mod desk;
mod finalizing;
mod histories;
mod holding;
mod idempotence;
mod pairs;
mod pricing;
mod race;
mod undoing;

use chrono::{DateTime, Utc};
use types::{
    account::SignUpRole,
    booking::{Booking, NewBooking},
};

use crate::{
    Error, Result,
    actor::Actor,
    bookings::{book, store},
    invariants,
    testing::{TestHotel, World},
};

/// A hotel with some rooms, its owner and a guest, on 1 March 2027.
struct Scene {
    world: World,
    owner: Actor,
    guest: Actor,
    hotel: TestHotel,
}

impl Scene {
    async fn new(rooms: usize) -> Self {
        let world = World::new().await;
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let (_, guest) = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner, rooms).await;
        Self { world, owner, guest, hotel }
    }

    async fn book(&self, from: &str, to: &str) -> Booking {
        self.order(self.hotel.request(from, to)).await.expect("booked")
    }

    async fn order(&self, request: NewBooking) -> Result<Booking> {
        book(&self.world.svc, &self.guest, request, None).await.map(|(booking, _)| booking)
    }

    fn at(&self, now: &str) {
        self.world.clock.set(instant(now));
    }

    /// Runs SQL that sets something up.
    async fn sql(&self, statement: &str) {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        sqlx::raw_sql(statement).execute(&self.world.db.pool).await.expect("done");
    }

    /// The occasions of letters, in the order of the alphabet.
    async fn notices(&self) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT payload ->> 'event' FROM outbox WHERE kind = 'mail.booking'
               AND payload ->> 'event' NOT IN ('reminder', 'hold_expiring') ORDER BY 1",
        )
        .fetch_all(&self.world.db.pool)
        .await
        .expect("read")
    }

    async fn kinds(&self, booking: &Booking) -> Vec<String> {
        let mut connection = self.world.db.pool.acquire().await.expect("connected");
        let events = store::events(&mut connection, booking.id).await.expect("read");
        events.into_iter().map(|event| event.kind).collect()
    }

    /// Ends the test: what must hold of the data holds.
    async fn done(self) {
        let now = self.world.svc.clock.now();
        // Nobody works here.
        self.sql("UPDATE outbox SET state = 'done'").await;
        for check in invariants::check(&self.world.db.pool, now).await.expect("checked") {
            assert_eq!(check.violations, 0, "{}", check.what);
        }
        self.world.db.drop().await;
    }
}

/// How much of a test to do: `quick` with every run of the tests, `full` when they are
/// run as torture.
fn scale(quick: usize, full: usize) -> usize {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
    let full_run = std::env::var("POUSADA_TORTURE").is_ok_and(|value| value == "full");
    if full_run { full } else { quick }
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

#[track_caller]
fn conflict<T: std::fmt::Debug>(result: Result<T>, code: &str) -> String {
    match result {
        Err(Error::Conflict { code: found, detail, .. }) if found == code => detail,
        other => panic!("not {code}: {other:?}"),
    }
}
