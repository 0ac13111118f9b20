//! One booking, as its guest and its hotel see it.

use chrono::NaiveDateTime;
use leptos::{prelude::*, server_fn::ServerFn};
use types::booking::{BookedRoom, Booking, BookingState};

use super::review;
use crate::{
    api::booking::ConfirmBooking,
    components::{
        countdown::Countdown,
        field::Hidden,
        form::{PostForm, Submit},
        price::Nights,
        state::StateTag,
    },
    format, i18n,
    model::{BookingPage, EventLine},
};

/// For its guest.
pub fn for_guest(page: BookingPage) -> AnyView {
    let href = format!("/hotels/{}", page.booking.hotel_slug);
    let name = page.booking.hotel_name.clone();
    let hotel = page.hotel.is_some();
    let heading =
        if hotel { view! { <a href=href>{name}</a> }.into_any() } else { name.into_any() };
    let back = view! { <a href="/trips">{t!("My trips")}</a> }.into_any();
    let actions = actions(&page);
    sheet(page, back, heading, actions, false)
}

/// What the guest can do now. Letters lead here: the one about a hold that ends soon
/// to its confirmation, the one after the stay to `#review`.
fn actions(page: &BookingPage) -> AnyView {
    let BookingPage { booking, free_until, held_until, .. } = page;
    let cancel = cancel(booking, *free_until);
    match booking.state {
        BookingState::Held => {
            let id = booking.id.to_string();
            let countdown = booking
                .hold_until
                .map(|until| view! { <Countdown until=until.timestamp_millis() /> });
            let text = match held_until {
                Some(until) => {
                    t!("We hold it for you until {until}.", until = format::moment(*until))
                }
                None => t!("We hold it for you.").to_owned(),
            };
            view! {
                <section class="card mt-6 no-print" aria-labelledby="hold">
                    <h2 id="hold" class="subheading">{t!("Confirm your booking")}</h2>
                    <p>{text}" "{countdown}</p>
                    <PostForm to=ConfirmBooking::url() id="confirm" class="form">
                        <Hidden name="id" value=id />
                        <Submit label=t!("Confirm the booking") />
                    </PostForm>
                </section>
                {cancel}
            }
            .into_any()
        }
        BookingState::Confirmed | BookingState::CheckedIn => {
            let base = format!("/trips/{}", booking.id);
            let cancel = (booking.state == BookingState::Confirmed).then_some(cancel);
            view! {
                <p class="actions no-print">
                    <a class="btn" href=format!("{base}/edit")>{t!("Change dates")}</a>
                    <a class="btn" href=format!("{base}/calendar.ics") rel="external" download="stay.ics">{t!("Add to calendar")}</a>
                    <a class="btn" href=format!("{base}/receipt")>{t!("Receipt")}</a>
                </p>
                {cancel}
            }
            .into_any()
        }
        BookingState::Completed => {
            let receipt = format!("/trips/{}/receipt", booking.id);
            let review = page.review.clone().map(|review| review::section(booking, review));
            view! {
                <p class="actions no-print"><a class="btn" href=receipt>{t!("Receipt")}</a></p>
                {review}
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

fn cancel(booking: &Booking, free_until: Option<NaiveDateTime>) -> AnyView {
    let href = format!("/trips/{}/cancel", booking.id);
    let free = free_until.filter(|_| booking.state == BookingState::Confirmed).map(|until| {
        view! { <span class="hint">{t!("Free until {until}.", until = format::moment(until))}</span> }
    });
    view! { <p class="mt-6 no-print"><a class="btn" href=href>{t!("Cancel this booking")}</a>" "{free}</p> }
        .into_any()
}

/// For its hotel.
pub fn for_hotel(page: BookingPage) -> AnyView {
    let href = format!("/manage/hotels/{}/bookings", page.booking.hotel_id);
    let back =
        view! { <a href=href>{t!("Bookings of {hotel}", hotel = page.booking.hotel_name)}</a> }
            .into_any();
    let heading = page.booking.guest.name.clone().into_any();
    sheet(page, back, heading, ().into_any(), true)
}

fn sheet(
    page: BookingPage,
    back: AnyView,
    heading: AnyView,
    actions: AnyView,
    contact: bool,
) -> AnyView {
    let BookingPage { booking, hotel, arrival, departure, events, .. } = page;
    let address =
        hotel.map(|hotel| view! { <dt>{t!("Address")}</dt><dd>{hotel.address.line()}</dd> });
    let guest = contact.then(|| {
        let mail = format!("mailto:{}", booking.guest.email);
        let phone = format!("tel:{}", booking.guest.phone);
        view! {
            <dt>{t!("E-mail")}</dt><dd><a href=mail rel="external">{booking.guest.email.clone()}</a></dd>
            <dt>{t!("Phone")}</dt><dd><a href=phone rel="external">{booking.guest.phone.clone()}</a></dd>
        }
    });
    let note = (!booking.guest_note.is_empty())
        .then(|| view! { <dt>{t!("Note")}</dt><dd class="whitespace-pre-line">{booking.guest_note.clone()}</dd> });
    let nights = plural!(booking.nights, "{n} night", "{n} nights");
    let rooms = booking.rooms.iter().map(|part| room(part, booking.state)).collect_view();
    view! {
        <article class="wrap section-tight sheet">
            <p class="crumbs">{back}</p>
            <div class="sheet-head">
                <h1 class="display">{heading}</h1>
                <StateTag state=booking.state />
            </div>
            <p class="sheet-code">{t!("Booking code")}" "<code data-testid="booking-code">{booking.code.clone()}</code></p>
            <div class="sheet-columns">
                <dl class="pairs card">
                    <dt>{t!("Check-in")}</dt><dd>{format!("{}, {}", format::date(arrival.date()), t!("from {time}", time = format::time(arrival.time())))}</dd>
                    <dt>{t!("Check-out")}</dt><dd>{format!("{}, {}", format::date(departure.date()), t!("until {time}", time = format::time(departure.time())))}</dd>
                    <dt>{t!("Length")}</dt><dd>{nights}</dd>
                    {address}
                    <dt>{t!("Guest")}</dt><dd>{booking.guest.name.clone()}</dd>
                    {guest}
                    {note}
                </dl>
                <div>{rooms}{total(&booking)}</div>
            </div>
            {actions}
            {history(events)}
        </article>
    }
    .into_any()
}

fn room(room: &BookedRoom, whole: BookingState) -> AnyView {
    let title = t!("{kind}, room {number}", kind = room.room_type_name, number = room.room_number);
    let nights = room.nights.clone();
    let state = (room.state != whole).then(|| view! { <StateTag state=room.state /> });
    view! {
        <section class="card sheet-room">
            <h2 class="subheading">{title.clone()}</h2>
            <p class="hint">{format::people(room.adults, room.children)}" "{state}</p>
            <Nights caption=title nights=nights total=None />
        </section>
    }
    .into_any()
}

fn total(booking: &Booking) -> AnyView {
    let taxes = (booking.taxes.amount > 0).then(
        || view! { <p class="hint">{t!("Of this, taxes and fees:")}" "{format::money(booking.taxes)}</p> },
    );
    let fee = (booking.fee.amount > 0).then(
        || view! { <p class="hint">{t!("Of this, owed for cancelling or leaving early:")}" "{format::money(booking.fee)}</p> },
    );
    view! {
        <div class="sheet-total">
            <p>{t!("Total")}</p>
            <p class="price"><strong data-testid="booking-total">{format::money(booking.total)}</strong></p>
            {fee}
            {taxes}
        </div>
    }
    .into_any()
}

fn history(events: Vec<EventLine>) -> AnyView {
    let items = events
        .into_iter()
        .map(|event| {
            let by = i18n::who(&event.actor);
            let why = (!event.reason.is_empty()).then(|| view! { <q>{event.reason}</q> });
            view! { <li><strong>{i18n::event(&event.kind)}</strong>" "{by}<span class="hint">{format::moment(event.at)}</span>{why}</li> }
        })
        .collect_view();
    view! {
        <section class="mt-10 no-print" aria-labelledby="history">
            <h2 id="history" class="heading">{t!("What happened")}</h2>
            <ol class="history">{items}</ol>
        </section>
    }
    .into_any()
}
