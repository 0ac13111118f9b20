//! A hotel's page.

use leptos::{context::Provider, prelude::*};
use leptos_router::{components::Form, hooks::use_query_map};
use types::{
    AppError, Page,
    listing::{Hotel, RoomType},
    review::{Review, ReviewSummary},
    search::TypeAvailability,
};

use crate::{
    api::search::load_hotel,
    components::{
        Head,
        field::Field,
        first_day,
        form::{FormContext, fresh},
        hotel_card::{Picture, Score},
        icon::{Icon, Shape, Stars},
        loaded,
    },
    format,
    forms::{BookQuery, SearchQuery, StayQuery},
    i18n, model,
    packed::PageData,
    pages::{calendar::Calendar, param, reviews},
};

/// `/hotels/{slug}`
#[component]
pub fn HotelPage() -> impl IntoView {
    let slug = param("slug");
    let map = use_query_map();
    let asked =
        Memo::new(move |_| (slug(), StayQuery::from(map.with(|map| SearchQuery::from(map)))));
    let page = PageData::new(move || asked.get(), |(slug, query)| load_hotel(slug, query));
    loaded(page, move |page| content(page, asked.get_untracked().1))
}

fn content(page: model::HotelPage, query: StayQuery) -> AnyView {
    let model::HotelPage { hotel, room_types, availability, scores, reviews } = page;
    let description: String = hotel.description.chars().take(155).collect();
    let place = format!("{}, {}", hotel.address.city, hotel.address.state);
    let (found, error) = match availability {
        Some(Ok(found)) => (Some(found.room_types), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let types = match found {
        Some(found) if found.is_empty() => no_types(),
        Some(found) => {
            found.into_iter().map(|found| offered(&hotel, found, &query)).collect_view().into_any()
        }
        None if room_types.is_empty() => no_types(),
        None => room_types.into_iter().map(plain).collect_view().into_any(),
    };
    let asks = query.check_in.is_empty();
    let said = said(&hotel, &scores, reviews);
    let title = format!("{}, {place}", hotel.name);
    view! {
        <Head title=title description=description canonical=format!("/hotels/{}", hotel.slug)
            image=hotel.photos.first().map(|photo| photo.url.clone()) />
        <div class="wrap pt-8">
            <p class="card-place"><Icon shape=Shape::Pin />{place}</p>
            <h1 class="display">{hotel.name.clone()}</h1>
            <Stars count=hotel.stars />
            <Score score=hotel.review_score count=hotel.review_count />
            {gallery(&hotel)}
        </div>
        <div class="wrap hotel-columns">
            <div class="prose">
                <h2 class="heading">{t!("About this place")}</h2>
                {paragraphs(&hotel.description)}
                {amenities(t!("What you find here"), &hotel.amenities)}
            </div>
            {facts(&hotel)}
        </div>
        <Calendar slug=hotel.slug.clone() />
        <section class="wrap section-tight" aria-labelledby="rooms">
            <h2 id="rooms" class="heading">{t!("Rooms")}</h2>
            {dates_form(format!("/hotels/{}", hotel.slug), query, error)}
            {asks.then(|| view! { <p class="hint mt-4">{t!("Choose your dates to see what is free and to reserve.")}</p> })}
            <ul class="types">{types}</ul>
        </section>
        {said}
        {structured(&hotel)}
    }
    .into_any()
}

/// What guests say, if any did.
fn said(hotel: &Hotel, scores: &ReviewSummary, latest: Page<Review>) -> Option<AnyView> {
    if latest.data.is_empty() {
        return None;
    }
    let all = format!("/hotels/{}/reviews", hotel.slug);
    let more = latest.has_more.then(|| {
        view! { <p class="mt-6"><a class="btn" href=all>{t!("All reviews")}</a></p> }
    });
    Some(
        view! {
            <section class="wrap section-tight" aria-labelledby="reviews">
                <h2 id="reviews" class="heading">{t!("What guests say")}</h2>
                {reviews::summary(scores)}
                {reviews::list(latest)}
                {more}
            </section>
        }
        .into_any(),
    )
}

/// The hotel in schema.org's words. Search engines read what the server sends, so the browser's
/// code does not know how to write it.
fn structured(hotel: &Hotel) -> AnyView {
    #[cfg(feature = "ssr")]
    let data = crate::ssr::structured(hotel);
    #[cfg(not(feature = "ssr"))]
    let data = {
        _ = hotel;
        String::new()
    };
    view! { <script type="application/ld+json" inner_html=data></script> }.into_any()
}

fn no_types() -> AnyView {
    view! { <li class="empty">{t!("This hotel has no rooms on sale yet.")}</li> }.into_any()
}

fn gallery(hotel: &Hotel) -> AnyView {
    let photos = hotel.photos.iter().take(5).cloned().map(Some).collect::<Vec<_>>();
    let photos = if photos.is_empty() { vec![None] } else { photos };
    let class = format!("gallery gallery-{}", photos.len());
    let photos = photos
        .into_iter()
        .enumerate()
        .map(|(index, photo)| view! { <li><Picture photo=photo first=index == 0 /></li> })
        .collect_view();
    view! { <ul class=class aria-label=t!("Photographs")>{photos}</ul> }.into_any()
}

fn paragraphs(text: &str) -> AnyView {
    let parts = text.split('\n').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    parts.map(|part| view! { <p>{part}</p> }).collect_view().into_any()
}

fn amenities(title: &'static str, codes: &[String]) -> Option<AnyView> {
    if codes.is_empty() {
        return None;
    }
    let names = codes.iter().map(|code| i18n::amenity(code));
    let items =
        names.map(|name| view! { <li><Icon shape=Shape::Check />{name}</li> }).collect_view();
    Some(view! { <h3 class="subheading">{title}</h3><ul class="amenities">{items}</ul> }.into_any())
}

fn facts(hotel: &Hotel) -> AnyView {
    let address = hotel.address.line();
    let check_in = t!("from {time}", time = format::time(hotel.check_in_time));
    let check_out = t!("until {time}", time = format::time(hotel.check_out_time));
    view! {
        <aside class="card facts" aria-label=t!("Good to know")>
            <h2 class="subheading">{t!("Good to know")}</h2>
            <dl>
                <dt><Icon shape=Shape::Pin />{t!("Address")}</dt><dd>{address}</dd>
                <dt><Icon shape=Shape::Clock />{t!("Check-in")}</dt><dd>{check_in}</dd>
                <dt><Icon shape=Shape::Clock />{t!("Check-out")}</dt><dd>{check_out}</dd>
            </dl>
        </aside>
    }
    .into_any()
}

fn dates_form(action: String, query: StayQuery, error: Option<AppError>) -> AnyView {
    let some =
        |text: String, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text };
    let StayQuery { check_in, check_out, guests, rooms } = query;
    let (guests, rooms) = (some(guests, "2"), some(rooms, "1"));
    fresh("stay");
    view! {
        <Provider value=FormContext::fixed("stay", error)>
            <Form action=action method="get" attr:class="search search-flat" attr:id="stay">
                <Field name="check_in" label=t!("Check-in") kind="date" value=check_in min=first_day() />
                <Field name="check_out" label=t!("Check-out") kind="date" value=check_out min=first_day() />
                <Field name="guests" label=t!("Guests") kind="number" value=guests min="1" max="50" class="short" />
                <Field name="rooms" label=t!("Rooms") kind="number" value=rooms min="1" max="10" class="short" />
                <button class="btn" type="submit"><Icon shape=Shape::Calendar />{t!("Check availability")}</button>
            </Form>
        </Provider>
    }
    .into_any()
}

fn type_card(room_type: RoomType, side: AnyView) -> AnyView {
    let sleeps = t!("Sleeps {n}", n = room_type.capacity);
    let beds = room_type.beds.clone();
    view! {
        <li class="card type-card">
            <Picture photo=room_type.photos.first().cloned() sizes="(min-width: 48rem) 16rem, 100vw" />
            <div class="card-body">
                <h3>{room_type.name}</h3>
                <p class="type-facts">
                    <span><Icon shape=Shape::Users />{sleeps}</span>
                    {(!beds.is_empty()).then(|| view! { <span><Icon shape=Shape::Bed />{beds}</span> })}
                </p>
                {paragraphs(&room_type.description)}
                <p class="hint">{room_type.amenities.iter().map(|code| i18n::amenity(code)).collect::<Vec<_>>().join(" · ")}</p>
            </div>
            <div class="type-side">{side}</div>
        </li>
    }
    .into_any()
}

fn plain(room_type: RoomType) -> AnyView {
    let price = format::money(room_type.base_price);
    let side = view! {
        <p class="price"><span>{t!("from")}" "</span><strong>{price}</strong><span>" "{t!("a night")}</span></p>
        <a class="btn" href="#stay" rel="external">{t!("Choose dates")}</a>
    };
    type_card(room_type, side.into_any())
}

fn offered(hotel: &Hotel, found: TypeAvailability, query: &StayQuery) -> AnyView {
    let (guests, rooms) = query.people();
    let TypeAvailability { room_type, free, total, nights, .. } = found;
    let people = i64::from(room_type.capacity) * i64::from(rooms);
    let name = room_type.name.clone();
    let side = match total {
        Some(_) if people < i64::from(guests) => {
            let text = t!(
                "Too small for {guests} in {rooms}.",
                guests = plural!(guests, "{n} guest", "{n} guests"),
                rooms = plural!(rooms, "{n} room", "{n} rooms")
            );
            sold_out(t!("Too small"), text)
        }
        Some(_) if free < i64::from(rooms) => {
            let text = plural!(
                free,
                "Only {n} room left on these nights.",
                "Only {n} rooms left on these nights."
            );
            sold_out(t!("Not enough rooms"), text)
        }
        Some(mut total) => {
            total.amount *= i64::from(rooms);
            let href = BookQuery {
                hotel: hotel.slug.clone(),
                room_type: room_type.id.to_string(),
                check_in: query.check_in.clone(),
                check_out: query.check_out.clone(),
                adults: guests.to_string(),
                children: String::new(),
                rooms: rooms.to_string(),
                ..BookQuery::default()
            }
            .href();
            let stay = i64::try_from(nights.len()).unwrap_or_default();
            let what = format!(
                "{}, {}",
                plural!(stay, "{n} night", "{n} nights"),
                plural!(rooms, "{n} room", "{n} rooms")
            );
            let left = plural!(free, "{n} room left", "{n} rooms left");
            view! {
                <p class="price"><strong>{format::money(total)}</strong></p>
                <p class="card-note">{what}</p>
                <p class="card-note" class:few=free <= 3>{left}</p>
                <a class="btn btn-main" href=href>{t!("Reserve")}<span class="sr-only">" "{name}</span></a>
            }
            .into_any()
        }
        None => sold_out(t!("Sold out"), why_not(&nights)),
    };
    type_card(room_type, side)
}

fn sold_out(title: &'static str, text: String) -> AnyView {
    view! { <p class="tag tag-bad">{title}</p><p class="card-note">{text}</p> }.into_any()
}

/// Which nights are in the way.
fn why_not(nights: &[types::search::NightAvailability]) -> String {
    if nights.iter().any(|night| night.why_not.as_deref() == Some("no_rooms")) {
        return t!("This kind of room is not on sale.").to_owned();
    }
    let taken: Vec<String> = nights
        .iter()
        .filter(|night| night.why_not.is_some())
        .map(|night| format::short_date(night.date))
        .collect();
    match taken.as_slice() {
        [] => t!("No single room is free on all of these nights.").to_owned(),
        [one] => t!("Full on the night of {night}.", night = one),
        many if many.len() <= 3 => t!("Full on the nights of {nights}.", nights = many.join("; ")),
        many => t!("Full on {n} of these nights.", n = many.len()),
    }
}
