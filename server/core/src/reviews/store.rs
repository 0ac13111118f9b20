//! Reviews in the database.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection, PgPool};
use types::{
    AccountId, BookingId, HotelId, ReviewId,
    booking::BookingState,
    review::{Review, ReviewAnswer, ReviewInput, ReviewSummary, Scores, WRITE_WITHIN},
};
use uuid::Uuid;

use super::ReviewFacts;
use crate::{error::Result, row::word};

/// A stay that may be reviewed.
pub(super) struct Stay {
    hotel: HotelId,
    author: AccountId,
    pub state: BookingState,
    ends_at: DateTime<Utc>,
}

impl Stay {
    /// Until when it can be reviewed.
    pub(super) fn write_until(&self) -> DateTime<Utc> {
        self.ends_at + WRITE_WITHIN
    }
}

/// The booking, if it is that guest's.
pub(super) async fn stay(
    tx: &mut PgConnection,
    booking: BookingId,
    author: AccountId,
) -> Result<Option<Stay>> {
    let row: Option<(Uuid, String, DateTime<Utc>)> = sqlx::query_as(
        "SELECT hotel_id, state, ends_at FROM booking WHERE id = $1 AND guest_id = $2",
    )
    .bind(booking.0)
    .bind(author.0)
    .fetch_optional(tx)
    .await?;
    row.map(|(hotel, state, ends_at)| {
        Ok(Stay { hotel: HotelId(hotel), author, state: word("state", &state)?, ends_at })
    })
    .transpose()
}

/// Whether the review could be added: not, if the booking has one.
pub(super) async fn insert(
    tx: &mut PgConnection,
    id: ReviewId,
    booking: BookingId,
    stay: &Stay,
    input: &ReviewInput,
    now: DateTime<Utc>,
) -> Result<bool> {
    let scores = &input.scores;
    let done = sqlx::query(
        "INSERT INTO review (id, booking_id, hotel_id, author_id, overall, cleanliness, comfort,
                             location, staff, value, title, text, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT ON CONSTRAINT review_booking_unique DO NOTHING",
    )
    .bind(id.0)
    .bind(booking.0)
    .bind(stay.hotel.0)
    .bind(stay.author.0)
    .bind(scores.overall)
    .bind(scores.cleanliness)
    .bind(scores.comfort)
    .bind(scores.location)
    .bind(scores.staff)
    .bind(scores.value)
    .bind(&input.title)
    .bind(&input.text)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn update(
    tx: &mut PgConnection,
    id: ReviewId,
    input: &ReviewInput,
    now: DateTime<Utc>,
) -> Result<()> {
    let scores = &input.scores;
    sqlx::query(
        "UPDATE review SET overall = $2, cleanliness = $3, comfort = $4, location = $5,
                staff = $6, value = $7, title = $8, text = $9, edited_at = $10
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(scores.overall)
    .bind(scores.cleanliness)
    .bind(scores.comfort)
    .bind(scores.location)
    .bind(scores.staff)
    .bind(scores.value)
    .bind(&input.title)
    .bind(&input.text)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether there is such a review of a hotel of the owner's, and it is answered.
pub(super) async fn answer(
    connection: &mut PgConnection,
    id: ReviewId,
    owner: AccountId,
    text: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE review r SET answer = $3, answered_at = coalesce(r.answered_at, $4),
                answer_edited_at = CASE WHEN r.answered_at IS NULL THEN NULL ELSE $4 END
         FROM hotel h
         WHERE r.id = $1 AND h.id = r.hotel_id AND h.owner_id = $2 AND h.archived_at IS NULL",
    )
    .bind(id.0)
    .bind(owner.0)
    .bind(text)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(FromRow)]
struct ReviewRow {
    id: Uuid,
    hotel_id: Uuid,
    author: Option<String>,
    stay_month: NaiveDate,
    overall: i16,
    cleanliness: Option<i16>,
    comfort: Option<i16>,
    location: Option<i16>,
    staff: Option<i16>,
    value: Option<i16>,
    title: Option<String>,
    text: String,
    answer: Option<String>,
    answered_at: Option<DateTime<Utc>>,
    answer_edited_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
}

impl From<ReviewRow> for Review {
    fn from(row: ReviewRow) -> Self {
        let answer = row.answer.zip(row.answered_at);
        Self {
            id: row.id.into(),
            hotel_id: row.hotel_id.into(),
            author: row.author,
            stay_month: row.stay_month,
            scores: Scores {
                overall: row.overall,
                cleanliness: row.cleanliness,
                comfort: row.comfort,
                location: row.location,
                staff: row.staff,
                value: row.value,
            },
            title: row.title,
            text: row.text,
            answer: answer.map(|(text, created_at)| ReviewAnswer {
                text,
                created_at,
                edited_at: row.answer_edited_at,
            }),
            created_at: row.created_at,
            edited_at: row.edited_at,
        }
    }
}

/// The statement that reads reviews, of which `$rest` says which and in what order.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.hotel_id, CASE WHEN a.erased_at IS NULL THEN g.first_name END AS author,
                    date_trunc('month', b.check_in)::date AS stay_month, r.overall, r.cleanliness,
                    r.comfort, r.location, r.staff, r.value, r.title, r.text, r.answer,
                    r.answered_at, r.answer_edited_at, r.created_at, r.edited_at
             FROM review r JOIN booking b ON b.id = r.booking_id
             JOIN account a ON a.id = r.author_id JOIN guest g ON g.account_id = r.author_id ",
            $rest
        )
    };
}

