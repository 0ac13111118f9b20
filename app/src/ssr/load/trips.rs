//! The pages of a guest's bookings.

use chrono::{DateTime, NaiveDateTime, Utc};
use pousada_core::{Actor, Error, Services, bookings, catalog, local_time, reviews};
use types::{
    BookingId,
    booking::{Booking, BookingFilter, BookingState},
    page::PageRequest,
};

use super::{LIST, Result, id, refused};
use crate::{
    forms::EditQuery,
    model::{BookingPage, CancelPage, EditPage, EventLine, TripsPage},
};

/// The actor's bookings as a guest.
///
/// # Errors
/// As [`bookings::my_bookings`].
pub async fn trips(svc: &Services, actor: &Actor, cursor: Option<String>) -> Result<TripsPage> {
    let page = PageRequest { limit: Some(LIST), cursor };
    let page = bookings::my_bookings(svc, actor, &BookingFilter::default(), &page).await?;
    let mut trips = TripsPage {
        current: Vec::new(),
        upcoming: Vec::new(),
        past: Vec::new(),
        next_cursor: page.next_cursor,
    };
    for booking in page.data {
        let today = local_time::today(&booking.time_zone, svc.clock.now());
        if !booking.state.occupies() || booking.check_out < today {
            trips.past.push(booking);
        } else if booking.check_in > today {
            trips.upcoming.insert(0, booking);
        } else {
            trips.current.push(booking);
        }
    }
    Ok(trips)
}

/// A booking of the actor's, as its guest or as its hotel's owner.
///
/// # Errors
/// As [`bookings::booking`].
pub async fn booking(svc: &Services, actor: &Actor, text: &str) -> Result<BookingPage> {
    actor.signed_in()?;
    let booking_id: BookingId = id(text, "booking")?;
    let booking = bookings::booking(svc, actor, booking_id).await?;
    let events = bookings::events(svc, actor, booking_id).await?;
    let hotel = match catalog::hotel(svc, actor, booking.hotel_id).await {
        Ok(hotel) => Some(hotel),
        Err(Error::NotFound(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let local = |at: DateTime<Utc>| local(&booking, at);
    let events = events
        .into_iter()
        .map(|event| EventLine {
            kind: event.kind,
            actor: event.actor,
            reason: event.reason,
            at: local(event.at),
        })
        .collect();
    let (arrival, departure) = (local(booking.starts_at), local(booking.ends_at));
    let free_until = free_until(svc, &booking);
    let held_until = booking.hold_until.map(local);
    let over = booking.state == BookingState::Completed;
    let review = match (actor.guest(), over) {
        (Ok(_), true) => Some(reviews::mine_for_booking(svc, actor, booking_id).await?),
        _ => None,
    };
    Ok(BookingPage { arrival, departure, free_until, held_until, events, hotel, booking, review })
}

/// What cancelling a booking of the actor's would cost.
///
/// # Errors
/// As [`bookings::cancel_preview`].
pub async fn cancel(svc: &Services, actor: &Actor, text: &str) -> Result<CancelPage> {
    actor.signed_in()?;
    let booking_id: BookingId = id(text, "booking")?;
    let booking = bookings::booking(svc, actor, booking_id).await?;
    let fee = bookings::cancel_preview(svc, actor, booking_id, None).await?;
    let free_until = free_until(svc, &booking);
    Ok(CancelPage { booking, fee, free_until })
}

/// What changing a booking of the actor's would bring.
///
/// # Errors
/// As [`bookings::booking`]; what is wrong with the change is part of the page.
pub async fn edit(
    svc: &Services,
    actor: &Actor,
    text: &str,
    query: &EditQuery,
) -> Result<EditPage> {
    actor.signed_in()?;
    let booking_id: BookingId = id(text, "booking")?;
    let booking = bookings::booking(svc, actor, booking_id).await?;
    if !query.asks() {
        return Ok(EditPage { booking, preview: None });
    }
    let preview = match query.read(&booking) {
        Ok(patch) => bookings::change_preview(svc, actor, booking_id, patch).await,
        Err(errors) => Err(errors.into()),
    };
    let preview = match preview {
        Ok(preview) => Ok(preview),
        Err(error) => Err(refused(error)?),
    };
    Ok(EditPage { booking, preview: Some(preview) })
}

/// Until when cancelling is free, if it still is.
fn free_until(svc: &Services, booking: &Booking) -> Option<NaiveDateTime> {
    let until = booking.free_cancellation_until.filter(|until| *until > svc.clock.now())?;
    Some(local(booking, until))
}

fn local(booking: &Booking, at: DateTime<Utc>) -> NaiveDateTime {
    local_time::local(&booking.time_zone, at)
}
