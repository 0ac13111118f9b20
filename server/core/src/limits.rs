//! How often something may be done: counted in Redis for all processes together, and
//! in each process for itself while Redis is away.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::cache::Cache;

/// The most counts that a process keeps for itself.
const MOST_COUNTS: usize = 50_000;

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Its name, as clients are told.
    pub name: &'static str,
    /// How often, in each window.
    pub quota: u32,
    /// How long a window is, in seconds.
    pub window: u32,
}

/// What is left to whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The rule.
    pub rule: Rule,
    /// Whether it may be done this time.
    pub allowed: bool,
    /// How often more in this window.
    pub left: u32,
    /// When the next window begins, in seconds.
    pub reset: u32,
}

type Counts = HashMap<(String, i64), u32>;

/// The counts; switched off by default. Cheap to clone.
#[derive(Clone, Default)]
pub struct Limits(Option<Arc<Inner>>);

struct Inner {
    shared: Cache,
    own: Mutex<Counts>,
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Limits").field(&self.0.is_some()).finish()
    }
}

impl Limits {
    /// Counts in the Redis of `shared`, or in this process if that is off or away.
    #[must_use]
    pub fn new(shared: Cache) -> Self {
        Self(Some(Arc::new(Inner { shared, own: Mutex::default() })))
    }

    /// Counts one time more for `who`, at `now`. Nobody's name or token is kept.
    pub async fn take(&self, rule: Rule, who: &str, now: DateTime<Utc>) -> Allowance {
        let (length, now) = (i64::from(rule.window.max(1)), now.timestamp());
        let (window, reset) = (now.div_euclid(length), length - now.rem_euclid(length));
        let reset = u32::try_from(reset).unwrap_or(rule.window);
        let Some(inner) = self.0.as_deref() else {
            return Allowance { rule, allowed: true, left: rule.quota, reset };
        };
        let key = key(rule.name, who);
        let count = match inner.shared.count(&format!("{key}:{window}"), rule.window).await {
            Some(count) => count,
            None => inner.count(key, window),
        };
        let allowed = count <= rule.quota;
        Allowance { rule, allowed, left: rule.quota.saturating_sub(count), reset }
    }
}

impl Inner {
    fn count(&self, key: String, window: i64) -> u32 {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if own.len() >= MOST_COUNTS {
            own.retain(|(_, of), _| *of >= window);
            // Still too many: rather forget than grow.
            if own.len() >= MOST_COUNTS {
                own.clear();
            }
        }
        let count = own.entry((key, window)).or_insert(0);
        *count = count.saturating_add(1);
        *count
    }
}

fn key(rule: &str, who: &str) -> String {
    let digest = Sha256::digest(who.as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("l:{rule}:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::new_code;

    const RULE: Rule = Rule { name: "test", quota: 3, window: 60 };

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    async fn tries(limits: &Limits, who: &str, now: &str) -> Vec<(bool, u32, u32)> {
        let mut told = Vec::new();
        for _ in 0..4 {
            let allowance = limits.take(RULE, who, at(now)).await;
            told.push((allowance.allowed, allowance.left, allowance.reset));
        }
        told
    }

    #[tokio::test]
    async fn the_quota_holds_for_each_and_begins_anew() {
        #[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
        let url = std::env::var("REDIS_URL").expect("REDIS_URL: make test sets it");
        let name = format!("test-{}", new_code());
        let shared = || Cache::new(&url, &name).expect("an address");
        let away = Cache::new("redis://127.0.0.1:9", "nowhere").expect("an address");
        let expected = [(true, 2, 15), (true, 1, 15), (true, 0, 15), (false, 0, 15)];
        for limits in [Limits::new(shared()), Limits::new(away), Limits::new(Cache::default())] {
            assert_eq!(tries(&limits, "one", "2027-03-01T12:00:45Z").await, expected);
            assert_eq!(tries(&limits, "other", "2027-03-01T12:00:45Z").await, expected);
            assert!(tries(&limits, "one", "2027-03-01T12:01:00Z").await[2].0);
        }
        // Another process counts on.
        let second = Limits::new(shared());
        assert!(!second.take(RULE, "one", at("2027-03-01T12:00:50Z")).await.allowed);
    }

    #[tokio::test]
    async fn a_process_forgets_rather_than_grow() {
        let limits = Limits::new(Cache::default());
        for n in 0..MOST_COUNTS + 10 {
            limits.take(RULE, &n.to_string(), at("2027-03-01T12:00:00Z")).await;
        }
        let inner = limits.0.expect("on");
        assert!(inner.own.lock().expect("whole").len() <= MOST_COUNTS);
    }
}
