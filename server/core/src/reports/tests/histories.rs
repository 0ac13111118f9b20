//! A hotel in which all sorts of things happen.

use chrono::{Days, NaiveDate};
use serde_json::json;
use types::{
    BookingId, HotelId, RoomId, RoomTypeId,
    account::SignUpRole,
    booking::{
        BookingPatch, BookingState, CancelRequest, DeskBooking, NewBlock, NewBooking, RoomRequest,
    },
    listing::{NewRooms, RoomPatch, RoomStatus, RoomTypeInput},
    report::{Report, ReportQuery},
};

use super::{noon, report};
use crate::{
    Result,
    actor::Actor,
    bookings, catalog, rates, sweep,
    testing::{Dice, World, room_input, room_type_input},
};

/// A hotel with two room types, prices that change by the weekday, and taxes.
pub(super) struct House {
    pub world: World,
    pub owner: Actor,
    guest: Actor,
    pub id: HotelId,
    types: [RoomTypeId; 2],
    bookings: Vec<BookingId>,
    rooms: Vec<RoomId>,
}

impl House {
    pub async fn new(opened: &str) -> Self {
        let world = World::new().await;
        world.clock.set(opened.parse().expect("an instant"));
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let (_, guest) = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner, 4).await;
        let input = RoomTypeInput { name: "Suite".into(), capacity: 4, ..room_type_input() };
        let suite = catalog::create_room_type(&world.svc, &owner, hotel.id, input).await;
        let suite = suite.expect("created").id;
        let rules = [
            json!({ "name": "Weekend", "weekdays": 48, "price": { "percent": 13_333 } }),
            json!({ "name": "Suites", "room_type_id": suite, "weekdays": 7, "price": { "fixed": 71_117 } }),
        ];
        for rule in rules {
            let rule = serde_json::from_value(rule).expect("a rule");
            rates::create_rule(&world.svc, &owner, hotel.id, rule).await.expect("created");
        }
        for charge in [
            json!({ "name": "ISS", "basis": "percent", "value": 500 }),
            json!({ "name": "Cleaning", "basis": "per_stay", "value": 1_001 }),
        ] {
            let charge = serde_json::from_value(charge).expect("a charge");
            rates::create_charge(&world.svc, &owner, hotel.id, charge).await.expect("created");
        }
        let rooms = hotel.rooms.iter().map(|room| room.id).collect();
        let types = [hotel.room_type, suite];
        let (id, bookings) = (hotel.id, Vec::new());
        let mut house = Self { world, owner, guest, id, types, bookings, rooms };
        for number in 1..=2 {
            house.build(200 + number, suite).await.expect("built");
        }
        house
    }

    pub async fn report(&self, query: ReportQuery) -> Report {
        report(&self.world.svc, &self.owner, self.id, query).await.expect("told")
    }

    /// So many days on which guests and the hotel do what they like.
    pub async fn live(&mut self, first: NaiveDate, days: u64, dice: &mut Dice) {
        for day in (0..days).map(|n| first + Days::new(n)) {
            self.world.clock.set(noon(day));
            sweep::run(&self.world.svc).await.expect("swept");
            for _ in 0..6 {
                if let Err(error) = self.act(day, dice).await {
                    assert!(!error.is_ours(), "{error}");
                }
            }
        }
    }

    /// A hold that its guest gives up before it runs out, on the first day on which it finds a room.
    pub async fn let_go(&mut self, first: NaiveDate, dice: &mut Dice) {
        let (svc, guest) = (self.world.svc.clone(), self.guest);
        for day in (0..30).map(|n| first + Days::new(n)) {
            self.world.clock.set(noon(day));
            let wish = NewBooking { hold: true, ..self.wish(day, dice) };
            let Ok((made, _)) = bookings::book(&svc, &guest, wish, None).await else { continue };
            let request = CancelRequest::default();
            bookings::cancel(&svc, &guest, made.id, None, request).await.expect("let go");
            return;
        }
        panic!("no room in thirty days");
    }

    async fn build(&mut self, number: usize, of: RoomTypeId) -> Result<()> {
        let rooms = NewRooms { rooms: vec![room_input(&number.to_string(), of)] };
        let made = catalog::create_rooms(&self.world.svc, &self.owner, self.id, rooms).await?;
        self.rooms.extend(made.iter().map(|room| room.id));
        Ok(())
    }

    fn wish(&self, day: NaiveDate, dice: &mut Dice) -> NewBooking {
        let check_in = day + Days::new(dice.below(12) as u64);
        let nights = if dice.below(12) == 0 { dice.from_to(10, 40) } else { dice.from_to(1, 8) };
        let room = |dice: &mut Dice| RoomRequest {
            room_type_id: Some(self.types[dice.below(2)]),
            room_id: None,
            adults: 1,
            children: 0,
        };
        NewBooking {
            hotel_id: self.id,
            check_in,
            check_out: check_in + Days::new(nights as u64),
            rooms: (0..dice.from_to(1, 2)).map(|_| room(dice)).collect(),
            guest_note: String::new(),
            expected_total: None,
            hold: dice.below(4) == 0,
            promotion_code: None,
        }
    }

    async fn act(&mut self, day: NaiveDate, dice: &mut Dice) -> Result<()> {
        let (svc, owner, guest) = (self.world.svc.clone(), self.owner, self.guest);
        let what = dice.below(24);
        if what < 7 {
            let (made, _) = bookings::book(&svc, &guest, self.wish(day, dice), None).await?;
            self.bookings.push(made.id);
        } else if what < 10 {
            let wish = self.wish(day, dice);
            let rooms = serde_json::to_value(wish.rooms).expect("json");
            let source = ["desk", "phone"][dice.below(2)];
            let request: DeskBooking = serde_json::from_value(json!({
                "check_in": wish.check_in, "check_out": wish.check_out, "rooms": rooms,
                "source": source,
                "guest": { "name": "Rui Prado", "email": "", "phone": "" },
            }))
            .expect("a request");
            let (made, _) = bookings::book_at_desk(&svc, &owner, request.at(self.id), None).await?;
            self.bookings.push(made.id);
        } else if what < 19 && !self.bookings.is_empty() {
            let recent = match what {
                // A hold is called off at once or never.
                11 => self.bookings.len().min(3),
                _ => self.bookings.len().min(25),
            };
            let id = match what {
                12 => self.late(day).await?,
                _ => Some(self.bookings[self.bookings.len() - 1 - dice.below(recent)]),
            };
            let Some(id) = id else { return Ok(()) };
            self.step(what, id, day, dice).await?;
        } else if what == 19 {
            let from = day + Days::new(dice.below(20) as u64);
            let to = from + Days::new(dice.from_to(1, 9) as u64);
            let block = NewBlock { from, to, reason: String::new() };
            bookings::block_room(&svc, &owner, self.rooms[dice.below(self.rooms.len())], block)
                .await?;
        } else if what == 20 && dice.below(3) == 0 {
            let number = 300 + self.rooms.len();
            self.build(number, self.types[dice.below(2)]).await?;
        } else if what == 21 {
            let room = self.rooms[dice.below(self.rooms.len())];
            let found = catalog::room(&svc, &owner, room).await?;
            catalog::delete_room(&svc, &owner, room, found.version).await?;
        } else if what == 22 {
            let room = self.rooms[dice.below(self.rooms.len())];
            let found = catalog::room(&svc, &owner, room).await?;
            let status = match found.status {
                RoomStatus::Active => RoomStatus::OutOfService,
                RoomStatus::OutOfService => RoomStatus::Active,
            };
            let patch = RoomPatch { status: Some(status), ..RoomPatch::default() };
            catalog::edit_room(&svc, &owner, room, found.version, patch).await?;
        }
        Ok(())
    }

    /// A booking whose guest should have come, and did not.
    async fn late(&self, day: NaiveDate) -> Result<Option<BookingId>> {
        for id in self.bookings.iter().rev().take(40) {
            let booking = bookings::booking(&self.world.svc, &self.owner, *id).await?;
            if booking.state == BookingState::Confirmed && booking.check_in < day {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    async fn step(
        &self,
        what: usize,
        id: BookingId,
        day: NaiveDate,
        dice: &mut Dice,
    ) -> Result<()> {
        let (svc, owner) = (&self.world.svc, &self.owner);
        let booking = bookings::booking(svc, owner, id).await?;
        let actor = if booking.guest.id.is_some() { &self.guest } else { owner };
        match what {
            10 => drop(bookings::confirm(svc, actor, id, None).await?),
            11 => {
                let part = booking.rooms.first().map(|room| vec![room.id]);
                let rooms = part.filter(|_| dice.below(2) == 0);
                let request = CancelRequest { rooms, ..CancelRequest::default() };
                drop(bookings::cancel(svc, actor, id, None, request).await?);
            }
            12 => drop(bookings::no_show(svc, owner, id, None).await?),
            13 | 14 => drop(bookings::check_in(svc, owner, id, None).await?),
            15 => drop(bookings::check_out(svc, owner, id, None, 0).await?),
            16 => drop(bookings::undo(svc, owner, id, None, "a mistake").await?),
            _ => {
                let from = day + Days::new(dice.below(9) as u64);
                let patch = BookingPatch {
                    check_in: Some(from),
                    check_out: Some(from + Days::new(dice.from_to(1, 9) as u64)),
                    ..BookingPatch::default()
                };
                drop(bookings::change(svc, actor, id, None, patch).await?);
            }
        }
        Ok(())
    }
}
