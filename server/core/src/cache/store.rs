//! The notes of what changed.

use sqlx::PgConnection;
use types::HotelId;
use uuid::Uuid;

use crate::error::Result;

/// Takes at most `limit` notes that no other transaction has taken: hotels, and the
/// folded names of their cities. The earliest first.
pub(super) async fn take_changes(
    tx: &mut PgConnection,
    limit: i64,
) -> Result<Vec<(HotelId, String)>> {
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "DELETE FROM cache_change WHERE id IN (
             SELECT id FROM cache_change ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING hotel_id, city_key",
    )
    .bind(limit)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(hotel, city)| (HotelId(hotel), city)).collect())
}
