//! All that decides prices at a hotel, in one statement.

use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use types::{
    HotelId,
    rates::{RateBook, RateRule},
};

use super::rules::RuleRow;
use crate::{error::Result, rates::HotelRates, row::word};

#[derive(Deserialize)]
struct ChargeRow {
    name: String,
    basis: String,
    value: i64,
}

/// What decides prices at a hotel, as the database aggregates it.
#[derive(Deserialize)]
pub(crate) struct RatesJson {
    rules: Vec<RuleRow>,
    charges: Vec<ChargeRow>,
}

impl RatesJson {
    /// # Errors
    /// If there is a word that no rule can have.
    pub(crate) fn read(self) -> Result<HotelRates> {
        let rules = self.rules.into_iter().map(RateRule::try_from).collect::<Result<_>>()?;
        let charge = |row: ChargeRow| Ok((row.name, word("basis", &row.basis)?, row.value));
        Ok(HotelRates {
            book: RateBook::new(rules),
            charges: self.charges.into_iter().map(charge).collect::<Result<_>>()?,
        })
    }
}

/// The rates of the hotel whose id the expression is, as [`RatesJson`].
macro_rules! rates_json {
    ($hotel:literal) => {
        concat!(
            "jsonb_build_object(
            'rules', (SELECT coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
                                 'from', lower(r.nights), 'to', upper(r.nights))), '[]')
                      FROM rate_rule r WHERE r.hotel_id = ",
            $hotel,
            " AND r.archived_at IS NULL),
            'charges', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.created_at, c.id), '[]')
                        FROM charge_rule c WHERE c.hotel_id = ",
            $hotel,
            " AND c.archived_at IS NULL))"
        )
    };
}
pub(crate) use rates_json;

/// One statement, however many rules there are.
pub(in crate::rates) async fn of_hotel(
    connection: &mut PgConnection,
    hotel: HotelId,
) -> Result<RatesJson> {
    let rates: Json<RatesJson> = sqlx::query_scalar(concat!("SELECT ", rates_json!("$1")))
        .bind(hotel.0)
        .fetch_one(connection)
        .await?;
    Ok(rates.0)
}
