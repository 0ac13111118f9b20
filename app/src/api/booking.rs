//! Booking, and what was booked.

use leptos::prelude::*;

use crate::{
    error::Answer,
    forms::{BookForm, BookQuery, CancelForm},
    model::{BookPage, BookingPage, CancelPage, TripsPage},
    packed::Packed,
};
#[cfg(feature = "ssr")]
use {
    crate::{
        error::ApiError,
        forms::to_fields,
        ssr::{actor, go, load, page, services},
    },
    pousada_core::bookings::{self, Idempotency},
    types::booking::{BookingSource, BookingState},
};

/// Loads the page that books.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "book-page")]
pub async fn load_book(#[server(default)] query: BookQuery) -> Answer<Packed<BookPage>> {
    page(async { load::book(&services()?, &actor().await?, &query).await }.await)
}

/// Books, and says where the confirmation is.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "book")]
pub async fn book(#[server(flatten)] form: BookForm) -> Answer<String> {
    let done = async {
        let key = Idempotency {
            key: form.idempotency_key.clone(),
            route: "book",
            source: BookingSource::Web,
        };
        let request = form.read()?;
        let (booking, _) =
            bookings::book(&services()?, &actor().await?, request, Some(key)).await?;
        let booked = if booking.state == BookingState::Held { "held" } else { "1" };
        Ok(format!("/trips/{}?booked={booked}", booking.id))
    };
    go(done.await.map_err(|ApiError(error)| ApiError(to_fields(error))))
}

/// Loads the guest's bookings.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "trips-page")]
pub async fn load_trips(#[server(default)] cursor: Option<String>) -> Answer<Packed<TripsPage>> {
    page(async { load::trips(&services()?, &actor().await?, cursor).await }.await)
}

/// Loads one booking, for its guest or its hotel's owner.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "booking-page")]
pub async fn load_booking(id: String) -> Answer<Packed<BookingPage>> {
    page(async { load::booking(&services()?, &actor().await?, &id).await }.await)
}

/// Makes a hold a booking, and says where it is.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "confirm-booking")]
pub async fn confirm_booking(#[server(default)] id: String) -> Answer<String> {
    let done = async {
        let (svc, actor, id) = (services()?, actor().await?, load::id(&id, "booking")?);
        let booking = bookings::confirm(&svc, &actor, id, None).await?;
        Ok(format!("/trips/{}?booked=1", booking.id))
    };
    go(done.await)
}

/// Loads the page that cancels a booking.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "cancel-page")]
pub async fn load_cancel(id: String) -> Answer<Packed<CancelPage>> {
    page(async { load::cancel(&services()?, &actor().await?, &id).await }.await)
}

/// Cancels a booking, and says where it is.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "cancel-booking")]
pub async fn cancel_booking(#[server(flatten)] form: CancelForm) -> Answer<String> {
    let done = async {
        let (svc, actor, id) = (services()?, actor().await?, load::id(&form.id, "booking")?);
        let booking = bookings::cancel(&svc, &actor, id, None, form.read()?).await?;
        Ok(format!("/trips/{}?done=cancelled", booking.id))
    };
    go(done.await)
}
