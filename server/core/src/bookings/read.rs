//! Reading bookings.

use chrono::NaiveDate;
use types::{
    BookingId, FieldErrors, HotelId, Page,
    booking::{Booking, BookingFilter, RoomOccupancy},
    page::PageRequest,
};
use uuid::Uuid;

use super::store::{self, Whose};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
    token,
};

/// A booking of the actor's: as its guest, or as the owner of its hotel.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::NotFound`] for a missing or foreign one.
pub async fn booking(svc: &Services, actor: &Actor, id: BookingId) -> Result<Booking> {
    let account = actor.signed_in()?;
    let mut connection = svc.db.acquire().await?;
    if !store::may_see(&mut connection, id, account).await? {
        return Err(Error::NotFound("booking"));
    }
    store::find(&mut connection, id).await?.ok_or(Error::NotFound("booking"))
}

/// The actor's own bookings as a guest, the latest arrival first.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a guest; a cursor that is not one.
pub async fn my_bookings(
    svc: &Services,
    actor: &Actor,
    filter: &BookingFilter,
    page: &PageRequest,
) -> Result<Page<Booking>> {
    list(svc, Whose::Guest(actor.guest()?), filter, page).await
}

/// The bookings of a hotel of the actor's, the latest arrival first.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; a cursor that is not one.
pub async fn hotel_bookings(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    filter: &BookingFilter,
    page: &PageRequest,
) -> Result<Page<Booking>> {
    catalog::owned(svc, actor, hotel).await?;
    list(svc, Whose::Hotel(hotel), filter, page).await
}

async fn list(
    svc: &Services,
    whose: Whose,
    filter: &BookingFilter,
    page: &PageRequest,
) -> Result<Page<Booking>> {
    let after: Option<(NaiveDate, Uuid)> =
        page.cursor.as_deref().map(token::parse_cursor).transpose()?;
    if filter.q.as_deref().is_some_and(|q| q.chars().count() > 80) {
        return Err(FieldErrors::one("/q", "too_long", "Use at most 80 characters.").into());
    }
    let size = page.size();
    let mut connection = svc.db.acquire().await?;
    let ids = store::list_ids(&mut connection, whose, filter, after, size + 1).await?;
    let bookings = store::find_many(&mut connection, &ids).await?;
    Ok(Page::cut(bookings, size, |last| token::cursor(&(last.check_in, last.id.0))))
}

/// Each room of a hotel of the actor's on a date (today's at the hotel, if none is given).
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel.
pub async fn occupancy(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    date: Option<NaiveDate>,
) -> Result<Vec<RoomOccupancy>> {
    let hotel = catalog::owned(svc, actor, hotel).await?;
    let today = crate::local_time::today(&hotel.time_zone, svc.clock.now());
    let day = [(hotel.id, date.unwrap_or(today))];
    let rooms = store::occupancy(&mut *svc.db.acquire().await?, &day).await?;
    Ok(rooms.into_iter().map(|(_, room)| room).collect())
}
