//! What letters read in the database.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgPool, types::Json};
use types::{AccountId, BookingId, listing::Address, notifications::Notifications};
use uuid::Uuid;

use super::facts::{BookingFacts, ChargeFacts, NightFacts, RoomFacts};
use crate::{
    error::{Error, Result},
    row::word,
};

#[derive(FromRow)]
struct FactsRow {
    id: Uuid,
    code: String,
    state: String,
    sequence: i32,
    hotel_id: Uuid,
    hotel_name: String,
    street: String,
    number: String,
    district: String,
    city: String,
    region: String,
    postal_code: String,
    country: String,
    time_zone: String,
    check_in_time: NaiveTime,
    check_out_time: NaiveTime,
    check_in: NaiveDate,
    check_out: NaiveDate,
    currency: String,
    taxes: i64,
    total: i64,
    guest_id: Option<Uuid>,
    notify_reminder: bool,
    notify_review_invitation: bool,
    guest_name: String,
    guest_email: String,
    guest_phone: String,
    guest_note: String,
    locale: String,
    hold_until: Option<DateTime<Utc>>,
    cancellation: serde_json::Value,
    cancellation_anchor: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    rooms: Json<Vec<RoomRow>>,
}

#[derive(Deserialize)]
struct RoomRow {
    number: String,
    type_name: String,
    state: String,
    adults: i64,
    children: i64,
    fee: i64,
    nights: Vec<NightFacts>,
    charges: Vec<ChargeFacts>,
}

impl TryFrom<RoomRow> for RoomFacts {
    type Error = Error;

    fn try_from(row: RoomRow) -> Result<Self> {
        Ok(Self {
            number: row.number,
            type_name: row.type_name,
            state: word("state", &row.state)?,
            adults: row.adults,
            children: row.children,
            nights: row.nights,
            charges: row.charges,
            fee: row.fee,
        })
    }
}

impl TryFrom<FactsRow> for BookingFacts {
    type Error = Error;

    fn try_from(row: FactsRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            code: row.code,
            state: word("state", &row.state)?,
            sequence: row.sequence,
            hotel_id: row.hotel_id.into(),
            hotel_name: row.hotel_name,
            address: Address {
                street: row.street,
                number: row.number,
                district: row.district,
                city: row.city,
                state: row.region,
                postal_code: row.postal_code,
                country: row.country,
            },
            time_zone: row.time_zone,
            check_in_time: row.check_in_time,
            check_out_time: row.check_out_time,
            check_in: row.check_in,
            check_out: row.check_out,
            currency: word("currency", &row.currency)?,
            taxes: row.taxes,
            total: row.total,
            guest_id: row.guest_id.map(AccountId),
            notifications: Notifications {
                reminder: row.notify_reminder,
                review_invitation: row.notify_review_invitation,
                ..Notifications::default()
            },
            guest_name: row.guest_name,
            guest_email: row.guest_email,
            guest_phone: row.guest_phone,
            guest_note: row.guest_note,
            locale: row.locale,
            hold_until: row.hold_until,
            cancellation: serde_json::from_value(row.cancellation).ok(),
            cancellation_anchor: row.cancellation_anchor,
            updated_at: row.updated_at,
            rooms: row.rooms.0.into_iter().map(RoomFacts::try_from).collect::<Result<_>>()?,
        })
    }
}

/// What letters say about a booking. Nights that an early departure cut off are
/// not among its nights.
pub(crate) async fn booking_facts(db: &PgPool, id: BookingId) -> Result<Option<BookingFacts>> {
    let row: Option<FactsRow> = sqlx::query_as(
        "SELECT b.id, b.code, b.state, b.sequence, b.check_in, b.check_out, b.currency, b.taxes,
                b.total, b.guest_id, b.guest_name, b.guest_email, b.guest_phone, b.guest_note,
                b.locale, b.hold_until, b.cancellation, b.cancellation_anchor, b.updated_at,
                h.id AS hotel_id, h.name AS hotel_name, h.street, h.number, h.district, h.city,
                h.state AS region, h.postal_code, h.country, h.time_zone, h.check_in_time,
                h.check_out_time, coalesce(a.notify_reminder, true) AS notify_reminder,
                coalesce(a.notify_review_invitation, true) AS notify_review_invitation,
                coalesce((SELECT jsonb_agg(jsonb_build_object(
                        'number', r.number, 'type_name', t.name, 'state', s.state,
                        'adults', s.adults, 'children', s.children, 'fee', s.fee,
                        'charges', s.charges,
                        'nights', coalesce((SELECT jsonb_agg(jsonb_build_object(
                                'date', n.night, 'price', n.price) ORDER BY n.night)
                             FROM stay_night n
                             WHERE n.room_stay_id = s.id AND n.night <@ s.stay), '[]'))
                        ORDER BY length(r.number), r.number, s.id)
                    FROM room_stay s
                    JOIN room r ON r.id = s.room_id
                    JOIN room_type t ON t.id = s.room_type_id
                    WHERE s.booking_id = b.id), '[]') AS rooms
         FROM booking b JOIN hotel h ON h.id = b.hotel_id
         LEFT JOIN account a ON a.id = b.guest_id
         WHERE b.id = $1",
    )
    .bind(id.0)
    .fetch_optional(db)
    .await?;
    row.map(BookingFacts::try_from).transpose()
}

/// What an event of a booking says: of that version, or else the latest of its kind.
pub(crate) async fn event_data(
    db: &PgPool,
    booking: BookingId,
    kind: &str,
    version: Option<i32>,
) -> Result<Option<serde_json::Value>> {
    Ok(sqlx::query_scalar(
        "SELECT data FROM booking_event
         WHERE booking_id = $1 AND kind = $2 AND ($3::integer IS NULL OR version = $3)
         ORDER BY version DESC LIMIT 1",
    )
    .bind(booking.0)
    .bind(kind)
    .bind(version)
    .fetch_optional(db)
    .await?)
}
