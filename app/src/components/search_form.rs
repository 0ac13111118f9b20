//! The search, on the home page and above its results.

use leptos::{context::Provider, prelude::*};
use leptos_router::components::Form;
use types::{AppError, search::Place};

use super::{
    field::Field,
    first_day,
    form::{FormContext, fresh},
    icon::{Icon, Shape},
};
use crate::forms::SearchQuery;

/// Place, dates, guests and rooms.
#[component]
pub fn SearchForm(
    /// What to suggest as places.
    places: Vec<Place>,
    /// What it holds at first.
    query: SearchQuery,
    /// What is wrong with that.
    #[prop(optional_no_strip)]
    error: Option<AppError>,
    /// Where the results are.
    #[prop(default = "/search")]
    action: &'static str,
) -> impl IntoView {
    let error = error.map(|mut error| {
        for field in &mut error.errors {
            if matches!(field.pointer.as_str(), "/q" | "/city" | "/state") {
                field.pointer = "/place".to_owned();
            }
        }
        error
    });
    let some =
        |text: String, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text };
    let options = places
        .into_iter()
        .map(|place| view! { <option value=format!("{}, {}", place.city, place.state)></option> })
        .collect_view();
    let kept = kept(&query);
    let SearchQuery { place, check_in, check_out, guests, rooms, .. } = query;
    let (guests, rooms) = (some(guests, "2"), some(rooms, "1"));
    fresh("search");
    view! {
        <Provider value=FormContext::fixed("search", error)>
            <Form action=action method="get" attr:class="search" attr:id="search" attr:role="search">
                <Field name="place" label=t!("Place or hotel") value=place list="places" optional=true
                    autocomplete="off" placeholder="Paraty, RJ" class="grow" />
                <datalist id="places">{options}</datalist>
                <Field name="check_in" label=t!("Check-in") kind="date" value=check_in min=first_day() optional=true />
                <Field name="check_out" label=t!("Check-out") kind="date" value=check_out min=first_day() optional=true />
                <Field name="guests" label=t!("Guests") kind="number" value=guests min="1" max="50" class="short" />
                <Field name="rooms" label=t!("Rooms") kind="number" value=rooms min="1" max="10" class="short" />
                {kept}
                <button class="btn btn-main" type="submit"><Icon shape=Shape::Search />{t!("Search")}</button>
            </Form>
        </Provider>
    }
}

/// Filters and order, which a new search keeps.
fn kept(query: &SearchQuery) -> AnyView {
    let asked = ["place", "check_in", "check_out", "guests", "rooms"];
    let pairs = query.pairs().into_iter();
    let kept = pairs.filter(|(name, value)| !value.is_empty() && !asked.contains(name));
    let fields = kept.map(|(name, value)| {
        view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> }
    });
    fields.collect_view().into_any()
}
