//! Where a hotel's events are sent.

use chrono::TimeDelta;
use types::{
    FieldErrors, HotelId, WebhookEndpointId,
    webhook::{WebhookEndpoint, WebhookEndpointInput, WebhookEndpointPatch},
};

use super::{ENDPOINT, MOST_ENDPOINTS, owned, sign, store};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
    ids::new_id,
};

/// How long a secret signs after another took its place.
pub const OLD_SECRET_FOR: TimeDelta = TimeDelta::hours(24);

/// Adds an endpoint to a hotel of the actor's. Its secret is shown this once.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`];
/// [`Error::Conflict`] `limit_reached`, if the hotel has [`MOST_ENDPOINTS`].
pub async fn create(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    input: WebhookEndpointInput,
) -> Result<WebhookEndpoint> {
    catalog::owned(svc, actor, hotel).await?;
    let input = checked(svc, input)?;
    let now = svc.clock.now();
    let (id, secret) = (WebhookEndpointId(new_id(now)), sign::new_secret());
    if !store::insert(&svc.db, id, hotel, &input, &secret, MOST_ENDPOINTS, now).await? {
        let detail = format!("A hotel has at most {MOST_ENDPOINTS} webhook endpoints.");
        return Err(Error::conflict("limit_reached", detail));
    }
    let made = store::find(&svc.db, id).await?.ok_or(Error::NotFound(ENDPOINT))?;
    Ok(WebhookEndpoint { secret: Some(sign::shown(&secret)), ..made })
}

/// The endpoints of a hotel of the actor's, in the order they were made.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel.
pub async fn endpoints(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
) -> Result<Vec<WebhookEndpoint>> {
    catalog::owned(svc, actor, hotel).await?;
    store::of_hotel(&svc.db, hotel).await
}

/// An endpoint of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn endpoint(
    svc: &Services,
    actor: &Actor,
    id: WebhookEndpointId,
) -> Result<WebhookEndpoint> {
    owned(svc, actor, id).await
}

/// Changes an endpoint, if it is still at `version`. Enabling it forgets what the platform
/// had against it.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit(
    svc: &Services,
    actor: &Actor,
    id: WebhookEndpointId,
    version: i32,
    patch: WebhookEndpointPatch,
) -> Result<WebhookEndpoint> {
    let before = owned(svc, actor, id).await?;
    let anew = patch.enabled == Some(true);
    let input = checked(svc, patch.apply(&before))?;
    if !store::update(&svc.db, id, version, &input, anew, svc.clock.now()).await? {
        return Err(Error::Stale);
    }
    store::find(&svc.db, id).await?.ok_or(Error::NotFound(ENDPOINT))
}

/// Deletes an endpoint, if it is still at `version`. What is on its way to it is dropped.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`].
pub async fn delete(
    svc: &Services,
    actor: &Actor,
    id: WebhookEndpointId,
    version: i32,
) -> Result<()> {
    owned(svc, actor, id).await?;
    if store::delete(&svc.db, id, version, svc.clock.now()).await? {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Gives an endpoint a new secret, shown this once. The one before signs beside it for
/// [`OLD_SECRET_FOR`].
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn rotate_secret(
    svc: &Services,
    actor: &Actor,
    id: WebhookEndpointId,
) -> Result<WebhookEndpoint> {
    owned(svc, actor, id).await?;
    let (secret, now) = (sign::new_secret(), svc.clock.now());
    if !store::rotate(&svc.db, id, &secret, now + OLD_SECRET_FOR, now).await? {
        return Err(Error::NotFound(ENDPOINT));
    }
    let made = store::find(&svc.db, id).await?.ok_or(Error::NotFound(ENDPOINT))?;
    Ok(WebhookEndpoint { secret: Some(sign::shown(&secret)), ..made })
}

fn checked(svc: &Services, input: WebhookEndpointInput) -> Result<WebhookEndpointInput> {
    let mut errors = FieldErrors::new();
    let Some(input) = errors.take("", input.validated()) else { return Err(errors.into()) };
    match svc.web.target(&input.url) {
        Ok(target) => Ok(WebhookEndpointInput { url: target.as_str().to_owned(), ..input }),
        Err(error) => Err(FieldErrors::one("/url", "invalid", error.to_string()).into()),
    }
}
