//! Room types in the database.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor, PgPool, types::Json};
use types::{
    FieldErrors, HotelId, RoomTypeId,
    listing::{Photo, RoomType, RoomTypeInput},
};
use uuid::Uuid;

use super::PhotoRow;
use crate::{
    error::{Error, Result},
    row::{money, word},
};

fn name_taken(error: sqlx::Error) -> Error {
    match Error::constraint(&error) {
        Some("room_type_name") => {
            FieldErrors::one("/name", "taken", "The hotel has a room type of this name.").into()
        }
        _ => error.into(),
    }
}

pub(in crate::catalog) async fn insert_room_type(
    db: impl PgExecutor<'_>,
    id: RoomTypeId,
    hotel: HotelId,
    input: &RoomTypeInput,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO room_type (id, hotel_id, name, kind, capacity, beds, base_price, description,
                                amenities, created_at, updated_at, included, extra_adult,
                                extra_child)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13)",
    )
    .bind(id.0)
    .bind(hotel.0)
    .bind(&input.name)
    .bind(input.kind.as_str())
    .bind(input.capacity)
    .bind(&input.beds)
    .bind(input.base_price.amount)
    .bind(&input.description)
    .bind(&input.amenities)
    .bind(now)
    .bind(input.included)
    .bind(input.extra_adult)
    .bind(input.extra_child)
    .execute(db)
    .await
    .map_err(name_taken)?;
    Ok(())
}

/// Whether the type was still at `version` and is changed.
pub(in crate::catalog) async fn update_room_type(
    db: &PgPool,
    id: RoomTypeId,
    version: i32,
    input: &RoomTypeInput,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE room_type SET name = $3, kind = $4, capacity = $5, beds = $6, base_price = $7,
                description = $8, amenities = $9, updated_at = $10, included = $11,
                extra_adult = $12, extra_child = $13, version = version + 1
         WHERE id = $1 AND version = $2 AND archived_at IS NULL",
    )
    .bind(id.0)
    .bind(version)
    .bind(&input.name)
    .bind(input.kind.as_str())
    .bind(input.capacity)
    .bind(&input.beds)
    .bind(input.base_price.amount)
    .bind(&input.description)
    .bind(&input.amenities)
    .bind(now)
    .bind(input.included)
    .bind(input.extra_adult)
    .bind(input.extra_child)
    .execute(db)
    .await
    .map_err(name_taken)?;
    Ok(done.rows_affected() == 1)
}

#[derive(FromRow)]
struct RoomTypeRow {
    id: Uuid,
    hotel_id: Uuid,
    name: String,
    kind: String,
    capacity: i16,
    beds: String,
    base_price: i64,
    included: i16,
    extra_adult: i64,
    extra_child: i64,
    currency: String,
    description: String,
    amenities: Vec<String>,
    version: i32,
    photos: Json<Vec<PhotoRow>>,
    room_count: i64,
}

impl TryFrom<RoomTypeRow> for RoomType {
    type Error = Error;

    fn try_from(row: RoomTypeRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            hotel_id: row.hotel_id.into(),
            name: row.name,
            kind: word("kind", &row.kind)?,
            capacity: row.capacity,
            beds: row.beds,
            base_price: money(row.base_price, &row.currency)?,
            included: row.included,
            extra_adult: row.extra_adult,
            extra_child: row.extra_child,
            description: row.description,
            amenities: row.amenities,
            photos: row.photos.0.into_iter().map(Photo::from).collect(),
            room_count: row.room_count,
            version: row.version,
        })
    }
}

/// By ids or by hotel.
async fn fetch(
    db: impl PgExecutor<'_>,
    ids: &[RoomTypeId],
    hotel: Option<HotelId>,
) -> Result<Vec<RoomType>> {
    let rows: Vec<RoomTypeRow> = sqlx::query_as(
        "SELECT t.id, t.hotel_id, t.name, t.kind, t.capacity, t.beds, t.base_price, t.included,
                t.extra_adult, t.extra_child, h.currency, t.description, t.amenities, t.version,
                coalesce((SELECT jsonb_agg(jsonb_build_object('file', p.file, 'alt', p.alt,
                                 'width', p.width, 'height', p.height) ORDER BY p.position)
                          FROM photo p WHERE p.hotel_id = t.hotel_id AND p.room_type_id = t.id),
                         '[]') AS photos,
                (SELECT count(*) FROM room r
                 WHERE r.room_type_id = t.id AND r.archived_at IS NULL) AS room_count
         FROM room_type t JOIN hotel h ON h.id = t.hotel_id
         WHERE (t.id = ANY ($1) OR t.hotel_id = $2) AND t.archived_at IS NULL
         ORDER BY t.base_price, t.name, t.id",
    )
    .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
    .bind(hotel.map(|id| id.0))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(RoomType::try_from).collect()
}

pub(in crate::catalog) async fn find_room_type(
    db: impl PgExecutor<'_>,
    id: RoomTypeId,
) -> Result<Option<RoomType>> {
    Ok(fetch(db, &[id], None).await?.pop())
}

/// The hotel's types, the cheapest first.
pub(crate) async fn room_types_of(
    db: impl PgExecutor<'_>,
    hotel: HotelId,
) -> Result<Vec<RoomType>> {
    fetch(db, &[], Some(hotel)).await
}

/// The types of these ids that exist, in no certain order.
pub(crate) async fn room_types_by_id(db: &PgPool, ids: &[RoomTypeId]) -> Result<Vec<RoomType>> {
    fetch(db, ids, None).await
}
