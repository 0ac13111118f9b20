//! A guest's bookings.

use leptos::prelude::*;
use types::booking::Booking;

use crate::{
    api::booking::{load_booking, load_trips},
    components::{
        Head, PageTitle,
        icon::{Icon, Shape},
        loaded,
        state::{Done, StateTag},
    },
    format,
    model::TripsPage,
    packed::PageData,
    pages::{booking, param, query},
    routes,
};

/// `/trips`
#[component]
pub fn Trips() -> impl IntoView {
    let cursor = query("cursor");
    let page =
        PageData::new(move || Some(cursor()).filter(|cursor| !cursor.is_empty()), load_trips);
    view! {
        <Head title="My trips" />
        <div class="wrap section-tight">
            {loaded(page, content)}
        </div>
    }
}

fn content(page: TripsPage) -> AnyView {
    let TripsPage { current, upcoming, past, next_cursor } = page;
    if current.is_empty() && upcoming.is_empty() && past.is_empty() {
        return view! {
            <PageTitle text="My trips" />
            <div class="empty">
                <Icon shape=Shape::Calendar />
                <h2 class="heading">"No trips yet"</h2>
                <p>"What you book shows up here."</p>
                <p class="mt-6"><a class="btn btn-main" href="/search">"Find a hotel"</a></p>
            </div>
        }
        .into_any();
    }
    let next = next_cursor.map(|cursor| routes::with_query("/trips", &[("cursor", &cursor)]));
    view! {
        <PageTitle text="My trips" />
        {group("now", "You are here", current)}
        {group("upcoming", "Upcoming", upcoming)}
        {group("past", "Past", past)}
        {next.map(|href| view! { <nav class="pages" aria-label="Pages"><a class="btn" href=href>"Earlier trips"</a></nav> })}
    }
    .into_any()
}

fn group(id: &'static str, title: &'static str, bookings: Vec<Booking>) -> Option<AnyView> {
    if bookings.is_empty() {
        return None;
    }
    let items = bookings.into_iter().map(trip).collect_view();
    Some(
        view! {
            <section aria-labelledby=id class="mt-10">
                <h2 id=id class="heading">{title}</h2>
                <ul class="rows">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

fn trip(booking: Booking) -> AnyView {
    let dates =
        format!("{} – {}", format::short_date(booking.check_in), format::date(booking.check_out));
    let what = format!(
        "{}, {}",
        format::rooms(&booking.rooms),
        format::count(booking.nights, "night", "nights")
    );
    view! {
        <li class="card row">
            <div class="row-main">
                <h3><a class="card-link" href=format!("/trips/{}", booking.id)>{booking.hotel_name}</a></h3>
                <p>{dates}</p>
                <p class="hint">{what}</p>
            </div>
            <div class="row-side">
                <StateTag state=booking.state />
                <p class="price"><strong>{booking.total.to_string()}</strong></p>
                <p class="hint">"Code "<code>{booking.code}</code></p>
            </div>
        </li>
    }
    .into_any()
}

/// `/trips/{id}`
#[component]
pub fn Trip() -> impl IntoView {
    let (booked, done) = (query("booked"), query("done"));
    // What was done here leads here again, and to a booking that has changed.
    let (id, news) = (param("id"), (booked.clone(), done.clone()));
    let page = PageData::new(move || (id(), news.0(), news.1()), |(id, ..)| load_booking(id));
    view! {
        <Head title="Your booking" />
        {loaded(page, move |page| {
            let news = match (booked().as_str(), done().as_str()) {
                ("1", _) => Some(format!("Your stay is booked. We have written to {}.", page.booking.guest.email)),
                (_, "cancelled") => Some("Your booking is cancelled.".to_owned()),
                _ => None,
            };
            let news = news.map(|text| view! { <div class="wrap pt-8"><Done text=text /></div> });
            view! { {news}{booking::for_guest(page)} }
        })}
    }
}
