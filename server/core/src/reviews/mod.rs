//! What guests say of their stays, and what hotels answer.
//!
//! Only who stayed can speak: one review for each booking that has ended. The hotel's
//! rating is kept by the database, in the transaction that changes a review.

mod store;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use types::{
    AccountId, BookingId, HotelId, Page, ReviewId,
    booking::BookingState,
    page::PageRequest,
    review::{
        AnswerInput, BookingReview, EDIT_WITHIN, Review, ReviewInput, ReviewPatch, ReviewSummary,
        WRITE_WITHIN,
    },
};
use uuid::Uuid;

use self::store::Stay;
use crate::{
    Services, accounts,
    actor::Actor,
    bookings,
    cache::Scope,
    catalog, db,
    error::{Error, Result},
    ids::new_id,
    once::{Idempotency, Once},
    outbox::{self, Work},
    token,
};

/// What the letter about a review says.
pub(crate) struct ReviewFacts {
    pub owner: AccountId,
    pub hotel_name: String,
    pub hotel_slug: String,
    pub author: String,
    pub overall: i16,
    pub title: Option<String>,
    pub text: String,
}

/// What the letter about a review says, unless its author was erased in the meantime.
pub(crate) async fn facts(svc: &Services, review: ReviewId) -> Result<Option<ReviewFacts>> {
    store::facts(&svc.db, review).await
}

