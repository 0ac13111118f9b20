//! Promotion codes.

use types::{
    HotelId, Page, PromotionId,
    page::PageRequest,
    rates::{Promotion, PromotionInput, PromotionPatch},
};
use uuid::Uuid;

use super::{MOST_PROMOTIONS, store, within};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
    ids::new_id,
    token,
};

/// The promotions of a hotel of the actor's with their uses so far, those made last first.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; a cursor that is not one.
pub async fn promotions(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    page: &PageRequest,
) -> Result<Page<Promotion>> {
    catalog::owned(svc, actor, hotel).await?;
    let after: Option<Uuid> = page.cursor.as_deref().map(token::parse_cursor).transpose()?;
    let size = page.size();
    let found = store::promotions_of(&svc.db, hotel, after, size + 1).await?;
    Ok(Page::cut(found, size, |last| token::cursor(&last.id)))
}

/// A promotion of a hotel of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn promotion(svc: &Services, actor: &Actor, id: PromotionId) -> Result<Promotion> {
    actor.hotelier()?;
    let found = store::find_promotion(&svc.db, id).await?.ok_or(Error::NotFound("promotion"))?;
    catalog::owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("promotion"))?;
    Ok(found)
}

/// Creates a promotion at a hotel of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`], also when the
/// hotel has a promotion of that code; [`Error::Conflict`] `limit_reached`.
pub async fn create_promotion(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    input: PromotionInput,
) -> Result<Promotion> {
    catalog::owned(svc, actor, hotel).await?;
    let input = input.validated()?;
    let mut tx = svc.db.begin().await?;
    let now = svc.clock.now();
    store::lock_hotel(&mut tx, hotel).await?;
    within(MOST_PROMOTIONS, store::count_promotions(&mut tx, hotel).await?, 1, "promotions")?;
    let id = PromotionId(new_id(now));
    store::insert_promotion(&mut tx, id, hotel, &input, now).await?;
    tx.commit().await?;
    promotion(svc, actor, id).await
}

/// Changes a promotion, if it is still at `version`. Bookings that use it keep their
/// prices and count as uses.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit_promotion(
    svc: &Services,
    actor: &Actor,
    id: PromotionId,
    version: i32,
    patch: PromotionPatch,
) -> Result<Promotion> {
    let before = promotion(svc, actor, id).await?;
    let input = patch.apply(before.input).validated()?;
    if !store::update_promotion(&svc.db, id, version, &input, svc.clock.now()).await? {
        return Err(Error::Stale);
    }
    promotion(svc, actor, id).await
}

/// Deletes a promotion, if it is still at `version`: nobody can use it any more. Its
/// code can be given to another one.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`].
pub async fn delete_promotion(
    svc: &Services,
    actor: &Actor,
    id: PromotionId,
    version: i32,
) -> Result<()> {
    promotion(svc, actor, id).await?;
    let done = store::archive(&svc.db, store::Kind::Promotion, id.0, version, svc.clock.now());
    if done.await? { Ok(()) } else { Err(Error::Stale) }
}
