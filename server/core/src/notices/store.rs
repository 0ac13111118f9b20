//! The ledger of letters in the database.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgPool};
use types::{
    BookingId, HotelId, NoticeId,
    notice::{HotelNotice, Notice, NoticeState, Recipient},
};
use uuid::Uuid;

use super::Outgoing;
use crate::{
    error::{Error, Result},
    ids::new_id,
    row::word,
};

pub(super) async fn is_sent(db: &PgPool, message_id: &str) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM notice WHERE message_id = $1 AND state = 'sent')",
    )
    .bind(message_id)
    .fetch_one(db)
    .await?)
}

/// Writes down how it went. What was sent stays so.
pub(super) async fn record(
    db: &PgPool,
    now: DateTime<Utc>,
    outgoing: &Outgoing<'_>,
    message_id: &str,
    state: NoticeState,
    error: Option<&str>,
) -> Result<()> {
    let tried = i32::from(state != NoticeState::Skipped);
    sqlx::query(
        "INSERT INTO notice (id, booking_id, account_id, kind, recipient, address, locale, subject,
                             message_id, state, attempts, error, sent_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                 CASE WHEN $10 = 'sent' THEN $13 END, $13, $13)
         ON CONFLICT (message_id) DO UPDATE
         SET state = excluded.state, attempts = notice.attempts + excluded.attempts,
             error = excluded.error, sent_at = excluded.sent_at, subject = excluded.subject,
             locale = excluded.locale, updated_at = excluded.updated_at
         WHERE notice.state <> 'sent'",
    )
    .bind(new_id(now))
    .bind(outgoing.booking.map(|id| id.0))
    .bind(outgoing.account.map(|id| id.0))
    .bind(outgoing.kind)
    .bind(outgoing.recipient.as_str())
    .bind(&outgoing.letter.to_address)
    .bind(outgoing.letter.locale)
    .bind(&outgoing.letter.subject)
    .bind(message_id)
    .bind(state.as_str())
    .bind(tried)
    .bind(error)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct NoticeRow {
    id: Uuid,
    kind: String,
    recipient: String,
    address: String,
    locale: String,
    subject: String,
    state: String,
    attempts: i32,
    error: Option<String>,
    sent_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl TryFrom<NoticeRow> for Notice {
    type Error = Error;

    fn try_from(row: NoticeRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            kind: row.kind,
            recipient: word("recipient", &row.recipient)?,
            address: row.address,
            locale: row.locale,
            subject: row.subject,
            state: word("state", &row.state)?,
            attempts: row.attempts,
            error: row.error,
            sent_at: row.sent_at,
            created_at: row.created_at,
        })
    }
}

pub(super) async fn list(db: &PgPool, booking: BookingId) -> Result<Vec<Notice>> {
    let rows: Vec<NoticeRow> = sqlx::query_as(
        "SELECT id, kind, recipient, address, locale, subject, state, attempts, error, sent_at,
                created_at
         FROM notice WHERE booking_id = $1 ORDER BY created_at, recipient, id LIMIT 500",
    )
    .bind(booking.0)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

#[derive(FromRow)]
struct HotelNoticeRow {
    booking_id: Uuid,
    booking_code: String,
    #[sqlx(flatten)]
    notice: NoticeRow,
}

/// One page of the letters about a hotel's bookings, the latest first.
pub(super) async fn list_of_hotel(
    db: &PgPool,
    hotel: HotelId,
    state: Option<NoticeState>,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: usize,
) -> Result<Vec<HotelNotice>> {
    let rows: Vec<HotelNoticeRow> = sqlx::query_as(
        "SELECT b.id AS booking_id, b.code AS booking_code, n.id, n.kind, n.recipient, n.address,
                n.locale, n.subject, n.state, n.attempts, n.error, n.sent_at, n.created_at
         FROM booking b JOIN notice n ON n.booking_id = b.id
         WHERE b.hotel_id = $1 AND ($2::text IS NULL OR n.state = $2)
           AND ($3::timestamptz IS NULL OR (n.created_at, n.id) < ($3, $4))
         ORDER BY n.created_at DESC, n.id DESC LIMIT $5",
    )
    .bind(hotel.0)
    .bind(state.map(NoticeState::as_str))
    .bind(after.map(|(at, _)| at))
    .bind(after.map(|(_, id)| id))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let notice = Notice::try_from(row.notice)?;
            let (booking_id, booking_code) = (row.booking_id.into(), row.booking_code);
            Ok(HotelNotice { notice, booking_id, booking_code })
        })
        .collect()
}

/// A letter about a booking, with what sending it again needs.
pub(super) struct Found {
    pub booking: BookingId,
    pub hotel: HotelId,
    pub kind: String,
    pub recipient: Recipient,
    pub created_at: DateTime<Utc>,
    pub check_in: NaiveDate,
    pub guest_email: String,
    /// How many letters of this kind the recipient has in the ledger.
    pub count: i64,
}

#[derive(FromRow)]
struct FoundRow {
    booking_id: Uuid,
    hotel_id: Uuid,
    kind: String,
    recipient: String,
    created_at: DateTime<Utc>,
    check_in: NaiveDate,
    guest_email: String,
    count: i64,
}

pub(super) async fn find(db: &PgPool, notice: NoticeId) -> Result<Option<Found>> {
    let row: Option<FoundRow> = sqlx::query_as(
        "SELECT n.booking_id, b.hotel_id, n.kind, n.recipient, n.created_at, b.check_in,
                b.guest_email,
                (SELECT count(*) FROM notice o WHERE o.booking_id = n.booking_id
                    AND o.kind = n.kind AND o.recipient = n.recipient) AS count
         FROM notice n JOIN booking b ON b.id = n.booking_id
         WHERE n.id = $1",
    )
    .bind(notice.0)
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(Found {
            booking: row.booking_id.into(),
            hotel: row.hotel_id.into(),
            kind: row.kind,
            recipient: word("recipient", &row.recipient)?,
            created_at: row.created_at,
            check_in: row.check_in,
            guest_email: row.guest_email,
            count: row.count,
        })
    })
    .transpose()
}

/// The version of the event that a letter was about: the latest of its kind when
/// the letter was first to be sent.
pub(super) async fn version_of(db: &PgPool, notice: &Found) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar(
        "SELECT max(version) FROM booking_event
         WHERE booking_id = $1 AND kind = $2 AND at <= $3",
    )
    .bind(notice.booking.0)
    .bind(&notice.kind)
    .bind(notice.created_at)
    .fetch_one(db)
    .await?)
}
