//! From the outbox into the queue.

use std::time::Duration;

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
    loop {
        let wait = match turn(&svc, &queue, &mut connection).await {
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
) -> Result<i64, String> {
    if connection.is_none() {
        *connection = Some(queue.connect().await.map_err(|error| error.to_string())?);
    }
    let Some(redis) = connection.as_mut() else { return Ok(0) };
    if queue.depth(redis).await.map_err(|error| error.to_string())? >= MOST_WAITING {
        return Ok(0);
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

/// The task's id is made of the row and its attempts: a row that is relayed twice
/// is one task, and a row to be tried again is a new one.
async fn push(queue: &Queue, redis: ConnectionManager, rows: &[Queued]) -> Result<(), String> {
    let mut storage = queue.storage(redis);
    for row in rows {
        let task = TaskBuilder::new(JobRef { outbox_id: row.id })
            .task_id(TaskId::from_string(format!("{}-{}", row.id, row.attempts)))
            .build();
        storage.push_task(task).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}
