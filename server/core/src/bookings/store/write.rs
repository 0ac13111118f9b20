//! Writing bookings.

use chrono::{DateTime, NaiveTime, Utc};
use serde_json::{Value, json};
use sqlx::{FromRow, PgConnection};
use types::{
    AccountId, BookingId, Currency, HotelId, RoomId, RoomStayId, RoomTypeId, Stay,
    booking::{BookingState, NewBooking, RoomRequest},
};
use uuid::Uuid;

use super::super::book::Idempotency;
use crate::{
    actor::Actor,
    error::{Error, Result},
    ids::new_id,
    row::word,
};

/// What selling needs to know of a hotel.
pub(crate) struct SellingHotel {
    pub time_zone: String,
    pub currency: Currency,
    pub check_in_time: NaiveTime,
    pub check_out_time: NaiveTime,
}

/// A hotel that guests can book.
pub(crate) async fn selling_hotel(
    tx: &mut PgConnection,
    id: HotelId,
) -> Result<Option<SellingHotel>> {
    let row: Option<(String, String, NaiveTime, NaiveTime)> = sqlx::query_as(
        "SELECT time_zone, currency, check_in_time, check_out_time FROM hotel
         WHERE id = $1 AND published AND archived_at IS NULL",
    )
    .bind(id.0)
    .fetch_optional(tx)
    .await?;
    row.map(|(time_zone, currency, check_in_time, check_out_time)| {
        Ok(SellingHotel {
            time_zone,
            currency: word("currency", &currency)?,
            check_in_time,
            check_out_time,
        })
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
    /// Per night, in minor units.
    pub price: i64,
    pub own_price: bool,
    pub free: bool,
}

impl Candidate {
    pub(crate) fn is_for(&self, wish: &RoomRequest) -> bool {
        wish.room_id == Some(self.room_id)
            || (wish.room_id.is_none() && wish.room_type_id == Some(self.room_type_id))
    }

    /// What made the price, as each night remembers it.
    pub(crate) fn rules(&self) -> Value {
        let rule = if self.own_price { "room" } else { "base" };
        json!({ rule: self.price })
    }
}

#[derive(FromRow)]
struct CandidateRow {
    room_id: Uuid,
    room_number: String,
    room_type_id: Uuid,
    room_type_name: String,
    capacity: i16,
    price: i64,
    own_price: bool,
    free: bool,
}

/// Every room on sale in the hotel, with whether it is free. Rooms of types that
/// were not asked for are what an answer "sold out" offers instead.
pub(crate) async fn candidates(
    tx: &mut PgConnection,
    request: &NewBooking,
    stay: Stay,
) -> Result<Vec<Candidate>> {
    let rows: Vec<CandidateRow> = sqlx::query_as(
        "SELECT r.id AS room_id, r.number AS room_number, t.id AS room_type_id,
                t.name AS room_type_name, t.capacity, coalesce(r.price, t.base_price) AS price,
                r.price IS NOT NULL AS own_price,
                NOT EXISTS (SELECT 1 FROM room_stay s
                            WHERE s.room_id = r.id
                              AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                              AND lower(s.stay) < $3 AND upper(s.stay) > $2) AS free
         FROM room r JOIN room_type t ON t.id = r.room_type_id
         WHERE r.hotel_id = $1 AND r.status = 'active' AND r.archived_at IS NULL
           AND t.archived_at IS NULL
         ORDER BY price, r.number",
    )
    .bind(request.hotel_id.0)
    .bind(stay.check_in())
    .bind(stay.check_out())
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Candidate {
            room_id: row.room_id.into(),
            room_number: row.room_number,
            room_type_id: row.room_type_id.into(),
            room_type_name: row.room_type_name,
            capacity: row.capacity,
            price: row.price,
            own_price: row.own_price,
            free: row.free,
        })
        .collect())
}

