//! What a person may ask of what is kept about them: a copy, and that it is erased
//! (Lei 13.709/2018, LGPD, article 18).
//!
//! Bookings are records that a hotel must keep: they stay, without what tells whose
//! they were.

mod store;
#[cfg(test)]
mod tests;

use serde_json::Value;
use types::FieldErrors;

use crate::{
    Services, accounts,
    actor::Actor,
    error::{Error, Result},
};

/// Everything that is kept about the actor, for them to take away.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn export(svc: &Services, actor: &Actor) -> Result<Value> {
    let account = actor.signed_in()?;
    store::export(&mut *svc.db.acquire().await?, account).await
}

/// Erases the actor's account: nobody can sign in to it, and nothing that is kept
/// tells who it was. The password is asked again, because it cannot be taken back.
///
/// # Errors
/// [`Error::Invalid`] at `/password`; [`Error::Conflict`] `has_bookings`, while a stay
/// is held, to come or going on, or `has_hotels`, while hotels are on sale.
pub async fn erase(svc: &Services, actor: &Actor, password: &str) -> Result<()> {
    let account = actor.signed_in()?;
    if !accounts::is_password(svc, account, password).await? {
        let detail = "The password is wrong.";
        return Err(FieldErrors::one("/password", "wrong", detail).into());
    }
    let mut tx = svc.db.begin().await?;
    store::lock(&mut tx, account).await?;
    let (bookings, hotels) = store::open_matters(&mut tx, account).await?;
    if bookings > 0 {
        let detail = format!("Cancel or finish your {bookings} open bookings first.");
        return Err(Error::conflict("has_bookings", &detail));
    }
    if hotels > 0 {
        let detail = format!("Close your {hotels} hotels first.");
        return Err(Error::conflict("has_hotels", &detail));
    }
    store::erase(&mut tx, account, svc.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
