//! Reading bookings.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, types::Json};
use types::{
    AccountId, BookingId, HotelId, Money,
    booking::{BookedRoom, Booking, BookingFilter, BookingGuest, Night},
    policy::CancellationPolicy,
    price::Charge,
};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    row::{money, word},
};

/// Whose bookings are listed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose {
    Guest(AccountId),
    Hotel(HotelId),
}

/// Whether the booking is the account's: as its guest, or as its hotel's owner.
pub(crate) async fn may_see(
    connection: &mut PgConnection,
    id: BookingId,
    account: AccountId,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM booking b JOIN hotel h ON h.id = b.hotel_id
                        WHERE b.id = $1 AND (b.guest_id = $2 OR h.owner_id = $2))",
    )
    .bind(id.0)
    .bind(account.0)
    .fetch_one(connection)
    .await?)
}

#[derive(FromRow)]
struct BookingRow {
    id: Uuid,
    code: String,
    state: String,
    version: i32,
    hotel_id: Uuid,
    hotel_name: String,
    hotel_slug: String,
    time_zone: String,
    check_in: NaiveDate,
    check_out: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    currency: String,
    taxes: i64,
    total: i64,
    guest_id: Option<Uuid>,
    guest_name: String,
    guest_email: String,
    guest_phone: String,
    guest_note: String,
    hold_until: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    source: String,
    cancellation: Json<CancellationPolicy>,
    cancellation_anchor: DateTime<Utc>,
    rooms: Json<Vec<RoomRow>>,
}

#[derive(Deserialize)]
struct RoomRow {
    id: Uuid,
    room_id: Uuid,
    room_number: String,
    room_type_id: Uuid,
    room_type_name: String,
    state: String,
    adults: i16,
    children: i16,
    check_in: NaiveDate,
    check_out: NaiveDate,
    pinned: bool,
    charges: Vec<Charge>,
    fee: i64,
    nights: Vec<NightRow>,
}

#[derive(Deserialize)]
struct NightRow {
    date: NaiveDate,
    price: i64,
}

impl TryFrom<BookingRow> for Booking {
    type Error = Error;

    fn try_from(row: BookingRow) -> Result<Self> {
        let currency = word("currency", &row.currency)?;
        let room = |room: RoomRow| {
            Ok(BookedRoom {
                id: room.id.into(),
                room_id: room.room_id.into(),
                room_number: room.room_number,
                room_type_id: room.room_type_id.into(),
                room_type_name: room.room_type_name,
                state: word("state", &room.state)?,
                adults: room.adults,
                children: room.children,
                check_in: room.check_in,
                check_out: room.check_out,
                pinned: room.pinned,
                charges: room.charges,
                fee: Money::new(room.fee, currency),
                nights: room
                    .nights
                    .into_iter()
                    .map(|night| Night {
                        date: night.date,
                        price: Money::new(night.price, currency),
                    })
                    .collect(),
            })
        };
        let fee = row.rooms.0.iter().map(|room| room.fee).sum();
        Ok(Self {
            id: row.id.into(),
            code: row.code,
            state: word("state", &row.state)?,
            version: row.version,
            hotel_id: row.hotel_id.into(),
            hotel_name: row.hotel_name,
            hotel_slug: row.hotel_slug,
            time_zone: row.time_zone,
            check_in: row.check_in,
            check_out: row.check_out,
            nights: (row.check_out - row.check_in).num_days(),
            rooms: row.rooms.0.into_iter().map(room).collect::<Result<_>>()?,
            guest: BookingGuest {
                id: row.guest_id.map(AccountId),
                name: row.guest_name,
                email: row.guest_email,
                phone: row.guest_phone,
            },
            guest_note: row.guest_note,
            source: word("source", &row.source)?,
            taxes: money(row.taxes, &row.currency)?,
            fee: Money::new(fee, currency),
            total: money(row.total, &row.currency)?,
            free_cancellation_until: row.cancellation.free_until(row.cancellation_anchor),
            cancellation_policy: row.cancellation.0,
            hold_until: row.hold_until,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            created_at: row.created_at,
        })
    }
}

