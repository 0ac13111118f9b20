//! What apalis-redis 1.0 does and `server::jobs` keeps clear of. Each of these tests
//! shows the library's behaviour, not ours: when one fails after an upgrade, the
//! behaviour is gone, and so can go what it names.

use std::time::Duration;

use apalis::prelude::{BackendExt, BoxDynError, TaskBuilder, TaskSink, WorkerBuilder};
use apalis_core::backend::Vacuum;
use apalis_redis::{Config, RedisStorage};
use pousada_core::ids::new_code;
use redis::{
    Client, ToRedisArgs,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use server::jobs::JobRef;
use uuid::Uuid;

use crate::setting;

/// A queue of a test's own.
struct Queue {
    config: Config,
    redis: ConnectionManager,
}

impl Queue {
    async fn new() -> Self {
        let client = Client::open(setting("REDIS_URL")).expect("an address");
        let patience = Some(Duration::from_secs(10));
        let settings = ConnectionManagerConfig::new().set_response_timeout(patience);
        let redis = ConnectionManager::new_with_config(client, settings).await.expect("Redis");
        Self { config: Config::default().queue(format!("trap-{}", new_code())), redis }
    }

    fn storage(&self) -> RedisStorage<JobRef> {
        RedisStorage::new(self.redis.clone()).with_config(self.config.clone())
    }

    async fn count(&self, command: &str, key: &str) -> i64 {
        let mut redis = self.redis.clone();
        redis::cmd(command).arg(key).query_async(&mut redis).await.expect("counted")
    }

    async fn tell(&self, command: &str, key: &str, words: impl ToRedisArgs) {
        let mut redis = self.redis.clone();
        let command = redis::cmd(command).arg(key).arg(words).to_owned();
        command.query_async::<()>(&mut redis).await.expect("done");
    }

    /// Runs a worker of this name for a while; how it ended.
    async fn work(&self, name: &str, millis: u64) -> Result<(), String> {
        let worker = WorkerBuilder::new(name)
            .backend(self.storage().poll_with_interval(Duration::from_millis(50)))
            .build(fails);
        let stop = async move {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            Ok::<(), std::io::Error>(())
        };
        let end = tokio::time::timeout(Duration::from_secs(20), worker.run_until(stop)).await;
        end.map_err(|_| "it does not end".to_owned())?.map_err(|error| error.to_string())
    }
}

async fn fails(_: JobRef) -> Result<(), BoxDynError> {
    Err("not now".into())
}

fn job() -> JobRef {
    JobRef { outbox_id: Uuid::nil() }
}

/// Names `idempotency_ttl` in `queue.rs`, and that keys are not used.
#[tokio::test]
async fn an_upgrade_may_end_that_idempotency_keys_are_forgotten_at_once() {
    let queue = Queue::new().await;
    let mut storage = queue.storage();
    for _ in 0..2 {
        let task = TaskBuilder::new(job()).idempotency_key("the same").build();
        storage.push_task(task).await.expect("pushed");
    }
    assert_eq!(queue.count("ZCARD", &queue.config.scheduled_jobs_set()).await, 2);
}

/// Names `MOST_WAITING` in `relay.rs`.
#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_may_end_that_eight_thousand_due_tasks_wedge_the_queue() {
    for (backlog, promoted) in [(1_000, true), (8_000, false)] {
        let queue = Queue::new().await;
        let members: Vec<(i64, String)> = (0..backlog).map(|n| (1, format!("task-{n}"))).collect();
        queue.tell("ZADD", &queue.config.scheduled_jobs_set(), members).await;
        let _ = queue.work(&new_code(), 1_000).await;
        let left = queue.count("ZCARD", &queue.config.scheduled_jobs_set()).await;
        assert_eq!(left == 0, promoted, "{backlog}: {left} left");
    }
}

/// Names `unique_name` in `consumer.rs`.
#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_may_end_that_a_worker_which_stopped_keeps_its_name_taken() {
    let queue = Queue::new().await;
    queue.work("one", 300).await.expect("it works and stops");
    let end = queue.work("one", 300).await;
    assert!(end.is_err(), "the name is free");
    queue.work("another", 300).await.expect("another name is free");
}

/// Names `cleaner.rs`.
#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_may_end_that_vacuum_deletes_what_is_to_be_tried_again() {
    let queue = Queue::new().await;
    let mut storage = queue.storage();
    storage.push_task(TaskBuilder::new(job()).build()).await.expect("pushed");
    // On a busy machine it takes a while until it has been tried.
    let mut waiting = 0;
    for _ in 0..20 {
        queue.work(&new_code(), 600).await.expect("it works and stops");
        waiting = queue.count("ZCARD", &queue.config.scheduled_jobs_set()).await;
        if waiting == 1 {
            break;
        }
    }
    let data = queue.count("HLEN", &queue.config.job_data_hash()).await;
    assert_eq!((waiting, data), (1, 1), "it failed, and waits to be tried again");
    storage.vacuum().await.expect("vacuumed");
    assert_eq!(queue.count("HLEN", &queue.config.job_data_hash()).await, 0, "its data is gone");
    assert_eq!(queue.count("ZCARD", &queue.config.scheduled_jobs_set()).await, 1, "its id is not");
}
