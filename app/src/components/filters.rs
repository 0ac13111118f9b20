//! What limits and orders results.

use leptos::{context::Provider, ev::Event, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::components::Form;
use types::listing::{AMENITIES, RoomKind};

use super::{
    field::{Checkboxes, Field, Select},
    form::{FormContext, fresh},
};
use crate::{forms::SearchQuery, i18n};

/// Filters behind a button, and the order; both are part of the address.
#[component]
pub fn Filters(
    /// The search.
    query: SearchQuery,
    /// Where the results are.
    action: &'static str,
) -> impl IntoView {
    let count = query.filters();
    let title = match count {
        0 => t!("Filters").to_owned(),
        n => format!("{} ({n})", t!("Filters")),
    };
    let without = query.clone().unfiltered().href_at(action);
    let clear = (count > 0)
        .then(|| view! { <a class="btn btn-small" href=without>{t!("Clear filters")}</a> });
    let kept = kept(&query, &["place", "check_in", "check_out", "guests", "rooms", "sort"]);
    let order = order(&query, action);
    let SearchQuery { min_price, max_price, stars, kind, amenities, .. } = query;
    let any = || (String::new(), t!("Any").to_owned());
    let all_stars = std::iter::once(any()).chain((1..=5).map(|n| {
        let text = t!("{stars} or more", stars = plural!(n, "{n} star", "{n} stars"));
        (n.to_string(), text)
    }));
    let kinds = std::iter::once(any()).chain(
        RoomKind::ALL.map(|kind| (kind.as_str().to_owned(), i18n::room_kind(kind).to_owned())),
    );
    let all_amenities = AMENITIES.iter().map(|(code, _)| (*code, i18n::amenity(code))).collect();
    fresh("filters");
    fresh("order");
    view! {
        <div class="filters">
            <details class="filter-box">
                <summary class="btn btn-small">{title}</summary>
                <Provider value=FormContext::fixed("filters", None)>
                    <Form action=action method="get" attr:class="card form filter-form" attr:id="filters">
                        {kept}
                        <div class="pair">
                            <Field name="min_price" label=t!("Price per night from") value=min_price inputmode="decimal" optional=true />
                            <Field name="max_price" label=t!("Price per night to") value=max_price inputmode="decimal" optional=true />
                        </div>
                        <div class="pair">
                            <Select name="stars" label=t!("Stars") options=all_stars.collect() value=stars />
                            <Select name="kind" label=t!("Kind of room") options=kinds.collect() value=kind />
                        </div>
                        <Checkboxes name="amenities" legend=t!("Amenities") options=all_amenities ticked=amenities />
                        <button class="btn btn-main" type="submit">{t!("Show results")}</button>
                    </Form>
                </Provider>
            </details>
            {clear}
            {order}
        </div>
    }
}

fn order(query: &SearchQuery, action: &'static str) -> AnyView {
    let options = [
        ("name", t!("Name")),
        ("price", t!("Price")),
        ("stars", t!("Stars")),
        ("rating", t!("Guests' score")),
    ];
    let options = options.map(|(value, text)| {
        let selected = query.sort == value;
        view! { <option value=value selected=selected>{text}</option> }
    });
    let change = |event: Event| {
        let select = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok());
        let form = select.and_then(|select| select.closest("form").ok().flatten());
        if let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
            _ = form.request_submit();
        }
    };
    let all = [
        "place",
        "check_in",
        "check_out",
        "guests",
        "rooms",
        "min_price",
        "max_price",
        "stars",
        "kind",
        "amenities",
    ];
    let hidden = kept(query, &all);
    view! {
        <Form action=action method="get" attr:class="sort" attr:id="order">
            {hidden}
            <label for="sort">{t!("Sort by")}</label>
            <select id="sort" name="sort" on:change=change>{options}</select>
            <button class="btn btn-small" type="submit">{t!("Apply")}</button>
        </Form>
    }
    .into_any()
}

fn kept(query: &SearchQuery, names: &[&str]) -> AnyView {
    let pairs = query.pairs().into_iter();
    let pairs = pairs.filter(|(name, value)| !value.is_empty() && names.contains(name));
    let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let fields = pairs.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value /> }
    });
    fields.collect_view().into_any()
}
