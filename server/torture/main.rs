//! The faults that a hotel platform lives through, with real processes: PostgreSQL,
//! Redis, a mail catcher, servers and workers, killed and frozen under load from
//! real HTTP clients. `make torture` runs it in full; `--quick` is the short form.
//!
//! What clients were told is written into a file, and compared afterwards with the
//! database and with the mail that arrived: that no error was seen is not enough.
//! To see that a scenario can fail, set `FAULTS_BREAK` to the word that its file names.

mod check;
mod guests;
mod history;
mod http;
mod place;
mod post;
mod process;
mod report;
mod scenarios;
mod services;
mod stage;

use std::{process::ExitCode, sync::Arc, time::Instant};

use tokio::{sync::Semaphore, task::JoinSet};

use crate::{place::Place, report::Report, scenarios::Scenario};

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let quick = words.iter().any(|word| word == "--quick");
    let named: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let place = Arc::new(Place::prepare(quick).await);
    let chosen: Vec<Scenario> = scenarios::ALL
        .into_iter()
        .filter(|scenario| named.is_empty() || named.iter().any(|name| *name == scenario.name()))
        .collect();
    let began = Instant::now();
    let reports = run(&place, chosen).await;
    println!();
    for report in &reports {
        println!("{report}");
    }
    let failed = reports.iter().filter(|report| report.failed()).count();
    let passed = reports.len() - failed;
    println!("\nfaults: {passed} passed; {failed} failed; in {} s", began.elapsed().as_secs());
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Scenarios wait more than they work: in the short form some run at a time.
async fn run(place: &Arc<Place>, chosen: Vec<Scenario>) -> Vec<Report> {
    let room = Arc::new(Semaphore::new(if place.quick { 3 } else { 1 }));
    let mut running = JoinSet::new();
    for scenario in chosen {
        let turn = room.clone().acquire_owned().await;
        let place = place.clone();
        running.spawn(async move {
            let _turn = turn;
            scenario.run(place).await
        });
    }
    let mut reports = running.join_all().await;
    reports.sort_by_key(|report| report.number);
    reports
}
