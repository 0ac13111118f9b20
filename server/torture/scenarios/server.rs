//! The server is killed under load, and started again. To fail: `lose`, `double`.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{check, place::Place, report::Report, stage::Stage};

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let stage = Stage::set(place, "server").await;
    let mut server = stage.start("serve").await;
    let _worker = stage.start("worker").await;
    let house = Arc::new(stage.house(&server, 6).await);
    let load = house.load(&stage.target(&[&server]), Duration::from_millis(place.pick(200, 50)));
    let kills = place.pick(2, 6);
    for _ in 0..kills {
        sleep(Duration::from_millis(2500)).await;
        server.process.kill().await;
        sleep(Duration::from_millis(300)).await;
        stage.restart(&mut server).await;
    }
    let recovered = Instant::now();
    sleep(Duration::from_secs(2)).await;
    let told = load.end().await;
    report.figure("kills", kills);
    check::settled(&stage, recovered, report).await;
    check::answers(&told, report);
    check::everything(&stage, &house, 0, report).await;
}
