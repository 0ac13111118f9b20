mod ledger;
mod letters;
mod mail;
mod wanted;

use serde_json::json;
use types::{
    account::{Account, SignUpRole},
    booking::Booking,
};

use super::*;
use crate::{
    ids::{new_code, new_id},
    mail::Mailer,
    testing::{TestHotel, World, sign_up_request},
    work,
};

/// A world with a room booked, and all letters about that and about the accounts sent.
struct Stage {
    world: World,
    owner: (Account, Actor),
    guest: (Account, Actor),
    hotel: TestHotel,
    booking: Booking,
}

impl Stage {
    /// Nothing is sent yet.
    async fn quiet() -> Self {
        let world = World::new().await;
        let owner = world.account(SignUpRole::Hotelier).await;
        let guest = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner.1, 1).await;
        Self::booked(world, owner, guest, hotel).await
    }

    /// The guest has the hotel's first room from 10 to 12 March. Written here and not
    /// by the use case, so that nothing else is asked for than these letters.
    async fn booked(
        world: World,
        owner: (Account, Actor),
        guest: (Account, Actor),
        hotel: TestHotel,
    ) -> Self {
        let now = world.svc.clock.now();
        let id = BookingId(new_id(now));
        sqlx::query(
            "WITH b AS (
                 INSERT INTO booking (id, code, hotel_id, guest_id, state, check_in, check_out,
                                      starts_at, ends_at, cancellation_anchor, currency, total,
                                      guest_name, guest_email, guest_phone, created_at, updated_at)
                 VALUES ($1, $2, $3, $4, 'confirmed', '2027-03-10', '2027-03-12',
                         '2027-03-10T17:00:00Z', '2027-03-12T15:00:00Z', '2027-03-10T17:00:00Z',
                         'BRL', 60000, 'Ana Lima', $5, '+5511987654321', $6, $6)
             ), s AS (
                 INSERT INTO room_stay (id, booking_id, hotel_id, room_id, room_type_id, stay,
                                        state, adults)
                 VALUES ($1, $1, $3, $7, $8, '[2027-03-10,2027-03-12)', 'confirmed', 2)
             )
             INSERT INTO stay_night (room_stay_id, night, price, rules)
             VALUES ($1, '2027-03-10', 30000, $9), ($1, '2027-03-11', 30000, $9)",
        )
        .bind(id.0)
        .bind(new_code())
        .bind(hotel.id.0)
        .bind(guest.0.id.0)
        .bind(&guest.0.email)
        .bind(now)
        .bind(hotel.rooms[0].id.0)
        .bind(hotel.room_type.0)
        .bind(json!({ "base": 30_000, "base_of": "type" }))
        .execute(&world.db.pool)
        .await
        .expect("booked");
        let booking = bookings::booking(&world.svc, &guest.1, id).await.expect("found");
        let stage = Self { world, owner, guest, hotel, booking };
        stage.happen("confirmed", 1, json!({})).await;
        stage
    }

    async fn new() -> Self {
        let stage = Self::quiet().await;
        assert_eq!(stage.drain().await, 3, "two welcomes and the booking");
        stage
    }

    async fn drain(&self) -> usize {
        work::drain(&self.world.svc).await.expect("drained")
    }

    /// Sends through another mail server from now on.
    fn send_by(&mut self, url: &str) {
        let mailer = Mailer::new(url, "Pousada <no-reply@pousada.example>").expect("a mailer");
        self.world.svc.mailer = mailer;
    }

    async fn add(&self, work: Work) {
        let now = self.world.svc.clock.now();
        let mut connection = self.world.db.pool.acquire().await.expect("connected");
        outbox::add(&mut connection, now, &[work]).await.expect("added");
    }

    /// Writes an event of the booking, and asks for the letters about it.
    async fn happen(&self, event: &str, version: i32, data: serde_json::Value) {
        let now = self.world.svc.clock.now();
        sqlx::query(
            "INSERT INTO booking_event (id, booking_id, version, kind, actor, data, at)
             VALUES (gen_random_uuid(), $1, $2, $3, 'guest', $4, $5)",
        )
        .bind(self.booking.id.0)
        .bind(version)
        .bind(event)
        .bind(data)
        .bind(now)
        .execute(&self.world.db.pool)
        .await
        .expect("written");
        self.add(Work::notice(self.booking.id, event, version, now)).await;
    }

    /// Sets a column of the booking.
    async fn set(&self, assignment: &str) {
        let statement = format!("UPDATE booking SET {assignment} WHERE id = $1");
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(self.booking.id.0)
            .execute(&self.world.db.pool)
            .await
            .expect("set");
    }

    /// The ledger of the booking: kind, recipient, state and attempts.
    async fn ledger(&self) -> Vec<(String, Recipient, NoticeState, i32)> {
        let all = of_booking(&self.world.svc, &self.owner.1, self.booking.id).await;
        let all = all.expect("read");
        all.into_iter().map(|n| (n.kind, n.recipient, n.state, n.attempts)).collect()
    }

    async fn outbox(&self, state: &str) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM outbox WHERE state = $1 AND kind LIKE 'mail.%'")
            .bind(state)
            .fetch_one(&self.world.db.pool)
            .await
            .expect("counted")
    }

    async fn end(self) {
        self.world.db.drop().await;
    }
}
