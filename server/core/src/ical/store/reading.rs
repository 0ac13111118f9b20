//! What reading another's calendar needs of the database, and leaves in it.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection, PgPool, types::Json};
use types::{IcalImportId, RoomId};
use uuid::Uuid;

use crate::{
    bookings::store::taken as went_through,
    error::Result,
    ical::{
        parse::Nights,
        plan::{Conflict, Taken},
    },
    ids::new_id,
};

/// A calendar to be read, and the room it takes.
pub(in crate::ical) struct Reading {
    pub id: IcalImportId,
    pub url: String,
    pub channel: String,
    pub room: RoomId,
    pub time_zone: String,
}

#[derive(FromRow)]
struct ReadingRow {
    url: String,
    channel: String,
    room_id: Uuid,
    time_zone: String,
}

/// Nothing, if it is deleted, or its room or hotel is not there any more.
pub(in crate::ical) async fn reading(db: &PgPool, id: IcalImportId) -> Result<Option<Reading>> {
    let row: Option<ReadingRow> = sqlx::query_as(
        "SELECT i.url, i.channel, i.room_id, h.time_zone
         FROM ical_import i
         JOIN room r ON r.id = i.room_id AND r.archived_at IS NULL
         JOIN hotel h ON h.id = i.hotel_id AND h.archived_at IS NULL
         WHERE i.id = $1",
    )
    .bind(id.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Reading {
        id,
        url: row.url,
        channel: row.channel,
        room: row.room_id.into(),
        time_zone: row.time_zone,
    }))
}

/// Notes the work of reading each calendar that is due, and when it is due again.
pub(in crate::ical) async fn plan_due(
    db: &PgPool,
    now: DateTime<Utc>,
    next: DateTime<Utc>,
    limit: i64,
) -> Result<u64> {
    let done = sqlx::query(
        "WITH due AS (
            UPDATE ical_import SET next_at = $2
            WHERE id IN (SELECT id FROM ical_import WHERE next_at <= $1
                         ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING id)
         INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT uuid_at($1), 'ical.refresh', jsonb_build_object('import_id', id),
                'ical.refresh:' || id || ':due:' || extract(epoch FROM $1)::bigint,
                'pending', $1, $1, $1
         FROM due ON CONFLICT (dedupe_key) DO NOTHING",
    )
    .bind(now)
    .bind(next)
    .bind(limit)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Whether the import has not been deleted; it will not be before the transaction ends.
pub(in crate::ical) async fn still_there(tx: &mut PgConnection, id: IcalImportId) -> Result<bool> {
    let found: Option<i32> =
        sqlx::query_scalar("SELECT 1 FROM ical_import WHERE id = $1 FOR NO KEY UPDATE")
            .bind(id.0)
            .fetch_optional(tx)
            .await?;
    Ok(found.is_some())
}

/// What takes the room, but for this calendar's own blocks that are not over: those may go.
pub(in crate::ical) async fn taken(
    tx: &mut PgConnection,
    import: &Reading,
    today: NaiveDate,
) -> Result<Vec<Taken>> {
    let rows: Vec<(NaiveDate, NaiveDate, Option<String>)> = sqlx::query_as(
        "SELECT lower(s.stay), upper(s.stay), b.code
         FROM room_stay s LEFT JOIN booking b ON b.id = s.booking_id
         WHERE s.room_id = $1 AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
           AND upper(s.stay) > $2::date - 400
           AND (s.import_id IS DISTINCT FROM $3 OR upper(s.stay) <= $2)
         ORDER BY lower(s.stay)",
    )
    .bind(import.room.0)
    .bind(today)
    .bind(import.id.0)
    .fetch_all(tx)
    .await?;
    let taken = |(from, to, code)| Taken { nights: Nights { from, to }, code };
    Ok(rows.into_iter().map(taken).collect())
}

/// This calendar's blocks that are not over.
pub(in crate::ical) async fn own_blocks(
    tx: &mut PgConnection,
    id: IcalImportId,
    today: NaiveDate,
) -> Result<Vec<(Uuid, Nights)>> {
    let rows: Vec<(Uuid, NaiveDate, NaiveDate)> = sqlx::query_as(
        "SELECT id, lower(stay), upper(stay) FROM room_stay
         WHERE import_id = $1 AND upper(stay) > $2",
    )
    .bind(id.0)
    .bind(today)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(id, from, to)| (id, Nights { from, to })).collect())
}

