//! Redis is killed and comes back with its file, then without its data, and then
//! forgets everything while it runs. To fail: `away` (it does not come back), `lose`,
//! `double`.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{check, guests::Load, place::Place, report::Report, stage::Stage};

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let mut stage = Stage::set(place, "redis").await;
    let server = stage.start("all").await;
    let _worker = stage.start("worker").await;
    let house = Arc::new(stage.house(&server, 4).await);
    let load = house.load(&stage.target(&[&server]), Duration::from_millis(place.pick(400, 100)));
    let mut recovered = Instant::now();
    for empty in [false, true] {
        sleep(Duration::from_secs(2)).await;
        stage.redis.process.kill().await;
        books_without(place, &load, report).await;
        let ready = server.readiness().await;
        report.must(ready.is_some_and(|(status, _)| status == 200), "the server stays ready");
        if empty && place.is_broken("away") {
            break;
        }
        stage.redis.restart(empty).await;
        recovered = Instant::now();
        if !place.quick {
            check::settled_once(&stage, recovered, report).await;
        }
    }
    if !place.is_broken("away") {
        sleep(Duration::from_secs(2)).await;
        stage.redis.command("FLUSHALL").await.expect("forgotten");
        recovered = Instant::now();
        sleep(Duration::from_secs(2)).await;
    }
    let told = load.end().await;
    let refused = told.unavailable.load(Ordering::SeqCst);
    report.must(refused == 0, "nobody is told 503 because of Redis");
    check::settled(&stage, recovered, report).await;
    check::answers(&told, report);
    // Work in hand goes on when Redis dies; its row says so.
    check::everything(&stage, &house, 0, report).await;
}

/// Bookings go on while Redis is away.
async fn books_without(place: &Place, load: &Load, report: &mut Report) {
    let before = load.booked();
    sleep(Duration::from_secs(place.pick(4, 10))).await;
    let booked = load.booked() - before;
    report.must(booked > 5, "bookings go on without Redis");
    report.figure("booked without Redis", booked);
}
