//! Redis, PostgreSQL and the mail server freeze, one after another, and go on.
//! To fail: `patience` (the server waits for a minute), `lose`, `double`.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    check,
    guests::Load,
    http::Client,
    place::Place,
    process::until,
    report::Report,
    stage::{Pousada, Stage},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Redis,
    Postgres,
    Mail,
}

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let mut stage = Stage::set(place, "freeze").await;
    if place.is_broken("patience") {
        stage.settings = vec![("POUSADA_REQUEST_TIMEOUT_MS", "60000".to_owned())];
    }
    let server = stage.start("serve").await;
    let worker = stage.start("worker").await;
    let house = Arc::new(stage.house(&server, 4).await);
    let load = house.load(&stage.target(&[&server]), Duration::from_millis(place.pick(400, 150)));
    let mut recovered = Instant::now();
    for part in [Part::Redis, Part::Postgres, Part::Mail] {
        sleep(Duration::from_secs(2)).await;
        freeze(&stage, part, true);
        frozen(place, part, &load, (&server, &worker), report).await;
        freeze(&stage, part, false);
        recovered = Instant::now();
        let booked = load.booked();
        let again = until(Duration::from_secs(20), || async { load.booked() > booked + 2 }).await;
        let seconds = again.map_or(f64::NAN, |took| took.as_secs_f64());
        report.must(again.is_some(), &format!("bookings go on after {part:?}"));
        report.figure("books after", format_args!("{part:?} {seconds:.1} s"));
        let ready = until(Duration::from_secs(30), || is_ready(&worker)).await;
        report.must(ready.is_some(), "the worker is ready again");
    }
    let told = load.end().await;
    check::settled(&stage, recovered, report).await;
    check::answers(&told, report);
    report.none("connections cut", told.lost.load(Ordering::SeqCst));
    // For each worker and freeze: letters whose acceptance was not heard of.
    check::everything(&stage, &house, 8, report).await;
}

fn freeze(stage: &Stage, part: Part, frozen: bool) {
    let signal = if frozen { "STOP" } else { "CONT" };
    match part {
        Part::Redis => stage.redis.process.signal(signal),
        Part::Postgres => stage.postgres.set_frozen(frozen),
        Part::Mail => stage.mail.process.signal(signal),
    }
}

/// While it is frozen: every page and probe answers, bookings go on without Redis
/// and mail, and a worker that cannot work says so.
async fn frozen(
    place: &Place,
    part: Part,
    load: &Load,
    (server, worker): (&Pousada, &Pousada),
    report: &mut Report,
) {
    let (booked, began) = (load.booked(), Instant::now());
    let mut client = Client::to(server.address);
    while began.elapsed() < Duration::from_secs(place.pick(8, 30)) {
        for path in ["/api/v1/hotels?city=paraty", "/readyz", "/healthz", "/metrics"] {
            let asked = Instant::now();
            let answer = client.get(path).await;
            // A probe's 503 is for whoever probes, and tells nobody to come again.
            if path.starts_with("/api") || asked.elapsed() > crate::guests::IN_TIME {
                load.told.note(&answer, asked);
            }
            report.must(answer.is_ok(), &format!("{path} answers while {part:?} is frozen"));
        }
        sleep(Duration::from_millis(500)).await;
    }
    if part == Part::Postgres {
        let ready = server.readiness().await;
        report.must(ready.is_some_and(|(status, _)| status == 503), "the server is not ready");
    } else {
        let booked = load.booked() - booked;
        report.must(booked > 5, &format!("bookings go on while {part:?} is frozen"));
    }
    if part == Part::Redis && !place.quick {
        report.must(!is_ready(worker).await, "a worker that cannot work says so");
    }
}

async fn is_ready(pousada: &Pousada) -> bool {
    pousada.readiness().await.is_some_and(|(status, _)| status == 200)
}
