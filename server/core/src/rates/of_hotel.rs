//! What decides prices at a hotel, as one value.

use chrono::NaiveDate;
use sqlx::PgConnection;
use types::{
    HotelId, Stay,
    price::{ChargeBasis, PricedRoom, price_night},
    rates::RateBook,
};

use super::store;
use crate::error::Result;

/// What decides prices at a hotel.
pub(crate) struct HotelRates {
    /// Rate rules.
    pub book: RateBook,
    /// Taxes and fees: name, basis, value.
    pub charges: Vec<(String, ChargeBasis, i64)>,
}

impl HotelRates {
    /// The price of one night in `room`, in minor units, without taxes and fees.
    pub(crate) fn night(&self, room: &PricedRoom, date: NaiveDate) -> i64 {
        price_night(&self.book, room, date).price()
    }

    /// The price of each night of `stay` in `room`.
    pub(crate) fn nights(&self, room: &PricedRoom, stay: Stay) -> Vec<i64> {
        stay.dates().map(|date| self.night(room, date)).collect()
    }

    /// The taxes and fees on one room whose nights cost `nights`, for `people`.
    pub(crate) fn charges(&self, nights: &[i64], people: i16) -> Vec<types::price::Charge> {
        let rules = self.charges.iter().map(|(name, basis, value)| (name.as_str(), *basis, *value));
        types::price::charges(rules, nights, people)
    }
}

/// What decides prices at a hotel now.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn of_hotel(connection: &mut PgConnection, hotel: HotelId) -> Result<HotelRates> {
    store::of_hotel(connection, hotel).await?.read()
}
