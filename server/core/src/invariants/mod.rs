//! What must hold of the data, asked of the data themselves and independently of
//! the constraints that make it so. For the command line, the numbers of a worker, and tests.

mod store;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

use crate::error::Result;

/// How long after its end a stay may still be open: a few sweeps.
const FINALIZED_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// Something that must not be, and how often it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// What must not be.
    pub what: &'static str,
    /// How often it is; 0 if all is well.
    pub violations: i64,
}

/// Counts everything that must not be.
///
/// # Errors
/// If the database does not answer.
pub async fn check(db: &PgPool, now: DateTime<Utc>) -> Result<Vec<Check>> {
    let count = store::count(db, now - FINALIZED_WITHIN).await?;
    Ok(vec![
        Check { what: "double bookings", violations: count.overlaps },
        Check { what: "bookings without rooms", violations: count.without_rooms },
        Check { what: "bookings whose total is not the sum", violations: count.wrong_totals },
        Check { what: "stays without a price for each night", violations: count.wrong_nights },
        Check { what: "bookings and rooms in different states", violations: count.wrong_states },
        Check { what: "holds that ran out and are still kept", violations: count.stale_holds },
        Check { what: "changes without an event", violations: count.without_event },
        Check { what: "work that is overdue", violations: count.old_work },
        Check { what: "stays that ended and are still open", violations: count.not_finalized },
        Check { what: "stays to come in rooms that are gone", violations: count.homeless },
        Check { what: "accounts without a profile", violations: count.without_profile },
        Check {
            what: "hotels whose rating is not that of their reviews",
            violations: count.wrong_ratings,
        },
    ])
}
