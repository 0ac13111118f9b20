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
    catalog, db,
    error::{Error, Result},
    once::{Idempotency, Once},
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
    write_note(svc, actor, id, text, None).await?;
    store::notes(&mut *svc.db.acquire().await?, id).await
}

/// The same, once only for an idempotency key, with the note alone. The flag says whether
/// it was done before.
///
/// # Errors
/// As [`add_note`]; [`Error::Conflict`] `idempotency_key_reused` or `request_in_progress`.
pub async fn write_note(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    text: &str,
    key: Option<Idempotency>,
) -> Result<(BookingNote, bool)> {
    let author = actor.hotelier()?;
    let once = Once::new(author, key, &(id, text))?;
    let mut errors = FieldErrors::new();
    let text = errors.text("/text", text, 1, 2000);
    errors.into_result(())?;
    staff(svc, actor, id).await?;
    let now = svc.clock.now();
    let mut tx = svc.db.begin().await?;
    let result = async {
        if let Some(note) = once.answered(&mut tx).await? {
            return Ok((note, true));
        }
        let note = store::insert_note(&mut tx, id, author, &text, now).await?;
        once.keep(&mut tx, Some(id), &note, now).await?;
        Ok((note, false))
    }
    .await;
    db::end(tx, result).await
}

/// The staff's notes on a booking, in order.
///
/// # Errors
/// As [`add_note`].
pub async fn notes(svc: &Services, actor: &Actor, id: BookingId) -> Result<Vec<BookingNote>> {
    actor.hotelier()?;
    staff(svc, actor, id).await?;
    store::notes(&mut *svc.db.acquire().await?, id).await
}

async fn staff(svc: &Services, actor: &Actor, id: BookingId) -> Result<()> {
    let booking = read::booking(svc, actor, id).await?;
    catalog::owned(svc, actor, booking.hotel_id).await.map_err(|e| e.renamed("booking"))?;
    Ok(())
}
