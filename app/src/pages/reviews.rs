//! What guests say of a hotel.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use types::{
    Page,
    review::{Review, ReviewSummary},
};

use crate::{
    api::search::load_reviews,
    components::{Head, PageTitle, hotel_card::Score, loaded},
    format,
    model::ReviewsPage,
    packed::PageData,
    pages::param,
    routes,
};

/// `/hotels/{slug}/reviews`
#[component]
pub fn Reviews() -> impl IntoView {
    let (slug, map) = (param("slug"), use_query_map());
    let cursor = move || map.with(|map| map.get("cursor")).filter(|cursor| !cursor.is_empty());
    let page =
        PageData::new(move || (slug(), cursor()), |(slug, cursor)| load_reviews(slug, cursor));
    view! { <div class="wrap section-tight medium">{loaded(page, content)}</div> }
}

fn content(page: ReviewsPage) -> AnyView {
    let ReviewsPage { hotel, scores, reviews } = page;
    let here = format!("/hotels/{}/reviews", hotel.slug);
    let back = format!("/hotels/{}", hotel.slug);
    let next = reviews.next_cursor.clone();
    let next = next.map(|cursor| routes::with_query(&here, &[("cursor", &cursor)]));
    let title = t!("Reviews of {hotel}", hotel = hotel.name);
    view! {
        <Head title=title canonical=here />
        <p class="crumbs"><a href=back>{hotel.name.clone()}</a></p>
        <PageTitle text=t!("What guests say") />
        {match reviews.data.is_empty() {
            true => view! { <p class="empty">{t!("Nobody has written about this hotel yet.")}</p> }.into_any(),
            false => view! {
                {summary(&scores)}
                <h2 class="sr-only">{t!("All reviews")}</h2>
                {list(reviews)}
            }.into_any(),
        }}
        {next.map(|href| view! { <nav class="pages" aria-label=t!("Pages")><a class="btn" href=href rel="next">{t!("Next page")}</a></nav> })}
    }
    .into_any()
}

/// What all guests say together, with a bar for each part.
pub(super) fn summary(scores: &ReviewSummary) -> AnyView {
    let parts = [
        (t!("Cleanliness"), scores.cleanliness),
        (t!("Comfort"), scores.comfort),
        (t!("Location"), scores.location),
        (t!("Staff"), scores.staff),
        (t!("Value for money"), scores.value),
    ];
    let bars = parts.into_iter().filter_map(|(name, score)| {
        let score = score?;
        Some(view! {
            <li>
                <span>{name}</span>
                <meter min="0" max="10" value=format!("{score:.1}") aria-label=name>{format::score(score)}</meter>
                <strong>{format::score(score)}</strong>
            </li>
        })
    });
    let bars = bars.collect_view();
    view! {
        <Score score=scores.overall count=scores.count />
        <ul class="score-bars">{bars}</ul>
    }
    .into_any()
}

/// The reviews of a page.
pub(super) fn list(reviews: Page<Review>) -> AnyView {
    let items = reviews.data.into_iter().map(one).collect_view();
    view! { <ul class="reviews">{items}</ul> }.into_any()
}

fn one(review: Review) -> AnyView {
    let Review { author, stay_month, scores, title, text, answer, .. } = review;
    let author = author.unwrap_or_else(|| t!("A guest").to_owned());
    let stayed = t!("stayed in {month}", month = format::month_of(stay_month));
    let text = (!text.is_empty()).then(|| view! { <p class="whitespace-pre-line">{text}</p> });
    let title = title.map(|title| view! { <h3 class="subheading">{title}</h3> });
    let answer = answer.map(|answer| {
        view! {
            <div class="answer">
                <p class="font-semibold">{t!("The hotel answers")}</p>
                <p class="whitespace-pre-line">{answer.text}</p>
            </div>
        }
    });
    view! {
        <li class="card review">
            <p class="review-head">
                <strong class="score-mark">{scores.overall}<span class="sr-only">" "{t!("out of 10")}</span></strong>
                <span><strong>{author}</strong>", "<span class="hint">{stayed}</span></span>
            </p>
            {title}
            {text}
            {answer}
        </li>
    }
    .into_any()
}
