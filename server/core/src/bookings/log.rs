//! What happened to a booking, what it was like then, and what the staff noted.

use chrono::{DateTime, Utc};
use types::{
    BookingId, FieldErrors,
    booking::{Booking, BookingEvent, BookingNote},
};

use super::{read, store};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
};

/// What happened to a booking of the actor's, in order.
///
/// # Errors
/// As [`super::booking`].
pub async fn events(svc: &Services, actor: &Actor, id: BookingId) -> Result<Vec<BookingEvent>> {
    read::booking(svc, actor, id).await?;
    store::events(&mut *svc.db.acquire().await?, id).await
}

/// A booking of the actor's as it was at `at`. The guest's name and ways to be
/// reached are those of today.
///
/// # Errors
/// As [`super::booking`]; also if it did not exist by then.
pub async fn booking_as_of(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    at: DateTime<Utc>,
) -> Result<Booking> {
    let today = read::booking(svc, actor, id).await?;
    let mut connection = svc.db.acquire().await?;
    let then =
        store::snapshot_at(&mut connection, id, at).await?.ok_or(Error::NotFound("booking"))?;
    let then: Booking = serde_json::from_value(then).map_err(Error::internal)?;
    Ok(Booking { guest: today.guest, guest_note: today.guest_note, ..then })
}

/// Adds a note of the staff's, which the guest does not see.
///
/// # Errors
/// [`Error::NotFound`] unless the booking is at a hotel of the actor's; [`Error::Invalid`].
pub async fn add_note(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    text: &str,
) -> Result<Vec<BookingNote>> {
    let author = actor.hotelier()?;
    let mut errors = FieldErrors::new();
    let text = errors.text("/text", text, 1, 2000);
    errors.into_result(())?;
    staff(svc, actor, id).await?;
    let mut connection = svc.db.acquire().await?;
    store::insert_note(&mut connection, id, author, &text, svc.clock.now()).await?;
    store::notes(&mut connection, id).await
}

/// The staff's notes on a booking, in order.
///
/// # Errors
/// As [`add_note`].
pub async fn notes(svc: &Services, actor: &Actor, id: BookingId) -> Result<Vec<BookingNote>> {
    staff(svc, actor, id).await?;
    store::notes(&mut *svc.db.acquire().await?, id).await
}

async fn staff(svc: &Services, actor: &Actor, id: BookingId) -> Result<()> {
    let booking = read::booking(svc, actor, id).await?;
    catalog::owned(svc, actor, booking.hotel_id).await.map_err(|e| e.renamed("booking"))?;
    Ok(())
}
