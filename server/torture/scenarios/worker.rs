//! A worker is killed with work in its hands, while mail is slow; another one takes
//! over. To fail: `alone` (there is no other one), `lose`, `double`.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{check, place::Place, process::until, report::Report, stage::Stage};

/// What a worker has in its hands at most, and so what may be sent twice.
const CONCURRENCY: usize = 4;

const IN_HAND: &str = "SELECT count(*) FROM outbox WHERE state = 'running'";

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let mut stage = Stage::set(place, "worker").await;
    stage.settings = vec![("POUSADA_WORKER_CONCURRENCY", CONCURRENCY.to_string())];
    let server = stage.start("serve").await;
    let mut first = stage.start("worker").await;
    let alone = place.is_broken("alone");
    let _second = if alone { None } else { Some(stage.start("worker").await) };
    let house = Arc::new(stage.house(&server, 3).await);
    let kills = place.pick(1, 4);
    let (mut in_hand, mut recovered) = (0, Instant::now());
    let load = house.load(&stage.target(&[&server]), Duration::from_millis(300));
    for kill in 0..kills {
        stage.slow_mail(150);
        sleep(Duration::from_secs(5)).await;
        let busy = until(Duration::from_secs(10), || async { stage.count(IN_HAND).await > 2 });
        report.must(busy.await.is_some(), "the workers have work in hand");
        first.process.kill().await;
        recovered = Instant::now();
        // Both workers' work: what is left of it after a while was the dead one's.
        stage.slow_mail(10);
        sleep(Duration::from_secs(3)).await;
        in_hand += stage
            .count(
                "SELECT count(*) FROM outbox
                 WHERE state = 'running' AND updated_at < now() - interval '3 s'",
            )
            .await;
        if kill + 1 < kills {
            stage.restart(&mut first).await;
        }
    }
    let told = load.end().await;
    report.figure("kills", kills);
    report.figure("in the dead's hands", in_hand);
    report.must(in_hand > 0, "the dead had work in hand");
    check::settled(&stage, recovered, report).await;
    check::answers(&told, report);
    check::everything(&stage, &house, kills * CONCURRENCY, report).await;
}