/// Reviews a stay of the actor's that has ended.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a guest; [`Error::Invalid`];
/// [`Error::NotFound`] for a missing or foreign booking; [`Error::Conflict`]
/// `wrong_state` before the stay has ended, `too_late` a year after, or
/// `already_reviewed`.
pub async fn write(
    svc: &Services,
    actor: &Actor,
    booking: BookingId,
    input: ReviewInput,
) -> Result<Review> {
    Ok(write_once(svc, actor, booking, input, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`write()`]; [`Error::Conflict`] `idempotency_key_reused` or `request_in_progress`.
pub async fn write_once(
    svc: &Services,
    actor: &Actor,
    booking: BookingId,
    input: ReviewInput,
    key: Option<Idempotency>,
) -> Result<(Review, bool)> {
    let author = actor.guest()?;
    let once = Once::new(author, key, &(booking, &input))?;
    let input = input.validated()?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        if let Some(review) = once.answered(&mut tx).await? {
            return Ok((review, true));
        }
        // Nothing of a person is written down while or after they are erased.
        if !accounts::store::lock_alive(&mut tx, author).await? {
            return Err(Error::Unauthenticated);
        }
        let stay = store::stay(&mut tx, booking, author).await?;
        let stay = stay.ok_or(Error::NotFound("booking"))?;
        let review = insert(svc, &mut tx, booking, &stay, &input).await?;
        once.keep(&mut tx, Some(booking), &review, svc.clock.now()).await?;
        Ok((review, false))
    }
    .await;
    db::end(tx, result).await
}

async fn insert(
    svc: &Services,
    tx: &mut PgConnection,
    booking: BookingId,
    stay: &Stay,
    input: &ReviewInput,
) -> Result<Review> {
    let now = svc.clock.now();
    if stay.state != BookingState::Completed {
        return Err(Error::conflict("wrong_state", "A stay can be reviewed when it has ended."));
    }
    if now >= stay.write_until() {
        let detail = "A stay can be reviewed for a year after it ended.";
        return Err(Error::conflict("too_late", detail));
    }
    let id = ReviewId(new_id(now));
    if !store::insert(tx, id, booking, stay, input, now).await? {
        let detail = "You have reviewed this stay already.";
        return Err(Error::conflict("already_reviewed", detail));
    }
    outbox::add(tx, now, &[Work::review(id, now)]).await?;
    store::find(tx, id).await?.ok_or(Error::NotFound("review"))
}

/// Changes the actor's review of a booking, within two days.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a guest; [`Error::Invalid`];
/// [`Error::NotFound`], if the booking is missing or foreign or has no review;
/// [`Error::Conflict`] `too_late`.
pub async fn edit(
    svc: &Services,
    actor: &Actor,
    booking: BookingId,
    patch: ReviewPatch,
) -> Result<Review> {
    let author = actor.guest()?;
    let now = svc.clock.now();
    let mut tx = svc.db.begin().await?;
    let result = async {
        if !accounts::store::lock_alive(&mut tx, author).await? {
            return Err(Error::Unauthenticated);
        }
        let before = store::lock_of_booking(&mut tx, booking, author).await?;
        let before = before.ok_or(Error::NotFound("review"))?;
        if now >= before.created_at + EDIT_WITHIN {
            let detail = "A review can be changed for 48 hours.";
            return Err(Error::conflict("too_late", detail));
        }
        let input = patch.apply(before.to_input()).validated()?;
        store::update(&mut tx, before.id, &input, now).await?;
        store::find(&mut tx, before.id).await?.ok_or(Error::NotFound("review"))
    }
    .await;
    db::end(tx, result).await
}

/// Answers a review of a hotel of the actor's, or changes the answer. There is one, and
/// it stays.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a hotelier; [`Error::Invalid`];
/// [`Error::NotFound`] for a missing or foreign review.
pub async fn answer(
    svc: &Services,
    actor: &Actor,
    review: ReviewId,
    input: AnswerInput,
) -> Result<Review> {
    let owner = actor.hotelier()?;
    let input = input.validated()?;
    let mut connection = svc.db.acquire().await?;
    let now = svc.clock.now();
    if !store::answer(&mut connection, review, owner, &input.text, now).await? {
        return Err(Error::NotFound("review"));
    }
    store::find(&mut connection, review).await?.ok_or(Error::NotFound("review"))
}

/// The reviews of a hotel that the actor may see, the latest first.
///
/// # Errors
/// [`Error::NotFound`] for a hotel that is missing, or neither published nor the
/// actor's; a cursor that is not one.
pub async fn of_hotel(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    page: &PageRequest,
) -> Result<Page<Review>> {
    let after: Option<(DateTime<Utc>, Uuid)> =
        page.cursor.as_deref().map(token::parse_cursor).transpose()?;
    catalog::shown_hotel(svc, actor, hotel).await?;
    let size = page.size();
    let listed = async {
        let found = store::list(&svc.db, hotel, after, size + 1).await?;
        Ok(Page::cut(found, size, |last| token::cursor(&(last.created_at, last.id.0))))
    };
    if actor.may_own_hotels() {
        return listed.await;
    }
    let question = (hotel, size, &page.cursor);
    svc.cache.read("reviews", &question, &Scope::Hotel(hotel), listed).await
}

/// What all guests of a hotel say together.
///
/// # Errors
/// As [`of_hotel`].
pub async fn summary(svc: &Services, actor: &Actor, hotel: HotelId) -> Result<ReviewSummary> {
    catalog::shown_hotel(svc, actor, hotel).await?;
    let made = store::summary(&svc.db, hotel);
    if actor.may_own_hotels() {
        return made.await;
    }
    svc.cache.read("review-summary", &hotel, &Scope::Hotel(hotel), made).await
}

/// The review of a booking of the actor's, as its guest or as its hotel's owner, and what
/// the actor can do about it now.
///
/// # Errors
/// As [`bookings::booking`].
pub async fn mine_for_booking(
    svc: &Services,
    actor: &Actor,
    booking: BookingId,
) -> Result<BookingReview> {
    let found = bookings::booking(svc, actor, booking).await?;
    let now = svc.clock.now();
    let mut connection = svc.db.acquire().await?;
    let review = store::of_booking(&mut connection, booking).await?;
    let mine = found.guest.id.is_some() && found.guest.id == actor.account();
    let ended = found.state == BookingState::Completed;
    let write_until = found.ends_at + WRITE_WITHIN;
    let can_write = mine && ended && review.is_none() && now < write_until;
    let edit_until = review.as_ref().map(|review| review.created_at + EDIT_WITHIN);
    Ok(BookingReview {
        booking_id: booking,
        review,
        write_until: can_write.then_some(write_until),
        edit_until: edit_until.filter(|until| mine && now < *until),
    })
}
