//! What was paid for, on one page to print.

use leptos::prelude::*;
use types::{
    Money,
    booking::{BookedRoom, Night},
};

use crate::{
    api::booking::load_booking,
    components::{Head, loaded, price::Nights, state::StateTag},
    format,
    model::BookingPage,
    packed::PageData,
    pages::param,
};

/// `/trips/{id}/receipt`
#[component]
pub fn Receipt() -> impl IntoView {
    let page = PageData::new(param("id"), load_booking);
    view! {
        <Head title=t!("Receipt") />
        {loaded(page, content)}
    }
}

fn content(page: BookingPage) -> AnyView {
    let BookingPage { booking, hotel, arrival, departure, .. } = page;
    let back = format!("/trips/{}", booking.id);
    let address = hotel.map(|hotel| view! { <p>{hotel.address.line()}</p> });
    let rooms = booking.rooms.iter().map(room).collect_view();
    let line = |text: &'static str, money: Money| {
        (money.amount > 0)
            .then(|| view! { <dt>{text}</dt><dd class="num">{format::money(money)}</dd> })
    };
    view! {
        <article class="wrap section-tight medium receipt">
            <p class="crumbs"><a href=back>{t!("Your booking")}</a></p>
            <div class="sheet-head">
                <h1 class="display">{t!("Receipt")}" "<code>{booking.code.clone()}</code></h1>
                <StateTag state=booking.state />
            </div>
            <div class="sheet-columns">
                <div><h2 class="subheading">{booking.hotel_name.clone()}</h2>{address}</div>
                <div><h2 class="subheading">{booking.guest.name.clone()}</h2><p>{booking.guest.email.clone()}</p></div>
            </div>
            <dl class="pairs card mt-6">
                <dt>{t!("Check-in")}</dt><dd>{format::date(arrival.date())}</dd>
                <dt>{t!("Check-out")}</dt><dd>{format::date(departure.date())}</dd>
                <dt>{t!("Length")}</dt><dd>{plural!(booking.nights, "{n} night", "{n} nights")}</dd>
            </dl>
            {rooms}
            <dl class="pairs card mt-6 receipt-total">
                {line(t!("Of this, taxes and fees:"), booking.taxes)}
                {line(t!("Of this, owed for cancelling or leaving early:"), booking.fee)}
                <dt><strong>{t!("Total")}</strong></dt>
                <dd class="num"><strong data-testid="receipt-total">{format::money(booking.total)}</strong></dd>
            </dl>
            <p class="hint mt-6">{t!("This receipt says what the booking costs. It is no fiscal document; the hotel issues that.")}</p>
        </article>
    }
    .into_any()
}

fn room(room: &BookedRoom) -> AnyView {
    let title = t!("{kind}, room {number}", kind = room.room_type_name, number = room.room_number);
    let nights: Vec<Night> = room.nights.clone();
    let currency = room.fee.currency;
    let charges = room.charges.iter().map(|charge| {
        view! { <dt>{charge.name.clone()}</dt><dd class="num">{format::money(Money::new(charge.amount, currency))}</dd> }
    });
    let charges = charges.collect_view();
    view! {
        <section class="card sheet-room mt-6">
            <h2 class="subheading">{title.clone()}</h2>
            <Nights caption=title nights=nights total=None />
            <dl class="pairs">{charges}</dl>
        </section>
    }
    .into_any()
}
