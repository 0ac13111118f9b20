//! Doing what the outbox asks for. Every handler reads the state of its own time
//! and can run twice without harm.

mod letters;

use std::time::Duration;

use chrono::TimeDelta;
use serde::de::DeserializeOwned;
use types::BookingId;
use uuid::Uuid;

use crate::{
    Services, bookings,
    error::{Error, Result},
    ical::{self, Refreshed},
    mail::MailError,
    outbox::{self, Claimed},
    webhooks::{self, Sent},
};

/// The longest that one piece of work may take; then the attempt has failed.
pub const LIMIT: Duration = Duration::from_secs(25);

/// When work is tried again that found too much of its kind under way.
const POSTPONED: TimeDelta = TimeDelta::seconds(5);

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Failed; it will be tried again, or is given up.
    Failed,
    /// There was nothing to do: it is done, not due yet, or in another's hands.
    NotMine,
}

/// Why a piece of work failed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// Another attempt may succeed.
    #[error("{0}")]
    Later(String),
    /// No attempt ever will.
    #[error("{0}")]
    Hopeless(String),
    /// Another attempt may succeed, after so long.
    #[error("{0}")]
    After(String, TimeDelta),
    /// It was not tried: too much of its kind is under way.
    #[error("too much is under way")]
    Busy,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Later(error.to_string())
    }
}

impl From<MailError> for Failure {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Later(_) => Self::Later(error.to_string()),
            MailError::Refused(_) | MailError::Settings(_) => Self::Hopeless(error.to_string()),
        }
    }
}

/// Does the work of one outbox row, and notes how it went.
///
/// # Errors
/// If the database does not answer; the row is then found again by the sweep.
pub async fn handle(svc: &Services, id: Uuid) -> Result<Outcome> {
    let Some(row) = outbox::claim(&svc.db, svc.clock.now(), id).await? else {
        return Ok(Outcome::NotMine);
    };
    match contained(svc, &row).await {
        Ok(()) => {
            outbox::done(&svc.db, svc.clock.now(), &row).await?;
            Ok(Outcome::Done)
        }
        Err(Failure::After(error, wait)) => {
            // Somebody else's trouble, and in the log that they see.
            tracing::debug!(outbox_id = %row.id, kind = row.kind, attempt = row.attempt, error,
                            "work failed");
            let now = svc.clock.now();
            outbox::retry(&svc.db, now, &row, &error, now + wait).await?;
            Ok(Outcome::Failed)
        }
        Err(Failure::Busy) => {
            let now = svc.clock.now();
            outbox::postpone(&svc.db, now, &row, now + POSTPONED).await?;
            Ok(Outcome::NotMine)
        }
        Err(failure) => {
            let hopeless = matches!(failure, Failure::Hopeless(_));
            let error = failure.to_string();
            tracing::warn!(outbox_id = %row.id, kind = row.kind, attempt = row.attempt, error,
                           "work failed");
            let most = svc.settings.max_attempts;
            outbox::failed(&svc.db, svc.clock.now(), &row, &error, most, hopeless).await?;
            Ok(Outcome::Failed)
        }
    }
}

/// Does the work in a task of its own: a panic, or work without end, is a failure
/// like others, and counts as an attempt.
async fn contained(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    let mut task = {
        let (svc, row) = (svc.clone(), row.clone());
        tokio::spawn(async move { perform(&svc, &row).await })
    };
    match tokio::time::timeout(LIMIT, &mut task).await {
        Ok(Ok(result)) => result,
        Ok(Err(error)) => Err(Failure::Later(format!("the handler broke: {error}"))),
        Err(_) => {
            task.abort();
            Err(Failure::Later(format!("it took longer than {} s", LIMIT.as_secs())))
        }
    }
}

/// Does all work that is due, without a queue in between: for tests, and for the
/// command line when Redis is away. Returns how many rows were done.
///
/// # Errors
/// If the database does not answer.
pub async fn drain(svc: &Services) -> Result<usize> {
    let mut done = 0;
    loop {
        let rows = outbox::take_due(&svc.db, svc.clock.now(), 100).await?;
        if rows.is_empty() {
            return Ok(done);
        }
        for row in rows {
            if handle(svc, row.id).await? == Outcome::Done {
                done += 1;
            }
        }
    }
}

fn field<T: DeserializeOwned>(row: &Claimed, name: &str) -> Result<T, Failure> {
    serde_json::from_value(row.payload.get(name).cloned().unwrap_or_default())
        .map_err(|error| Failure::Hopeless(format!("payload without a good {name}: {error}")))
}

async fn perform(svc: &Services, row: &Claimed) -> Result<(), Failure> {
    match row.kind.as_str() {
        "mail.welcome" => letters::welcome(svc, row).await,
        "mail.verify" => letters::verify(svc, row).await,
        "mail.reset" => letters::reset(svc, row).await,
        "mail.address" => letters::address(svc, row).await,
        "mail.booking" => letters::booking(svc, row).await,
        "mail.review" => letters::review(svc, row).await,
        "booking.finalize" => {
            bookings::finalize(svc, field::<BookingId>(row, "booking_id")?).await?;
            Ok(())
        }
        "booking.expire" => {
            bookings::expire(svc, field::<BookingId>(row, "booking_id")?).await?;
            Ok(())
        }
        "webhook.deliver" => {
            match webhooks::deliver(svc, field(row, "delivery_id")?, row.attempt).await? {
                Sent::Over => Ok(()),
                Sent::Again(error, wait) => Err(Failure::After(error, wait)),
                Sent::Busy => Err(Failure::Busy),
            }
        }
        "ical.refresh" => match ical::refresh(svc, field(row, "import_id")?).await? {
            Refreshed::Over => Ok(()),
            Refreshed::Busy => Err(Failure::Busy),
        },
        other => Err(Failure::Hopeless(format!("no handler for {other:?}"))),
    }
}
