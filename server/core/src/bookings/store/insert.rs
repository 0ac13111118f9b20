//! Adding bookings, their rooms' parts and their events.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::{PgConnection, types::Json};
use types::{
    AccountId, BookingId, Currency, HotelId, PromotionId, RoomId, RoomStayId, RoomTypeId, Stay,
    booking::{BookingSource, BookingState},
    policy::CancellationPolicy,
    price::{Charge, NightRules},
};
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Result},
    ids::new_id,
};

/// Who will stay.
#[derive(Debug, Clone)]
pub(crate) enum Lodger {
    /// Someone with an account: the name and the ways to reach them are taken from it.
    Account(AccountId),
    /// Someone at the desk.
    Desk { name: String, email: String, phone: String, locale: String },
}

pub(crate) struct NewBookingRow {
    pub id: BookingId,
    pub code: String,
    pub hotel: HotelId,
    pub lodger: Lodger,
    pub source: BookingSource,
    pub state: BookingState,
    pub stay: Stay,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub currency: Currency,
    pub cancellation: CancellationPolicy,
    pub promotion: Option<PromotionId>,
    pub taxes: i64,
    pub total: i64,
    pub guest_note: String,
    pub hold_until: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

/// One room's part, to be added.
pub(crate) struct NewRoomStay {
    pub id: RoomStayId,
    pub room: RoomId,
    pub room_type: RoomTypeId,
    pub stay: Stay,
    pub adults: i16,
    pub children: i16,
    pub pinned: bool,
    pub nights: Vec<(NaiveDate, NightRules)>,
    pub charges: Vec<Charge>,
}

/// Makes transactions that want the same rooms queue up, in one order.
pub(crate) async fn lock_rooms(
    tx: &mut PgConnection,
    rooms: impl IntoIterator<Item = RoomId>,
) -> Result<()> {
    // The random end of a UUIDv7.
    let key = |room: RoomId| room.0.as_u64_pair().1.cast_signed();
    let mut keys: Vec<i64> = rooms.into_iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    sqlx::query("SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key")
        .bind(keys)
        .execute(tx)
        .await?;
    Ok(())
}

/// Adds the booking; of an account's guest, with the name and ways to be reached as
/// they are now.
pub(crate) async fn insert_booking(tx: &mut PgConnection, row: &NewBookingRow) -> Result<()> {
    let (account, desk) = match &row.lodger {
        Lodger::Account(id) => (Some(id.0), ["", "", "", ""]),
        Lodger::Desk { name, email, phone, locale } => {
            (None, [name.as_str(), email.as_str(), phone.as_str(), locale.as_str()])
        }
    };
    let done = sqlx::query(
        "INSERT INTO booking (id, code, hotel_id, guest_id, state, check_in, check_out, starts_at,
                              ends_at, currency, cancellation, cancellation_anchor, promotion_id,
                              taxes, total, guest_note, hold_until, source, created_at, updated_at,
                              guest_name, guest_email, guest_phone, locale)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $8, $12, $13, $14, $15, $16, $17, $18,
                $18, coalesce(g.first_name || ' ' || g.last_name, $19), coalesce(a.email, $20),
                coalesce(g.phone, $21), coalesce(a.locale, $22)
         FROM (SELECT $4::uuid AS id) AS wanted
         LEFT JOIN guest g ON g.account_id = wanted.id
         LEFT JOIN account a ON a.id = g.account_id
         WHERE wanted.id IS NULL OR g.account_id IS NOT NULL",
    )
    .bind(row.id.0)
    .bind(&row.code)
    .bind(row.hotel.0)
    .bind(account)
    .bind(row.state.as_str())
    .bind(row.stay.check_in())
    .bind(row.stay.check_out())
    .bind(row.starts_at)
    .bind(row.ends_at)
    .bind(row.currency.code())
    .bind(Json(&row.cancellation))
    .bind(row.promotion.map(|id| id.0))
    .bind(row.taxes)
    .bind(row.total)
    .bind(&row.guest_note)
    .bind(row.hold_until)
    .bind(row.source.as_str())
    .bind(row.now)
    .bind(desk[0])
    .bind(desk[1])
    .bind(desk[2])
    .bind(desk[3])
    .execute(tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound("guest")) }
}

