//! Hotels in the database.

use chrono::{DateTime, NaiveTime, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool, types::Json};
use types::{
    AccountId, HotelId,
    listing::{Address, Hotel, HotelInput, Photo, RoomCount},
    policy::CancellationPolicy,
    review::{shown_rating, shown_score},
    text::fold,
};
use uuid::Uuid;

use super::PhotoRow;
use crate::{
    error::{Error, Result},
    row::word,
};

/// What the search looks into: name, city and district.
fn search_key(input: &HotelInput) -> String {
    fold(&format!("{} {} {}", input.name, input.address.city, input.address.district))
}

/// Whether the hotel could be added: not, if the slug is taken.
pub(in crate::catalog) async fn insert_hotel(
    db: impl PgExecutor<'_>,
    id: HotelId,
    owner: AccountId,
    slug: &str,
    input: &HotelInput,
    now: DateTime<Utc>,
) -> Result<bool> {
    let address = &input.address;
    let done = sqlx::query(
        "INSERT INTO hotel (id, owner_id, slug, name, description, stars, street, number, district,
                            city, state, postal_code, country, city_key, search_key, time_zone,
                            currency, check_in_time, check_out_time, amenities, published,
                            created_at, updated_at, cancellation, auto_no_show, no_show_time)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                 $19, $20, $21, $22, $22, $23, $24, $25)
         ON CONFLICT (slug) DO NOTHING",
    )
    .bind(id.0)
    .bind(owner.0)
    .bind(slug)
    .bind(&input.name)
    .bind(&input.description)
    .bind(input.stars)
    .bind(&address.street)
    .bind(&address.number)
    .bind(&address.district)
    .bind(&address.city)
    .bind(&address.state)
    .bind(&address.postal_code)
    .bind(&address.country)
    .bind(fold(&address.city))
    .bind(search_key(input))
    .bind(&input.time_zone)
    .bind(input.currency.code())
    .bind(input.check_in_time)
    .bind(input.check_out_time)
    .bind(&input.amenities)
    .bind(input.published)
    .bind(now)
    .bind(Json(&input.cancellation))
    .bind(input.auto_no_show)
    .bind(input.no_show_time)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether the hotel was still at `version` and is changed.
pub(in crate::catalog) async fn update_hotel(
    db: &PgPool,
    id: HotelId,
    version: i32,
    input: &HotelInput,
    now: DateTime<Utc>,
) -> Result<bool> {
    let address = &input.address;
    let done = sqlx::query(
        "UPDATE hotel SET name = $3, description = $4, stars = $5, street = $6, number = $7,
                district = $8, city = $9, state = $10, postal_code = $11, country = $12,
                city_key = $13, search_key = $14, time_zone = $15, currency = $16,
                check_in_time = $17, check_out_time = $18, amenities = $19, published = $20,
                updated_at = $21, cancellation = $22, auto_no_show = $23, no_show_time = $24,
                version = version + 1
         WHERE id = $1 AND version = $2 AND archived_at IS NULL",
    )
    .bind(id.0)
    .bind(version)
    .bind(&input.name)
    .bind(&input.description)
    .bind(input.stars)
    .bind(&address.street)
    .bind(&address.number)
    .bind(&address.district)
    .bind(&address.city)
    .bind(&address.state)
    .bind(&address.postal_code)
    .bind(&address.country)
    .bind(fold(&address.city))
    .bind(search_key(input))
    .bind(&input.time_zone)
    .bind(input.currency.code())
    .bind(input.check_in_time)
    .bind(input.check_out_time)
    .bind(&input.amenities)
    .bind(input.published)
    .bind(now)
    .bind(Json(&input.cancellation))
    .bind(input.auto_no_show)
    .bind(input.no_show_time)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(FromRow)]
struct HotelRow {
    id: Uuid,
    owner_id: Uuid,
    slug: String,
    name: String,
    description: String,
    stars: i16,
    street: String,
    number: String,
    district: String,
    city: String,
    state: String,
    postal_code: String,
    country: String,
    time_zone: String,
    currency: String,
    check_in_time: NaiveTime,
    check_out_time: NaiveTime,
    amenities: Vec<String>,
    published: bool,
    cancellation: Json<CancellationPolicy>,
    auto_no_show: bool,
    no_show_time: NaiveTime,
    version: i32,
    created_at: DateTime<Utc>,
    review_mean: Option<i32>,
    review_count: i32,
    photos: Json<Vec<PhotoRow>>,
    rooms_total: i64,
    rooms_free: i64,
}

impl TryFrom<HotelRow> for Hotel {
    type Error = Error;

    fn try_from(row: HotelRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            slug: row.slug,
            name: row.name,
            description: row.description,
            stars: row.stars,
            rating: row.review_mean.map(shown_rating),
            review_score: row.review_mean.map(shown_score),
            review_count: row.review_count.into(),
            address: Address {
                street: row.street,
                number: row.number,
                district: row.district,
                city: row.city,
                state: row.state,
                postal_code: row.postal_code,
                country: row.country,
            },
            time_zone: row.time_zone,
            currency: word("currency", &row.currency)?,
            check_in_time: row.check_in_time,
            check_out_time: row.check_out_time,
            amenities: row.amenities,
            photos: row.photos.0.into_iter().map(Photo::from).collect(),
            published: row.published,
            cancellation: row.cancellation.0,
            auto_no_show: row.auto_no_show,
            no_show_time: row.no_show_time,
            rooms: RoomCount { total: row.rooms_total, free_now: row.rooms_free },
            version: row.version,
            created_at: row.created_at,
        })
    }
}

