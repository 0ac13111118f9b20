//! `serve`, `worker` and `all`.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use pousada_core::{Services, cache, db};
use secrecy::ExposeSecret;
use tokio::net::TcpListener;

use super::{Failure, Outcome};
use crate::{
    config::Config,
    jobs::{self, Worker},
    router::{router, worker_router},
    serve,
    state::{AppState, HttpSettings, WorkerPulse, leptos_options},
    telemetry,
};

/// How long closing the connections to the database may take at the end.
const GOODBYE: Duration = Duration::from_secs(3);

/// What runs in this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    Server,
    Worker,
    Both,
}

/// Runs until a signal comes, then ends in order: the server first, which may still
/// make work for the worker.
pub(super) async fn serve(config: &Config, parts: Parts) -> Outcome {
    let stop = serve::signals().map_err(Failure::new)?;
    let services = Services { db: config.serving_pool(), ..config.services()? };
    db::warm_up(&services.db).await;
    let worker = match parts {
        Parts::Server => None,
        Parts::Worker | Parts::Both => Some(Arc::new(start_worker(config, services.clone())?)),
    };
    tracing::info!(version = env!("CARGO_PKG_VERSION"), ?parts, "starting");
    let voiding = tokio::spawn(cache::keep_voiding(services.clone()));
    let address = if parts == Parts::Worker { config.worker_listen } else { Some(config.listen) };
    match address {
        Some(address) => {
            let state = state(config, services.clone(), worker.as_ref());
            listen(config, address, parts, state, stop).await?;
        }
        None => {
            stop.await;
            tracing::info!("stopping");
        }
    }
    if let Some(worker) = worker.and_then(Arc::into_inner) {
        worker.stop().await;
    }
    voiding.abort();
    // A database that does not answer is not waited for.
    let _ = tokio::time::timeout(GOODBYE, services.db.close()).await;
    Ok(())
}

fn start_worker(config: &Config, services: Services) -> Result<Worker, Failure> {
    let options = jobs::Options {
        concurrency: config.worker_concurrency,
        sweep_every: config.sweep_every,
        audit_every: config.audit_every,
        ..jobs::Options::default()
    };
    Worker::start(services, config.redis_url.expose_secret(), options)
        .map_err(|error| Failure::new(format_args!("The worker could not be started: {error}")))
}

fn state(config: &Config, services: Services, worker: Option<&Arc<Worker>>) -> AppState {
    let pulse: Option<WorkerPulse> = worker.map(|worker| {
        // Only looks: whoever stops the worker must be the last to hold it.
        let worker = Arc::downgrade(worker);
        let pulse: WorkerPulse =
            Arc::new(move || worker.upgrade().is_some_and(|worker| worker.is_ticking()));
        pulse
    });
    AppState::new(services, leptos_options(config), HttpSettings::from(config), pulse)
}

async fn listen(
    config: &Config,
    address: SocketAddr,
    parts: Parts,
    state: AppState,
    stop: impl Future<Output = ()>,
) -> Outcome {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| Failure::new(format_args!("Cannot listen on {address}: {error}")))?;
    let (router, drain_delay) = match parts {
        Parts::Worker => (worker_router(state.clone()), Duration::ZERO),
        Parts::Server | Parts::Both => (router(state.clone()), config.drain_delay),
    };
    tracing::info!(%address, url = config.public_url, "listening");
    let upkeep = tokio::spawn(keep_numbers_small());
    serve::run(listener, router, state, drain_delay, stop).await;
    upkeep.abort();
    Ok(())
}

/// Histograms grow until they are read or this runs.
async fn keep_numbers_small() {
    let mut every = tokio::time::interval(Duration::from_secs(10));
    loop {
        every.tick().await;
        if let Ok(numbers) = telemetry::numbers() {
            numbers.run_upkeep();
        }
    }
}
