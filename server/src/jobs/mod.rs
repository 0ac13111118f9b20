//! Background work: the outbox's rows on their way through Redis to a handler.
//!
//! ```text
//! transaction -> outbox row -> relay -> apalis on Redis -> consumer -> core::work::handle
//!                     ^--------------- what was lost, every 5 s ----------------'
//! ```
//!
//! Redis only carries ids. When it is away or loses them, work is late and not
//! lost: it is found again in PostgreSQL. How this keeps clear of the traps in
//! apalis-redis is told where each of them is avoided.

mod auditor;
mod cleaner;
mod consumer;
mod queue;
mod relay;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

pub use auditor::EVERY_SECONDS as AUDIT_EVERY_SECONDS;
use pousada_core::{Services, sweep};
pub use queue::JobRef;
use tokio::{sync::watch, task::JoinHandle};

/// How the worker is set.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many pieces of work are done at a time.
    pub concurrency: usize,
    /// The name of the queue in Redis; separate installations on one Redis need
    /// different ones.
    pub queue: String,
    /// How many seconds are between two sweeps.
    pub sweep_every: u32,
    /// How many seconds are between two looks at what must hold of the data.
    pub audit_every: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            concurrency: 8,
            queue: "pousada".to_owned(),
            sweep_every: sweep::EVERY_SECONDS,
            audit_every: auditor::EVERY_SECONDS,
        }
    }
}

/// The longest silence after which the worker still counts as alive.
const SILENCE: Duration = Duration::from_secs(20);

/// A sign of life.
#[derive(Clone)]
struct Pulse {
    since: Instant,
    /// Milliseconds after `since` of the last tick, 0 for none.
    last: Arc<AtomicU64>,
}

impl Pulse {
    fn new() -> Self {
        Self { since: Instant::now(), last: Arc::new(AtomicU64::new(0)) }
    }

    fn beat(&self) {
        let millis = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        self.last.store(millis, Ordering::Relaxed);
    }

    fn is_fresher_than(&self, silence: Duration) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        last > 0 && self.since.elapsed() < Duration::from_millis(last) + silence
    }
}

/// Everything that runs in the background, until it is stopped.
pub struct Worker {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    relay: Pulse,
    consumer: Pulse,
}

impl Worker {
    /// Starts relay, consumer and sweep. Redis and PostgreSQL may be away: each
    /// part tries again until they are there.
    ///
    /// # Errors
    /// If `redis_url` is not one.
    pub fn start(
        svc: Services,
        redis_url: &str,
        options: Options,
    ) -> Result<Self, redis::RedisError> {
        let client = redis::Client::open(redis_url)?;
        let (stop, stopping) = watch::channel(false);
        let (relay, consumer) = (Pulse::new(), Pulse::new());
        let queue = queue::Queue::new(client, options.queue);
        let tasks = vec![
            tokio::spawn(relay::run(svc.clone(), queue.clone(), relay.clone(), stopping.clone())),
            tokio::spawn(consumer::run(
                svc.clone(),
                queue.clone(),
                options.concurrency,
                consumer.clone(),
                stopping.clone(),
            )),
            tokio::spawn(cleaner::run(queue, stopping.clone())),
            tokio::spawn(auditor::run(svc.clone(), options.audit_every, stopping.clone())),
            tokio::spawn(sweep_in_time(svc, options.sweep_every, stopping)),
        ];
        Ok(Self { stop, tasks, relay, consumer })
    }

    /// Whether relay and consumer gave a sign of life lately. Not, if Redis or
    /// PostgreSQL has been away for longer than 20 seconds.
    #[must_use]
    pub fn is_ticking(&self) -> bool {
        self.relay.is_fresher_than(SILENCE) && self.consumer.is_fresher_than(SILENCE)
    }

    /// Takes no more work, and waits for what is running: at most 20 seconds.
    pub async fn stop(self) {
        // No receiver is left only if every task has ended already.
        let _ = self.stop.send(true);
        for mut task in self.tasks {
            if tokio::time::timeout(Duration::from_secs(20), &mut task).await.is_err() {
                tracing::warn!("a background task did not stop in time");
                task.abort();
            }
        }
    }
}

/// Waits for `duration`, or less if it is time to stop. Returns whether to go on.
async fn pause(duration: Duration, stopping: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        () = tokio::time::sleep(duration) => true,
        _ = stopping.wait_for(|stop: &bool| *stop) => false,
    }
}

/// Sweeps at once, and then at each full interval by the clock, unless another
/// process does.
async fn sweep_in_time(svc: Services, every: u32, mut stopping: watch::Receiver<bool>) {
    loop {
        match sweep::run_once_per_tick(&svc, every).await {
            Ok(Some(swept)) => {
                metrics::counter!("sweeps_total", "result" => "ok").increment(1);
                if swept != sweep::Swept::default() {
                    tracing::info!(?swept, "swept");
                }
            }
            Ok(None) => metrics::counter!("sweeps_total", "result" => "elsewhere").increment(1),
            Err(error) => {
                metrics::counter!("sweeps_total", "result" => "error").increment(1);
                tracing::error!(%error, "sweep failed");
            }
        }
        if !pause(until_next(svc.clock.now().timestamp_millis(), every), &mut stopping).await {
            return;
        }
    }
}

/// How long it is until the next full interval, and a little longer.
fn until_next(now_millis: i64, every: u32) -> Duration {
    let every = i64::from(every) * 1000;
    let left = every - now_millis.rem_euclid(every);
    Duration::from_millis(u64::try_from(left).unwrap_or_default() + 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_where_the_clock_is_full() {
        for (now, wait) in [(0, 60_020), (1, 60_019), (59_999, 21), (60_000, 60_020)] {
            assert_eq!(until_next(now, 60), Duration::from_millis(wait), "{now}");
        }
    }
}
