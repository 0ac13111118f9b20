//! Bookings: each hotel's timeline is walked room by room, so that no two overlap.

mod history;
mod wishes;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use pousada_core::local_time;
use types::{booking::BookingState, policy::CancellationPolicy};
use uuid::Uuid;

use self::wishes::Wish;
use crate::{
    calendar::WINDOW,
    places::Kind,
    random::{Random, code},
    words::people::NOTES,
    world::{Hotel, Room, World},
};

/// One room's part of a booking.
pub(crate) struct Stay {
    pub id: Uuid,
    /// Place of the room in the hotel's list.
    pub room: usize,
    pub adults: i16,
    pub children: i16,
    /// Of each night.
    pub price: i64,
}

/// Something that happened to a booking.
pub(crate) struct Event {
    pub id: Uuid,
    pub version: i32,
    pub kind: BookingState,
    pub actor: &'static str,
    pub actor_id: Option<Uuid>,
    pub from: Option<BookingState>,
    pub at: DateTime<Utc>,
}

/// A booking.
pub(crate) struct Booking {
    pub id: Uuid,
    pub code: String,
    /// Place of the guest in the list of guests.
    pub guest: usize,
    pub state: BookingState,
    pub check_in: NaiveDate,
    pub check_out: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub note: &'static str,
    pub stays: Vec<Stay>,
    pub events: Vec<Event>,
}

impl Booking {
    /// How many nights.
    pub(crate) fn nights(&self) -> i64 {
        (self.check_out - self.check_in).num_days()
    }

    /// What is owed for a room that was not stayed in; by the policy that hotels have
    /// unless they choose another.
    pub(crate) fn fee(&self, stay: &Stay) -> i64 {
        let (_, at) = self.times();
        let ended = match self.state {
            BookingState::Cancelled => at,
            BookingState::NoShow => self.starts_at,
            _ => return 0,
        };
        let by_guest = self.events.last().is_some_and(|event| event.actor == "guest");
        if self.state == BookingState::Cancelled && !by_guest {
            return 0;
        }
        let nights = vec![stay.price; usize::try_from(self.nights()).unwrap_or_default()];
        CancellationPolicy::default().fee(self.starts_at, ended, &nights, 0)
    }

    /// What it costs: the nights, or the fee where they were not stayed.
    pub(crate) fn total(&self) -> i64 {
        let live = self.state.occupies() || self.state == BookingState::Completed;
        let of = |stay: &Stay| if live { stay.price * self.nights() } else { self.fee(stay) };
        self.stays.iter().map(of).sum()
    }

    /// When it was made, and last changed.
    pub(crate) fn times(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let at = |event: Option<&Event>| event.map_or(self.starts_at, |event| event.at);
        (at(self.events.first()), at(self.events.last()))
    }
}

/// All bookings of a hotel; `first` of the platform's come before them.
pub(crate) fn of_hotel(world: &World, at: usize, first: u64) -> Vec<Booking> {
    let hotel = &world.hotels[at];
    let mut desk = Desk {
        world,
        hotel,
        random: Random::new(0x00B0_0C1D + at as u64),
        taken: vec![Vec::new(); hotel.rooms.len()],
        next: first,
    };
    let quota = usize::try_from(world.quotas[at]).unwrap_or_default();
    let mut bookings = Vec::with_capacity(quota);
    for wish in wishes::of_hotel(world, at).into_iter().take(quota) {
        if let Some(rooms) = desk.rooms(wish.start, wish.nights, 1) {
            bookings.push(desk.book(&rooms, &wish));
        }
    }
    desk.rush(quota, &mut bookings);
    while bookings.len() < quota {
        let booking = desk.some();
        bookings.push(booking);
    }
    bookings
}

/// A hotel's reservation desk, with the nights that are taken, in days from today.
struct Desk<'a> {
    world: &'a World,
    hotel: &'a Hotel,
    random: Random,
    taken: Vec<Vec<(i64, i64)>>,
    next: u64,
}

