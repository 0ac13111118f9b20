//! Searching in the database.

mod find;
mod listed;
mod rooms;

use sqlx::PgPool;
use types::{search, text::fold};

pub(super) use self::{
    find::{FoundHotelRow, FoundType, find},
    listed::{hotels, room_types},
    rooms::rooms_of_hotel,
};
use crate::error::Result;

/// `%` and `_` in what people type stand for themselves.
fn contains(text: &str) -> String {
    let text = fold(text).replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{text}%")
}

pub(super) async fn places(db: &PgPool, part: &str, limit: i64) -> Result<Vec<search::Place>> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT min(city), state, count(*) FROM hotel
         WHERE published AND archived_at IS NULL AND city_key LIKE $1
         GROUP BY city_key, state ORDER BY count(*) DESC, city_key LIMIT $2",
    )
    .bind(contains(part))
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(city, state, hotels)| search::Place { city, state, hotels })
        .collect())
}
