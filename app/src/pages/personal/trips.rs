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
        <Head title=t!("My trips") />
        <div class="wrap section-tight">
            {loaded(page, content)}
        </div>
    }
}

fn content(page: TripsPage) -> AnyView {
    let TripsPage { current, upcoming, past, next_cursor } = page;
    if current.is_empty() && upcoming.is_empty() && past.is_empty() {
        return view! {
            <PageTitle text=t!("My trips") />
            <div class="empty">
                <Icon shape=Shape::Calendar />
                <h2 class="heading">{t!("No trips yet")}</h2>
                <p>{t!("What you book shows up here.")}</p>
                <p class="mt-6"><a class="btn btn-main" href="/search">{t!("Find a hotel")}</a></p>
            </div>
        }
        .into_any();
    }
    let next = next_cursor.map(|cursor| routes::with_query("/trips", &[("cursor", &cursor)]));
    view! {
        <PageTitle text=t!("My trips") />
        {group("now", t!("You are here"), current)}
        {group("upcoming", t!("Upcoming"), upcoming)}
        {group("past", t!("Past"), past)}
        {next.map(|href| view! { <nav class="pages" aria-label=t!("Pages")><a class="btn" href=href>{t!("Earlier trips")}</a></nav> })}
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
        plural!(booking.nights, "{n} night", "{n} nights")
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
                <p class="price"><strong>{format::money(booking.total)}</strong></p>
                <p class="hint">{t!("Code")}" "<code>{booking.code}</code></p>
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
        <Head title=t!("Your booking") />
        {loaded(page, move |page| {
            let news = match (booked().as_str(), done().as_str()) {
                ("1", _) => Some(t!("Your stay is booked. We have written to {email}.", email = page.booking.guest.email)),
                (_, "reviewed") => Some(t!("Thank you. Your review is there.").to_owned()),
                ("held", _) => Some(t!("The room is held for you. Nothing is booked yet.").to_owned()),
                (_, "changed") => Some(t!("Your booking is changed.").to_owned()),
                (_, "cancelled") => Some(t!("Your booking is cancelled.").to_owned()),
                _ => None,
            };
            let news = news.map(|text| view! { <div class="wrap pt-8"><Done text=text /></div> });
            view! { {news}{booking::for_guest(page)} }
        })}
    }
}
