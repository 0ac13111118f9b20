//! The time, from where it can be moved by tests.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock {
    source: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// Whether it is the machine's own, and not a test's.
    system: bool,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads it")]
    pub fn system() -> Self {
        Self { source: Arc::new(Utc::now), system: true }
    }

    /// A clock that asks `source` each time.
    pub fn from_fn(source: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { source: Arc::new(source), system: false }
    }

    /// This instant, in the microseconds that PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.source)().trunc_subsecs(6)
    }

    /// The time that decides between clients, such as whether a hold has run out:
    /// `database`, which is one for all servers; a test's clock goes before it.
    #[must_use]
    pub fn or_database(&self, database: DateTime<Utc>) -> DateTime<Utc> {
        if self.system { database.trunc_subsecs(6) } else { self.now() }
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}
