//! Rate rules in the database.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::{PgConnection, PgPool, types::Json};
use types::{
    HotelId, RateRuleId,
    rates::{Limits, RatePrice, RateRule, RateRuleFilter, RateRuleInput, Weekdays},
};
use uuid::Uuid;

use crate::{error::Result, ids::new_id, row::word};

/// A rule as JSON made of its row.
#[derive(Deserialize)]
pub(super) struct RuleRow {
    id: Uuid,
    hotel_id: Uuid,
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
            hotel_id: row.hotel_id.into(),
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

/// Rules that are not deleted: one, or those of a hotel that were made before `after`,
/// the last made first.
async fn fetch(
    db: &PgPool,
    id: Option<RateRuleId>,
    hotel: Option<HotelId>,
    filter: &RateRuleFilter,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<RateRule>> {
    let rows: Vec<Json<RuleRow>> = sqlx::query_scalar(
        "SELECT to_jsonb(r) || jsonb_build_object('from', lower(r.nights), 'to', upper(r.nights))
         FROM rate_rule r
         WHERE (r.id = $1 OR r.hotel_id = $2) AND r.archived_at IS NULL
           AND ($3::uuid IS NULL OR r.room_type_id IS NULL OR r.room_type_id = $3)
           AND ($4::date IS NULL OR r.nights IS NULL OR upper(r.nights) > $4)
           AND ($5::date IS NULL OR r.nights IS NULL OR lower(r.nights) < $5)
           AND ($6::uuid IS NULL OR r.id < $6)
         ORDER BY r.id DESC LIMIT $7",
    )
    .bind(id.map(|id| id.0))
    .bind(hotel.map(|hotel| hotel.0))
    .bind(filter.room_type_id.map(|id| id.0))
    .bind(filter.from)
    .bind(filter.to)
    .bind(after)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| RateRule::try_from(row.0)).collect()
}

pub(in crate::rates) async fn rules_of(
    db: &PgPool,
    hotel: HotelId,
    filter: &RateRuleFilter,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<RateRule>> {
    fetch(db, None, Some(hotel), filter, after, limit).await
}

pub(in crate::rates) async fn find_rule(db: &PgPool, id: RateRuleId) -> Result<Option<RateRule>> {
    Ok(fetch(db, Some(id), None, &RateRuleFilter::default(), None, 1).await?.pop())
}

pub(in crate::rates) async fn count_rules(tx: &mut PgConnection, hotel: HotelId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM rate_rule WHERE hotel_id = $1 AND archived_at IS NULL",
    )
    .bind(hotel.0)
    .fetch_one(tx)
    .await?)
}

/// Ids for so many new rules, each later than those of the hotel's other rules, whatever
/// clocks say: of equal rules the later one wins. The hotel must be locked.
pub(in crate::rates) async fn next_rule_ids(
    tx: &mut PgConnection,
    hotel: HotelId,
    count: usize,
    now: DateTime<Utc>,
) -> Result<Vec<RateRuleId>> {
    let last: Option<Uuid> = sqlx::query_scalar(
        "SELECT id FROM rate_rule WHERE hotel_id = $1 AND archived_at IS NULL
         ORDER BY id DESC LIMIT 1",
    )
    .bind(hotel.0)
    .fetch_optional(tx)
    .await?;
    // The first 48 bits of a UUIDv7 are its time in milliseconds.
    let last = last.and_then(|id| i64::try_from(id.as_u128() >> 80).ok()).unwrap_or_default();
    let next = DateTime::from_timestamp_millis(last + 1).map_or(now, |next| next.max(now));
    Ok((0..count).map(|_| RateRuleId(new_id(next))).collect())
}

/// A rule's two columns for its price.
fn price(input: &RateRuleInput) -> (Option<i64>, Option<i32>) {
    match input.price {
        Some(RatePrice::Fixed(price)) => (Some(price), None),
        Some(RatePrice::Percent(percent)) => (None, Some(percent)),
        None => (None, None),
    }
}

