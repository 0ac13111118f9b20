//! Prices and rules of sale of hotels.

pub(crate) mod store;

use sqlx::PgConnection;
use types::{HotelId, price::ChargeBasis, rates::RateBook};

use crate::error::Result;

/// What decides prices at a hotel.
pub(crate) struct HotelRates {
    /// Rate rules.
    pub book: RateBook,
    /// Taxes and fees: name, basis, value.
    pub charges: Vec<(String, ChargeBasis, i64)>,
}

impl HotelRates {
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
    store::of_hotel(connection, hotel).await
}
