//! Why a search found nothing, and when there is something.

use leptos::prelude::*;
use types::{
    rates::{Refusal, RefusalRule},
    search::{Nearest, OtherDates},
};

use crate::{format, forms::SearchQuery};

/// Hotels that have nothing on the dates looked for.
#[component]
pub fn NearestDates(
    /// The hotels.
    nearest: Vec<Nearest>,
    /// What was looked for.
    query: SearchQuery,
) -> impl IntoView {
    let items = nearest.into_iter().map(move |hotel| item(hotel, &query)).collect_view();
    view! {
        <section class="mt-10" aria-labelledby="nearest">
            <h2 id="nearest" class="heading">{t!("Nearest dates")}</h2>
            <ul class="rows">{items}</ul>
        </section>
    }
}

fn item(found: Nearest, query: &SearchQuery) -> AnyView {
    let why = why(&found);
    let Nearest { hotel, dates, .. } = found;
    let place = format!("{}, {}", hotel.city, hotel.state);
    let links = dates.iter().map(|other| link(other, &hotel.slug, query)).collect_view();
    view! {
        <li class="card row">
            <div class="row-main">
                <h3>{hotel.name}</h3>
                <p class="hint">{place}</p>
                <p>{why}</p>
            </div>
            <ul class="near-dates">{links}</ul>
        </li>
    }
    .into_any()
}

fn link(other: &OtherDates, slug: &str, query: &SearchQuery) -> AnyView {
    let there = SearchQuery {
        check_in: format::iso(other.check_in),
        check_out: format::iso(other.check_out),
        ..query.clone()
    };
    let dates =
        format!("{} – {}", format::short_date(other.check_in), format::short_date(other.check_out));
    let total = format::money(other.total);
    view! { <li><a class="btn btn-small" href=there.hotel_href(slug)>{dates}" · "{total}</a></li> }
        .into_any()
}

fn why(found: &Nearest) -> String {
    let nights: Vec<String> = found.sold_out.iter().map(|date| format::short_date(*date)).collect();
    match (found.too_small, nights.as_slice(), found.refusals.first()) {
        (true, ..) => t!("Its rooms are too small or too few for so many people.").to_owned(),
        (_, [one], _) => t!("Full on the night of {night}.", night = one),
        (_, [_, ..], _) if nights.len() <= 3 => {
            t!("Full on the nights of {nights}.", nights = nights.join("; "))
        }
        (_, [_, ..], _) => t!("Full on {n} of these nights.", n = nights.len()),
        (_, [], Some(refusal)) => rule(refusal),
        (_, [], None) => t!("No single room is free on all of these nights.").to_owned(),
    }
}

/// A rule of sale that refuses a stay.
#[must_use]
pub fn rule(refusal: &Refusal) -> String {
    let date = format::short_date(refusal.date);
    let nights = plural!(refusal.nights.unwrap_or_default(), "{n} night", "{n} nights");
    match refusal.rule {
        RefusalRule::StopSell => t!("The night of {date} is not sold.", date = date),
        RefusalRule::ClosedToArrival => t!("Nobody can arrive on {date}.", date = date),
        RefusalRule::ClosedToDeparture => t!("Nobody can depart on {date}.", date = date),
        RefusalRule::MinStay => {
            t!("Stays that arrive on {date} have at least {nights}.", date = date, nights = nights)
        }
        RefusalRule::MaxStay => {
            t!("Stays that arrive on {date} have at most {nights}.", date = date, nights = nights)
        }
    }
}
