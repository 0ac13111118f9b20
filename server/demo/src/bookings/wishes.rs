//! Stays that somebody should find after signing in.

use types::booking::BookingState;

use crate::world::World;

/// A stay that is wanted, in days from today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub start: i64,
    pub nights: i64,
    /// Whether it is of the demonstration's guest.
    pub own: bool,
    /// Whether it is never called off.
    pub kept: bool,
    /// The state it has, whatever its dates.
    pub state: Option<BookingState>,
}

impl Wish {
    /// Somebody's.
    pub(super) fn any(start: i64, nights: i64) -> Self {
        Self { start, nights, own: false, kept: false, state: None }
    }

    /// Somebody's who comes.
    pub(super) fn kept(start: i64, nights: i64) -> Self {
        Self { kept: true, ..Self::any(start, nights) }
    }

    fn own(start: i64, nights: i64) -> Self {
        Self { own: true, ..Self::kept(start, nights) }
    }
}

/// The demonstration's guest's stays: city, first day, nights.
const TRIPS: [(&str, i64, i64); 7] = [
    ("Ouro Preto", -141, 3),
    ("Salvador", -64, 5),
    ("Bonito", -27, 4),
    ("Paraty", -1, 3),
    ("Fernando de Noronha", 17, 6),
    ("Gramado", 48, 4),
    ("Barreirinhas", 96, 3),
];

/// Arrivals, guests in the house and departures around today.
const AROUND_TODAY: [(i64, i64); 9] =
    [(0, 2), (0, 3), (0, 1), (-2, 2), (-3, 3), (-1, 4), (-2, 5), (1, 2), (-1, 1)];

/// The stays to be found at a hotel.
pub(super) fn of_hotel(world: &World, at: usize) -> Vec<Wish> {
    let hotel = &world.hotels[at];
    let is_first =
        world.hotels[..at].iter().take(100).all(|other| other.place.city != hotel.place.city);
    let mut wishes = Vec::new();
    if is_first && at < 100 {
        let here = TRIPS.iter().filter(|trip| trip.0 == hotel.place.city);
        wishes.extend(here.map(|(_, start, nights)| Wish::own(*start, *nights)));
        if hotel.place.city == "São Paulo" {
            wishes.push(Wish { state: Some(BookingState::Cancelled), ..Wish::own(9, 2) });
        }
    }
    if hotel.owner == 0 {
        wishes.extend(AROUND_TODAY.iter().map(|(start, nights)| Wish::kept(*start, *nights)));
    }
    wishes
}
