//! Photographs in the database.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor, types::Json};
use types::{HotelId, PhotoId, RoomTypeId, listing::Photo};
use uuid::Uuid;

use super::PhotoRow;
use crate::{error::Result, pictures::Picture};

/// What a photograph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalog) struct Subject {
    /// The hotel.
    pub hotel: HotelId,
    /// One of its room types, or the house itself.
    pub room_type: Option<RoomTypeId>,
}

/// Makes a new version of the subject, which nobody else changes until the end of the
/// transaction. Whether it is still there.
pub(in crate::catalog) async fn touch_subject(
    db: &mut PgConnection,
    subject: Subject,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = match subject.room_type {
        None => {
            sqlx::query(
                "UPDATE hotel SET version = version + 1, updated_at = $2
                 WHERE id = $1 AND archived_at IS NULL",
            )
            .bind(subject.hotel.0)
            .bind(now)
            .execute(db)
            .await?
        }
        Some(room_type) => {
            sqlx::query(
                "UPDATE room_type SET version = version + 1, updated_at = $2
                 WHERE id = $1 AND archived_at IS NULL",
            )
            .bind(room_type.0)
            .bind(now)
            .execute(db)
            .await?
        }
    };
    Ok(done.rows_affected() == 1)
}

/// The subject's photographs, in their order.
pub(in crate::catalog) async fn photos_of(
    db: impl PgExecutor<'_>,
    subject: Subject,
) -> Result<Vec<PhotoId>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM photo WHERE hotel_id = $1 AND room_type_id IS NOT DISTINCT FROM $2
         ORDER BY position, id",
    )
    .bind(subject.hotel.0)
    .bind(subject.room_type.map(|id| id.0))
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(PhotoId).collect())
}

/// How many the hotel has, those of its room types too.
pub(in crate::catalog) async fn count_photos(
    db: impl PgExecutor<'_>,
    hotel: HotelId,
) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT count(*) FROM photo WHERE hotel_id = $1")
        .bind(hotel.0)
        .fetch_one(db)
        .await?)
}

/// Adds one after all others of the subject.
pub(in crate::catalog) async fn insert_photo(
    db: &mut PgConnection,
    id: PhotoId,
    subject: Subject,
    file: &str,
    alt: &str,
    picture: &Picture,
) -> Result<()> {
    let pixels = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    sqlx::query(
        "INSERT INTO photo (id, hotel_id, room_type_id, file, alt, width, height, widths, position)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, coalesce(max(position) + 1, 0)
         FROM photo WHERE hotel_id = $2 AND room_type_id IS NOT DISTINCT FROM $3",
    )
    .bind(id.0)
    .bind(subject.hotel.0)
    .bind(subject.room_type.map(|id| id.0))
    .bind(file)
    .bind(alt)
    .bind(pixels(picture.width))
    .bind(pixels(picture.height))
    .bind(picture.widths.iter().copied().map(pixels).collect::<Vec<_>>())
    .execute(db)
    .await?;
    Ok(())
}

/// A photograph, and what it shows.
pub(in crate::catalog) async fn find_photo(
    db: impl PgExecutor<'_>,
    id: PhotoId,
) -> Result<Option<(Photo, Subject)>> {
    #[derive(FromRow)]
    struct Row {
        hotel_id: Uuid,
        room_type_id: Option<Uuid>,
        photo: Json<PhotoRow>,
    }
    let row: Option<Row> = sqlx::query_as(
        "SELECT p.hotel_id, p.room_type_id, to_jsonb(p) AS photo FROM photo p
         LEFT JOIN room_type t ON t.id = p.room_type_id
         WHERE p.id = $1 AND t.archived_at IS NULL",
    )
    .bind(id.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let subject =
            Subject { hotel: row.hotel_id.into(), room_type: row.room_type_id.map(Into::into) };
        (row.photo.0.into(), subject)
    }))
}

/// Says anew what a photograph shows.
pub(in crate::catalog) async fn update_alt(
    db: impl PgExecutor<'_>,
    id: PhotoId,
    alt: &str,
) -> Result<()> {
    sqlx::query("UPDATE photo SET alt = $2 WHERE id = $1").bind(id.0).bind(alt).execute(db).await?;
    Ok(())
}

/// Puts photographs into this order.
pub(in crate::catalog) async fn order_photos(
    db: impl PgExecutor<'_>,
    ids: &[PhotoId],
) -> Result<()> {
    sqlx::query(
        "UPDATE photo p SET position = wanted.position - 1
         FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, position)
         WHERE p.id = wanted.id AND p.position <> wanted.position - 1",
    )
    .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a photograph. Its file and the widths of its smaller versions, if nobody
/// else shows them.
pub(in crate::catalog) async fn delete_photo(
    db: &mut PgConnection,
    id: PhotoId,
) -> Result<Option<(String, Vec<u32>)>> {
    let row: Option<(String, Vec<i32>)> =
        sqlx::query_as("DELETE FROM photo WHERE id = $1 RETURNING file, widths")
            .bind(id.0)
            .fetch_optional(&mut *db)
            .await?;
    let Some((file, widths)) = row else { return Ok(None) };
    let shown: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM photo WHERE file = $1)")
        .bind(&file)
        .fetch_one(db)
        .await?;
    let widths = widths.into_iter().filter_map(|width| u32::try_from(width).ok()).collect();
    Ok((!shown).then_some((file, widths)))
}

/// Which of these files belong to a photograph.
pub(in crate::catalog) async fn known_files(
    db: impl PgExecutor<'_>,
    files: &[String],
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT DISTINCT file FROM photo WHERE file = ANY ($1)")
        .bind(files)
        .fetch_all(db)
        .await?)
}
