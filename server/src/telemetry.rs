//! The log, and numbers for Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{Config, LogFormat};

/// Seconds that split the durations of requests.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Starts the log on standard output.
pub fn init(config: &Config) {
    // The filter was read before, when the configuration was.
    let filter = EnvFilter::try_new(&config.log).unwrap_or_default();
    let lines = tracing_subscriber::fmt::layer();
    let lines = match config.log_format {
        LogFormat::Text => lines.with_ansi(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    // A second start in one process, which only tests could make, keeps the first.
    let _ = tracing_subscriber::registry().with(lines.with_filter(filter)).try_init();
}

/// The numbers of this process; counting begins with the first call.
///
/// # Errors
/// If another recorder is in place.
pub fn numbers() -> Result<&'static PrometheusHandle, BuildError> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle);
    }
    let durations = Matcher::Suffix("duration_seconds".to_owned());
    let recorder =
        PrometheusBuilder::new().set_buckets_for_metric(durations, &BUCKETS)?.build_recorder();
    let handle = HANDLE.get_or_init(|| recorder.handle());
    // Whoever came first has set the recorder that the handle belongs to.
    if metrics::set_global_recorder(recorder).is_ok() {
        describe();
    }
    Ok(handle)
}

fn describe() {
    use metrics::{describe_counter, describe_gauge, describe_histogram};
    describe_counter!("http_requests_total", "Requests answered, by method, route and status.");
    describe_histogram!("http_request_duration_seconds", "How long requests took, by route.");
    describe_gauge!("db_pool_connections", "Connections to the database, by state.");
    describe_gauge!("db_pool_max_connections", "The most connections to the database.");
    describe_gauge!("outbox_due", "Work that is due and not done.");
    describe_gauge!("outbox_dead", "Work that was given up.");
    describe_gauge!("outbox_oldest_due_seconds", "How long the oldest due work has waited.");
    describe_gauge!("invariant_violations", "What must not be in the data, by check: 0 is well.");
    describe_counter!("invariant_checks_total", "Looks at the data, by how they ended.");
    describe_gauge!("worker_alive", "Whether this process's worker does its rounds.");
}
