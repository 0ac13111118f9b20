//! From the queue to the handler.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use apalis::prelude::{
    BackendExt, BoxDynError, Data, EventListenerExt, WorkerBuilder, WorkerBuilderExt,
};
use pousada_core::{
    Services,
    work::{self, Outcome},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::{JobRef, Pulse, pause, queue::Queue};

/// How often an idle consumer looks for work. Without this it would wake with its
/// heartbeat only: pushes are not announced.
const INTERVAL: Duration = Duration::from_millis(150);

/// The longest that one piece of work may take; well below the time after which
/// another worker would take it for lost.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The silence after which a worker counts as dead: three of its heartbeats.
const SILENCE: Duration = Duration::from_secs(15);

/// Runs one worker after another. Any error of a fetch, a heartbeat or an
/// acknowledgement ends a worker for good, and not all of them end what it runs
/// in: one that has fallen silent is dropped. The wait between two doubles to 10 s.
pub(super) async fn run(
    svc: Services,
    queue: Queue,
    concurrency: usize,
    pulse: Pulse,
    mut stopping: watch::Receiver<bool>,
) {
    let mut failures = 0u32;
    while !*stopping.borrow() {
        let began = std::time::Instant::now();
        let end = tokio::select! {
            end = one_worker(&svc, &queue, concurrency, &pulse, stopping.clone()) => end,
            () = silence(&pulse) => "it fell silent".to_owned(),
        };
        if *stopping.borrow() {
            return;
        }
        failures = if began.elapsed() > Duration::from_secs(60) { 0 } else { failures + 1 };
        let wait = Duration::from_millis(250 << failures.min(5)).min(Duration::from_secs(10));
        metrics::counter!("worker_restarts_total").increment(1);
        tracing::warn!(error = end, ?wait, "consumer ended, starting another");
        if !pause(wait, &mut stopping).await {
            return;
        }
    }
}

/// Waits until there was no sign of life for [`SILENCE`].
async fn silence(pulse: &Pulse) {
    let began = std::time::Instant::now();
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if began.elapsed() > SILENCE && !pulse.is_fresher_than(SILENCE) {
            return;
        }
    }
}

/// A name that no worker had before: one that stopped cleanly keeps its own taken
/// for a while.
fn unique_name() -> String {
    static STARTS: AtomicU64 = AtomicU64::new(0);
    let start = STARTS.fetch_add(1, Ordering::Relaxed);
    let mut random = [0u8; 8];
    pousada_core::ids::random_bytes(&mut random);
    format!("pousada-{}-{:016x}-{start}", std::process::id(), u64::from_be_bytes(random))
}

async fn one_worker(
    svc: &Services,
    queue: &Queue,
    concurrency: usize,
    pulse: &Pulse,
    mut stopping: watch::Receiver<bool>,
) -> String {
    let connection = match queue.connect().await {
        Ok(connection) => connection,
        Err(error) => return error.to_string(),
    };
    pulse.beat();
    let beating = pulse.clone();
    let worker = WorkerBuilder::new(unique_name())
        .backend(queue.storage(connection).poll_with_interval(INTERVAL))
        .concurrency(concurrency)
        .timeout(TIMEOUT)
        .data(svc.clone())
        .on_event(move |_, _| beating.beat())
        .build(handle);
    let stop = async move {
        let _ = stopping.wait_for(|stop: &bool| *stop).await;
        Ok::<(), std::io::Error>(())
    };
    match worker.run_until(stop).await {
        Ok(()) => "it stopped".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// A failure of the work itself is noted in the outbox, which tries it again at
/// its own pace: for the queue the task is done either way. Only when not even
/// that could be noted is it an error here; apalis then tries again a few seconds
/// later, and so does the sweep.
async fn handle(job: JobRef, svc: Data<Services>) -> Result<(), BoxDynError> {
    let outcome = outcome(&svc, job.outbox_id).await;
    let label = match &outcome {
        Ok(Outcome::Done) => "done",
        Ok(Outcome::Failed) => "failed",
        Ok(Outcome::NotMine) => "not_mine",
        Err(_) => "unknown",
    };
    metrics::counter!("jobs_total", "outcome" => label).increment(1);
    outcome.map(|_| ())
}

/// In a task of its own, so that how it went is noted even when the queue has lost
/// its patience.
async fn outcome(svc: &Services, id: Uuid) -> Result<Outcome, BoxDynError> {
    let svc = svc.clone();
    Ok(tokio::spawn(async move { work::handle(&svc, id).await }).await??)
}
