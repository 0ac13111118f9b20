//! The results of a search for rooms.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use types::{Page, search::FoundRoom};

use super::search::{kinds, problem};
use crate::{
    api::search::load_rooms,
    components::{
        Head,
        filters::Filters,
        hotel_card::Picture,
        icon::{Icon, Shape},
        loaded,
        search_form::SearchForm,
    },
    format,
    forms::{BookQuery, SearchQuery},
    model::RoomsPage,
    packed::PageData,
};

/// `/rooms`
#[component]
pub fn Rooms() -> impl IntoView {
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(|map| SearchQuery::from(map)));
    let page = PageData::new(move || query.get(), load_rooms);
    view! {
        <Head title=t!("Rooms") canonical="/rooms" description=t!("Rooms of hotels and inns all over Brazil, with the total price of the stay.") />
        {loaded(page, move |page| content(page, query.get_untracked()))}
    }
}

fn content(page: RoomsPage, query: SearchQuery) -> AnyView {
    let RoomsPage { places, found } = page;
    let (found, error) = match found {
        Ok(found) => (Some(found), None),
        Err(error) => (None, Some(error)),
    };
    let problem = error.clone().map(problem);
    let title = match query.place.trim() {
        "" => t!("All rooms").to_owned(),
        place => t!("Rooms for “{place}”", place = place),
    };
    let kinds = kinds(&query, "/rooms");
    let results = found.map(|found| results(found, &query));
    view! {
        <div class="search-band">
            <div class="wrap"><SearchForm places=places query=query error=error action="/rooms" /></div>
        </div>
        <div class="wrap section-tight">
            <h1 class="display display-small">{title}</h1>
            {kinds}
            {problem}
            {results}
        </div>
    }
    .into_any()
}

fn results(found: Page<FoundRoom>, query: &SearchQuery) -> AnyView {
    let empty = found.data.is_empty().then(|| {
        view! {
            <div class="empty">
                <Icon shape=Shape::Bed />
                <h2 class="heading">{t!("No room found")}</h2>
                <p>{t!("Other dates, fewer filters or another place may do.")}</p>
            </div>
        }
    });
    let next =
        found.next_cursor.map(|cursor| SearchQuery { cursor, ..query.clone() }.href_at("/rooms"));
    let cards = found.data.into_iter().map(|found| card(found, query)).collect_view();
    view! {
        <Filters query=query.clone() action="/rooms" />
        {empty}
        <h2 class="sr-only">{t!("Results")}</h2>
        <ul class="types">{cards}</ul>
        <nav class="pages" aria-label=t!("Pages of results")>
            {next.map(|href| view! { <a class="btn" href=href rel="next">{t!("Next page")}<Icon shape=Shape::Arrow /></a> })}
        </nav>
    }
    .into_any()
}

fn card(found: FoundRoom, query: &SearchQuery) -> AnyView {
    let FoundRoom { room_type, hotel, offer } = found;
    let at = query.hotel_href(&hotel.slug);
    let place = format!("{}, {}", hotel.city, hotel.state);
    let side = match offer {
        Some(offer) => {
            let book = BookQuery {
                hotel: hotel.slug.clone(),
                room_type: room_type.id.to_string(),
                check_in: query.check_in.clone(),
                check_out: query.check_out.clone(),
                adults: query.guests.clone(),
                rooms: query.rooms.clone(),
                ..BookQuery::default()
            };
            let left = plural!(offer.rooms_left, "{n} room left", "{n} rooms left");
            view! {
                <p class="price"><strong>{format::money(offer.total)}</strong></p>
                <p class="card-note">{plural!(offer.nights, "for {n} night", "for {n} nights")}</p>
                <p class="card-note" class:few=offer.rooms_left <= 3>{left}</p>
                <a class="btn btn-main" href=book.href()>{t!("Reserve")}<span class="sr-only">" "{room_type.name.clone()}", "{hotel.name.clone()}</span></a>
            }
            .into_any()
        }
        None => {
            let href = at.clone();
            view! {
                <p class="price"><span>{t!("from")}" "</span><strong>{format::money(room_type.base_price)}</strong><span>" "{t!("a night")}</span></p>
                <a class="btn" href=href>{t!("Choose dates")}<span class="sr-only">" "{room_type.name.clone()}", "{hotel.name.clone()}</span></a>
            }
            .into_any()
        }
    };
    let beds = room_type.beds.clone();
    view! {
        <li class="card type-card">
            <Picture photo=room_type.photos.first().cloned() sizes="(min-width: 48rem) 16rem, 100vw" />
            <div class="card-body">
                <p class="card-place"><Icon shape=Shape::Pin />{place}</p>
                <h3>{room_type.name}</h3>
                <p><a href=at>{hotel.name}</a></p>
                <p class="type-facts">
                    <span><Icon shape=Shape::Users />{t!("Sleeps {n}", n = room_type.capacity)}</span>
                    {(!beds.is_empty()).then(|| view! { <span><Icon shape=Shape::Bed />{beds}</span> })}
                </p>
            </div>
            <div class="type-side">{side}</div>
        </li>
    }
    .into_any()
}
