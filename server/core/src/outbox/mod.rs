//! Work that follows a commit: e-mails, and what happens at a later time.
//!
//! A row is written in the transaction that makes the work necessary, so that
//! neither exists without the other. PostgreSQL is the truth about it; a queue
//! carries no more than ids. Rows go `pending -> queued -> running -> done`, back to
//! `pending` after a failure, and to `dead` when there were too many.

mod store;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::json;
use sqlx::{PgConnection, PgPool};
use types::{AccountId, BookingId, IcalImportId, ReviewId, notice::Recipient};
use uuid::Uuid;

use crate::error::Result;

/// How long a queued row may wait to be claimed before it is queued again: the
/// queue may have lost it. If it has not, the row is claimed once all the same.
pub const QUEUED_TOO_LONG: TimeDelta = TimeDelta::seconds(20);

/// How long a row may run before its worker counts as dead. No handler takes as
/// long: see [`crate::work::LIMIT`].
pub const RUNNING_TOO_LONG: TimeDelta = TimeDelta::seconds(40);

/// How many ticks of a periodic task stay noted.
const TICKS_KEPT: i64 = 100;

/// A piece of work to be written into the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    pub(crate) kind: &'static str,
    pub(crate) payload: serde_json::Value,
    pub(crate) dedupe_key: String,
    pub(crate) run_at: DateTime<Utc>,
}

impl Work {
    /// The e-mail that greets a new account.
    #[must_use]
    pub fn welcome(account: AccountId, now: DateTime<Utc>) -> Self {
        Self {
            kind: "mail.welcome",
            payload: json!({ "account_id": account }),
            dedupe_key: format!("mail.welcome:{account}"),
            run_at: now,
        }
    }

    /// The e-mails about a booking's event: `confirmed`, `completed`, ….
    #[must_use]
    pub fn notice(booking: BookingId, event: &str, version: i32, now: DateTime<Utc>) -> Self {
        Self {
            kind: "mail.booking",
            payload: json!({ "booking_id": booking, "event": event, "version": version }),
            dedupe_key: format!("mail.booking:{booking}:{event}:{version}"),
            run_at: now,
        }
    }

    /// The letter that confirms an account's address: one a minute at most.
    #[must_use]
    pub fn verify(account: AccountId, now: DateTime<Utc>) -> Self {
        Self::account_link("mail.verify", account, now)
    }

    /// The letter that lets an account have a new password: one a minute at most.
    #[must_use]
    pub fn reset(account: AccountId, now: DateTime<Utc>) -> Self {
        Self::account_link("mail.reset", account, now)
    }

    /// The letters about another address for an account: one to that which it has, one to that
    /// which it shall have. Each wish is a new one.
    #[must_use]
    pub fn address(account: AccountId, now: DateTime<Utc>) -> Self {
        Self {
            kind: "mail.address",
            payload: json!({ "account_id": account }),
            dedupe_key: format!("mail.address:{account}:{}", now.timestamp_micros()),
            run_at: now,
        }
    }

    fn account_link(kind: &'static str, account: AccountId, now: DateTime<Utc>) -> Self {
        Self {
            kind,
            payload: json!({ "account_id": account }),
            dedupe_key: format!("{kind}:{account}:{}", now.timestamp().div_euclid(60)),
            run_at: now,
        }
    }

    /// The e-mail shortly before arrival, sent only if the booking still arrives on
    /// `check_in` when its time has come.
    #[must_use]
    pub fn reminder(booking: BookingId, check_in: NaiveDate, run_at: DateTime<Utc>) -> Self {
        Self {
            kind: "mail.booking",
            payload: json!({ "booking_id": booking, "event": "reminder", "check_in": check_in }),
            dedupe_key: format!("mail.booking:{booking}:reminder:{check_in}"),
            run_at,
        }
    }

    /// The e-mail shortly before a hold ends, sent only if there is still one.
    #[must_use]
    pub fn hold_expiring(booking: BookingId, run_at: DateTime<Utc>) -> Self {
        Self {
            kind: "mail.booking",
            payload: json!({ "booking_id": booking, "event": "hold_expiring" }),
            dedupe_key: format!("mail.booking:{booking}:hold_expiring:{}", run_at.timestamp()),
            run_at,
        }
    }

