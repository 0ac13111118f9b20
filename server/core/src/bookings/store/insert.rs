//! Adding bookings, their rooms' parts and their events.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, Postgres, postgres::PgArguments, types::Json};
use types::{
    AccountId, BookingId, Currency, HotelId, PromotionId, RoomId, RoomStayId, RoomTypeId, Stay,
    booking::{BookingSource, BookingState},
    policy::CancellationPolicy,
    price::{Charge, NightRules},
};
use uuid::Uuid;

use crate::error::{Error, Result};

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

/// Adds the rooms' parts and their nights. `$from` is what else the parts are taken from.
macro_rules! stays {
    ($from:literal) => {
        concat!(
            "stays AS (
                 INSERT INTO room_stay (id, booking_id, hotel_id, room_id, room_type_id, stay, state,
                                        adults, children, pinned, charges, hold_until, created_at)
                 SELECT n.id, $1, $2, n.room_id, n.room_type_id,
                        daterange(n.check_in, n.check_out), $3, n.adults, n.children, n.pinned,
                        n.charges, $4, $5
                 FROM unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::date[], $10::date[],
                             $11::smallint[], $12::smallint[], $13::boolean[], $14::jsonb[])
                      AS n (id, room_id, room_type_id, check_in, check_out, adults, children,
                            pinned, charges) ",
            $from,
            " RETURNING id
             )
             INSERT INTO stay_night (room_stay_id, night, price, rules)
             SELECT n.room_stay_id, n.night, n.price, n.rules
             FROM unnest($15::uuid[], $16::date[], $17::bigint[], $18::jsonb[])
                  AS n (room_stay_id, night, price, rules)
             JOIN stays ON stays.id = n.room_stay_id"
        )
    };
}

/// Whose parts they are, and in what state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartOf {
    pub booking: BookingId,
    pub hotel: HotelId,
    pub state: BookingState,
    pub hold_until: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

type Statement = sqlx::query::Query<'static, Postgres, PgArguments>;

/// The values from `$1` to `$18` of [`stays`].
fn with_stays(statement: Statement, of: PartOf, stays: &[NewRoomStay]) -> Statement {
    let nights: Vec<_> = stays
        .iter()
        .flat_map(|stay| stay.nights.iter().map(|(date, rules)| (stay.id.0, *date, rules)))
        .collect();
    statement
        .bind(of.booking.0)
        .bind(of.hotel.0)
        .bind(of.state.as_str())
        .bind(of.hold_until)
        .bind(of.now)
        .bind(stays.iter().map(|stay| stay.id.0).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| stay.room.0).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| stay.room_type.0).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| stay.stay.check_in()).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| stay.stay.check_out()).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| stay.adults).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| stay.children).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| stay.pinned).collect::<Vec<_>>())
        .bind(stays.iter().map(|stay| Json(stay.charges.clone())).collect::<Vec<_>>())
        .bind(nights.iter().map(|(id, ..)| *id).collect::<Vec<Uuid>>())
        .bind(nights.iter().map(|(_, date, _)| *date).collect::<Vec<_>>())
        .bind(nights.iter().map(|(.., rules)| rules.price()).collect::<Vec<_>>())
        .bind(nights.iter().map(|(.., rules)| Json((*rules).clone())).collect::<Vec<_>>())
}

/// Adds the booking with its rooms' parts and their nights; of an account's guest, with
/// the name and ways to be reached as they are now. False, and the transaction is spoilt,
/// if a room has been taken.
///
/// # Errors
/// [`Error::NotFound`], if the account is no guest's.
pub(crate) async fn insert_booking(
    tx: &mut PgConnection,
    row: &NewBookingRow,
    stays: &[NewRoomStay],
) -> Result<bool> {
    let (account, desk) = match &row.lodger {
        Lodger::Account(id) => (Some(id.0), [const { String::new() }; 4]),
        Lodger::Desk { name, email, phone, locale } => {
            (None, [name.clone(), email.clone(), phone.clone(), locale.clone()])
        }
    };
    let [name, email, phone, locale] = desk;
    let of = PartOf {
        booking: row.id,
        hotel: row.hotel,
        state: row.state,
        hold_until: row.hold_until,
        now: row.now,
    };
    let statement = sqlx::query(concat!(
        "WITH booked AS (
             INSERT INTO booking (id, code, hotel_id, guest_id, state, check_in, check_out,
                                  starts_at, ends_at, currency, cancellation, cancellation_anchor,
                                  promotion_id, taxes, total, guest_note, hold_until, source,
                                  created_at, updated_at, guest_name, guest_email, guest_phone,
                                  locale)
             SELECT $1, $19, $2, $20, $3, $21, $22, $23, $24, $25, $26, $23, $27, $28, $29, $30, $4,
                    $31, $5, $5, coalesce(g.first_name || ' ' || g.last_name, $32),
                    coalesce(a.email, $33), coalesce(g.phone, $34), coalesce(a.locale, $35)
             FROM (SELECT $20::uuid AS id) AS wanted
             LEFT JOIN guest g ON g.account_id = wanted.id
             LEFT JOIN account a ON a.id = g.account_id
             WHERE wanted.id IS NULL OR g.account_id IS NOT NULL
             RETURNING id
         ), ",
        stays!("CROSS JOIN booked")
    ));
    let done = with_stays(statement, of, stays)
        .bind(row.code.clone())
        .bind(account)
        .bind(row.stay.check_in())
        .bind(row.stay.check_out())
        .bind(row.starts_at)
        .bind(row.ends_at)
        .bind(row.currency.code())
        .bind(Json(row.cancellation.clone()))
        .bind(row.promotion.map(|id| id.0))
        .bind(row.taxes)
        .bind(row.total)
        .bind(row.guest_note.clone())
        .bind(row.source.as_str())
        .bind(name)
        .bind(email)
        .bind(phone)
        .bind(locale)
        .execute(tx)
        .await;
    if done.as_ref().is_ok_and(|done| done.rows_affected() == 0) {
        return Err(Error::NotFound("guest"));
    }
    taken(done)
}

/// Adds rooms' parts with their nights to a booking that is there. False, and the
/// transaction is spoilt, if a room has been taken.
pub(crate) async fn insert_stays(
    tx: &mut PgConnection,
    of: PartOf,
    stays: &[NewRoomStay],
) -> Result<bool> {
    let statement = sqlx::query(concat!("WITH ", stays!("")));
    taken(with_stays(statement, of, stays).execute(tx).await)
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
