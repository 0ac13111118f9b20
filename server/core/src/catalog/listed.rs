//! Which hotels the public may see, for those that list all pages of the site.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Services, error::Result};

/// A hotel that the public may see.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ListedHotel {
    /// The name in its page's address.
    pub slug: String,
    /// When the hotel itself changed last.
    pub updated_at: DateTime<Utc>,
}

/// How many hotels the public may see.
///
/// # Errors
/// If the database does not answer.
pub async fn count_listed(svc: &Services) -> Result<i64> {
    let sql = "SELECT count(*) FROM hotel WHERE published AND archived_at IS NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(&svc.db).await?)
}

/// Those hotels from number `from` on, counted from 0, in an order that a new hotel does not
/// change.
///
/// # Errors
/// If the database does not answer.
pub async fn listed(svc: &Services, from: i64, limit: i64) -> Result<Vec<ListedHotel>> {
    let hotels = sqlx::query_as(
        "SELECT slug, updated_at FROM hotel WHERE published AND archived_at IS NULL
         ORDER BY id OFFSET $1 LIMIT $2",
    )
    .bind(from)
    .bind(limit)
    .fetch_all(&svc.db)
    .await?;
    Ok(hotels)
}
