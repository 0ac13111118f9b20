//! The connection to Redis.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use redis::{
    AsyncConnectionConfig, Client, RedisResult,
    aio::{ConnectionLike, MultiplexedConnection},
};
use tokio::sync::{Mutex, RwLock};

use super::{KEPT, Scope, Version};
use crate::ids::random_bytes;

/// How long Redis may take for an answer. Making it anew takes less than twice that.
const PATIENCE: Duration = Duration::from_millis(150);

/// The wait after a failure.
const PAUSE: Duration = Duration::from_millis(500);

/// How long the version of something is kept: longer than any entry made with it.
const VERSION_KEPT: u64 = 3600;

/// The connection, while there is one.
pub(super) struct Links {
    client: Client,
    name: String,
    now: RwLock<State>,
    connecting: Mutex<()>,
}

enum State {
    Up(Link),
    Down { until: Instant },
}

/// A connection to one run of Redis.
#[derive(Clone)]
pub(super) struct Link {
    connection: MultiplexedConnection,
    prefix: Arc<str>,
    /// Whether all that changed while there was no connection has been seen to.
    caught_up: Arc<AtomicBool>,
}

impl Links {
    pub(super) fn new(client: Client, name: &str) -> Self {
        let now = RwLock::new(State::Down { until: Instant::now() });
        Self { client, name: name.to_owned(), now, connecting: Mutex::default() }
    }

    /// The connection, if it may be read from.
    pub(super) async fn current(&self) -> Option<Link> {
        match &*self.now.read().await {
            State::Up(link) => link.caught_up.load(Ordering::Acquire).then(|| link.clone()),
            State::Down { .. } => None,
        }
    }

    /// The connection; a new one, if there is none and it is time to try.
    pub(super) async fn connect(&self) -> Option<Link> {
        match &*self.now.read().await {
            State::Up(link) => return Some(link.clone()),
            State::Down { until } if *until > Instant::now() => return None,
            State::Down { .. } => {}
        }
        let _one = self.connecting.try_lock().ok()?;
        let state = match self.open().await {
            Ok(link) => State::Up(link),
            Err(error) => {
                tracing::warn!(%error, "the cache does not answer");
                State::Down { until: Instant::now() + PAUSE }
            }
        };
        let link = if let State::Up(link) = &state { Some(link.clone()) } else { None };
        *self.now.write().await = state;
        link
    }

    /// Says that the connection failed.
    pub(super) async fn lost(&self) {
        *self.now.write().await = State::Down { until: Instant::now() + PAUSE };
    }

    async fn open(&self) -> RedisResult<Link> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let mut connection =
            self.client.get_multiplexed_async_connection_with_config(&config).await?;
        let facts: String = redis::cmd("INFO").arg("server").query_async(&mut connection).await?;
        let run = facts.lines().find_map(|line| line.strip_prefix("run_id:")).unwrap_or("none");
        let prefix = format!("{}:cache:{}:", self.name, &run.trim()).into();
        Ok(Link { connection, prefix, caught_up: Arc::default() })
    }
}

impl Link {
    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// Says that all that changed has been seen to.
    pub(super) fn catch_up(&self) {
        self.caught_up.store(true, Ordering::Release);
    }

    /// The entry, if it is of the present version of its scope, and that version. Nothing,
    /// if Redis does not answer.
    pub(super) async fn look(
        &self,
        entry: &str,
        scope: &str,
    ) -> Option<(Option<Arc<[u8]>>, Version)> {
        let mut connection = self.connection.clone();
        let (kept, version): (Option<Vec<u8>>, Option<Version>) = redis::cmd("MGET")
            .arg(self.key(entry))
            .arg(self.key(scope))
            .query_async(&mut connection)
            .await
            .ok()?;
        let version = version.unwrap_or_default();
        let answer = kept.as_deref().and_then(|kept| {
            let (length, rest) = kept.split_first()?;
            let (of, answer) = rest.split_at_checked(usize::from(*length))?;
            (of == version).then(|| Arc::from(answer))
        });
        Some((answer, version))
    }

    /// Keeps an answer that was made at `version`. Whether Redis took it.
    pub(super) async fn keep(&self, entry: &str, version: &Version, answer: &[u8]) -> bool {
        let Ok(length) = u8::try_from(version.len()) else { return true };
        let mut value = Vec::with_capacity(1 + version.len() + answer.len());
        value.push(length);
        value.extend_from_slice(version);
        value.extend_from_slice(answer);
        let mut set = redis::cmd("SET");
        set.arg(self.key(entry)).arg(value).arg("EX").arg(KEPT.as_secs());
        self.connection.clone().req_packed_command(&set).await.is_ok()
    }

    /// Counts `key` one up; it is forgotten after `seconds`. Nothing, if Redis does not
    /// answer.
    pub(super) async fn count(&self, key: &str, seconds: u32) -> Option<u32> {
        let key = self.key(key);
        let mut pipe = redis::pipe();
        pipe.atomic().incr(&key, 1).expire(&key, i64::from(seconds)).ignore();
        let (count,): (u32,) = pipe.query_async(&mut self.connection.clone()).await.ok()?;
        Some(count)
    }

    /// Gives each scope a version that it never had. Whether Redis took them all.
    pub(super) async fn renew(&self, scopes: impl Iterator<Item = Scope>) -> bool {
        let mut pipe = redis::pipe();
        for scope in scopes {
            let mut version = [0; 12];
            random_bytes(&mut version);
            pipe.set_ex(self.key(&scope.key()), &version[..], VERSION_KEPT).ignore();
        }
        pipe.query_async::<()>(&mut self.connection.clone()).await.is_ok()
    }
}
