//! What can happen. Each file names the words of `FAULTS_BREAK` that make it fail;
//! `lose` and `double` are in the checker and make every one fail that uses it.

mod freeze;
mod periodic;
mod poison;
mod postgres;
mod redis;
mod replicas;
mod server;
mod worker;

use std::{sync::Arc, time::Instant};

use crate::{place::Place, report::Report};

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    Server,
    Worker,
    Redis,
    Postgres,
    Freeze,
    Poison,
    Periodic,
    Replicas,
}

/// Everything; the long ones first, for when some run at a time.
pub const ALL: [Scenario; 8] = [
    Scenario::Worker,
    Scenario::Freeze,
    Scenario::Redis,
    Scenario::Poison,
    Scenario::Periodic,
    Scenario::Replicas,
    Scenario::Server,
    Scenario::Postgres,
];

impl Scenario {
    pub fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Worker => "worker",
            Self::Redis => "redis",
            Self::Postgres => "postgres",
            Self::Freeze => "freeze",
            Self::Poison => "poison",
            Self::Periodic => "periodic",
            Self::Replicas => "replicas",
        }
    }

    fn number(self) -> usize {
        [
            Self::Server,
            Self::Worker,
            Self::Redis,
            Self::Postgres,
            Self::Freeze,
            Self::Poison,
            Self::Periodic,
            Self::Replicas,
        ]
        .iter()
        .position(|one| *one == self)
        .map_or(0, |at| at + 1)
    }

    /// Plays it. A panic is a failure of it, and of no other.
    pub async fn run(self, place: Arc<Place>) -> Report {
        let began = Instant::now();
        let played = tokio::spawn(async move {
            let mut report = Report::new(self.number(), self.name());
            report.note("begins");
            self.play(&place, &mut report).await;
            report
        });
        let mut report = played.await.unwrap_or_else(|error| {
            let mut report = Report::new(self.number(), self.name());
            report.must(false, &format!("it broke: {error}"));
            report
        });
        report.took(began.elapsed().as_secs());
        eprintln!("{report}");
        report
    }

    async fn play(self, place: &Arc<Place>, report: &mut Report) {
        match self {
            Self::Server => server::play(place, report).await,
            Self::Worker => worker::play(place, report).await,
            Self::Redis => redis::play(place, report).await,
            Self::Postgres => postgres::play(place, report).await,
            Self::Freeze => freeze::play(place, report).await,
            Self::Poison => poison::play(place, report).await,
            Self::Periodic => periodic::play(place, report).await,
            Self::Replicas => replicas::play(place, report).await,
        }
    }
}
