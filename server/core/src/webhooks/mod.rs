//! Telling a hotelier's own programs what happens, by the Standard Webhooks specification.
//!
//! A booking's event and its deliveries are written by one statement
//! (`bookings::store::insert_events`), so that neither is without the other. The worker sends
//! each delivery until it is answered with a 2xx status, more and more rarely for three days.
//! What is sent is made of the event, which does not change, and holds no personal data.

mod deliveries;
mod endpoints;
mod message;
mod send;
mod sign;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use deliveries::{deliveries, replay, test};
pub use endpoints::{
    create, create_once, delete, edit, endpoint, endpoints, rotate_secret, rotate_secret_once,
};
pub(crate) use send::{Sent, deliver};
use types::{WebhookEndpointId, webhook::WebhookEndpoint};

use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
};

/// What endpoints are called when they are missing.
const ENDPOINT: &str = "webhook endpoint";

/// What deliveries are called when they are missing.
const DELIVERY: &str = "webhook delivery";

/// How many endpoints a hotel has at most: each of its events is sent to all of them.
pub const MOST_ENDPOINTS: i64 = 10;

/// An endpoint of the actor's. A foreign one looks like a missing one.
async fn owned(svc: &Services, actor: &Actor, id: WebhookEndpointId) -> Result<WebhookEndpoint> {
    actor.hotelier()?;
    let found = store::find(&svc.db, id).await?.ok_or(Error::NotFound(ENDPOINT))?;
    catalog::owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed(ENDPOINT))?;
    Ok(found)
}