    /// Letting a hold go when it runs out. The sweep would find it too.
    #[must_use]
    pub fn expire(booking: BookingId, hold_until: DateTime<Utc>) -> Self {
        Self {
            kind: "booking.expire",
            payload: json!({ "booking_id": booking }),
            dedupe_key: format!("booking.expire:{booking}:{}", hold_until.timestamp()),
            run_at: hold_until,
        }
    }

    /// A letter once more, by itself.
    pub(crate) fn again(letter: &Again<'_>, now: DateTime<Utc>) -> Self {
        let Again { booking, event, version, check_in, recipient, count } = letter;
        let version_key = version.map(|version| version.to_string()).unwrap_or_default();
        let only = recipient.as_str();
        Self {
            kind: "mail.booking",
            payload: json!({
                "booking_id": booking, "event": event, "version": version,
                "check_in": check_in, "only": only,
            }),
            dedupe_key: format!(
                "mail.booking:{booking}:{event}:{version_key}:{only}:again:{count}"
            ),
            run_at: now,
        }
    }

    /// The letter about a review, to the hotel's owner.
    #[must_use]
    pub fn review(review: ReviewId, now: DateTime<Utc>) -> Self {
        Self {
            kind: "mail.review",
            payload: json!({ "review_id": review }),
            dedupe_key: format!("mail.review:{review}"),
            run_at: now,
        }
    }

    /// Reading another's calendar: once in ten seconds at most.
    #[must_use]
    pub fn refresh(import: IcalImportId, now: DateTime<Utc>) -> Self {
        Self {
            kind: "ical.refresh",
            payload: json!({ "import_id": import }),
            dedupe_key: format!("ical.refresh:{import}:{}", now.timestamp().div_euclid(10)),
            run_at: now,
        }
    }

    /// Finalizing a stay when it ends. The minute sweep would find it too; this
    /// makes it punctual.
    #[must_use]
    pub fn finalize(booking: BookingId, ends_at: DateTime<Utc>) -> Self {
        Self {
            kind: "booking.finalize",
            payload: json!({ "booking_id": booking }),
            dedupe_key: format!("booking.finalize:{booking}:{}", ends_at.timestamp()),
            run_at: ends_at,
        }
    }
}

/// Which letter is wanted once more.
pub(crate) struct Again<'a> {
    pub booking: BookingId,
    pub event: &'a str,
    /// The event's version, if there is an event.
    pub version: Option<i32>,
    pub check_in: NaiveDate,
    pub recipient: Recipient,
    /// How many such letters there were before.
    pub count: i64,
}

/// A row that a handler has claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Which row.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: serde_json::Value,
    /// The how manieth attempt this is, from 1.
    pub attempt: i32,
    /// What tells it from every other piece of work; stable over attempts.
    pub dedupe_key: String,
}

/// A row that goes to the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// Which row.
    pub id: Uuid,
    /// Since when it has been on its way.
    pub since: DateTime<Utc>,
}

/// A row that was given up.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DeadLetter {
    /// Which row.
    pub id: Uuid,
    /// What was to be done.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last attempt failed.
    pub error: String,
    /// When it was given up.
    pub since: DateTime<Utc>,
}

/// How the outbox is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Rows that are due and not done.
    pub due: i64,
    /// Rows given up.
    pub dead: i64,
    /// For how many seconds the oldest due row has been due.
    pub oldest_due_seconds: i64,
}

/// Writes `work` in the caller's transaction. What is there already, by its
/// dedupe key, is not written again.
///
/// # Errors
/// If the database does not answer.
pub async fn add(tx: &mut PgConnection, now: DateTime<Utc>, work: &[Work]) -> Result<()> {
    store::insert(tx, now, work).await
}

/// Takes at most `limit` due rows for the queue, the oldest first.
///
/// # Errors
/// If the database does not answer.
pub async fn take_due(db: &PgPool, now: DateTime<Utc>, limit: i64) -> Result<Vec<Queued>> {
    store::take_due(db, now, limit).await
}

/// Gives rows back that the queue did not take.
///
/// # Errors
/// If the database does not answer.
pub async fn give_back(db: &PgPool, now: DateTime<Utc>, rows: &[Queued]) -> Result<()> {
    store::give_back(db, now, rows).await
}

/// Claims a row for this handler; none, if another has it or it is done.
///
/// # Errors
/// If the database does not answer.
pub async fn claim(db: &PgPool, now: DateTime<Utc>, id: Uuid) -> Result<Option<Claimed>> {
    store::claim(db, now, id).await
}

