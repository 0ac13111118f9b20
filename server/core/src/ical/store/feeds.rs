//! Our calendars in the database.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection, PgPool};
use types::{
    HotelId, IcalFeedId, RoomId,
    ical::{IcalFeed, IcalFeedInput},
};
use uuid::Uuid;

use crate::error::Result;

/// The most spans of one calendar.
const MOST_SPANS: i64 = 10_000;

/// Whether the hotel had fewer than `most`, and has one more.
pub(in crate::ical) async fn insert_feed(
    tx: &mut PgConnection,
    id: IcalFeedId,
    hotel: HotelId,
    input: &IcalFeedInput,
    token_hash: &[u8],
    most: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO ical_feed (id, hotel_id, room_id, name, channel, token_hash, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE (SELECT count(*) FROM ical_feed WHERE hotel_id = $2) < $8",
    )
    .bind(id.0)
    .bind(hotel.0)
    .bind(input.room_id.map(|id| id.0))
    .bind(&input.name)
    .bind(&input.channel)
    .bind(token_hash)
    .bind(now)
    .bind(most)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(FromRow)]
struct FeedRow {
    id: Uuid,
    hotel_id: Uuid,
    room_id: Option<Uuid>,
    name: String,
    channel: String,
    created_at: DateTime<Utc>,
}

pub(in crate::ical) async fn feeds_of(db: &PgPool, hotel: HotelId) -> Result<Vec<IcalFeed>> {
    let rows: Vec<FeedRow> = sqlx::query_as(
        "SELECT id, hotel_id, room_id, name, channel, created_at
         FROM ical_feed WHERE hotel_id = $1 ORDER BY created_at, id",
    )
    .bind(hotel.0)
    .fetch_all(db)
    .await?;
    let feed = |row: FeedRow| IcalFeed {
        id: row.id.into(),
        hotel_id: row.hotel_id.into(),
        room_id: row.room_id.map(RoomId),
        name: row.name,
        channel: row.channel,
        url: None,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(feed).collect())
}

/// Whose the calendar is.
pub(in crate::ical) async fn feed_hotel(db: &PgPool, id: IcalFeedId) -> Result<Option<HotelId>> {
    let hotel: Option<Uuid> = sqlx::query_scalar("SELECT hotel_id FROM ical_feed WHERE id = $1")
        .bind(id.0)
        .fetch_optional(db)
        .await?;
    Ok(hotel.map(HotelId))
}

/// Whether it was there.
pub(in crate::ical) async fn delete_feed(db: &PgPool, id: IcalFeedId) -> Result<bool> {
    let done = sqlx::query("DELETE FROM ical_feed WHERE id = $1").bind(id.0).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// A calendar that is read.
#[derive(FromRow)]
pub(in crate::ical) struct Feed {
    pub hotel_id: Uuid,
    pub hotel_name: String,
    pub time_zone: String,
    pub room_id: Option<Uuid>,
    /// The room's number.
    pub room: Option<String>,
    pub channel: String,
}

pub(in crate::ical) async fn feed_by_token(db: &PgPool, hash: &[u8]) -> Result<Option<Feed>> {
    Ok(sqlx::query_as(
        "SELECT f.hotel_id, h.name AS hotel_name, h.time_zone, f.room_id, r.number AS room,
                f.channel
         FROM ical_feed f
         JOIN hotel h ON h.id = f.hotel_id
         LEFT JOIN room r ON r.id = f.room_id
         WHERE f.token_hash = $1",
    )
    .bind(hash)
    .fetch_optional(db)
    .await?)
}

/// Nights that a room is taken.
#[derive(FromRow)]
pub(in crate::ical) struct Span {
    pub id: Uuid,
    pub room: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub blocked: bool,
    pub sequence: i32,
    /// When it became what it is.
    pub stamp: DateTime<Utc>,
}

/// What of a calendar's rooms is taken after the night before `today`, by day and room.
pub(in crate::ical) async fn spans(
    db: &PgPool,
    feed: &Feed,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Span>> {
    Ok(sqlx::query_as(
        "SELECT s.id, r.number AS room, lower(s.stay) AS \"from\", upper(s.stay) AS \"to\",
                s.state = 'blocked' AS blocked, coalesce(b.sequence, 0) AS sequence,
                coalesce(b.updated_at, s.created_at, r.created_at) AS stamp
         FROM room r
         JOIN room_stay s ON s.room_id = r.id
         LEFT JOIN booking b ON b.id = s.booking_id
         LEFT JOIN ical_import i ON i.id = s.import_id
         WHERE r.hotel_id = $1 AND ($2::uuid IS NULL OR r.id = $2) AND r.archived_at IS NULL
           AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
           AND upper(s.stay) > $3
           AND (s.hold_until IS NULL OR s.hold_until > $4)
           AND (i.id IS NULL OR $5 = '' OR i.channel <> $5)
         ORDER BY lower(s.stay), length(r.number), r.number, s.id LIMIT $6",
    )
    .bind(feed.hotel_id)
    .bind(feed.room_id)
    .bind(today)
    .bind(now)
    .bind(&feed.channel)
    .bind(MOST_SPANS)
    .fetch_all(db)
    .await?)
}
