//! The results of a search.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use types::{AppError, Page, search::Nearest};

use crate::{
    api::search::load_search,
    components::{
        Head,
        filters::Filters,
        hotel_card::HotelCard,
        icon::{Icon, Shape},
        loaded,
        nearest::NearestDates,
        search_form::SearchForm,
    },
    forms::SearchQuery,
    model::{Found, SearchPage},
    packed::PageData,
};

/// `/search`
#[component]
pub fn Search() -> impl IntoView {
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(|map| SearchQuery::from(map)));
    let page = PageData::new(move || query.get(), load_search);
    view! {
        <Head title=t!("Hotels") canonical="/search"
            description=t!("Hotels and inns with rooms free on your dates, with the total price of the stay.") />
        {loaded(page, move |page| content(page, query.get_untracked()))}
    }
}

fn content(page: SearchPage, query: SearchQuery) -> AnyView {
    let SearchPage { places, found, nearest } = page;
    let (found, error) = match found {
        Ok(found) => (Some(found), None),
        Err(error) => (None, Some(error)),
    };
    let problem = error.clone().map(problem);
    let title = if query.place.trim().is_empty() {
        t!("All hotels").to_owned()
    } else {
        t!("Hotels for “{place}”", place = query.place.trim())
    };
    let kinds = kinds(&query, "/search");
    let results = found.map(|found| results(found, nearest, &query));
    view! {
        <div class="search-band">
            <div class="wrap"><SearchForm places=places query=query error=error /></div>
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

/// The way between hotels and rooms, for the same search.
pub(super) fn kinds(query: &SearchQuery, here: &'static str) -> AnyView {
    let links = [("/search", t!("Hotels")), ("/rooms", t!("Rooms"))].map(|(path, text)| {
        let query = SearchQuery { cursor: String::new(), ..query.clone() };
        let current = (path == here).then_some("page");
        view! { <a href=query.href_at(path) aria-current=current>{text}</a> }
    });
    view! { <nav class="tabs" aria-label=t!("What to look for")>{links}</nav> }.into_any()
}

pub(super) fn problem(error: AppError) -> AnyView {
    let items =
        error.errors.into_iter().map(|field| view! { <li>{field.detail}</li> }).collect_view();
    view! {
        <div class="alert alert-bad" role="alert">
            <p class="font-semibold">{t!("This search cannot be made as it is.")}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

fn results(found: Page<Found>, nearest: Vec<Nearest>, query: &SearchQuery) -> AnyView {
    if found.data.is_empty() {
        let filters = view! { <Filters query=query.clone() action="/search" /> };
        let near = (!nearest.is_empty())
            .then(|| view! { <NearestDates nearest=nearest query=query.clone() /> });
        return view! { {filters}{empty(query)}{near} }.into_any();
    }
    let next = found.next_cursor.map(|cursor| SearchQuery { cursor, ..query.clone() }.href());
    let first = (!query.cursor.is_empty())
        .then(|| SearchQuery { cursor: String::new(), ..query.clone() }.href());
    let cards = found
        .data
        .into_iter()
        .enumerate()
        .map(|(index, found)| {
            let href = query.hotel_href(&found.hotel.slug);
            view! { <li><HotelCard found=found href=href first=index < 3 /></li> }
        })
        .collect_view();
    let dates = query.check_in.is_empty();
    view! {
        <div class="result-bar">
            <p>{dates.then(|| t!("Choose dates to see what is free and what your stay costs in all."))}</p>
            <Filters query=query.clone() action="/search" />
        </div>
        <h2 class="sr-only">{t!("Results")}</h2>
        <ul class="cards">{cards}</ul>
        <nav class="pages" aria-label=t!("Pages of results")>
            {first.map(|href| view! { <a class="btn" href=href>{t!("First page")}</a> })}
            {next.map(|href| view! { <a class="btn" href=href rel="next">{t!("Next page")}<Icon shape=Shape::Arrow /></a> })}
        </nav>
    }
    .into_any()
}

fn empty(query: &SearchQuery) -> AnyView {
    let with_dates = !query.check_in.is_empty();
    let without_dates = SearchQuery {
        check_in: String::new(),
        check_out: String::new(),
        cursor: String::new(),
        ..query.clone()
    };
    let one_room =
        SearchQuery { rooms: String::new(), guests: String::new(), ..without_dates.clone() };
    let advice = if with_dates {
        t!(
            "Nothing we have takes that many people there on all of these nights. Other dates or more rooms may do."
        )
    } else {
        t!(
            "We have no hotel of that name or in that place. Check the spelling, or look at all of them."
        )
    };
    view! {
        <div class="empty">
            <Icon shape=Shape::Search />
            <h2 class="heading">{t!("No hotel found")}</h2>
            <p>{advice}</p>
            <p class="mt-6 flex flex-wrap justify-center gap-3">
                {with_dates.then(|| view! { <a class="btn btn-main" href=without_dates.href()>{t!("Search without dates")}</a> })}
                {(!query.guests.is_empty() || !query.rooms.is_empty())
                    .then(|| view! { <a class="btn" href=one_room.href()>{t!("Search for one guest")}</a> })}
                <a class="btn" href="/search">{t!("See all hotels")}</a>
            </p>
        </div>
    }
    .into_any()
}
