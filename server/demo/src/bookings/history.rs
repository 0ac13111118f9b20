//! What became of a booking, and when.

use chrono::{DateTime, TimeDelta, Utc};
use types::booking::BookingState::{self, Cancelled, CheckedIn, Completed, Confirmed, NoShow};
use uuid::Uuid;

use super::Event;
use crate::random::Random;

/// The longest that people book ahead, in minutes.
const AHEAD: f64 = 150.0 * 24.0 * 60.0;

/// A stay's place in time.
pub(super) struct Course {
    pub now: DateTime<Utc>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Whether the day of arrival is today at the hotel.
    pub arrives_today: bool,
}

impl Course {
    /// A state that goes with the dates; not called off if `kept`.
    pub(super) fn state(&self, kept: bool, random: &mut Random) -> BookingState {
        let roll = if kept { 1.0 } else { random.unit() };
        if self.ends_at <= self.now {
            match roll {
                roll if roll < 0.10 => Cancelled,
                roll if roll < 0.14 => NoShow,
                _ => Completed,
            }
        } else if roll < 0.07 {
            Cancelled
        } else if self.starts_at <= self.now && !(self.arrives_today && random.chance(0.4)) {
            CheckedIn
        } else {
            Confirmed
        }
    }

    /// How it came to that state. The ids are of the guest and of the hotelier.
    pub(super) fn events(
        &self,
        state: BookingState,
        (guest, hotelier): (Uuid, Uuid),
        random: &mut Random,
    ) -> Vec<Event> {
        let latest = self.starts_at.min(self.now);
        let ahead = random.wait(24.0 * 24.0 * 60.0).min(AHEAD) as i64 + 45;
        let made = latest - TimeDelta::minutes(ahead) - TimeDelta::seconds(random.between(0, 59));
        let mut log = Log { now: self.now, events: Vec::with_capacity(3) };
        log.add(Confirmed, ("guest", Some(guest)), made, random);
        let desk = ("hotelier", Some(hotelier));
        let system = ("system", None);
        let arrival =
            |random: &mut Random| self.starts_at + TimeDelta::minutes(random.between(3, 420));
        match state {
            CheckedIn => log.add(CheckedIn, desk, arrival(random), random),
            Completed => {
                // A few are completed though nobody checked them in at the desk.
                if random.chance(0.94) {
                    log.add(CheckedIn, desk, arrival(random), random);
                }
                if random.chance(0.7) {
                    let left = self.ends_at - TimeDelta::minutes(random.between(5, 170));
                    log.add(Completed, desk, left, random);
                } else {
                    let swept = self.ends_at + TimeDelta::seconds(random.between(1, 58));
                    log.add(Completed, system, swept, random);
                }
            }
            Cancelled => {
                let span = (latest - made).num_seconds();
                let at = made + TimeDelta::seconds((span as f64 * random.unit()) as i64);
                let who = if random.chance(0.9) { ("guest", Some(guest)) } else { desk };
                log.add(Cancelled, who, at, random);
            }
            NoShow => {
                let cut_off = self.starts_at + TimeDelta::minutes(22 * 60 + random.between(0, 3));
                log.add(NoShow, system, cut_off, random);
            }
            _ => {}
        }
        log.events
    }
}

struct Log {
    now: DateTime<Utc>,
    events: Vec<Event>,
}

impl Log {
    /// Adds what happened at `at`, or now if that were later; never before what
    /// happened earlier.
    fn add(
        &mut self,
        kind: BookingState,
        (actor, actor_id): (&'static str, Option<Uuid>),
        at: DateTime<Utc>,
        random: &mut Random,
    ) {
        let before = self.events.last();
        let at = before.map_or(at, |event| at.max(event.at)).min(self.now);
        let from = before.map(|event| event.kind);
        let version = before.map_or(0, |event| event.version) + 1;
        self.events.push(Event { id: random.id(at), version, kind, actor, actor_id, from, at });
    }
}
