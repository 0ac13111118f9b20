//! A hotel's bookings, and its rooms today.

use leptos::prelude::*;
use leptos_router::components::Form;
use types::{
    Page,
    booking::{Booking, BookingState, RoomOccupancy},
};

use super::hotel_head;
use crate::{
    api::{booking::load_booking, manage::load_bookings},
    components::{
        Head,
        icon::{Icon, Shape},
        loaded,
        state::{RoomTag, StateTag},
    },
    format, i18n,
    model::BookingsPage,
    packed::PageData,
    pages::{booking, param, query},
    routes,
};

/// `/manage/hotels/{id}/bookings`
#[component]
pub fn Bookings() -> impl IntoView {
    let (id, state, cursor) = (param("id"), query("state"), query("cursor"));
    let page = PageData::new(
        move || (id(), state(), Some(cursor()).filter(|cursor| !cursor.is_empty())),
        |(id, state, cursor)| load_bookings(id, state, cursor),
    );
    view! {
        <Head title=t!("Bookings") />
        <div class="wrap section-tight">{loaded(page, content)}</div>
    }
}

fn content(page: BookingsPage) -> AnyView {
    let BookingsPage { hotel, today, state, bookings, rooms } = page;
    let path = format!("/manage/hotels/{}/bookings", hotel.id);
    view! {
        {hotel_head(&hotel, &hotel.name, "/bookings")}
        {board(format::date(today), rooms)}
        <section class="mt-10" aria-labelledby="list">
            <div class="result-bar">
                <h2 id="list" class="heading">{t!("Bookings")}</h2>
                {filter(&path, state)}
            </div>
            {list(&path, state, bookings)}
        </section>
    }
    .into_any()
}

fn board(today: String, rooms: Vec<RoomOccupancy>) -> AnyView {
    let count = |status: &str| {
        i64::try_from(rooms.iter().filter(|room| room.status == status).count()).unwrap_or_default()
    };
    let figures = ["arriving", "departing", "occupied", "free"].map(|status| {
        let number = count(status).to_string();
        view! { <div class="figure"><dt>{i18n::status(status)}</dt><dd data-testid=format!("count-{status}")>{number}</dd></div> }
    });
    let cells = rooms
        .into_iter()
        .map(|room| {
            let class = format!("room room-{}", room.status.replace('_', "-"));
            let guest = match (room.booking_id, room.guest_name) {
                (Some(id), Some(name)) => {
                    view! { <a href=format!("/manage/bookings/{id}")>{name}</a> }.into_any()
                }
                _ => view! { <span class="hint">{room.room_type_name}</span> }.into_any(),
            };
            view! {
                <li class=class>
                    <span class="room-number">{room.room_number}</span>
                    <RoomTag status=room.status />
                    {guest}
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="today">
            <h2 id="today" class="heading">{t!("Today,")}" "{today}</h2>
            <dl class="figures">{figures}</dl>
            <ul class="rooms" aria-label=t!("Rooms today")>{cells}</ul>
        </section>
    }
    .into_any()
}

fn filter(path: &str, state: Option<BookingState>) -> AnyView {
    let options = BookingState::ALL.map(|other| {
        let selected = state == Some(other);
        view! { <option value=other.as_str() selected=selected>{i18n::state(other)}</option> }
    });
    view! {
        <Form action=path.to_owned() method="get" attr:class="sort">
            <label for="state">{t!("Status")}</label>
            <select id="state" name="state"><option value="">{t!("All")}</option>{options}</select>
            <button class="btn btn-small" type="submit">{t!("Filter")}</button>
        </Form>
    }
    .into_any()
}

fn list(path: &str, state: Option<BookingState>, page: Page<Booking>) -> AnyView {
    if page.data.is_empty() {
        return view! {
            <div class="empty"><Icon shape=Shape::Calendar /><p>{t!("No bookings to show.")}</p></div>
        }
        .into_any();
    }
    let state = state.map(BookingState::as_str).unwrap_or_default();
    let next = page.next_cursor.map(|cursor| {
        let href = routes::with_query(path, &[("state", state), ("cursor", &cursor)]);
        view! { <nav class="pages" aria-label=t!("Pages")><a class="btn" href=href>{t!("Next page")}<Icon shape=Shape::Arrow /></a></nav> }
    });
    let rows = page.data.into_iter().map(row).collect_view();
    view! {
        <div class="table-wrap">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!("Guest")}</th><th scope="col">{t!("Dates")}</th><th scope="col">{t!("Rooms")}</th>
                        <th scope="col">{t!("Total")}</th><th scope="col">{t!("Status")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {next}
    }
    .into_any()
}

fn row(booking: Booking) -> AnyView {
    let dates =
        format!("{} – {}", format::short_date(booking.check_in), format::date(booking.check_out));
    let rooms: Vec<String> = booking
        .rooms
        .iter()
        .map(|room| format!("{} ({})", room.room_number, room.room_type_name))
        .collect();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/manage/bookings/{}", booking.id)>{booking.guest.name}</a>
                <span class="hint block">{booking.code}</span>
            </th>
            <td>{dates}</td>
            <td>{rooms.join(", ")}</td>
            <td class="num">{format::money(booking.total)}</td>
            <td><StateTag state=booking.state /></td>
        </tr>
    }
    .into_any()
}

/// `/manage/bookings/{id}`
#[component]
pub fn HotelBooking() -> impl IntoView {
    let page = PageData::new(param("id"), load_booking);
    view! {
        <Head title=t!("Booking") />
        {loaded(page, booking::for_hotel)}
    }
}
