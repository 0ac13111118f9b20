//! Two servers and two workers: each tick of the sweep happens once, two sweeps at
//! once do no harm, and a session is the same everywhere. To fail: `ticks` (the
//! workers do not agree on the time between ticks), `lose`, `double`.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use pousada_core::sweep;
use tokio::time::sleep;

use crate::{
    check,
    guests::House,
    place::Place,
    report::Report,
    stage::{Pousada, Stage},
};

const EVERY: i64 = 2;

const SWEPT: &str = "sweeps_total{result=\"ok\"}";

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let mut stage = Stage::set(place, "periodic").await;
    stage.settings = vec![("POUSADA_SWEEP_SECONDS", EVERY.to_string())];
    let servers = [stage.start("serve").await, stage.start("serve").await];
    let first = stage.start("worker").await;
    if place.is_broken("ticks") {
        stage.settings = vec![("POUSADA_SWEEP_SECONDS", "3".to_owned())];
    }
    let workers = [first, stage.start("worker").await];
    let mut house = stage.house(&servers[0], 4).await;
    let holds = place.pick(10, 40);
    for _ in 0..holds {
        house.hold().await;
    }
    let house = Arc::new(house);
    let load = house.load(
        &stage.target(&[&servers[0], &servers[1]]),
        Duration::from_millis(place.pick(400, 200)),
    );

    let (ticks_before, before) = (ticks(&stage).await, swept(&workers).await);
    let began = Instant::now();
    let seconds = place.pick(14, 60);
    for _ in 0..seconds / 2 {
        run_out(&stage).await;
        // Beside the workers' own, two sweeps at once.
        let (one, other) = (stage.services(), stage.services());
        let (one, other) = tokio::join!(sweep::run(&one), sweep::run(&other));
        report.must(one.is_ok() && other.is_ok(), "sweeps bear each other");
        sleep(Duration::from_secs(2)).await;
    }
    let noted = ticks(&stage).await - ticks_before;
    let due = i64::try_from(began.elapsed().as_secs()).expect("not long") / EVERY;
    let ran = swept(&workers).await - before;
    report.figure("ticks", noted);
    report.figure("sweeps by two workers", ran);
    // A look at the counts may come in the middle of a tick.
    report.must((ran - noted).abs() <= 1, "each tick has one sweep");
    report.must((noted - due).abs() <= due / 10 + 1, "each tick comes");
    let told = load.end().await;
    expired_once(&stage, holds, report).await;
    sessions(&house, &servers, report).await;
    check::settled(&stage, Instant::now(), report).await;
    check::answers(&told, report);
    check::everything(&stage, &house, 0, report).await;
}

async fn ticks(stage: &Stage) -> i64 {
    stage.count("SELECT count(*) FROM outbox WHERE kind = 'sweep.2'").await
}

/// How many sweeps the workers ran.
async fn swept(workers: &[Pousada; 2]) -> i64 {
    let sum = workers[0].number(SWEPT).await + workers[1].number(SWEPT).await;
    format!("{sum:.0}").parse().unwrap_or_default()
}

/// Some of the holds run out.
async fn run_out(stage: &Stage) {
    sqlx::query(
        "UPDATE booking SET hold_until = now() - interval '1 s'
         WHERE id IN (SELECT id FROM booking WHERE state = 'held' ORDER BY id LIMIT 10)",
    )
    .execute(&stage.db)
    .await
    .expect("updated");
}

/// Whoever lets a hold go, it happens once.
async fn expired_once(stage: &Stage, holds: i64, report: &mut Report) {
    let expired = stage.count("SELECT count(*) FROM booking WHERE state = 'expired'").await;
    report.must(expired == holds, &format!("{expired} of {holds} holds ran out"));
    let events = stage.count("SELECT count(*) FROM booking_event WHERE kind = 'expired'").await;
    report.figure("holds let go", expired);
    report.none("let go twice", events - expired);
}

/// A token of one server is good at the other, and ends at both.
async fn sessions(house: &House, servers: &[Pousada; 2], report: &mut Report) {
    let mut here = house.owner.at(servers[0].address);
    let mut there = house.owner.at(servers[1].address);
    let before = there.get("/api/v1/me").await.map_or(0, |answer| answer.status);
    let ended = here.delete("/api/v1/sessions/current").await.map_or(0, |answer| answer.status);
    let after = there.get("/api/v1/me").await.map_or(0, |answer| answer.status);
    let statuses = (before, ended, after);
    report.must(statuses == (200, 204, 401), &format!("sessions are shared: {statuses:?}"));
}