pub(crate) struct NewBookingRow {
    pub id: BookingId,
    pub code: String,
    pub hotel: HotelId,
    pub guest: AccountId,
    pub state: BookingState,
    pub stay: Stay,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub currency: Currency,
    pub total: i64,
    pub guest_note: String,
    pub now: DateTime<Utc>,
}

pub(crate) struct NewRoomStay {
    pub id: RoomStayId,
    pub room: RoomId,
    pub room_type: RoomTypeId,
    pub adults: i16,
    pub children: i16,
    /// Of each night, in minor units.
    pub price: i64,
    pub rules: Value,
}

/// Makes transactions that want the same rooms queue up, in one order.
pub(crate) async fn lock_rooms(tx: &mut PgConnection, stays: &[NewRoomStay]) -> Result<()> {
    let mut keys: Vec<i64> = stays
        .iter()
        .map(|stay| {
            // The random end of a UUIDv7.
            let bytes = stay.room.0.as_bytes();
            i64::from_be_bytes([
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14],
                bytes[15],
            ])
        })
        .collect();
    keys.sort_unstable();
    sqlx::query("SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key")
        .bind(keys)
        .execute(tx)
        .await?;
    Ok(())
}

/// Adds the booking, with the guest's name and ways to be reached as they are now.
pub(crate) async fn insert_booking(tx: &mut PgConnection, row: &NewBookingRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO booking (id, code, hotel_id, guest_id, state, check_in, check_out, starts_at,
                              ends_at, currency, total, guest_name, guest_email, guest_phone,
                              guest_note, created_at, updated_at)
         SELECT $1, $2, $3, g.account_id, $5, $6, $7, $8, $9, $10, $11,
                g.first_name || ' ' || g.last_name, a.email, g.phone, $12, $13, $13
         FROM guest g JOIN account a ON a.id = g.account_id WHERE g.account_id = $4",
    )
    .bind(row.id.0)
    .bind(&row.code)
    .bind(row.hotel.0)
    .bind(row.guest.0)
    .bind(row.state.as_str())
    .bind(row.stay.check_in())
    .bind(row.stay.check_out())
    .bind(row.starts_at)
    .bind(row.ends_at)
    .bind(row.currency.code())
    .bind(row.total)
    .bind(&row.guest_note)
    .bind(row.now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Adds the rooms' parts with their nights. False, and the transaction is spoilt,
/// if a room has been taken.
pub(crate) async fn insert_stays(
    tx: &mut PgConnection,
    row: &NewBookingRow,
    stays: &[NewRoomStay],
) -> Result<bool> {
    let ids: Vec<Uuid> = stays.iter().map(|stay| stay.id.0).collect();
    let inserted = sqlx::query(
        "WITH new AS (
             SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[],
                                  $5::smallint[], $6::bigint[], $7::jsonb[])
                    AS n (id, room_id, room_type_id, adults, children, price, rules)
         ), stays AS (
             INSERT INTO room_stay (id, booking_id, hotel_id, room_id, room_type_id, stay, state,
                                    adults, children)
             SELECT id, $8, $9, room_id, room_type_id, daterange($10, $11), $12, adults, children
             FROM new RETURNING id
         )
         INSERT INTO stay_night (room_stay_id, night, price, rules)
         SELECT s.id, night::date, n.price, n.rules
         FROM stays s JOIN new n USING (id)
         CROSS JOIN generate_series($10::date, $11::date - 1, interval '1 day') AS night",
    )
    .bind(ids)
    .bind(stays.iter().map(|stay| stay.room.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.room_type.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.adults).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.children).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.price).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.rules.clone()).collect::<Vec<_>>())
    .bind(row.id.0)
    .bind(row.hotel.0)
    .bind(row.stay.check_in())
    .bind(row.stay.check_out())
    .bind(row.state.as_str())
    .execute(tx)
    .await;
    match inserted {
        Ok(_) => Ok(true),
        Err(error) if Error::constraint(&error) == Some("room_stay_no_overlap") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn insert_event(
    tx: &mut PgConnection,
    booking: BookingId,
    version: i32,
    kind: &str,
    actor: &Actor,
    now: DateTime<Utc>,
    data: &Value,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO booking_event (id, booking_id, version, kind, actor, actor_id, data, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new_id(now))
    .bind(booking.0)
    .bind(version)
    .bind(kind)
    .bind(actor.label())
    .bind(actor.account().map(|id| id.0))
    .bind(data)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// A booking whose stay has ended, locked for this transaction.
pub(crate) struct Due {
    pub id: BookingId,
    pub version: i32,
    pub state: BookingState,
}

/// Stays that are over and not completed, skipping those another has in hand.
pub(crate) async fn lock_due(
    tx: &mut PgConnection,
    now: DateTime<Utc>,
    only: Option<BookingId>,
    limit: i64,
) -> Result<Vec<Due>> {
    let rows: Vec<(Uuid, i32, String)> = sqlx::query_as(
        "SELECT id, version, state FROM booking
         WHERE state IN ('confirmed', 'checked_in') AND ends_at <= $1
           AND ($2::uuid IS NULL OR id = $2)
         ORDER BY ends_at, id LIMIT $3 FOR UPDATE SKIP LOCKED",
    )
    .bind(now)
    .bind(only.map(|id| id.0))
    .bind(limit)
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|(id, version, state)| {
            Ok(Due { id: id.into(), version, state: word("state", &state)? })
        })
        .collect()
}

/// Moves a booking and its rooms' parts on to `next`.
pub(crate) async fn set_state(
    tx: &mut PgConnection,
    booking: &Due,
    next: BookingState,
    now: DateTime<Utc>,
) -> Result<()> {
    if !booking.state.can_become(next) {
        return Err(Error::internal(format!("{:?} cannot become {next:?}", booking.state)));
    }
    let moved = sqlx::query(
        "WITH moved AS (
             UPDATE booking SET state = $4, version = version + 1, updated_at = $5
             WHERE id = $1 AND state = $2 AND version = $3 RETURNING id
         )
         UPDATE room_stay SET state = $4 FROM moved
         WHERE room_stay.booking_id = moved.id AND room_stay.state = $2",
    )
    .bind(booking.id.0)
    .bind(booking.state.as_str())
    .bind(booking.version)
    .bind(next.as_str())
    .bind(now)
    .execute(tx)
    .await?;
    if moved.rows_affected() == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// What was answered to this key before, if anything. Until the transaction ends,
/// the same key waits for nobody: it is told that the first is still running.
pub(crate) async fn begin_idempotent(
    tx: &mut PgConnection,
    account: AccountId,
    idempotency: &Idempotency,
) -> Result<Option<(Vec<u8>, Value)>> {
    let alone: bool =
        sqlx::query_scalar("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7))")
            .bind(format!("{account} {} {}", idempotency.route, idempotency.key))
            .fetch_one(&mut *tx)
            .await?;
    if !alone {
        return Err(Error::conflict(
            "request_in_progress",
            "A request with this Idempotency-Key is still being worked on.",
        ));
    }
    Ok(sqlx::query_as(
        "SELECT request_hash, answer FROM idempotency
         WHERE account_id = $1 AND route = $2 AND key = $3",
    )
    .bind(account.0)
    .bind(idempotency.route)
    .bind(&idempotency.key)
    .fetch_optional(tx)
    .await?)
}

/// Keeps the answer with the booking that it speaks of.
pub(crate) async fn end_idempotent(
    tx: &mut PgConnection,
    account: AccountId,
    idempotency: &Idempotency,
    fingerprint: &[u8],
    booking: BookingId,
    answer: Value,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO idempotency (account_id, route, key, request_hash, booking_id, answer,
                                  created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(account.0)
    .bind(idempotency.route)
    .bind(&idempotency.key)
    .bind(fingerprint)
    .bind(booking.0)
    .bind(answer)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Forgets answers given before `before`. Returns how many.
pub(crate) async fn forget_idempotency(db: &sqlx::PgPool, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query("DELETE FROM idempotency WHERE created_at < $1")
        .bind(before)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