impl Desk<'_> {
    fn is_free(&self, room: usize, start: i64, end: i64) -> bool {
        // What is out of order now is not sold from now on.
        (self.hotel.rooms[room].active || end < 0)
            && self.taken[room].iter().all(|(from, to)| end <= *from || *to <= start)
    }

    /// `count` rooms that are free then, if there are so many.
    fn rooms(&mut self, start: i64, nights: i64, count: usize) -> Option<Vec<usize>> {
        let all = self.hotel.rooms.len();
        let from = self.random.index(all);
        let free: Vec<usize> = (0..all)
            .map(|n| (from + n) % all)
            .filter(|room| self.is_free(*room, start, start + nights))
            .take(count)
            .collect();
        (free.len() == count).then_some(free)
    }

    /// A booking of somebody, at some time when people travel.
    fn some(&mut self) -> Booking {
        let kind = self.hotel.place.kind;
        let count = match self.random.unit() {
            roll if roll < 0.95 => 1,
            roll if roll < 0.985 => 2,
            _ => 3,
        };
        for _ in 0..60 {
            let start = self.day();
            if self.random.unit() * 2.2 > self.world.demand.on(start, kind) {
                continue;
            }
            let nights = self.nights();
            if let Some(rooms) = self.rooms(start, nights, count.min(self.hotel.rooms.len())) {
                return self.book(&rooms, &Wish::any(start, nights));
            }
        }
        // A full house: its past was always long enough.
        let mut start = WINDOW.0;
        loop {
            start -= 2;
            if let Some(rooms) = self.rooms(start, 2, 1) {
                return self.book(&rooms, &Wish::any(start, 2));
            }
        }
    }

    /// A day of arrival: the nearer to today, the likelier.
    fn day(&mut self) -> i64 {
        let (least, most) = WINDOW;
        loop {
            let day = match self.random.unit() {
                roll if roll < 0.50 => -(self.random.wait(62.0) as i64) - 1,
                roll if roll < 0.525 => self.random.between(-3, 0),
                roll if roll < 0.70 => self.random.wait(14.0) as i64,
                _ => self.random.wait(58.0) as i64,
            };
            if (least..=most).contains(&day) {
                return day;
            }
        }
    }

    fn nights(&mut self) -> i64 {
        let weights: &[(i64, u32)] = match self.hotel.place.kind {
            Kind::City => &[(1, 5), (2, 5), (3, 3), (4, 1), (5, 1)],
            Kind::Colonial | Kind::Mountain => &[(1, 2), (2, 6), (3, 5), (4, 2), (5, 1)],
            Kind::Island | Kind::Beach => &[(2, 3), (3, 4), (4, 4), (5, 3), (7, 3), (10, 1)],
            _ => &[(1, 1), (2, 4), (3, 4), (4, 3), (5, 2), (7, 1)],
        };
        self.random.weighted(weights)
    }

    /// Some houses sell out at a weekend or holiday.
    fn rush(&mut self, quota: usize, bookings: &mut Vec<Booking>) {
        let days = self.world.demand.rushes();
        if days.is_empty() || quota < self.hotel.rooms.len() * 2 || !self.random.chance(0.34) {
            return;
        }
        let start = self.random.pick(&days);
        for room in 0..self.hotel.rooms.len() {
            let early = i64::from(self.random.chance(0.25));
            let nights = self.random.pick(&[2, 2, 2, 3]) + early;
            let (from, to) = (start - early, start - early + nights);
            if bookings.len() < quota && self.is_free(room, from, to) {
                let booking = self.book(&[room], &Wish::kept(from, nights));
                bookings.push(booking);
            }
        }
    }

    fn book(&mut self, rooms: &[usize], wish: &Wish) -> Booking {
        let (hotel, world) = (self.hotel, self.world);
        let zone = hotel.place.zone;
        let check_in = world.today + TimeDelta::days(wish.start);
        let check_out = check_in + TimeDelta::days(wish.nights);
        let starts_at = local_time::instant(zone, check_in, hotel.check_in);
        let ends_at = local_time::instant(zone, check_out, hotel.check_out);
        let guest = if wish.own { 0 } else { 1 + self.random.index(world.guests.len() - 1) };
        let local = local_time::today(zone, world.now);
        let history = history::Course {
            now: world.now,
            starts_at,
            ends_at,
            arrives_today: check_in == local,
        };
        let state = wish.state.unwrap_or_else(|| history.state(wish.kept, &mut self.random));
        let actors = (world.guests[guest].id, world.hoteliers[hotel.owner].id);
        let events = history.events(state, actors, &mut self.random);
        let made = events.first().map_or(starts_at, |event| event.at);
        if state != BookingState::Cancelled {
            for room in rooms {
                self.taken[*room].push((wish.start, wish.start + wish.nights));
            }
        }
        self.next += 1;
        let stays = rooms.iter().map(|room| self.stay(*room, made)).collect();
        let note = if self.random.chance(0.1) { self.random.pick(NOTES) } else { "" };
        let id = self.random.id(made);
        Booking {
            id,
            code: code(self.next),
            guest,
            state,
            check_in,
            check_out,
            starts_at,
            ends_at,
            note,
            stays,
            events,
        }
    }

    fn stay(&mut self, room: usize, made: DateTime<Utc>) -> Stay {
        let Room { kind, price, .. } = self.hotel.rooms[room];
        let capacity = self.hotel.types[kind].capacity;
        let adults = match capacity {
            1 => 1,
            2 => self.random.pick(&[1, 2, 2, 2]),
            3 => self.random.pick(&[2, 2, 3]),
            4 => self.random.pick(&[2, 2, 3, 4]),
            most => i16::try_from(self.random.between(3, i64::from(most))).unwrap_or(1),
        };
        let rest = i64::from(capacity - adults);
        let children = if self.random.chance(0.5) { self.random.between(0, rest) } else { 0 };
        Stay {
            id: self.random.id(made),
            room,
            adults,
            children: i16::try_from(children).unwrap_or_default(),
            price: price.unwrap_or(self.hotel.types[kind].price),
        }
    }
}
