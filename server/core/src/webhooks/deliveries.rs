//! What was sent, and how that went.

use types::{
    Page, WebhookDeliveryId, WebhookEndpointId,
    page::PageRequest,
    webhook::{DeliveryState, WebhookDelivery},
};
use uuid::Uuid;

use super::{DELIVERY, ENDPOINT, message, owned, store};
use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
    ids::new_id,
    token,
};

/// What was sent or is to be sent to an endpoint of the actor's in the last 30 days, the
/// latest event first.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign endpoint; a cursor that is not one.
pub async fn deliveries(
    svc: &Services,
    actor: &Actor,
    endpoint: WebhookEndpointId,
    page: &PageRequest,
) -> Result<Page<WebhookDelivery>> {
    owned(svc, actor, endpoint).await?;
    let before: Option<Uuid> = page.cursor.as_deref().map(token::parse_cursor).transpose()?;
    let size = page.size();
    let found = store::list(&svc.db, endpoint, before, size + 1).await?;
    Ok(Page::cut(found, size, |last| token::cursor(&last.id.0)))
}

/// Sends a delivery of the actor's again that has ended, under the same id.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Conflict`] `endpoint_disabled`,
/// or `delivery_pending`, if it is still on its way.
pub async fn replay(
    svc: &Services,
    actor: &Actor,
    id: WebhookDeliveryId,
) -> Result<WebhookDelivery> {
    actor.hotelier()?;
    let missing = || Error::NotFound(DELIVERY);
    let found = store::delivery(&svc.db, id).await?.ok_or_else(missing)?;
    let endpoint =
        owned(svc, actor, found.endpoint_id).await.map_err(|error| error.renamed(DELIVERY))?;
    if !endpoint.enabled {
        return Err(disabled());
    }
    if found.state == DeliveryState::Pending || !store::replay(&svc.db, id, svc.clock.now()).await?
    {
        return Err(pending());
    }
    store::delivery(&svc.db, id).await?.ok_or_else(missing)
}

/// Sends a test to an endpoint of the actor's, once: it is not tried again.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Conflict`] `endpoint_disabled`,
/// or `delivery_pending`, if another test is on its way.
pub async fn test(
    svc: &Services,
    actor: &Actor,
    endpoint: WebhookEndpointId,
) -> Result<WebhookDelivery> {
    if !owned(svc, actor, endpoint).await?.enabled {
        return Err(disabled());
    }
    let now = svc.clock.now();
    let id = WebhookDeliveryId(new_id(now));
    if !store::insert_test(&svc.db, id, endpoint, message::TEST, now).await? {
        return Err(pending());
    }
    store::delivery(&svc.db, id).await?.ok_or(Error::NotFound(ENDPOINT))
}

fn disabled() -> Error {
    Error::conflict("endpoint_disabled", "The endpoint is disabled: enable it first.")
}

fn pending() -> Error {
    Error::conflict("delivery_pending", "It is on its way already.")
}
