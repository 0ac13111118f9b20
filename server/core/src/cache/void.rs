//! Voiding what is cached about what changed.

use std::{collections::BTreeSet, time::Duration};

use super::{Scope, store};
use crate::{Services, error::Result};

/// How often a process looks for what others changed.
const EVERY: Duration = Duration::from_millis(250);

/// How many notes are seen to at a time.
const BATCH: i64 = 1000;

/// Voids what is cached about all that changed until now, but for what another process
/// is about to. Returns how many changes there were. Does nothing while the cache is
/// switched off or Redis away: the notes stay.
///
/// # Errors
/// If the database does not answer.
pub async fn void(svc: &Services) -> Result<usize> {
    let Some(inner) = svc.cache.0.as_deref() else { return Ok(0) };
    let Some(link) = inner.links.connect().await else { return Ok(0) };
    let mut all = 0;
    loop {
        let mut tx = svc.db.begin().await?;
        let changes = store::take_changes(&mut tx, BATCH).await?;
        if changes.is_empty() {
            tx.rollback().await?;
            link.catch_up();
            return Ok(all);
        }
        all += changes.len();
        let mut scopes = BTreeSet::from([Scope::Everything]);
        for (hotel, city) in changes {
            scopes.insert(Scope::Hotel(hotel));
            scopes.insert(Scope::City(city));
        }
        // Redis first: should the commit fail, the notes are still there.
        if !link.renew(scopes.into_iter()).await {
            inner.links.lost().await;
            tx.rollback().await?;
            return Ok(0);
        }
        tx.commit().await?;
    }
}

/// Voids for ever, four times a second; until it is dropped.
pub async fn keep_voiding(svc: Services) {
    loop {
        if let Err(error) = void(&svc).await {
            tracing::warn!(%error, "could not look for changes");
        }
        tokio::time::sleep(EVERY).await;
    }
}
