//! Looking now and then whether what must hold of the data holds.

use std::time::Duration;

use metrics::{counter, gauge};
use pousada_core::{Services, invariants};
use tokio::sync::watch;

use super::pause;

/// How often it is looked, in seconds, unless it is set otherwise. One look reads most
/// of the data.
pub const EVERY_SECONDS: u32 = 900;

/// The wait before the first look: what was left undone before the start is done by then.
const AT_FIRST: u32 = 60;

/// Looks soon after the start, and then every so often. Each worker looks for itself, so that its
/// numbers do not depend on which of them others ask.
pub(super) async fn run(svc: Services, every_seconds: u32, mut stopping: watch::Receiver<bool>) {
    let mut wait = AT_FIRST.min(every_seconds);
    while pause(Duration::from_secs(wait.into()), &mut stopping).await {
        wait = every_seconds;
        match invariants::check(&svc.db, svc.clock.now()).await {
            Ok(checks) => {
                for check in checks {
                    let found = u32::try_from(check.violations).unwrap_or(u32::MAX);
                    gauge!("invariant_violations", "check" => check.what).set(f64::from(found));
                    if found > 0 {
                        tracing::error!(check.what, found, "the data are not as they must be");
                    }
                }
                counter!("invariant_checks_total", "result" => "ok").increment(1);
            }
            Err(error) => {
                counter!("invariant_checks_total", "result" => "error").increment(1);
                tracing::warn!(%error, "could not look at the data");
            }
        }
    }
}
