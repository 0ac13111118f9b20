//! The home page.

use leptos::prelude::*;

use crate::{
    api::search::load_home,
    components::{
        Head,
        hotel_card::{HotelCard, Picture},
        loaded,
        search_form::SearchForm,
    },
    forms::SearchQuery,
    model::HomePage,
    packed::PageData,
};

/// `/`
#[component]
pub fn Home() -> impl IntoView {
    let page = PageData::new(|| (), |()| load_home());
    view! {
        <Head title=t!("Small hotels and inns in Brazil") canonical="/"
            description=t!("Find and book small hotels and inns all over Brazil, with the total price shown from the start.") />
        {loaded(page, content)}
    }
}

fn content(page: HomePage) -> AnyView {
    let HomePage { places, featured } = page;
    let photo = featured.first().and_then(|found| found.hotel.photos.first().cloned());
    let popular = places
        .iter()
        .take(8)
        .map(|place| {
            let text = format!("{}, {}", place.city, place.state);
            let href = SearchQuery { place: text.clone(), ..SearchQuery::default() }.href();
            let hotels = plural!(place.hotels, "{n} hotel", "{n} hotels");
            view! { <li><a class="place" href=href><strong>{text}</strong><span>{hotels}</span></a></li> }
        })
        .collect_view();
    let cards = featured
        .into_iter()
        .map(|found| {
            let href = format!("/hotels/{}", found.hotel.slug);
            view! { <li><HotelCard found=found href=href /></li> }
        })
        .collect_view();
    view! {
        <section class="hero">
            <div class="hero-picture"><Picture photo=photo first=true /></div>
            <div class="wrap hero-text">
                <div>
                    <h1 class="display display-big">{t!("Stay where somebody knows your name")}</h1>
                    <p class="lead">{t!("Small hotels and inns all over Brazil. The price you see is the price you pay.")}</p>
                </div>
            </div>
            <div class="wrap"><SearchForm places=places query=SearchQuery::default() error=None /></div>
        </section>
        <section class="wrap section" aria-labelledby="popular">
            <h2 id="popular" class="heading">{t!("Popular places")}</h2>
            <ul class="places">{popular}</ul>
        </section>
        <section class="wrap section" aria-labelledby="featured">
            <h2 id="featured" class="heading">{t!("Hotels we like")}</h2>
            <ul class="cards">{cards}</ul>
            <p class="mt-8"><a class="btn" href="/search">{t!("See all hotels")}</a></p>
        </section>
    }
    .into_any()
}
