//! Sending.

use std::time::Instant;

use chrono::TimeDelta;
use hyper::Method;
use types::{WebhookDeliveryId, webhook::DeliveryState};

use super::{
    message, sign,
    store::{self, Disabling, Try},
};
use crate::{
    Services,
    error::Result,
    web::{Answer, Outgoing, WebError},
};

/// How long to wait after each failure, in seconds: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h,
/// 20 h and 24 h. After the one that follows them, a delivery has failed.
const WAITS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// After how long without a success an endpoint is disabled.
pub(super) const PATIENCE: TimeDelta = TimeDelta::days(5);

/// How much of an answer is kept, in bytes.
const KEPT: usize = 1024;

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sent {
    /// It has ended, well or not.
    Over,
    /// It failed, and is to be tried again after a while.
    Again(String, TimeDelta),
    /// Too much is on its way: it was not tried.
    Busy,
}

/// The wait after the `attempt`th failure; none, if it was the last.
pub(super) fn wait(attempt: i32) -> Option<TimeDelta> {
    let index = usize::try_from(attempt - 1).ok()?;
    WAITS.get(index).copied().map(TimeDelta::seconds)
}

/// Sends a delivery for the `attempt`th time, and writes down how that went. One that has
/// ended is left alone.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn deliver(svc: &Services, id: WebhookDeliveryId, attempt: i32) -> Result<Sent> {
    let Some(due) = store::due(&svc.db, id).await? else { return Ok(Sent::Over) };
    if !due.enabled {
        store::end(&svc.db, id, DeliveryState::Dropped, svc.clock.now()).await?;
        return Ok(Sent::Over);
    }
    let Some(turn) = svc.web.turn().await else { return Ok(Sent::Busy) };
    let (begin, at) = (Instant::now(), svc.clock.now());
    let result = post(svc, id, &due).await;
    let took = i32::try_from(begin.elapsed().as_millis()).unwrap_or(i32::MAX);
    drop(turn);

    let now = svc.clock.now();
    let status = result.as_ref().ok().map(|answer| answer.status);
    let delivered = status.is_some_and(|status| (200..300).contains(&status));
    let disabling = match status {
        _ if delivered => None,
        Some(410) => Some(Disabling::Gone),
        _ if due.failing_since.is_some_and(|since| now - since >= PATIENCE) => {
            Some(Disabling::Failing)
        }
        _ => None,
    };
    let wait = wait(attempt).filter(|_| due.facts.kind != message::TEST && disabling.is_none());
    let state = match wait {
        _ if delivered => DeliveryState::Delivered,
        Some(_) => DeliveryState::Pending,
        None => DeliveryState::Failed,
    };
    let error = result.as_ref().err().map(ToString::to_string);
    let answer = result.map(|answer| readable(&answer.body)).unwrap_or_default();
    let status = status.and_then(|status| i16::try_from(status).ok());
    let tried = Try { at, status, took, answer, error: error.clone(), state, disabling };
    store::record(&svc.db, id, &due, &tried, now).await?;
    Ok(match wait {
        Some(wait) if !delivered => {
            let error = error.unwrap_or_else(|| format!("status {}", status.unwrap_or_default()));
            Sent::Again(error, wait)
        }
        _ => Sent::Over,
    })
}

async fn post(svc: &Services, id: WebhookDeliveryId, due: &store::Due) -> Result<Answer, WebError> {
    let target = svc.web.target(&due.url)?;
    let now = svc.clock.now();
    let mut secrets = vec![due.secret.as_slice()];
    secrets.extend(due.old_secret.as_deref().filter(|_| due.old_until.is_some_and(|t| now < t)));
    let body = message::body(&due.facts);
    let (id, timestamp) = (id.to_string(), now.timestamp());
    let signature = sign::signatures(&secrets, &id, timestamp, &body);
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", signature),
    ];
    svc.web.send(Outgoing { method: Method::POST, target, headers, body, read: KEPT }).await
}

/// What was answered as text that can be kept.
fn readable(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.chars().filter(|c| *c != '\0').collect()
}