/// The bookings of these ids that exist, in this order, each with its rooms and nights.
pub(crate) async fn find_many(
    connection: &mut PgConnection,
    ids: &[BookingId],
) -> Result<Vec<Booking>> {
    let rows: Vec<BookingRow> = sqlx::query_as(
        "SELECT b.id, b.code, b.state, b.version, b.hotel_id, h.name AS hotel_name,
                h.slug AS hotel_slug, h.time_zone, b.check_in, b.check_out, b.starts_at, b.ends_at,
                b.currency, b.taxes, b.total, b.guest_id, b.guest_name, b.guest_email,
                b.guest_phone, b.guest_note, b.hold_until, b.created_at, b.source,
                b.cancellation, b.cancellation_anchor,
                coalesce(rooms.rooms, '[]') AS rooms
         FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
         JOIN booking b USING (id)
         JOIN hotel h ON h.id = b.hotel_id
         LEFT JOIN LATERAL (
             SELECT jsonb_agg(jsonb_build_object(
                        'id', s.id, 'room_id', s.room_id, 'room_number', r.number,
                        'room_type_id', s.room_type_id, 'room_type_name', t.name,
                        'state', s.state, 'adults', s.adults, 'children', s.children,
                        'check_in', lower(s.stay), 'check_out', upper(s.stay),
                        'pinned', s.pinned, 'charges', s.charges, 'fee', s.fee,
                        'nights', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                              'date', n.night, 'price', n.price)
                                              ORDER BY n.night), '[]')
                                   FROM stay_night n WHERE n.room_stay_id = s.id))
                    ORDER BY length(r.number), r.number, lower(s.stay), s.id) AS rooms
             FROM room_stay s
             JOIN room r ON r.id = s.room_id
             JOIN room_type t ON t.id = s.room_type_id
             WHERE s.booking_id = b.id
         ) rooms ON true
         ORDER BY wanted.place",
    )
    .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Booking::try_from).collect()
}

pub(crate) async fn find(connection: &mut PgConnection, id: BookingId) -> Result<Option<Booking>> {
    Ok(find_many(connection, &[id]).await?.pop())
}

/// What people type, to be found anywhere; `%` and `_` stand for themselves.
fn contains(text: &str) -> String {
    let text = text.trim().replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{text}%")
}

/// One page of ids, the latest arrival first.
pub(crate) async fn list_ids(
    connection: &mut PgConnection,
    whose: Whose,
    filter: &BookingFilter,
    after: Option<(NaiveDate, Uuid)>,
    limit: usize,
) -> Result<Vec<BookingId>> {
    // Two statements, so that each uses the index that leads with its own column.
    let (query, whose) = match whose {
        Whose::Guest(id) => (
            sqlx::query_scalar(
                "SELECT id FROM booking
                 WHERE guest_id = $1 AND ($2::text IS NULL OR state = $2)
                   AND ($3::date IS NULL OR check_out > $3) AND ($4::date IS NULL OR check_in < $4)
                   AND ($5::date IS NULL OR (check_in, id) < ($5, $6))
                   AND ($8::text IS NULL OR code ILIKE $8)
                 ORDER BY check_in DESC, id DESC LIMIT $7",
            ),
            id.0,
        ),
        Whose::Hotel(id) => (
            sqlx::query_scalar(
                "SELECT id FROM booking
                 WHERE hotel_id = $1 AND ($2::text IS NULL OR state = $2)
                   AND ($3::date IS NULL OR check_out > $3) AND ($4::date IS NULL OR check_in < $4)
                   AND ($5::date IS NULL OR (check_in, id) < ($5, $6))
                   AND ($8::text IS NULL OR code ILIKE $8 OR guest_name ILIKE $8
                        OR guest_email ILIKE $8 OR guest_phone ILIKE $8)
                 ORDER BY check_in DESC, id DESC LIMIT $7",
            ),
            id.0,
        ),
    };
    let ids: Vec<Uuid> = query
        .bind(whose)
        .bind(filter.state.map(types::booking::BookingState::as_str))
        .bind(filter.from)
        .bind(filter.to)
        .bind(after.map(|(date, _)| date))
        .bind(after.map(|(_, id)| id))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(filter.q.as_deref().map(contains))
        .fetch_all(connection)
        .await?;
    Ok(ids.into_iter().map(BookingId).collect())
}
