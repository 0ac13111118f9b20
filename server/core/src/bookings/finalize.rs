//! Ending stays at check-out time.

use chrono::{DateTime, Utc};
use serde_json::json;
use types::{BookingId, booking::BookingState};

use super::store::{self, Due};
use crate::{
    Services,
    actor::Actor,
    db,
    error::Result,
    outbox::{self, Work},
};

/// How many stays one sweep ends at a time.
const BATCH: i64 = 200;

/// Completes a stay whose end has come: the room is free, and the guest is
/// written to. Whether it was done: not, if the stay has not ended or is not in
/// the house any more.
///
/// # Errors
/// If the database does not answer.
pub async fn finalize(svc: &Services, id: BookingId) -> Result<bool> {
    db::retrying(|| async {
        let now = svc.clock.now();
        let mut tx = svc.db.begin().await?;
        let due = store::lock_due(&mut tx, now, Some(id), 1).await?;
        complete(&mut tx, &due, now).await?;
        tx.commit().await?;
        Ok(!due.is_empty())
    })
    .await
}

/// Completes every stay whose end has come. Returns how many. Any number of
/// these can run at a time: each takes stays that no other has in hand.
///
/// # Errors
/// If the database does not answer; what was completed by then stays so.
pub async fn finalize_due(svc: &Services) -> Result<usize> {
    let mut all = 0;
    loop {
        let count = db::retrying(|| async {
            let now = svc.clock.now();
            let mut tx = svc.db.begin().await?;
            let due = store::lock_due(&mut tx, now, None, BATCH).await?;
            complete(&mut tx, &due, now).await?;
            tx.commit().await?;
            Ok(due.len())
        })
        .await?;
        all += count;
        if i64::try_from(count).unwrap_or(BATCH) < BATCH {
            return Ok(all);
        }
    }
}

async fn complete(tx: &mut sqlx::PgConnection, due: &[Due], now: DateTime<Utc>) -> Result<()> {
    let mut work = Vec::with_capacity(due.len());
    for booking in due {
        let next = booking.version + 1;
        store::set_state(tx, booking, BookingState::Completed, now).await?;
        let data = json!({ "from": booking.state.as_str() });
        store::insert_event(tx, booking.id, next, "completed", &Actor::System, now, &data).await?;
        work.push(Work::notice(booking.id, "completed", next, now));
    }
    if work.is_empty() { Ok(()) } else { outbox::add(tx, now, &work).await }
}
