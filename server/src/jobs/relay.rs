//! From the outbox into the queue.

use std::time::{Duration, Instant};

use apalis::prelude::{TaskBuilder, TaskId, TaskSink};
use pousada_core::{
    Services,
    outbox::{self, Queued},
};
use redis::aio::ConnectionManager;
use tokio::sync::watch;

use super::{JobRef, Pulse, pause, queue::Queue};

/// How often the outbox is looked at, and so about how late work begins at most.
const INTERVAL: Duration = Duration::from_millis(150);

/// The wait after Redis or PostgreSQL failed.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// How often work is looked for that the queue or a worker has lost.
const LOOK_FOR_LOST: Duration = Duration::from_secs(5);

/// The longest that one turn may take. A machine that is gone without a word would
/// otherwise hold the relay for as long as TCP believes in it.
const TURN: Duration = Duration::from_secs(15);

/// How many rows are taken at a time.
const BATCH: i64 = 200;

/// How many tasks may wait in Redis. Promoting 8,000 at once breaks apalis-redis'
/// script for good; far below that the rest waits in PostgreSQL instead.
const MOST_WAITING: u64 = 2_000;

pub(super) async fn run(
    svc: Services,
    queue: Queue,
    pulse: Pulse,
    mut stopping: watch::Receiver<bool>,
) {
    let mut connection = None;
    let mut looked = None;
    loop {
        let turn = turn(&svc, &queue, &mut connection, &mut looked);
        let end = tokio::time::timeout(TURN, turn).await;
        let wait = match end.unwrap_or_else(|_| Err("no answer in time".to_owned())) {
            // A full batch: there may be more.
            Ok(count) if count >= BATCH => Duration::ZERO,
            Ok(_) => INTERVAL,
            Err(error) => {
                metrics::counter!("relay_failures_total").increment(1);
                tracing::warn!(error, "relay failed, trying again");
                connection = None;
                AFTER_FAILURE
            }
        };
        if connection.is_some() {
            pulse.beat();
        }
        if !pause(wait, &mut stopping).await {
            return;
        }
    }
}

async fn turn(
    svc: &Services,
    queue: &Queue,
    connection: &mut Option<ConnectionManager>,
    looked: &mut Option<Instant>,
) -> Result<i64, String> {
    if connection.is_none() {
        *connection = Some(queue.connect().await.map_err(|error| error.to_string())?);
    }
    let Some(redis) = connection.as_mut() else { return Ok(0) };
    if queue.depth(redis).await.map_err(|error| error.to_string())? >= MOST_WAITING {
        return Ok(0);
    }
    if looked.is_none_or(|at| at.elapsed() >= LOOK_FOR_LOST) {
        find_lost(svc).await?;
        *looked = Some(Instant::now());
    }
    let rows = outbox::take_due(&svc.db, svc.clock.now(), BATCH)
        .await
        .map_err(|error| error.to_string())?;
    if rows.is_empty() {
        return Ok(0);
    }
    if let Err(error) = push(queue, redis.clone(), &rows).await {
        // Should this fail too, the sweep finds the rows queued for too long.
        outbox::give_back(&svc.db, svc.clock.now(), &rows).await.map_err(|e| e.to_string())?;
        return Err(error);
    }
    metrics::counter!("jobs_relayed_total").increment(rows.len() as u64);
    Ok(i64::try_from(rows.len()).unwrap_or(BATCH))
}

/// Not left to the sweep, which would take a minute more.
async fn find_lost(svc: &Services) -> Result<(), String> {
    let most = svc.settings.max_attempts;
    let revived = outbox::revive_lost(&svc.db, svc.clock.now(), most).await;
    let revived = revived.map_err(|error| error.to_string())?;
    if revived > 0 {
        metrics::counter!("jobs_revived_total").increment(revived);
        tracing::warn!(revived, "work was lost on its way, and begins anew");
    }
    Ok(())
}

/// The task's id is made of the row and of when it was taken. A row that seems lost
/// becomes a new task: the old one may be stuck with a dead worker, and its id
/// would keep the new one out. Should both arrive, one of them claims the row.
async fn push(queue: &Queue, redis: ConnectionManager, rows: &[Queued]) -> Result<(), String> {
    let mut storage = queue.storage(redis);
    for row in rows {
        let task = TaskBuilder::new(JobRef { outbox_id: row.id })
            .task_id(TaskId::from_string(format!("{}-{}", row.id, row.since.timestamp_micros())))
            .build();
        storage.push_task(task).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}
