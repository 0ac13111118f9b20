//! What a bulk edit makes of earlier ones.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use types::{HotelId, RoomTypeId, rates::BulkRates};

use crate::error::Result;

/// Takes from earlier overrides of the same name what `bulk` says of all their nights,
/// and archives those that say nothing any more. The prices and rules that hold are the
/// same with them or without them; else each edit would leave rules behind for ever.
pub(in crate::rates) async fn supersede(
    tx: &mut PgConnection,
    hotel: HotelId,
    room_types: &[RoomTypeId],
    bulk: &BulkRates,
    now: DateTime<Utc>,
) -> Result<()> {
    let (price, limits) = (bulk.price.is_some(), &bulk.limits);
    // First those of which nothing is left, so that they stay readable as they were.
    for statement in [
        "UPDATE rate_rule SET archived_at = $7, updated_at = $7, version = version + 1
         WHERE hotel_id = $1 AND room_type_id = ANY ($2) AND archived_at IS NULL
           AND level = 'date' AND name = $3 AND nights <@ daterange($4, $5) AND weekdays & ~$6 = 0
           AND ($8 OR (price IS NULL AND percent IS NULL)) AND ($9 OR min_stay IS NULL)
           AND ($10 OR max_stay IS NULL) AND ($11 OR closed_to_arrival IS NULL)
           AND ($12 OR closed_to_departure IS NULL) AND ($13 OR stop_sell IS NULL)",
        "UPDATE rate_rule SET updated_at = $7, version = version + 1,
                price = CASE WHEN NOT $8 THEN price END,
                percent = CASE WHEN NOT $8 THEN percent END,
                min_stay = CASE WHEN NOT $9 THEN min_stay END,
                max_stay = CASE WHEN NOT $10 THEN max_stay END,
                closed_to_arrival = CASE WHEN NOT $11 THEN closed_to_arrival END,
                closed_to_departure = CASE WHEN NOT $12 THEN closed_to_departure END,
                stop_sell = CASE WHEN NOT $13 THEN stop_sell END
         WHERE hotel_id = $1 AND room_type_id = ANY ($2) AND archived_at IS NULL
           AND level = 'date' AND name = $3 AND nights <@ daterange($4, $5) AND weekdays & ~$6 = 0
           AND (($8 AND (price IS NOT NULL OR percent IS NOT NULL))
                OR ($9 AND min_stay IS NOT NULL) OR ($10 AND max_stay IS NOT NULL)
                OR ($11 AND closed_to_arrival IS NOT NULL)
                OR ($12 AND closed_to_departure IS NOT NULL) OR ($13 AND stop_sell IS NOT NULL))",
    ] {
        sqlx::query(statement)
            .bind(hotel.0)
            .bind(room_types.iter().map(|id| id.0).collect::<Vec<_>>())
            .bind(&bulk.name)
            .bind(bulk.from)
            .bind(bulk.to)
            .bind(i16::from(bulk.weekdays.0))
            .bind(now)
            .bind(price)
            .bind(limits.min_stay.is_some())
            .bind(limits.max_stay.is_some())
            .bind(limits.closed_to_arrival.is_some())
            .bind(limits.closed_to_departure.is_some())
            .bind(limits.stop_sell.is_some())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
