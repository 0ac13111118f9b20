mod bulk;
mod charging;
mod explaining;
mod promoting;
mod ruling;
mod selling;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use types::{
    RoomTypeId,
    account::SignUpRole,
    booking::{NewBooking, Quote},
    listing::{NewRooms, RoomTypeInput},
    rates::RateRule,
};

use super::*;
use crate::{
    actor::Actor,
    bookings, catalog,
    testing::{TestHotel, World, room_input, room_type_input},
};

/// A hotel with two room types of R$ 300 a night, its owner, and others.
struct Scene {
    world: World,
    owner: Actor,
    other: Actor,
    guest: Actor,
    hotel: TestHotel,
    suite: RoomTypeId,
}

impl Scene {
    async fn new(rooms: usize) -> Self {
        let world = World::new().await;
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let (_, other) = world.account(SignUpRole::Hotelier).await;
        let (_, guest) = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner, rooms).await;
        let input = RoomTypeInput { name: "Suite".into(), ..room_type_input() };
        let suite = catalog::create_room_type(&world.svc, &owner, hotel.id, input).await;
        let suite = suite.expect("created").id;
        let rooms = (1..=rooms).map(|n| room_input(&(200 + n).to_string(), suite)).collect();
        let rooms = catalog::create_rooms(&world.svc, &owner, hotel.id, NewRooms { rooms }).await;
        rooms.expect("created");
        Self { world, owner, other, guest, hotel, suite }
    }

    async fn rule(&self, input: Value) -> RateRule {
        let made = create_rule(&self.world.svc, &self.owner, self.hotel.id, of(input)).await;
        made.expect("created")
    }

    async fn quoted(&self, request: NewBooking) -> Result<Quote> {
        bookings::quote(&self.world.svc, &self.guest, request).await
    }

    /// What each night costs a guest, in minor units.
    async fn nights(&self, room_type: RoomTypeId, from: &str, to: &str) -> Vec<i64> {
        let mut request = self.hotel.request(from, to);
        request.rooms[0].room_type_id = Some(room_type);
        let quote = self.quoted(request).await.expect("quoted");
        quote.rooms[0].nights.iter().map(|night| night.price.amount).collect()
    }

    /// Runs SQL that sets something up.
    async fn sql(&self, statement: &str) {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        sqlx::raw_sql(statement).execute(&self.world.db.pool).await.expect("done");
    }
}

/// An input as it is sent.
fn of<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("fits")
}

fn holiday(price: i64) -> Value {
    json!({ "name": "Holiday", "from": "2027-03-10", "to": "2027-03-12", "date_override": true,
            "price": { "fixed": price } })
}

#[track_caller]
fn pointers<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|error| error.pointer).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

#[track_caller]
fn missing<T: std::fmt::Debug>(result: Result<T>, what: &str) {
    match result {
        Err(Error::NotFound(found)) if found == what => {}
        other => panic!("{what} is not missing: {other:?}"),
    }
}
