//! What time brings, found by looking: the truth behind every scheduled job.
//! Safe to run at any time, any number of times, in several places at once.

use chrono::TimeDelta;

use crate::{Services, accounts, bookings, catalog, error::Result, ical, once, outbox, webhooks};

/// How often [`run`] should run, in seconds, unless it is set otherwise.
pub const EVERY_SECONDS: u32 = 60;

/// What one sweep found to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Holds that had run out.
    pub expired: usize,
    /// Guests marked who never came.
    pub no_shows: usize,
    /// Stays completed.
    pub finalized: usize,
    /// Others' calendars whose time to be read has come.
    pub calendars: u64,
    /// Outbox rows that a queue or worker had lost, to be done again.
    pub revived: u64,
    /// Rows deleted because nobody needs them any more.
    pub forgotten: u64,
}

/// Runs, if no process has done so since the last full `every_seconds` by the clock.
///
/// # Errors
/// As [`run`].
pub async fn run_once_per_tick(svc: &Services, every_seconds: u32) -> Result<Option<Swept>> {
    let now = svc.clock.now();
    let tick = now.timestamp() / i64::from(every_seconds);
    let task = format!("sweep.{every_seconds}");
    if outbox::is_first(&svc.db, now, &task, tick).await? {
        run(svc).await.map(Some)
    } else {
        Ok(None)
    }
}

/// Lets holds go that have run out, does the night audit, completes stays that are
/// over, has others' calendars read, revives lost work, and deletes what is out of date.
///
/// # Errors
/// If the database does not answer; the next sweep goes on from there.
pub async fn run(svc: &Services) -> Result<Swept> {
    let expired = bookings::expire_due(svc).await?;
    let no_shows = bookings::audit_due(svc).await?;
    let finalized = bookings::finalize_due(svc).await?;
    let now = svc.clock.now();
    let calendars = ical::plan_due(svc).await?;
    let revived = outbox::revive_lost(&svc.db, now, svc.settings.max_attempts).await?;
    if outbox::is_first(&svc.db, now, "sweep.photos", now.timestamp() / 3600).await? {
        catalog::clean_photos(svc).await?;
    }
    let forgotten = accounts::store::delete_ended_sessions(&svc.db, now).await?
        + accounts::store::delete_ended_tokens(&svc.db, now).await?
        + accounts::store::delete_ended_keys(&svc.db, now).await?
        + accounts::store::delete_ended_challenges(&svc.db, now).await?
        + outbox::forget_done(&svc.db, now - TimeDelta::days(30)).await?
        + webhooks::store::forget(&svc.db, now - TimeDelta::days(30)).await?
        + once::store::forget_idempotency(&svc.db, now - TimeDelta::hours(24)).await?;
    Ok(Swept { expired, no_shows, finalized, calendars, revived, forgotten })
}
