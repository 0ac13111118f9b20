//! Taxes and fees on top of the nights.

use types::{
    ChargeRuleId, HotelId,
    price::{ChargeRule, ChargeRuleInput, ChargeRulePatch},
};

use super::{MOST_CHARGES, store, within};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
    ids::new_id,
};

/// The taxes and fees of a hotel of the actor's, in the order of bills.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel.
pub async fn charges(svc: &Services, actor: &Actor, hotel: HotelId) -> Result<Vec<ChargeRule>> {
    catalog::owned(svc, actor, hotel).await?;
    store::charges_of(&svc.db, hotel).await
}

/// A tax or fee of a hotel of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn charge(svc: &Services, actor: &Actor, id: ChargeRuleId) -> Result<ChargeRule> {
    actor.hotelier()?;
    let found = store::find_charge(&svc.db, id).await?.ok_or(Error::NotFound("charge"))?;
    catalog::owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("charge"))?;
    Ok(found)
}

/// Creates a tax or fee at a hotel of the actor's, for bookings to come.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`];
/// [`Error::Conflict`] `limit_reached`, if the hotel has too many.
pub async fn create_charge(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    input: ChargeRuleInput,
) -> Result<ChargeRule> {
    catalog::owned(svc, actor, hotel).await?;
    let input = input.validated()?;
    let mut tx = svc.db.begin().await?;
    let now = svc.clock.now();
    store::lock_hotel(&mut tx, hotel).await?;
    within(MOST_CHARGES, store::count_charges(&mut tx, hotel).await?, 1, "taxes and fees")?;
    let made = store::insert_charge(&mut tx, ChargeRuleId(new_id(now)), hotel, &input, now).await?;
    tx.commit().await?;
    Ok(made)
}

/// Changes a tax or fee, if it is still at `version`. Bookings that are made keep theirs.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit_charge(
    svc: &Services,
    actor: &Actor,
    id: ChargeRuleId,
    version: i32,
    patch: ChargeRulePatch,
) -> Result<ChargeRule> {
    let before = charge(svc, actor, id).await?;
    let input = patch.apply(before.to_input()).validated()?;
    let now = svc.clock.now();
    store::update_charge(&svc.db, id, version, &input, now).await?.ok_or(Error::Stale)
}

/// Deletes a tax or fee, if it is still at `version`. Bookings that are made keep it.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`].
pub async fn delete_charge(
    svc: &Services,
    actor: &Actor,
    id: ChargeRuleId,
    version: i32,
) -> Result<()> {
    charge(svc, actor, id).await?;
    let done = store::archive(&svc.db, store::Kind::Charge, id.0, version, svc.clock.now());
    if done.await? { Ok(()) } else { Err(Error::Stale) }
}
