//! Others' calendars in the database.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool};
use types::{
    FieldErrors, HotelId, IcalImportId, RoomId,
    ical::{IcalConflict, IcalImport, IcalImportInput},
    listing::Room,
};
use uuid::Uuid;

use crate::error::{Error, Result};

/// Whether the room had fewer than `most`, and has one more.
pub(in crate::ical) async fn insert_import(
    tx: &mut PgConnection,
    id: IcalImportId,
    room: &Room,
    input: &IcalImportInput,
    most: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO ical_import (id, hotel_id, room_id, channel, url, next_at, created_at)
         SELECT $1, $2, $3, $4, $5, $6::timestamptz + interval '15 minutes', $6
         WHERE (SELECT count(*) FROM ical_import WHERE room_id = $3) < $7",
    )
    .bind(id.0)
    .bind(room.hotel_id.0)
    .bind(room.id.0)
    .bind(&input.channel)
    .bind(&input.url)
    .bind(now)
    .bind(most)
    .execute(tx)
    .await
    .map_err(|error| match Error::constraint(&error) {
        Some("ical_import_room_id_url_key") => {
            let detail = "The room takes this calendar already.";
            Error::from(FieldErrors::one("/url", "taken", detail))
        }
        _ => Error::from(error),
    })?;
    Ok(done.rows_affected() == 1)
}

#[derive(FromRow)]
struct ImportRow {
    id: Uuid,
    hotel_id: Uuid,
    room_id: Uuid,
    channel: String,
    url: String,
    tried_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
    error: Option<String>,
    events: i32,
    skipped: i32,
    conflicts: i64,
    created_at: DateTime<Utc>,
}

impl From<ImportRow> for IcalImport {
    fn from(row: ImportRow) -> Self {
        Self {
            id: row.id.into(),
            hotel_id: row.hotel_id.into(),
            room_id: row.room_id.into(),
            channel: row.channel,
            url: row.url,
            tried_at: row.tried_at,
            read_at: row.read_at,
            error: row.error,
            events: row.events,
            skipped: row.skipped,
            conflicts: row.conflicts,
            created_at: row.created_at,
        }
    }
}

/// By id or by room: the one that is given.
async fn fetch(
    db: impl PgExecutor<'_>,
    id: Option<IcalImportId>,
    room: Option<RoomId>,
) -> Result<Vec<IcalImport>> {
    let rows: Vec<ImportRow> = sqlx::query_as(
        "SELECT i.id, i.hotel_id, i.room_id, i.channel, i.url, i.tried_at, i.read_at, i.error,
                i.events, i.skipped, i.created_at,
                (SELECT count(*) FROM ical_conflict c WHERE c.import_id = i.id) AS conflicts
         FROM ical_import i WHERE i.id = $1 OR i.room_id = $2 ORDER BY i.created_at, i.id",
    )
    .bind(id.map(|id| id.0))
    .bind(room.map(|id| id.0))
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(IcalImport::from).collect())
}

pub(in crate::ical) async fn import(
    db: impl PgExecutor<'_>,
    id: IcalImportId,
) -> Result<Option<IcalImport>> {
    Ok(fetch(db, Some(id), None).await?.pop())
}

pub(in crate::ical) async fn imports_of(db: &PgPool, room: RoomId) -> Result<Vec<IcalImport>> {
    fetch(db, None, Some(room)).await
}

/// Deletes the import and its blocks that are not over by `today`; others stay, as blocks like
/// any. Whether it was there. Its row goes first: whoever reads the calendar just now waits
/// for that, and then finds it gone.
pub(in crate::ical) async fn delete_import(
    tx: &mut PgConnection,
    id: IcalImportId,
    today: NaiveDate,
) -> Result<bool> {
    sqlx::query("SELECT 1 FROM ical_import WHERE id = $1 FOR UPDATE")
        .bind(id.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM room_stay WHERE import_id = $1 AND upper(stay) > $2")
        .bind(id.0)
        .bind(today)
        .execute(&mut *tx)
        .await?;
    let done = sqlx::query("DELETE FROM ical_import WHERE id = $1").bind(id.0).execute(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes the imports of rooms that are taken out of the house, and the feeds of these rooms
/// and of a hotel that is closed.
pub(crate) async fn delete_of(
    tx: &mut PgConnection,
    rooms: &[RoomId],
    hotel: Option<HotelId>,
) -> Result<()> {
    let rooms: Vec<Uuid> = rooms.iter().map(|room| room.0).collect();
    sqlx::query("DELETE FROM ical_import WHERE room_id = ANY ($1)")
        .bind(&rooms)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM ical_feed WHERE room_id = ANY ($1) OR hotel_id = $2")
        .bind(&rooms)
        .bind(hotel.map(|id| id.0))
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::ical) async fn conflicts_of(
    db: &PgPool,
    id: IcalImportId,
) -> Result<Vec<IcalConflict>> {
    let rows: Vec<(NaiveDate, NaiveDate, Vec<String>, DateTime<Utc>)> = sqlx::query_as(
        "SELECT arrival, departure, bookings, since FROM ical_conflict
         WHERE import_id = $1 ORDER BY arrival, departure",
    )
    .bind(id.0)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(from, to, bookings, since)| IcalConflict { from, to, bookings, since })
        .collect())
}