pub(super) async fn find(db: &mut PgConnection, id: ReviewId) -> Result<Option<Review>> {
    let row: Option<ReviewRow> =
        sqlx::query_as(select!("WHERE r.id = $1")).bind(id.0).fetch_optional(db).await?;
    Ok(row.map(Review::from))
}

pub(super) async fn of_booking(
    db: &mut PgConnection,
    booking: BookingId,
) -> Result<Option<Review>> {
    let row: Option<ReviewRow> = sqlx::query_as(select!("WHERE r.booking_id = $1"))
        .bind(booking.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(Review::from))
}

/// The author's review of the booking; nobody else changes it meanwhile.
pub(super) async fn lock_of_booking(
    tx: &mut PgConnection,
    booking: BookingId,
    author: AccountId,
) -> Result<Option<Review>> {
    let row: Option<ReviewRow> =
        sqlx::query_as(select!("WHERE r.booking_id = $1 AND r.author_id = $2 FOR UPDATE OF r"))
            .bind(booking.0)
            .bind(author.0)
            .fetch_optional(tx)
            .await?;
    Ok(row.map(Review::from))
}

/// The latest first, from `after` on.
pub(super) async fn list(
    db: &PgPool,
    hotel: HotelId,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: usize,
) -> Result<Vec<Review>> {
    let rows: Vec<ReviewRow> = sqlx::query_as(select!(
        "WHERE r.hotel_id = $1
           AND ($2::timestamptz IS NULL OR (r.created_at, r.id) < ($2, $3::uuid))
         ORDER BY r.created_at DESC, r.id DESC LIMIT $4"
    ))
    .bind(hotel.0)
    .bind(after.map(|(at, _)| at))
    .bind(after.map(|(_, id)| id))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Review::from).collect())
}

/// What the letter about a review says.
#[derive(FromRow)]
struct FactsRow {
    owner_id: Uuid,
    name: String,
    slug: String,
    first_name: String,
    overall: i16,
    title: Option<String>,
    text: String,
}

/// The review for its letter, unless its author was erased in the meantime.
pub(super) async fn facts(db: &PgPool, id: ReviewId) -> Result<Option<ReviewFacts>> {
    let row: Option<FactsRow> = sqlx::query_as(
        "SELECT h.owner_id, h.name, h.slug, g.first_name, r.overall, r.title, r.text
         FROM review r JOIN hotel h ON h.id = r.hotel_id JOIN account a ON a.id = r.author_id
         JOIN guest g ON g.account_id = r.author_id
         WHERE r.id = $1 AND a.erased_at IS NULL",
    )
    .bind(id.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| ReviewFacts {
        owner: row.owner_id.into(),
        hotel_name: row.name,
        hotel_slug: row.slug,
        author: row.first_name,
        overall: row.overall,
        title: row.title,
        text: row.text,
    }))
}

#[derive(FromRow)]
struct SummaryRow {
    count: i64,
    overall: Option<f64>,
    cleanliness: Option<f64>,
    comfort: Option<f64>,
    location: Option<f64>,
    staff: Option<f64>,
    value: Option<f64>,
}

pub(super) async fn summary(db: &PgPool, hotel: HotelId) -> Result<ReviewSummary> {
    let row: SummaryRow = sqlx::query_as(
        "SELECT count(*) AS count, round(avg(overall), 1)::float8 AS overall,
                round(avg(cleanliness), 1)::float8 AS cleanliness,
                round(avg(comfort), 1)::float8 AS comfort,
                round(avg(location), 1)::float8 AS location,
                round(avg(staff), 1)::float8 AS staff, round(avg(value), 1)::float8 AS value
         FROM review WHERE hotel_id = $1",
    )
    .bind(hotel.0)
    .fetch_one(db)
    .await?;
    Ok(ReviewSummary {
        count: row.count,
        overall: row.overall,
        cleanliness: row.cleanliness,
        comfort: row.comfort,
        location: row.location,
        staff: row.staff,
        value: row.value,
    })
}
