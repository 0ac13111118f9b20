//! Taxes and fees in the database.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgPool};
use types::{
    ChargeRuleId, HotelId,
    price::{ChargeRule, ChargeRuleInput},
};
use uuid::Uuid;

use crate::{error::Result, row::word};

#[derive(FromRow)]
struct ChargeRow {
    id: Uuid,
    hotel_id: Uuid,
    name: String,
    basis: String,
    value: i64,
    version: i32,
}

impl TryFrom<ChargeRow> for ChargeRule {
    type Error = crate::Error;

    fn try_from(row: ChargeRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            hotel_id: row.hotel_id.into(),
            name: row.name,
            basis: word("basis", &row.basis)?,
            value: row.value,
            version: row.version,
        })
    }
}

/// In the order of bills.
pub(in crate::rates) async fn charges_of(db: &PgPool, hotel: HotelId) -> Result<Vec<ChargeRule>> {
    let rows: Vec<ChargeRow> = sqlx::query_as(
        "SELECT id, hotel_id, name, basis, value, version FROM charge_rule
         WHERE hotel_id = $1 AND archived_at IS NULL ORDER BY created_at, id",
    )
    .bind(hotel.0)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(ChargeRule::try_from).collect()
}

pub(in crate::rates) async fn find_charge(
    db: &PgPool,
    id: ChargeRuleId,
) -> Result<Option<ChargeRule>> {
    let row: Option<ChargeRow> = sqlx::query_as(
        "SELECT id, hotel_id, name, basis, value, version FROM charge_rule
         WHERE id = $1 AND archived_at IS NULL",
    )
    .bind(id.0)
    .fetch_optional(db)
    .await?;
    row.map(ChargeRule::try_from).transpose()
}

pub(in crate::rates) async fn count_charges(tx: &mut PgConnection, hotel: HotelId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM charge_rule WHERE hotel_id = $1 AND archived_at IS NULL",
    )
    .bind(hotel.0)
    .fetch_one(tx)
    .await?)
}

pub(in crate::rates) async fn insert_charge(
    tx: &mut PgConnection,
    id: ChargeRuleId,
    hotel: HotelId,
    input: &ChargeRuleInput,
    now: DateTime<Utc>,
) -> Result<ChargeRule> {
    let row: ChargeRow = sqlx::query_as(
        "INSERT INTO charge_rule (id, hotel_id, name, basis, value, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         RETURNING id, hotel_id, name, basis, value, version",
    )
    .bind(id.0)
    .bind(hotel.0)
    .bind(&input.name)
    .bind(input.basis.as_str())
    .bind(input.value)
    .bind(now)
    .fetch_one(tx)
    .await?;
    row.try_into()
}

/// The changed charge, if it was still at `version`.
pub(in crate::rates) async fn update_charge(
    db: &PgPool,
    id: ChargeRuleId,
    version: i32,
    input: &ChargeRuleInput,
    now: DateTime<Utc>,
) -> Result<Option<ChargeRule>> {
    let row: Option<ChargeRow> = sqlx::query_as(
        "UPDATE charge_rule SET name = $3, basis = $4, value = $5, updated_at = $6,
                version = version + 1
         WHERE id = $1 AND version = $2 AND archived_at IS NULL
         RETURNING id, hotel_id, name, basis, value, version",
    )
    .bind(id.0)
    .bind(version)
    .bind(&input.name)
    .bind(input.basis.as_str())
    .bind(input.value)
    .bind(now)
    .fetch_optional(db)
    .await?;
    row.map(ChargeRule::try_from).transpose()
}