/// Adds the rooms' parts with their nights. False, and the transaction is spoilt,
/// if a room has been taken.
pub(crate) async fn insert_stays(
    tx: &mut PgConnection,
    booking: BookingId,
    hotel: HotelId,
    state: BookingState,
    hold_until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    stays: &[NewRoomStay],
) -> Result<bool> {
    let nights: Vec<_> = stays
        .iter()
        .flat_map(|stay| stay.nights.iter().map(|(date, rules)| (stay.id.0, *date, rules)))
        .collect();
    let inserted = sqlx::query(
        "WITH stays AS (
             INSERT INTO room_stay (id, booking_id, hotel_id, room_id, room_type_id, stay, state,
                                    adults, children, pinned, charges, hold_until, created_at)
             SELECT n.id, $1, $2, n.room_id, n.room_type_id, daterange(n.check_in, n.check_out), $3,
                    n.adults, n.children, n.pinned, n.charges, $4, $5
             FROM unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::date[], $10::date[],
                         $11::smallint[], $12::smallint[], $13::boolean[], $14::jsonb[])
                  AS n (id, room_id, room_type_id, check_in, check_out, adults, children, pinned,
                        charges)
             RETURNING id
         )
         INSERT INTO stay_night (room_stay_id, night, price, rules)
         SELECT n.room_stay_id, n.night, n.price, n.rules
         FROM unnest($15::uuid[], $16::date[], $17::bigint[], $18::jsonb[])
              AS n (room_stay_id, night, price, rules)
         JOIN stays ON stays.id = n.room_stay_id",
    )
    .bind(booking.0)
    .bind(hotel.0)
    .bind(state.as_str())
    .bind(hold_until)
    .bind(now)
    .bind(stays.iter().map(|stay| stay.id.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.room.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.room_type.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.stay.check_in()).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.stay.check_out()).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.adults).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.children).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.pinned).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| Json(&stay.charges)).collect::<Vec<_>>())
    .bind(nights.iter().map(|(id, ..)| *id).collect::<Vec<Uuid>>())
    .bind(nights.iter().map(|(_, date, _)| *date).collect::<Vec<_>>())
    .bind(nights.iter().map(|(.., rules)| rules.price()).collect::<Vec<_>>())
    .bind(nights.iter().map(|(.., rules)| Json(*rules)).collect::<Vec<_>>())
    .execute(tx)
    .await;
    taken(inserted)
}

/// Whether the statement went through, or met a room that cannot be had.
pub(crate) fn taken<T>(done: std::result::Result<T, sqlx::Error>) -> Result<bool> {
    match done {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether the room cannot be had: another stay is in it, or it is no room any more.
pub(crate) fn is_taken(error: &sqlx::Error) -> bool {
    matches!(Error::constraint(error), Some("room_stay_no_overlap" | "room_stay_room_gone"))
}

/// What happened to a booking.
pub(crate) struct NewEvent<'a> {
    pub booking: BookingId,
    /// The version after it.
    pub version: i32,
    pub kind: &'a str,
    pub reason: &'a str,
    pub data: Value,
    /// The booking after it, without personal data.
    pub snapshot: Option<Value>,
}

/// Adds to the log of what happened and, for each event, a delivery to every webhook of the
/// hotel that wants it, with the work of sending it: in one statement, so that a hotel without
/// webhooks pays for none.
pub(crate) async fn insert_events(
    tx: &mut PgConnection,
    actor: &Actor,
    now: DateTime<Utc>,
    events: &[NewEvent<'_>],
) -> Result<()> {
    sqlx::query(
        "WITH event AS (
            INSERT INTO booking_event (id, booking_id, version, kind, reason, data, snapshot, actor,
                                       actor_id, at)
            SELECT e.id, e.booking_id, e.version, e.kind, e.reason, e.data, e.snapshot, $1, $2, $3
            FROM unnest($4::uuid[], $5::uuid[], $6::integer[], $7::text[], $8::text[], $9::jsonb[],
                        $10::jsonb[])
                 AS e (id, booking_id, version, kind, reason, data, snapshot)
            RETURNING id, booking_id, 'booking.' || kind AS kind),
         delivery AS (
            INSERT INTO webhook_delivery (id, endpoint_id, event_id, kind, state, created_at,
                                          updated_at)
            SELECT uuid_at($3), w.id, e.id, e.kind, 'pending', $3, $3
            FROM event e
            JOIN booking b ON b.id = e.booking_id
            JOIN webhook_endpoint w ON w.hotel_id = b.hotel_id
            WHERE w.enabled AND (w.event_types = '{}' OR e.kind = ANY (w.event_types))
            RETURNING id)
         INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT uuid_at($3), 'webhook.deliver', jsonb_build_object('delivery_id', id),
                'webhook.deliver:' || id || ':0', 'pending', $3, $3, $3
         FROM delivery",
    )
    .bind(actor.label())
    .bind(actor.account().map(|id| id.0))
    .bind(now)
    .bind(events.iter().map(|_| new_id(now)).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.booking.0).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.version).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.kind).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.reason).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.data.clone()).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.snapshot.clone()).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}
