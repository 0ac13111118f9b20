//! Rates in the database.

mod bulk;
mod charges;
mod of_hotel;
mod promotions;
mod rules;

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

pub(crate) use self::of_hotel::{RatesJson, rates_json};
pub(super) use self::{
    bulk::supersede,
    charges::{charges_of, count_charges, find_charge, insert_charge, update_charge},
    of_hotel::of_hotel,
    promotions::{
        count_promotions, find_promotion, insert_promotion, promotions_of, update_promotion,
    },
    rules::{count_rules, find_rule, insert_rules, next_rule_ids, rules_of, update_rule},
};
pub(super) use crate::catalog::lock_hotel;
use crate::error::Result;

/// What can be deleted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    RateRule,
    Promotion,
    Charge,
}

/// Whether the thing was still at `version` and is archived.
pub(super) async fn archive(
    db: &PgPool,
    kind: Kind,
    id: Uuid,
    version: i32,
    now: DateTime<Utc>,
) -> Result<bool> {
    let statement = match kind {
        Kind::RateRule => {
            "UPDATE rate_rule SET archived_at = $3, updated_at = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND archived_at IS NULL"
        }
        Kind::Promotion => {
            "UPDATE promotion SET archived_at = $3, updated_at = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND archived_at IS NULL"
        }
        Kind::Charge => {
            "UPDATE charge_rule SET archived_at = $3, updated_at = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND archived_at IS NULL"
        }
    };
    let done = sqlx::query(statement).bind(id).bind(version).bind(now).execute(db).await?;
    Ok(done.rows_affected() == 1)
}