/// Notes that the work is done.
///
/// # Errors
/// If the database does not answer.
pub async fn done(db: &PgPool, now: DateTime<Utc>, row: &Claimed) -> Result<()> {
    store::finish(db, now, row, "done", None).await
}

/// Notes a failure: the row is tried again later, or given up (`dead`) after
/// `max_attempts`, or at once if `hopeless`.
///
/// # Errors
/// If the database does not answer.
pub async fn failed(
    db: &PgPool,
    now: DateTime<Utc>,
    row: &Claimed,
    error: &str,
    max_attempts: i32,
    hopeless: bool,
) -> Result<()> {
    if hopeless || row.attempt >= max_attempts {
        store::finish(db, now, row, "dead", Some(error)).await
    } else {
        store::retry_at(db, now, row, error, now + backoff(row.attempt)).await
    }
}

/// Notes a failure of work that has a schedule of its own: it is tried again at `run_at`.
///
/// # Errors
/// If the database does not answer.
pub async fn retry(
    db: &PgPool,
    now: DateTime<Utc>,
    row: &Claimed,
    error: &str,
    run_at: DateTime<Utc>,
) -> Result<()> {
    store::retry_at(db, now, row, error, run_at).await
}

/// Gives a claimed row back until `run_at`: it was not tried, and this counts as no attempt.
///
/// # Errors
/// If the database does not answer.
pub async fn postpone(
    db: &PgPool,
    now: DateTime<Utc>,
    row: &Claimed,
    run_at: DateTime<Utc>,
) -> Result<()> {
    store::postpone(db, now, row, run_at).await
}

/// The wait after the `attempt`th failure: 5 s, 10 s, 20 s, … at most an hour.
#[must_use]
pub fn backoff(attempt: i32) -> TimeDelta {
    let doublings = u32::try_from(attempt - 1).unwrap_or_default().min(10);
    TimeDelta::seconds((5_i64 << doublings).min(3600))
}

/// Makes rows pending again that the queue or a worker has lost. Returns how many.
/// A row that took `max_attempts` workers with it is given up instead.
///
/// # Errors
/// If the database does not answer.
pub async fn revive_lost(db: &PgPool, now: DateTime<Utc>, max_attempts: i32) -> Result<u64> {
    let ran_since = now - RUNNING_TOO_LONG;
    store::bury_deadly(db, now, ran_since, max_attempts).await?;
    store::revive(db, now, now - QUEUED_TOO_LONG, ran_since).await
}

/// The rows given up, the latest first, at most `limit`.
///
/// # Errors
/// If the database does not answer.
pub async fn dead_letters(db: &PgPool, limit: i64) -> Result<Vec<DeadLetter>> {
    store::dead_letters(db, limit).await
}

/// Makes one given-up row pending again. Whether there is such a row.
///
/// # Errors
/// If the database does not answer.
pub async fn retry_one(db: &PgPool, now: DateTime<Utc>, id: Uuid) -> Result<bool> {
    Ok(store::retry_dead(db, now, Some(id)).await? > 0)
}

/// Makes all given-up rows pending again. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub async fn retry_dead(db: &PgPool, now: DateTime<Utc>) -> Result<u64> {
    store::retry_dead(db, now, None).await
}

/// Whether this caller is the first, of all processes, to ask for this tick of a
/// periodic task. The last few ticks stay noted.
///
/// # Errors
/// If the database does not answer.
pub async fn is_first(db: &PgPool, now: DateTime<Utc>, task: &str, tick: i64) -> Result<bool> {
    let (key, old_key) = (format!("{task}:{tick}"), format!("{task}:{}", tick - TICKS_KEPT));
    store::claim_tick(db, now, task, &key, &old_key).await
}

/// Deletes rows done before `before`. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub async fn forget_done(db: &PgPool, before: DateTime<Utc>) -> Result<u64> {
    store::forget_done(db, before).await
}

/// How the outbox is doing.
///
/// # Errors
/// If the database does not answer.
pub async fn health(db: &PgPool, now: DateTime<Utc>) -> Result<Health> {
    store::health(db, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let waits: Vec<i64> = [1, 2, 3, 10, 11, 40].map(|n| backoff(n).num_seconds()).into();
        assert_eq!(waits, [5, 10, 20, 2560, 3600, 3600]);
    }
}
