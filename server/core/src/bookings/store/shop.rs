//! What is sold where.

use chrono::{DateTime, NaiveTime, Utc};
use sqlx::{FromRow, PgConnection, types::Json};
use types::{
    Currency, HotelId, RoomId, RoomTypeId, Stay,
    booking::RoomRequest,
    policy::CancellationPolicy,
    price::{BaseOf, PricedRoom},
};
use uuid::Uuid;

use crate::{
    error::Result,
    rates::{HotelRates, RatesJson, rates_json},
    row::word,
};

/// What selling needs to know of a hotel.
#[derive(Debug, Clone)]
pub(crate) struct SellingHotel {
    pub time_zone: String,
    pub currency: Currency,
    pub check_in_time: NaiveTime,
    pub check_out_time: NaiveTime,
    pub cancellation: CancellationPolicy,
    /// The database's time.
    pub now: DateTime<Utc>,
}

#[derive(FromRow)]
struct SellingHotelRow {
    time_zone: String,
    currency: String,
    check_in_time: NaiveTime,
    check_out_time: NaiveTime,
    cancellation: Json<CancellationPolicy>,
    now: DateTime<Utc>,
    rates: Json<RatesJson>,
}

/// A hotel that can be booked, by guests if it is published, and what decides its prices.
pub(crate) async fn selling_hotel(
    tx: &mut PgConnection,
    id: HotelId,
    also_unpublished: bool,
) -> Result<Option<(SellingHotel, HotelRates)>> {
    let row: Option<SellingHotelRow> = sqlx::query_as(concat!(
        "SELECT time_zone, currency, check_in_time, check_out_time, cancellation,
                    clock_timestamp() AS now, ",
        rates_json!("$1"),
        " AS rates
             FROM hotel WHERE id = $1 AND (published OR $2) AND archived_at IS NULL",
    ))
    .bind(id.0)
    .bind(also_unpublished)
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        let hotel = SellingHotel {
            time_zone: row.time_zone,
            currency: word("currency", &row.currency)?,
            check_in_time: row.check_in_time,
            check_out_time: row.check_out_time,
            cancellation: row.cancellation.0,
            now: row.now,
        };
        Ok((hotel, row.rates.0.read()?))
    })
    .transpose()
}

/// A room that may serve one of the wishes.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub room_id: RoomId,
    pub room_number: String,
    pub room_type_id: RoomTypeId,
    pub room_type_name: String,
    pub capacity: i16,
    /// Per night without any rule, in minor units.
    pub base: i64,
    pub base_of: BaseOf,
    pub included: i16,
    pub extra_adult: i64,
    pub extra_child: i64,
    pub free: bool,
}

impl Candidate {
    pub(crate) fn is_for(&self, wish: &RoomRequest) -> bool {
        wish.room_id == Some(self.room_id)
            || (wish.room_id.is_none() && wish.room_type_id == Some(self.room_type_id))
    }

    /// The room, to be priced for these people.
    pub(crate) fn priced(&self, adults: i16, children: i16) -> PricedRoom {
        PricedRoom {
            room_type_id: self.room_type_id,
            base: self.base,
            base_of: self.base_of,
            included: self.included,
            extra_adult: self.extra_adult,
            extra_child: self.extra_child,
            adults,
            children,
        }
    }
}

#[derive(FromRow)]
struct CandidateRow {
    room_id: Uuid,
    room_number: String,
    room_type_id: Uuid,
    room_type_name: String,
    capacity: i16,
    base: i64,
    own_price: bool,
    included: i16,
    extra_adult: i64,
    extra_child: i64,
    free: bool,
}

impl From<CandidateRow> for Candidate {
    fn from(row: CandidateRow) -> Self {
        Self {
            room_id: row.room_id.into(),
            room_number: row.room_number,
            room_type_id: row.room_type_id.into(),
            room_type_name: row.room_type_name,
            capacity: row.capacity,
            base: row.base,
            base_of: if row.own_price { BaseOf::Room } else { BaseOf::Type },
            included: row.included,
            extra_adult: row.extra_adult,
            extra_child: row.extra_child,
            free: row.free,
        }
    }
}

/// Every room on sale in the hotel, with whether it is free but for the stays of
/// `but_for`. Rooms of types that were not asked for are what an answer "sold out"
/// offers instead. A hold that has run out by `now` takes no room.
pub(crate) async fn candidates(
    tx: &mut PgConnection,
    hotel: HotelId,
    stay: Stay,
    now: DateTime<Utc>,
    but_for: &[Uuid],
) -> Result<Vec<Candidate>> {
    let rows: Vec<CandidateRow> = sqlx::query_as(
        "SELECT r.id AS room_id, r.number AS room_number, t.id AS room_type_id,
                t.name AS room_type_name, t.capacity, coalesce(r.price, t.base_price) AS base,
                r.price IS NOT NULL AS own_price, t.included, t.extra_adult, t.extra_child,
                NOT EXISTS (SELECT 1 FROM room_stay s
                            WHERE s.room_id = r.id
                              AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                              AND (s.hold_until IS NULL OR s.hold_until > $4)
                              AND lower(s.stay) < $3 AND upper(s.stay) > $2
                              AND s.id <> ALL ($5)) AS free
         FROM room r JOIN room_type t ON t.id = r.room_type_id
         WHERE r.hotel_id = $1 AND r.status = 'active' AND r.archived_at IS NULL
           AND t.archived_at IS NULL
         ORDER BY base, r.number",
    )
    .bind(hotel.0)
    .bind(stay.check_in())
    .bind(stay.check_out())
    .bind(now)
    .bind(but_for)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(Candidate::from).collect())
}
