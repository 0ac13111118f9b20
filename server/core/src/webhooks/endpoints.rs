//! Where a hotel's events are sent.

use chrono::TimeDelta;
use sqlx::PgConnection;
use types::{
    FieldErrors, HotelId, WebhookEndpointId,
    webhook::{WebhookEndpoint, WebhookEndpointInput, WebhookEndpointPatch},
};

use super::{ENDPOINT, MOST_ENDPOINTS, owned, sign, store};
use crate::{
    Services,
    actor::Actor,
    catalog, db,
    error::{Error, Result},
    ids::new_id,
    once::{Idempotency, Once},
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
    Ok(create_once(svc, actor, hotel, input, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before: then
/// the secret is the one that is good now, since answers are kept without.
///
/// # Errors
/// As [`create`]; [`Error::Conflict`] `idempotency_key_reused` or `request_in_progress`.
pub async fn create_once(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    input: WebhookEndpointInput,
    key: Option<Idempotency>,
) -> Result<(WebhookEndpoint, bool)> {
    let once = Once::new(actor.hotelier()?, key, &(hotel, &input))?;
    catalog::owned(svc, actor, hotel).await?;
    let input = checked(svc, input)?;
    let mut tx = svc.db.begin().await?;
    let result = add(svc, &mut tx, hotel, &input, &once).await;
    db::end(tx, result).await
}

async fn add(
    svc: &Services,
    tx: &mut PgConnection,
    hotel: HotelId,
    input: &WebhookEndpointInput,
    once: &Once,
) -> Result<(WebhookEndpoint, bool)> {
    if let Some(made) = once.answered(tx).await? {
        return Ok((with_secret(tx, made).await?, true));
    }
    let now = svc.clock.now();
    let (id, secret) = (WebhookEndpointId(new_id(now)), sign::new_secret());
    catalog::lock_hotel(tx, hotel).await?;
    if !store::insert(tx, id, hotel, input, &secret, MOST_ENDPOINTS, now).await? {
        let detail = format!("A hotel has at most {MOST_ENDPOINTS} webhook endpoints.");
        return Err(Error::conflict("limit_reached", detail));
    }
    let made = store::find(&mut *tx, id).await?.ok_or(Error::NotFound(ENDPOINT))?;
    once.keep(tx, None, &made, now).await?;
    Ok((WebhookEndpoint { secret: Some(sign::shown(&secret)), ..made }, false))
}

/// An answer that was kept, with the secret that signs now.
async fn with_secret(tx: &mut PgConnection, made: WebhookEndpoint) -> Result<WebhookEndpoint> {
    let secret = store::secret(tx, made.id).await?;
    Ok(WebhookEndpoint { secret: secret.as_deref().map(sign::shown), ..made })
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

/// Gives an endpoint a new secret, shown this once. The one before signs beside it for a day.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn rotate_secret(
    svc: &Services,
    actor: &Actor,
    id: WebhookEndpointId,
) -> Result<WebhookEndpoint> {
    Ok(rotate_secret_once(svc, actor, id, None).await?.0)
}

/// The same, once only for an idempotency key: done twice, it would leave receivers with a
/// secret that signs nothing any more. The flag says whether it was done before.
///
/// # Errors
/// As [`rotate_secret`]; [`Error::Conflict`] `idempotency_key_reused` or
/// `request_in_progress`.
pub async fn rotate_secret_once(
    svc: &Services,
    actor: &Actor,
    id: WebhookEndpointId,
    key: Option<Idempotency>,
) -> Result<(WebhookEndpoint, bool)> {
    let once = Once::new(actor.hotelier()?, key, &id)?;
    owned(svc, actor, id).await?;
    let mut tx = svc.db.begin().await?;
    let result = rotate(svc, &mut tx, id, &once).await;
    db::end(tx, result).await
}

async fn rotate(
    svc: &Services,
    tx: &mut PgConnection,
    id: WebhookEndpointId,
    once: &Once,
) -> Result<(WebhookEndpoint, bool)> {
    if let Some(made) = once.answered(tx).await? {
        return Ok((with_secret(tx, made).await?, true));
    }
    let (secret, now) = (sign::new_secret(), svc.clock.now());
    if !store::rotate(tx, id, &secret, now + OLD_SECRET_FOR, now).await? {
        return Err(Error::NotFound(ENDPOINT));
    }
    let made = store::find(&mut *tx, id).await?.ok_or(Error::NotFound(ENDPOINT))?;
    once.keep(tx, None, &made, now).await?;
    Ok((WebhookEndpoint { secret: Some(sign::shown(&secret)), ..made }, false))
}

fn checked(svc: &Services, input: WebhookEndpointInput) -> Result<WebhookEndpointInput> {
    let mut errors = FieldErrors::new();
    let Some(input) = errors.take("", input.validated()) else { return Err(errors.into()) };
    match svc.web.target(&input.url) {
        Ok(target) => Ok(WebhookEndpointInput { url: target.as_str().to_owned(), ..input }),
        Err(error) => Err(FieldErrors::one("/url", "invalid", error.to_string()).into()),
    }
}
