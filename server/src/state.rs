//! What requests are served with.

use std::{
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::extract::FromRef;
use leptos::config::{Env, LeptosOptions};
use pousada_core::Services;

use crate::{config::Config, layers::limits::Quotas};

/// Tells whether this process's worker does its rounds.
pub type WorkerPulse = Arc<dyn Fn() -> bool + Send + Sync>;

/// What requests are served with. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    services: Services,
    leptos: LeptosOptions,
    settings: HttpSettings,
    worker: Option<WorkerPulse>,
    draining: AtomicBool,
}

/// What is set from outside and concerns HTTP.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Where clients reach the server, without a slash at the end.
    pub public_url: String,
    /// Where the built site is.
    pub site_dir: PathBuf,
    /// Where photographs are.
    pub photo_dir: PathBuf,
    /// The largest body of a request, in bytes.
    pub max_body: usize,
    /// The largest photograph, in bytes.
    pub max_photo: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// How many requests are allowed.
    pub quotas: Quotas,
}

impl From<&Config> for HttpSettings {
    fn from(config: &Config) -> Self {
        Self {
            public_url: config.public_url.clone(),
            site_dir: config.site_dir.clone(),
            photo_dir: config.photo_dir(),
            max_body: config.max_body,
            max_photo: config.max_photo,
            request_timeout: config.request_timeout,
            quotas: config.quotas,
        }
    }
}

impl AppState {
    /// State over `services`; `worker` if this process runs one.
    #[must_use]
    pub fn new(
        services: Services,
        leptos: LeptosOptions,
        settings: HttpSettings,
        worker: Option<WorkerPulse>,
    ) -> Self {
        let draining = AtomicBool::new(false);
        Self(Arc::new(Inner { services, leptos, settings, worker, draining }))
    }

    /// What use cases work with.
    #[must_use]
    pub fn services(&self) -> &Services {
        &self.0.services
    }

    /// What is set from outside.
    #[must_use]
    pub fn settings(&self) -> &HttpSettings {
        &self.0.settings
    }

    /// Whether this process's worker does its rounds; nothing, if it runs none.
    #[must_use]
    pub fn worker_is_alive(&self) -> Option<bool> {
        self.0.worker.as_ref().map(|pulse| pulse())
    }

    /// Says that the server is about to stop: it is not ready any more.
    pub fn drain(&self) {
        self.0.draining.store(true, Ordering::SeqCst);
    }

    /// Whether the server is about to stop.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.0.draining.load(Ordering::SeqCst)
    }
}

impl fmt::Debug for AppState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppState").field("settings", &self.0.settings).finish_non_exhaustive()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.0.leptos.clone()
    }
}

/// How pages find the browser's code. Its files carry hashes in their names if a
/// `hash.txt` beside the program lists them.
#[must_use]
pub fn leptos_options(config: &Config) -> LeptosOptions {
    let hash_files = std::env::current_exe()
        .ok()
        .and_then(|program| program.parent().map(|dir| dir.join("hash.txt")))
        .is_some_and(|file| file.is_file());
    let env = if config.environment.is_production() { Env::PROD } else { Env::DEV };
    LeptosOptions::builder()
        .output_name("pousada")
        .site_root(config.site_dir.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(config.listen)
        .env(env)
        .hash_files(hash_files)
        .reload_port(reload_port().unwrap_or(3001))
        .build()
}

/// Where `cargo leptos watch` tells pages of a change.
#[expect(clippy::disallowed_methods, reason = "the variable is that program's, and no setting")]
fn reload_port() -> Option<u32> {
    std::env::var("LEPTOS_RELOAD_PORT").ok()?.parse().ok()
}
