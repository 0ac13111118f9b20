//! The postmaster is killed under load, and started again. Meanwhile everybody is
//! told so at once. To fail: `lose`, `double`.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{check, guests::IN_TIME, place::Place, process::until, report::Report, stage::Stage};

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let mut stage = Stage::set(place, "postgres").await;
    let server = stage.start("serve").await;
    let _worker = stage.start("worker").await;
    let house = Arc::new(stage.house(&server, 6).await);
    let load = house.load(&stage.target(&[&server]), Duration::from_millis(place.pick(200, 50)));
    let kills = place.pick(2, 5);
    let mut recovered = Instant::now();
    for _ in 0..kills {
        sleep(Duration::from_secs(3)).await;
        let refused = load.told.unavailable.load(Ordering::SeqCst);
        stage.postgres.kill().await;
        sleep(Duration::from_secs(place.pick(4, 8))).await;
        // Whoever asked before the kill may be told only when the request's time is over.
        let told =
            until(IN_TIME, || async { load.told.unavailable.load(Ordering::SeqCst) > refused });
        report.must(told.await.is_some(), "guests are told 503 while PostgreSQL is away");
        let ready = server.readiness().await;
        report.must(ready.is_some_and(|(status, _)| status == 503), "the server is not ready");
        stage.postgres.restart().await;
        recovered = Instant::now();
    }
    sleep(Duration::from_secs(3)).await;
    let told = load.end().await;
    report.figure("kills", kills);
    check::settled(&stage, recovered, report).await;
    check::answers(&told, report);
    report.none("connections cut", told.lost.load(Ordering::SeqCst));
    // What was in a worker's hands could not be noted as done.
    check::everything(&stage, &house, kills * 4, report).await;
}
