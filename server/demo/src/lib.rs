//! Believable demonstration data: hotels in real places of Brazil with their rooms,
//! photographs, people and bookings.
//!
//! The same [`Options`] always make the same rows. [`load`] writes them in one
//! transaction, so that a database holds all of them or none. To add a place, see
//! `places`; to add a picture, see `draw`'s catalogue.
#![warn(missing_docs)]

mod amenities;
mod bookings;
mod calendar;
pub mod draw;
mod load;
mod people;
mod photos;
mod places;
mod random;
mod reviews;
mod rows;
#[cfg(test)]
mod tests;
mod words;
mod world;

use std::{fmt, path::PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

pub use load::{is_empty, load};

/// Password of every account of the demonstration.
pub const DEMO_PASSWORD: &str = "pousada demo";

pub(crate) const GUEST: &str = "guest@demo.example";
pub(crate) const HOTELIER: &str = "hotelier@demo.example";

/// Who can sign in to look around: addresses, and what each account is. Their
/// password is [`DEMO_PASSWORD`].
pub const SIGN_INS: [(&str, &str); 2] = [
    (GUEST, "a guest with past, current and coming stays"),
    (HOTELIER, "a hotelier with three hotels"),
];

/// What is to be loaded.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many bookings. Hotels, rooms and guests grow with it.
    pub bookings: u64,
    /// The day around which stays lie.
    pub today: NaiveDate,
    /// The instant that tells past from future.
    pub now: DateTime<Utc>,
    /// The hash of [`DEMO_PASSWORD`], as sign-in expects it.
    pub password_hash: String,
    /// Where the photographs go.
    pub photo_dir: PathBuf,
    /// Whether to show on the terminal how far it is.
    pub progress: bool,
}

impl Options {
    /// How many bookings there are unless something else is asked for.
    pub const BOOKINGS: u64 = 5_000;
}

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Hotels.
    pub hotels: usize,
    /// Rooms of all hotels.
    pub rooms: usize,
    /// Guests with an account.
    pub guests: usize,
    /// Hoteliers with an account.
    pub hoteliers: usize,
    /// Bookings.
    pub bookings: u64,
    /// Photographs drawn; those that were there already do not count.
    pub pictures: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hotels, rooms, guests, hoteliers, bookings, pictures } = self;
        write!(
            f,
            "{hotels} hotels with {rooms} rooms, {hoteliers} hoteliers, {guests} guests, \
             {bookings} bookings, {pictures} new photographs"
        )
    }
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There are hotels or the demonstration's accounts already.
    #[error("the database has hotels or demonstration accounts already; seed an empty one")]
    NotEmpty,
    /// The database did not do as told.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The photographs could not be written.
    #[error("the photographs: {0}")]
    Pictures(#[from] std::io::Error),
}
