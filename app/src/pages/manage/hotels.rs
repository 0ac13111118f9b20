//! The hotelier's hotels.

use leptos::prelude::*;
use types::listing::Hotel;

use crate::{
    api::manage::load_hotels,
    components::{
        Head, PageTitle,
        hotel_card::Picture,
        icon::{Icon, Shape},
        loaded,
    },
    packed::PageData,
};

/// `/manage`
#[component]
pub fn Hotels() -> impl IntoView {
    let page = PageData::new(|| (), |()| load_hotels());
    view! {
        <Head title=t!("My hotels") />
        <div class="wrap section-tight">
            {loaded(page, content)}
        </div>
    }
}

fn content(hotels: Vec<Hotel>) -> AnyView {
    if hotels.is_empty() {
        return view! {
            <PageTitle text=t!("My hotels") />
            <div class="empty">
                <Icon shape=Shape::House />
                <h2 class="heading">{t!("Your first hotel")}</h2>
                <p>{t!("Tell us where it is and what guests find there. Then add room types and rooms, and it is on sale.")}</p>
                <p class="mt-6"><a class="btn btn-main" href="/manage/hotels/new">{t!("Add your first hotel")}</a></p>
            </div>
        }
        .into_any();
    }
    let items = hotels.into_iter().map(row).collect_view();
    view! {
        <div class="sheet-head">
            <PageTitle text=t!("My hotels") />
            <a class="btn btn-main" href="/manage/hotels/new">{t!("Add a hotel")}</a>
        </div>
        <ul class="rows">{items}</ul>
    }
    .into_any()
}

fn row(hotel: Hotel) -> AnyView {
    let base = format!("/manage/hotels/{}", hotel.id);
    let place = format!("{}, {}", hotel.address.city, hotel.address.state);
    let rooms = t!(
        "{rooms}, {free} free tonight",
        rooms = plural!(hotel.rooms.total, "{n} room", "{n} rooms"),
        free = hotel.rooms.free_now,
    );
    let (class, text) = match hotel.published {
        true => ("tag tag-good", t!("On sale")),
        false => ("tag", t!("Not on sale")),
    };
    view! {
        <li class="card row row-photo">
            <Picture photo=hotel.photos.first().cloned() sizes="12rem" />
            <div class="row-main">
                <h2><a class="card-link" href=base.clone()>{hotel.name.clone()}</a></h2>
                <p>{place}</p>
                <p class="hint">{rooms}</p>
            </div>
            <div class="row-side">
                <span class=class>{text}</span>
                <a class="btn btn-small" href=format!("{base}/bookings")>{t!("Bookings")}<span class="sr-only">" "{t!("of")}" "{hotel.name}</span></a>
            </div>
        </li>
    }
    .into_any()
}