async fn fetch(
    db: impl PgExecutor<'_>,
    ids: &[HotelId],
    now: DateTime<Utc>,
) -> Result<Vec<(Hotel, AccountId)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<HotelRow> = sqlx::query_as(
        "SELECT h.id, h.owner_id, h.slug, h.name, h.description, h.stars, h.street, h.number,
                h.district, h.city, h.state, h.postal_code, h.country, h.time_zone, h.currency,
                h.check_in_time, h.check_out_time, h.amenities, h.published, h.cancellation,
                h.auto_no_show, h.no_show_time, h.version, h.created_at, h.review_mean,
                h.review_count, coalesce(p.photos, '[]') AS photos,
                coalesce(r.total, 0) AS rooms_total, coalesce(r.free, 0) AS rooms_free
         FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
         JOIN hotel h USING (id)
         LEFT JOIN LATERAL (
             SELECT jsonb_agg(to_jsonb(p) ORDER BY p.position, p.id) AS photos
             FROM photo p WHERE p.hotel_id = h.id AND p.room_type_id IS NULL
         ) p ON true
         LEFT JOIN LATERAL (
             SELECT count(*) AS total,
                    count(*) FILTER (WHERE r.status = 'active' AND NOT EXISTS (
                        SELECT 1 FROM room_stay s
                        WHERE s.room_id = r.id
                          AND s.state IN ('held', 'confirmed', 'checked_in', 'blocked')
                          AND (s.hold_until IS NULL OR s.hold_until > $2)
                          AND lower(s.stay) <= ($2 AT TIME ZONE h.time_zone)::date
                          AND upper(s.stay) > ($2 AT TIME ZONE h.time_zone)::date)) AS free
             FROM room r WHERE r.hotel_id = h.id AND r.archived_at IS NULL
         ) r ON true
         WHERE h.archived_at IS NULL
         ORDER BY wanted.place",
    )
    .bind(ids)
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let owner = row.owner_id.into();
            Ok((Hotel::try_from(row)?, owner))
        })
        .collect()
}

/// A hotel and whose it is.
pub(in crate::catalog) async fn find_hotel(
    db: impl PgExecutor<'_>,
    id: HotelId,
    now: DateTime<Utc>,
) -> Result<Option<(Hotel, AccountId)>> {
    Ok(fetch(db, &[id], now).await?.pop())
}

/// The hotels of these ids that exist, in this order.
pub(crate) async fn hotels_by_id(
    db: &PgPool,
    ids: &[HotelId],
    now: DateTime<Utc>,
) -> Result<Vec<Hotel>> {
    Ok(fetch(db, ids, now).await?.into_iter().map(|(hotel, _)| hotel).collect())
}

pub(in crate::catalog) async fn find_slug(db: &PgPool, slug: &str) -> Result<Option<HotelId>> {
    let id: Option<Uuid> =
        sqlx::query_scalar("SELECT id FROM hotel WHERE slug = $1 AND archived_at IS NULL")
            .bind(slug)
            .fetch_optional(db)
            .await?;
    Ok(id.map(HotelId))
}

pub(in crate::catalog) async fn hotel_ids_of(
    db: &PgPool,
    owner: AccountId,
) -> Result<Vec<HotelId>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM hotel WHERE owner_id = $1 AND archived_at IS NULL ORDER BY name, id",
    )
    .bind(owner.0)
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(HotelId).collect())
}

/// Whether anything of the hotel has a price in its currency.
pub(in crate::catalog) async fn has_prices(db: &PgPool, id: HotelId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM room_type WHERE hotel_id = $1)
             OR EXISTS (SELECT 1 FROM rate_rule
                        WHERE hotel_id = $1 AND price IS NOT NULL AND archived_at IS NULL)
             OR EXISTS (SELECT 1 FROM promotion
                        WHERE hotel_id = $1 AND amount IS NOT NULL AND archived_at IS NULL)
             OR EXISTS (SELECT 1 FROM charge_rule
                        WHERE hotel_id = $1 AND basis <> 'percent' AND archived_at IS NULL)",
    )
    .bind(id.0)
    .fetch_one(db)
    .await?)
}

/// Whose hotel it is, archived ones too.
pub(in crate::catalog) async fn owner_of(db: &PgPool, id: HotelId) -> Result<Option<AccountId>> {
    let owner: Option<Uuid> = sqlx::query_scalar("SELECT owner_id FROM hotel WHERE id = $1")
        .bind(id.0)
        .fetch_optional(db)
        .await?;
    Ok(owner.map(AccountId))
}

/// Makes changes of what a hotel has a limited number of wait for one another. Sales do not
/// wait.
pub(crate) async fn lock_hotel(tx: &mut PgConnection, hotel: HotelId) -> Result<()> {
    sqlx::query("SELECT 1 FROM hotel WHERE id = $1 FOR NO KEY UPDATE")
        .bind(hotel.0)
        .execute(tx)
        .await?;
    Ok(())
}
