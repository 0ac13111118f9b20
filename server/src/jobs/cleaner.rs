//! Forgetting what Redis keeps of tasks that are done. apalis-redis' own `vacuum`
//! also deletes tasks that wait to be tried again, so this is done here.

use std::time::Duration;

use redis::{RedisResult, aio::ConnectionManager};
use tokio::sync::watch;

use super::{pause, queue::Queue};

/// How often.
const INTERVAL: Duration = Duration::from_secs(30);

/// How many at a time.
const BATCH: usize = 500;

pub(super) async fn run(queue: Queue, mut stopping: watch::Receiver<bool>) {
    let mut connection = None;
    while pause(INTERVAL, &mut stopping).await {
        if connection.is_none() {
            connection = queue.connect().await.ok();
        }
        if let Some(redis) = connection.as_mut()
            && let Err(error) = clean(&queue, redis).await
        {
            tracing::debug!(%error, "cleaning the queue failed");
            connection = None;
        }
    }
}

/// Done tasks, and dead ones too: the outbox has its own record of both.
async fn clean(queue: &Queue, redis: &mut ConnectionManager) -> RedisResult<()> {
    let config = queue.config();
    for set in [config.done_jobs_set(), config.dead_jobs_set()] {
        loop {
            let ids: Vec<String> =
                redis::cmd("SPOP").arg(&set).arg(BATCH).query_async(redis).await?;
            if ids.is_empty() {
                break;
            }
            let mut pipe = redis::pipe();
            pipe.cmd("HDEL").arg(config.job_data_hash()).arg(&ids).ignore();
            for id in &ids {
                pipe.cmd("DEL").arg(format!("{}:{id}", config.job_meta_hash())).ignore();
            }
            pipe.query_async::<()>(redis).await?;
        }
    }
    Ok(())
}
