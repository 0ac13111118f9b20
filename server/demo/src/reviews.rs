//! What guests say of past stays: better of good houses, and never alike for long.

use chrono::{DateTime, TimeDelta, Utc};
use types::{booking::BookingState, review::Scores};
use uuid::Uuid;

use crate::{
    bookings::Booking,
    places::Kind,
    random::Random,
    words::reviews::{ANSWERS, BLAME, CLOSINGS, OPENINGS, PRAISE, TITLES, place},
    world::World,
};

/// A review, and what the hotel answered and when.
pub(crate) struct Review {
    pub id: Uuid,
    pub scores: Scores,
    pub title: Option<&'static str>,
    pub text: String,
    pub at: DateTime<Utc>,
    pub answer: Option<(String, DateTime<Utc>)>,
}

/// The demonstration's guest has reviewed only what is longer ago than this: the other
/// stays are left to whoever looks around.
const OWN_AFTER: TimeDelta = TimeDelta::days(100);

/// What its guest said of a stay, if anything. `at` is the hotel's place in the list.
pub(crate) fn of(world: &World, at: usize, booking: &Booking) -> Option<Review> {
    let guest = &world.guests[booking.guest];
    // Numbers of its own, so that bookings are the same with and without.
    let mut random = Random::new(0x0BE5_7000 ^ booking.id.as_u128() as u64);
    let own = booking.guest == 0;
    let speaks = if own { world.now - booking.ends_at > OWN_AFTER } else { random.chance(0.46) };
    if booking.state != BookingState::Completed || guest.locale != "pt-BR" || !speaks {
        return None;
    }
    let left = booking.times().1.max(booking.ends_at);
    let written = left + TimeDelta::minutes(random.between(18 * 60, 16 * 24 * 60));
    if written > world.now {
        return None;
    }
    let scores = scores(at, &mut random);
    let mood = mood(scores.overall);
    let title = random.chance(0.75).then(|| random.pick(TITLES[mood]));
    let text = text(&scores, mood, world.hotels[at].place.kind, &mut random);
    let answered = written + TimeDelta::minutes(random.between(3 * 60, 6 * 24 * 60));
    let answers = random.chance(if mood < 2 { 0.8 } else { 0.5 }) && answered <= world.now;
    let answer = answers.then(|| (random.pick(ANSWERS[mood]).replace("{}", guest.first), answered));
    Some(Review { id: random.id(written), scores, title, text, at: written, answer })
}

/// Bad, fair, good or excellent: 0 to 3.
fn mood(overall: i16) -> usize {
    match overall {
        ..=5 => 0,
        6..=7 => 1,
        8 => 2,
        _ => 3,
    }
}

/// A house has its strengths, and each guest a mood.
fn scores(at: usize, random: &mut Random) -> Scores {
    let mut house = Random::new(0x5C0E_0000 + at as u64);
    let quality = 7.0 + 2.4 * house.unit();
    // The lower of two: most are content, and a few are not at all.
    let luck = if random.chance(0.07) { -3.5 * random.unit() } else { 0.0 };
    let stay = quality + luck + 2.2 * (random.unit() - 0.42);
    let score = |value: f64| value.round().clamp(1.0, 10.0) as i16;
    let mut part = || {
        let strength = 1.4 * (house.unit() - 0.5);
        let value = stay + strength + 1.6 * (random.unit() - 0.5);
        random.chance(0.85).then(|| score(value))
    };
    let (cleanliness, comfort, location) = (part(), part(), part());
    let (staff, value) = (part(), part());
    Scores { overall: score(stay), cleanliness, comfort, location, staff, value }
}

fn text(scores: &Scores, mood: usize, kind: Kind, random: &mut Random) -> String {
    let mut parts: Vec<(i16, usize)> = scores
        .parts()
        .iter()
        .enumerate()
        .filter_map(|(at, (_, score))| Some(((*score)?, at)))
        .collect();
    parts.sort_unstable();
    let praise = |at: usize, random: &mut Random| {
        random.pick(if at == 2 { place(kind) } else { PRAISE[at] })
    };
    let mut sentences = vec![random.pick(OPENINGS[mood])];
    let best: Vec<usize> = parts.iter().rev().filter(|(s, _)| *s >= 7).map(|(_, at)| *at).collect();
    let count = [0, 1, 2, 2][mood] + usize::from(random.chance(0.3));
    sentences.extend(best.iter().take(count).map(|at| praise(*at, random)));
    if let Some((score, worst)) = parts.first()
        && (*score <= 6 || *score == 7 && random.chance(0.4))
    {
        sentences.push(random.pick(BLAME[*worst]));
    }
    sentences.push(random.pick(CLOSINGS[mood]));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}
