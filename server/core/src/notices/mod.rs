//! The ledger of letters: each that was to be sent, and how that went. It keeps a
//! letter from going out twice when its work is done again, and tells people at
//! the desk what a guest has been told.

pub(crate) mod store;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use types::{
    AccountId, BookingId, HotelId, NoticeId, Page,
    notice::{HotelNotice, Notice, NoticeState, Recipient},
    page::PageRequest,
};
use uuid::Uuid;

use crate::{
    Services,
    actor::Actor,
    bookings, catalog,
    error::{Error, Result},
    mail::{Letter, MailError, Occasion},
    outbox::{self, Again, Work},
    token,
};

/// A letter on its way, and what the ledger says of it.
pub(crate) struct Outgoing<'a> {
    /// What makes its `Message-ID`, with the address.
    pub key: &'a str,
    pub booking: Option<BookingId>,
    pub account: Option<AccountId>,
    pub kind: &'a str,
    pub recipient: Recipient,
    pub letter: Letter,
}

impl Outgoing<'_> {
    fn message_id(&self, svc: &Services) -> String {
        svc.mailer.message_id(self.key, &self.letter.to_address)
    }
}

/// How long writing down what went out is tried. Shorter than the work may take.
const PERSISTENCE: Duration = Duration::from_secs(15);

/// Whether the letter for this occasion to this address has gone out already.
pub(crate) async fn is_sent(svc: &Services, key: &str, address: &str) -> Result<bool> {
    store::is_sent(&svc.db, &svc.mailer.message_id(key, address)).await
}

/// Sends a letter unless that was done before, and writes down how it went. The
/// inner result is the mail server's.
///
/// Between the server's yes and the ledger's line lies a moment in which a crash
/// makes the letter go out twice, with one `Message-ID`. A database that is away just
/// then does not: what went out is written down when it comes back.
pub(crate) async fn deliver(
    svc: &Services,
    outgoing: &Outgoing<'_>,
) -> Result<std::result::Result<(), MailError>> {
    let id = outgoing.message_id(svc);
    if store::is_sent(&svc.db, &id).await? {
        return Ok(Ok(()));
    }
    if outgoing.letter.to_address.is_empty() {
        skip(svc, outgoing, "no address").await?;
        return Ok(Ok(()));
    }
    let result = svc.mailer.send(&outgoing.letter, outgoing.key).await;
    match &result {
        Ok(()) => record_sent(svc, outgoing, &id).await?,
        Err(error) => {
            let (now, error) = (svc.clock.now(), error.to_string());
            store::record(&svc.db, now, outgoing, &id, NoticeState::Failed, Some(&error)).await?;
        }
    }
    Ok(result)
}

/// Writes down that a letter went out, as long as that can be hoped for.
async fn record_sent(svc: &Services, outgoing: &Outgoing<'_>, id: &str) -> Result<()> {
    let begun = Instant::now();
    loop {
        let (now, state) = (svc.clock.now(), NoticeState::Sent);
        match store::record(&svc.db, now, outgoing, id, state, None).await {
            Err(Error::Unavailable(error)) if begun.elapsed() < PERSISTENCE => {
                tracing::warn!(%error, id, "a letter went out, and cannot be written down yet");
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
            result => return result,
        }
    }
}

/// Writes down that a letter was not sent, and why.
pub(crate) async fn skip(svc: &Services, outgoing: &Outgoing<'_>, why: &str) -> Result<()> {
    let id = outgoing.message_id(svc);
    let now = svc.clock.now();
    store::record(&svc.db, now, outgoing, &id, NoticeState::Skipped, Some(why)).await
}

/// The letters about a booking, the oldest first: all of them for the hotel's
/// owner, for the guest those to the guest.
///
/// # Errors
/// As [`bookings::booking`].
pub async fn of_booking(svc: &Services, actor: &Actor, booking: BookingId) -> Result<Vec<Notice>> {
    let found = bookings::booking(svc, actor, booking).await?;
    let all = store::list(&svc.db, booking).await?;
    match catalog::owned(svc, actor, found.hotel_id).await {
        Ok(_) => Ok(all),
        Err(Error::NotFound(_) | Error::Forbidden(_)) => Ok(all
            .into_iter()
            .filter(|notice| notice.recipient == Recipient::Guest)
            .map(|notice| Notice { error: None, ..notice })
            .collect()),
        Err(error) => Err(error),
    }
}

/// The letters about the bookings of a hotel of the actor's, the latest first.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; a cursor that is not one.
pub async fn of_hotel(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    state: Option<NoticeState>,
    page: &PageRequest,
) -> Result<Page<HotelNotice>> {
    catalog::owned(svc, actor, hotel).await?;
    let after: Option<(DateTime<Utc>, Uuid)> =
        page.cursor.as_deref().map(token::parse_cursor).transpose()?;
    let size = page.size();
    let found = store::list_of_hotel(&svc.db, hotel, state, after, size + 1).await?;
    Ok(Page::cut(found, size, |last| token::cursor(&(last.notice.created_at, last.notice.id.0))))
}

/// Sends a letter about a booking at that hotel once more, as [`resend`].
///
/// # Errors
/// As [`resend`]; also for a letter of another hotel.
pub async fn resend_at(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    notice: NoticeId,
) -> Result<()> {
    actor.hotelier()?;
    let found = store::find(&svc.db, notice).await?;
    if found.is_none_or(|found| found.hotel != hotel) {
        return Err(Error::NotFound("notice"));
    }
    resend(svc, actor, notice).await
}

/// Sends a letter about a booking once more, as it would be written now; for the
/// owner of the hotel. Asked twice before it went out, it is sent once.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign letter, [`Error::Conflict`]
/// `no_address`, if there is nowhere to send it.
pub async fn resend(svc: &Services, actor: &Actor, notice: NoticeId) -> Result<()> {
    actor.signed_in()?;
    let missing = Error::NotFound("notice");
    let Some(found) = store::find(&svc.db, notice).await? else { return Err(missing) };
    match catalog::owned(svc, actor, found.hotel).await {
        Ok(_) => {}
        Err(Error::NotFound(_) | Error::Forbidden(_)) => return Err(missing),
        Err(error) => return Err(error),
    }
    if found.recipient == Recipient::Guest && found.guest_email.trim().is_empty() {
        return Err(Error::conflict("no_address", "The guest has no e-mail address."));
    }
    let version = match Occasion::of(&found.kind) {
        Some(occasion) if occasion.has_event() => store::version_of(&svc.db, &found).await?,
        _ => None,
    };
    let again = Again {
        booking: found.booking,
        event: &found.kind,
        version,
        check_in: found.check_in,
        recipient: found.recipient,
        count: found.count,
    };
    let now = svc.clock.now();
    let mut connection = svc.db.acquire().await?;
    outbox::add(&mut connection, now, &[Work::again(&again, now)]).await
}
