//! Prices, night by night.

use leptos::prelude::*;
use types::{Money, booking::Night};

use crate::format;

/// Each night with its price.
#[component]
pub fn Nights(
    /// What the table is about, for those who cannot see what is around it.
    #[prop(into)]
    caption: String,
    /// The nights.
    nights: Vec<Night>,
    /// How many rooms cost that.
    #[prop(default = 1)]
    rooms: i64,
    /// What it is in all, unless that is said elsewhere.
    #[prop(optional_no_strip)]
    total: Option<Money>,
) -> impl IntoView {
    let rows = nights
        .into_iter()
        .map(|night| {
            let date = format::date(night.date);
            let price = Money::new(night.price.amount.saturating_mul(rooms), night.price.currency);
            view! { <tr><th scope="row">{date}</th><td>{format::money(price)}</td></tr> }
        })
        .collect_view();
    let foot = total.map(|total| {
        let total = format::money(total);
        view! { <tfoot><tr><th scope="row">{t!("Total")}</th><td data-testid="total">{total}</td></tr></tfoot> }
    });
    view! {
        <table class="nights">
            <caption class="sr-only">{caption}</caption>
            <thead class="sr-only"><tr><th scope="col">{t!("Night")}</th><th scope="col">{t!("Price")}</th></tr></thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    }
}
