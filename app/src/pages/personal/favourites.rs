//! Hotels to find again.

use leptos::prelude::*;
use types::Page;

use super::account_head;
use crate::{
    api::favourites::load_favourites,
    components::{
        Head,
        hotel_card::HotelCard,
        icon::{Icon, Shape},
        loaded,
    },
    model::Found,
    packed::PageData,
    pages::query,
    routes,
};

/// `/favourites`
#[component]
pub fn Favourites() -> impl IntoView {
    let cursor = query("cursor");
    let asked = move || Some(cursor()).filter(|cursor| !cursor.is_empty());
    let page = PageData::new(asked, load_favourites);
    view! {
        <Head title=t!("Favourites") />
        <div class="wrap section-tight">{loaded(page, content)}</div>
    }
}

fn content(page: Page<Found>) -> AnyView {
    let head = account_head(t!("Favourites"), "/favourites");
    if page.data.is_empty() {
        return view! {
            {head}
            <div class="empty">
                <Icon shape=Shape::Heart />
                <h2 class="heading">{t!("No favourites yet")}</h2>
                <p>{t!("Press the heart of a hotel, and you find it here again.")}</p>
                <p class="mt-6"><a class="btn btn-main" href="/search">{t!("Find a hotel")}</a></p>
            </div>
        }
        .into_any();
    }
    let next = page.next_cursor.map(|cursor| {
        let href = routes::with_query("/favourites", &[("cursor", &cursor)]);
        view! {
            <nav class="pages" aria-label=t!("Pages")>
                <a class="btn" href=href rel="next">{t!("Next page")}<Icon shape=Shape::Arrow /></a>
            </nav>
        }
    });
    let cards = page.data.into_iter().enumerate().map(|(index, found)| {
        let href = format!("/hotels/{}", found.hotel.slug);
        view! { <li><HotelCard found=found href=href first=index < 3 /></li> }
    });
    let cards = cards.collect_view();
    view! {
        {head}
        <h2 class="sr-only">{t!("Hotels you keep")}</h2>
        <ul class="cards">{cards}</ul>
        {next}
    }
    .into_any()
}