/// All or none, in one statement; in the order of `ids`.
pub(in crate::rates) async fn insert_rules(
    tx: &mut PgConnection,
    hotel: HotelId,
    ids: &[RateRuleId],
    rules: &[RateRuleInput],
    now: DateTime<Utc>,
) -> Result<Vec<RateRule>> {
    fn column<'a, T: 'a>(rules: &'a [RateRuleInput], of: fn(&'a RateRuleInput) -> T) -> Vec<T> {
        rules.iter().map(of).collect()
    }
    let rows: Vec<Json<RuleRow>> = sqlx::query_scalar(
        "WITH made AS (
             INSERT INTO rate_rule (id, hotel_id, room_type_id, name, level, nights, weekdays,
                 price, percent, min_stay, max_stay, closed_to_arrival, closed_to_departure,
                 stop_sell, created_at, updated_at)
             SELECT n.id, $1, n.room_type_id, n.name, n.level,
                    CASE WHEN n.first IS NOT NULL THEN daterange(n.first, n.last) END, n.weekdays,
                    n.price, n.percent, n.min_stay, n.max_stay, n.closed_to_arrival,
                    n.closed_to_departure, n.stop_sell, $2, $2
             FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::date[], $8::date[],
                         $9::smallint[], $10::bigint[], $11::integer[], $12::smallint[],
                         $13::smallint[], $14::boolean[], $15::boolean[], $16::boolean[])
                  AS n (id, room_type_id, name, level, first, last, weekdays, price, percent,
                        min_stay, max_stay, closed_to_arrival, closed_to_departure, stop_sell)
             RETURNING *)
         SELECT to_jsonb(m) || jsonb_build_object('from', lower(m.nights), 'to', upper(m.nights))
         FROM made m ORDER BY array_position($3::uuid[], m.id)",
    )
    .bind(hotel.0)
    .bind(now)
    .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
    .bind(column(rules, |rule| rule.room_type_id.map(|id| id.0)))
    .bind(column(rules, |rule| rule.name.as_str()))
    .bind(column(rules, |rule| rule.level().as_str()))
    .bind(column(rules, |rule| rule.from))
    .bind(column(rules, |rule| rule.to))
    .bind(column(rules, |rule| i16::from(rule.weekdays.0)))
    .bind(column(rules, |rule| price(rule).0))
    .bind(column(rules, |rule| price(rule).1))
    .bind(column(rules, |rule| rule.limits.min_stay))
    .bind(column(rules, |rule| rule.limits.max_stay))
    .bind(column(rules, |rule| rule.limits.closed_to_arrival))
    .bind(column(rules, |rule| rule.limits.closed_to_departure))
    .bind(column(rules, |rule| rule.limits.stop_sell))
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(|row| RateRule::try_from(row.0)).collect()
}

/// The changed rule, if it was still at `version`.
pub(in crate::rates) async fn update_rule(
    db: &PgPool,
    id: RateRuleId,
    version: i32,
    input: &RateRuleInput,
    now: DateTime<Utc>,
) -> Result<Option<RateRule>> {
    let limits: &Limits = &input.limits;
    let row: Option<Json<RuleRow>> = sqlx::query_scalar(
        "WITH made AS (
             UPDATE rate_rule SET room_type_id = $3, name = $4, level = $5,
                    nights = CASE WHEN $6::date IS NOT NULL THEN daterange($6, $7) END,
                    weekdays = $8, price = $9, percent = $10, min_stay = $11, max_stay = $12,
                    closed_to_arrival = $13, closed_to_departure = $14, stop_sell = $15,
                    updated_at = $16, version = version + 1
             WHERE id = $1 AND version = $2 AND archived_at IS NULL
             RETURNING *)
         SELECT to_jsonb(m) || jsonb_build_object('from', lower(m.nights), 'to', upper(m.nights))
         FROM made m",
    )
    .bind(id.0)
    .bind(version)
    .bind(input.room_type_id.map(|id| id.0))
    .bind(&input.name)
    .bind(input.level().as_str())
    .bind(input.from)
    .bind(input.to)
    .bind(i16::from(input.weekdays.0))
    .bind(price(input).0)
    .bind(price(input).1)
    .bind(limits.min_stay)
    .bind(limits.max_stay)
    .bind(limits.closed_to_arrival)
    .bind(limits.closed_to_departure)
    .bind(limits.stop_sell)
    .bind(now)
    .fetch_optional(db)
    .await?;
    row.map(|row| RateRule::try_from(row.0)).transpose()
}
