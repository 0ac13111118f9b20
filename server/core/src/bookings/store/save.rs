//! Writing changed bookings.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{
    insert::taken,
    locked::{LockedBooking, LockedStay},
};
use crate::error::{Error, Result};

/// Writes `after` over `before`, whose version must still be there; the version
/// becomes that of `after`. False, and the transaction is spoilt, if a room has been
/// taken.
pub(crate) async fn save(
    tx: &mut PgConnection,
    before: &LockedBooking,
    after: &LockedBooking,
    now: DateTime<Utc>,
) -> Result<bool> {
    let live: Vec<&LockedStay> = after.live().collect();
    let taxes: i64 = live.iter().map(|stay| stay.charged()).sum();
    let done = sqlx::query(
        "UPDATE booking SET state = $3, version = $4, sequence = $5, check_in = $6, check_out = $7,
                starts_at = $8, ends_at = $9, hold_until = $10, taxes = $11, total = $12,
                cancellation_anchor = $13, guest_note = $14, updated_at = $15
         WHERE id = $1 AND version = $2",
    )
    .bind(before.id.0)
    .bind(before.version)
    .bind(after.state.as_str())
    .bind(after.version)
    .bind(after.sequence)
    .bind(after.stay.check_in())
    .bind(after.stay.check_out())
    .bind(after.starts_at)
    .bind(after.ends_at)
    .bind(after.hold_until)
    .bind(taxes)
    .bind(after.total)
    .bind(after.anchor)
    .bind(&after.guest_note)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    let changed: Vec<&LockedStay> = after
        .stays
        .iter()
        .filter(|stay| before.stays.iter().any(|old| old.id == stay.id && differs(old, stay)))
        .collect();
    if changed.is_empty() && before.hold_until == after.hold_until {
        return Ok(true);
    }
    if !save_stays(tx, after, &changed).await? {
        return Ok(false);
    }
    let repriced: Vec<&LockedStay> = changed
        .into_iter()
        .filter(|stay| {
            before.stays.iter().any(|old| old.id == stay.id && old.nights != stay.nights)
        })
        .collect();
    save_nights(tx, &repriced).await?;
    Ok(true)
}

fn differs(old: &LockedStay, new: &LockedStay) -> bool {
    old.state != new.state
        || old.room != new.room
        || old.stay != new.stay
        || old.fee != new.fee
        || old.charges != new.charges
        || old.nights != new.nights
        || (old.adults, old.children, old.pinned) != (new.adults, new.children, new.pinned)
}

async fn save_stays(
    tx: &mut PgConnection,
    booking: &LockedBooking,
    stays: &[&LockedStay],
) -> Result<bool> {
    // The hold is the booking's, and so of all its parts.
    let held = sqlx::query(
        "UPDATE room_stay SET hold_until = $2
         WHERE booking_id = $1 AND hold_until IS DISTINCT FROM $2",
    )
    .bind(booking.id.0)
    .bind(booking.hold_until)
    .execute(&mut *tx)
    .await;
    if !taken(held)? {
        return Ok(false);
    }
    let done = sqlx::query(
        "UPDATE room_stay s SET state = n.state, room_id = n.room_id, room_type_id = n.room_type_id,
                stay = daterange(n.check_in, n.check_out), adults = n.adults,
                children = n.children, pinned = n.pinned, charges = n.charges, fee = n.fee
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::date[], $6::date[],
                     $7::smallint[], $8::smallint[], $9::boolean[], $10::jsonb[], $11::bigint[])
              AS n (id, state, room_id, room_type_id, check_in, check_out, adults, children, pinned,
                    charges, fee)
         WHERE s.id = n.id",
    )
    .bind(stays.iter().map(|stay| stay.id.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.state.as_str()).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.room.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.room_type.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.stay.check_in()).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.stay.check_out()).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.adults).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.children).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.pinned).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| Json(&stay.charges)).collect::<Vec<_>>())
    .bind(stays.iter().map(|stay| stay.fee).collect::<Vec<_>>())
    .execute(tx)
    .await;
    taken(done)
}

/// Replaces the nights of these parts.
async fn save_nights(tx: &mut PgConnection, stays: &[&LockedStay]) -> Result<()> {
    if stays.is_empty() {
        return Ok(());
    }
    sqlx::query("DELETE FROM stay_night WHERE room_stay_id = ANY ($1)")
        .bind(stays.iter().map(|stay| stay.id.0).collect::<Vec<_>>())
        .execute(&mut *tx)
        .await?;
    let nights: Vec<_> = stays
        .iter()
        .flat_map(|stay| stay.nights.iter().map(|(date, rules)| (stay.id.0, *date, rules)))
        .collect();
    sqlx::query(
        "INSERT INTO stay_night (room_stay_id, night, price, rules)
         SELECT * FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::jsonb[])",
    )
    .bind(nights.iter().map(|(id, ..)| *id).collect::<Vec<Uuid>>())
    .bind(nights.iter().map(|(_, date, _)| *date).collect::<Vec<NaiveDate>>())
    .bind(nights.iter().map(|(.., rules)| rules.price()).collect::<Vec<_>>())
    .bind(nights.iter().map(|(.., rules)| Json(*rules)).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}
