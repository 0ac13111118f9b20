//! Rates in the database.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use types::{
    HotelId,
    rates::{Limits, RateBook, RatePrice, RateRule, Weekdays},
};
use uuid::Uuid;

use super::HotelRates;
use crate::{error::Result, row::word};

/// A rule as JSON made of its row.
#[derive(Deserialize)]
struct RuleRow {
    id: Uuid,
    name: String,
    room_type_id: Option<Uuid>,
    level: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    weekdays: u8,
    price: Option<i64>,
    percent: Option<i32>,
    min_stay: Option<i16>,
    max_stay: Option<i16>,
    closed_to_arrival: Option<bool>,
    closed_to_departure: Option<bool>,
    stop_sell: Option<bool>,
    version: i32,
}

impl TryFrom<RuleRow> for RateRule {
    type Error = crate::Error;

    fn try_from(row: RuleRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            name: row.name,
            room_type_id: row.room_type_id.map(Into::into),
            from: row.from,
            to: row.to,
            weekdays: Weekdays(row.weekdays),
            level: word("level", &row.level)?,
            price: row.price.map(RatePrice::Fixed).or(row.percent.map(RatePrice::Percent)),
            limits: Limits {
                min_stay: row.min_stay,
                max_stay: row.max_stay,
                closed_to_arrival: row.closed_to_arrival,
                closed_to_departure: row.closed_to_departure,
                stop_sell: row.stop_sell,
            },
            version: row.version,
        })
    }
}

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

/// One statement, however many rules there are.
pub(super) async fn of_hotel(connection: &mut PgConnection, hotel: HotelId) -> Result<RatesJson> {
    let rates: Json<RatesJson> = sqlx::query_scalar(
        "SELECT jsonb_build_object(
            'rules', (SELECT coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
                                 'from', lower(r.nights), 'to', upper(r.nights))), '[]')
                      FROM rate_rule r WHERE r.hotel_id = $1 AND r.archived_at IS NULL),
            'charges', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.created_at, c.id), '[]')
                        FROM charge_rule c WHERE c.hotel_id = $1 AND c.archived_at IS NULL))",
    )
    .bind(hotel.0)
    .fetch_one(connection)
    .await?;
    Ok(rates.0)
}
