//! What time brings to bookings: holds run out, guests do not come, stays end.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use types::{BookingId, RoomId, Stay, booking::BookingState};

use super::{
    lifecycle::{mark_no_show, move_on},
    step::{Step, write},
    store::{self, Due, LockedBooking},
};
use crate::{
    Services,
    actor::Actor,
    db,
    error::{Error, Result},
};

/// How many bookings one transaction of a sweep takes.
const BATCH: i64 = 100;

/// Completes a stay whose end has come: the room is free, and the guest is
/// written to. Whether it was done: not, if the stay has not ended or is not in
/// the house any more.
///
/// # Errors
/// If the database does not answer.
pub async fn finalize(svc: &Services, id: BookingId) -> Result<bool> {
    Ok(batch(svc, Due::Ends, Some(id), 1).await? > 0)
}

/// Completes every stay whose end has come. Returns how many. Any number of
/// these can run at a time: each takes stays that no other has in hand.
///
/// # Errors
/// If the database does not answer; what was completed by then stays so.
pub async fn finalize_due(svc: &Services) -> Result<usize> {
    all(svc, Due::Ends).await
}

/// Lets one hold go, if it has run out. Whether it was done.
///
/// # Errors
/// If the database does not answer.
pub async fn expire(svc: &Services, id: BookingId) -> Result<bool> {
    Ok(batch(svc, Due::Holds, Some(id), 1).await? > 0)
}

/// Lets every hold go that has run out. Returns how many.
///
/// # Errors
/// As [`finalize_due`].
pub async fn expire_due(svc: &Services) -> Result<usize> {
    all(svc, Due::Holds).await
}

/// The night audit: marks guests who never came, at hotels that want it. Returns how many.
///
/// # Errors
/// As [`finalize_due`].
pub async fn audit_due(svc: &Services) -> Result<usize> {
    all(svc, Due::NoShows).await
}

async fn all(svc: &Services, due: Due) -> Result<usize> {
    let mut sum = 0;
    loop {
        let count = batch(svc, due, None, BATCH).await?;
        sum += count;
        if i64::try_from(count).unwrap_or(BATCH) < BATCH {
            return Ok(sum);
        }
    }
}

async fn batch(svc: &Services, due: Due, only: Option<BookingId>, limit: i64) -> Result<usize> {
    db::retrying(|| async {
        let mut tx = svc.db.begin().await?;
        let now = svc.clock.now();
        let found = store::lock_due(&mut tx, due, now, only, limit).await?;
        for before in &found {
            let mut after = before.clone();
            let step = match due {
                Due::Holds => let_go(&mut after),
                Due::Ends => complete(&mut after),
                Due::NoShows => mark_no_show(&mut after, now)?,
            };
            if !write(&mut tx, &Actor::System, now, before, &mut after, step).await? {
                return Err(Error::internal("a stay that ends met another one"));
            }
        }
        tx.commit().await?;
        Ok(found.len())
    })
    .await
}

fn let_go(booking: &mut LockedBooking) -> Step {
    move_on(booking, BookingState::Expired);
    Step::new("expired").with(json!({ "from": "held" }))
}

fn complete(booking: &mut LockedBooking) -> Step {
    let data = json!({ "from": booking.state.as_str() });
    move_on(booking, BookingState::Completed);
    Step::new("completed").with(data).telling("completed")
}

/// Lets the holds go that have run out and stand in the way of a stay in one of
/// the rooms, which this transaction has locked. One that somebody else has in hand
/// is left: it still bars the room.
pub(crate) async fn expire_stale(
    tx: &mut PgConnection,
    rooms: &[RoomId],
    stay: Stay,
    now: DateTime<Utc>,
) -> Result<()> {
    for before in store::lock_stale_holds(tx, rooms, stay, now).await? {
        let mut after = before.clone();
        let step = let_go(&mut after);
        write(tx, &Actor::System, now, &before, &mut after, step).await?;
    }
    Ok(())
}