pub(in crate::ical) async fn delete_blocks(tx: &mut PgConnection, ids: &[Uuid]) -> Result<()> {
    sqlx::query("DELETE FROM room_stay WHERE id = ANY($1) AND state = 'blocked'")
        .bind(ids)
        .execute(tx)
        .await?;
    Ok(())
}

/// Adds blocks. False, and the transaction is spoilt, if the room is taken.
pub(in crate::ical) async fn insert_blocks(
    tx: &mut PgConnection,
    import: &Reading,
    blocks: &[Nights],
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO room_stay (id, hotel_id, room_id, room_type_id, stay, state, adults, reason,
                                created_at, import_id)
         SELECT n.id, r.hotel_id, r.id, r.room_type_id, daterange(n.arrival, n.departure),
                'blocked', 0, $2, $3, $4
         FROM room r, unnest($5::uuid[], $6::date[], $7::date[]) AS n (id, arrival, departure)
         WHERE r.id = $1",
    )
    .bind(import.room.0)
    .bind(&import.channel)
    .bind(now)
    .bind(import.id.0)
    .bind(blocks.iter().map(|_| new_id(now)).collect::<Vec<_>>())
    .bind(blocks.iter().map(|nights| nights.from).collect::<Vec<_>>())
    .bind(blocks.iter().map(|nights| nights.to).collect::<Vec<_>>())
    .execute(tx)
    .await;
    went_through(done)
}

/// Writes down which events want nights that are taken. Those known before keep their date.
pub(in crate::ical) async fn replace_conflicts(
    tx: &mut PgConnection,
    id: IcalImportId,
    conflicts: &[Conflict],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "WITH now_there AS (
            SELECT arrival, departure,
                   ARRAY(SELECT jsonb_array_elements_text(codes)) AS bookings
            FROM unnest($2::date[], $3::date[], $4::jsonb[]) AS c (arrival, departure, codes)),
         gone AS (
            DELETE FROM ical_conflict c WHERE c.import_id = $1 AND NOT EXISTS (
                SELECT 1 FROM now_there n
                WHERE n.arrival = c.arrival AND n.departure = c.departure))
         INSERT INTO ical_conflict (import_id, arrival, departure, bookings, since)
         SELECT $1, arrival, departure, bookings, $5 FROM now_there
         ON CONFLICT (import_id, arrival, departure) DO UPDATE SET bookings = excluded.bookings",
    )
    .bind(id.0)
    .bind(conflicts.iter().map(|one| one.nights.from).collect::<Vec<_>>())
    .bind(conflicts.iter().map(|one| one.nights.to).collect::<Vec<_>>())
    .bind(conflicts.iter().map(|one| Json(&one.bookings)).collect::<Vec<_>>())
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes down that the calendar was read.
pub(in crate::ical) async fn note_success(
    tx: &mut PgConnection,
    id: IcalImportId,
    events: usize,
    skipped: usize,
    now: DateTime<Utc>,
) -> Result<()> {
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    sqlx::query(
        "UPDATE ical_import SET tried_at = $2, read_at = $2, error = NULL, events = $3, skipped = $4
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(now)
    .bind(number(events))
    .bind(number(skipped))
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes down why the calendar could not be read.
pub(in crate::ical) async fn note_failure(
    db: &PgPool,
    id: IcalImportId,
    error: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("UPDATE ical_import SET tried_at = $2, error = $3 WHERE id = $1")
        .bind(id.0)
        .bind(now)
        .bind(error)
        .execute(db)
        .await?;
    Ok(())
}
