//! The queue in Redis.

use std::time::Duration;

use apalis_redis::{Config, RedisStorage};
use redis::{
    Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is pushed: the id of an outbox row and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRef {
    /// The outbox row.
    pub outbox_id: Uuid,
}

/// How long Redis may take for an answer. The 500 ms that redis has by default
/// end workers whenever the machine is busy.
const RESPONSE: Duration = Duration::from_secs(5);

/// Where the queue is.
#[derive(Clone)]
pub(super) struct Queue {
    client: Client,
    name: String,
}

impl Queue {
    pub(super) fn new(client: Client, name: String) -> Self {
        Self { client, name }
    }

    /// A connection that comes back by itself after Redis was away.
    pub(super) async fn connect(&self) -> RedisResult<ConnectionManager> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(RESPONSE))
            .set_response_timeout(Some(RESPONSE))
            .set_number_of_retries(1);
        ConnectionManager::new_with_config(self.client.clone(), config).await
    }

    /// The setting of apalis. Idempotency keys are not used: a row is claimed once,
    /// however many tasks name it; without a time to live they would be forgotten at
    /// once. An orphan is found after 5 s × 12, well above the timeout of a handler,
    /// and is only a reminder: the row was found before.
    pub(super) fn config(&self) -> Config {
        Config::default()
            .queue(&self.name)
            .batch_size(20)
            .heartbeat_interval(Duration::from_secs(5))
            .missed_heartbeats(12)
            .idempotency_ttl(Some(Duration::from_secs(3600)))
    }

    pub(super) fn storage(&self, connection: ConnectionManager) -> RedisStorage<JobRef> {
        RedisStorage::new(connection).with_config(self.config())
    }

    /// How many tasks wait in Redis.
    pub(super) async fn depth(&self, connection: &mut ConnectionManager) -> RedisResult<u64> {
        let config = self.config();
        let (scheduled, active): (u64, u64) = redis::pipe()
            .cmd("ZCARD")
            .arg(config.scheduled_jobs_set())
            .cmd("LLEN")
            .arg(config.active_jobs_list())
            .query_async(connection)
            .await?;
        Ok(scheduled + active)
    }
}
