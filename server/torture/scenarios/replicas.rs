//! Two servers behind a proxy are told to stop, one after the other, under load.
//! To fail: `abrupt` (they are killed), `lose`, `double`.

use std::{
    net::SocketAddr,
    path::Path,
    process::Command,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    check,
    http::Client,
    place::Place,
    process::{Process, until},
    report::Report,
    stage::{Pousada, Stage},
};

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let mut stage = Stage::set(place, "replicas").await;
    stage.settings = vec![("POUSADA_DRAIN_DELAY_MS", "2000".to_owned())];
    let mut servers = [stage.start("serve").await, stage.start("serve").await];
    let mut worker = stage.start("worker").await;
    let (_proxy, address) = proxy(&stage, &servers).await;
    let house = Arc::new(stage.house(&servers[0], 8).await);
    let load = house.load(&vec![address], Duration::from_millis(place.pick(500, 20)));
    let rounds = place.pick(1, 4);
    for _ in 0..rounds {
        for server in &mut servers {
            sleep(Duration::from_secs(2)).await;
            stop(place, server, report).await;
            stage.restart(server).await;
            // The proxy has to see it, before the other one stops.
            sleep(Duration::from_secs(2)).await;
        }
    }
    let recovered = Instant::now();
    worker.process.signal("TERM");
    let status = worker.process.exit(Duration::from_secs(25)).await;
    report.must(status.is_some_and(|status| status.success()), "the worker ends with 0");
    stage.restart(&mut worker).await;
    let told = load.end().await;
    report.figure("stops", rounds * 2);
    let failed = told.lost.load(Ordering::SeqCst) + told.unavailable.load(Ordering::SeqCst);
    report.none("failed requests", failed);
    check::settled(&stage, recovered, report).await;
    check::answers(&told, report);
    check::everything(&stage, &house, 0, report).await;
}

/// The server says that it stops, and ends well.
async fn stop(place: &Place, server: &mut Pousada, report: &mut Report) {
    if place.is_broken("abrupt") {
        return server.process.kill().await;
    }
    server.process.signal("TERM");
    let draining = until(Duration::from_millis(1500), || async {
        server.readiness().await == Some((503, "draining".to_owned()))
    });
    report.must(draining.await.is_some(), "readyz says 503 after SIGTERM");
    let status = server.process.exit(Duration::from_secs(20)).await;
    report.must(status.is_some_and(|status| status.success()), "it ends with 0");
}

/// HAProxy, with nothing but health checks: no request is sent a second time.
async fn proxy(stage: &Stage, servers: &[Pousada; 2]) -> (Process, SocketAddr) {
    let address = stage.place.address();
    let file = stage.dir.join("haproxy.cfg");
    write_settings(&file, address, servers);
    let mut command = Command::new(&stage.place.haproxy);
    command.arg("-db").arg("-f").arg(&file);
    let proxy = Process::start(command, &stage.dir.join("haproxy.log"), "TERM");
    let up = until(Duration::from_secs(20), || async {
        Client::to(address).get("/readyz").await.is_ok_and(|answer| answer.status == 200)
    });
    assert!(up.await.is_some(), "the proxy does not start");
    (proxy, address)
}

fn write_settings(file: &Path, address: SocketAddr, servers: &[Pousada; 2]) {
    let [one, other] = [servers[0].address, servers[1].address];
    let settings = format!(
        "defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  timeout check 2s
  retries 0
  option httpchk GET /readyz
  default-server check inter 250ms fall 1 rise 1
listen pousada
  bind {address}
  server one {one}
  server other {other}
"
    );
    std::fs::write(file, settings).expect("written");
}
