//! Keeping a hotel among one's favourites.

use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn, task::spawn_local};
use types::{AppError, HotelId};

use super::{
    form::{FlashState, send},
    icon::{Icon, Shape},
};
use crate::{api::favourites::SetFavourite, routes};

/// A heart that keeps a hotel, or lets it go. It shows at once what was pressed, and takes
/// that back if the server refuses. Who is not signed in is sent to sign in, and back.
#[component]
pub fn Favourite(
    /// Which hotel.
    hotel: HotelId,
    /// What it is called.
    #[prop(into)]
    name: String,
    /// Whether it is among the favourites.
    kept: bool,
) -> impl IntoView {
    let path = SetFavourite::url();
    let refusal = FlashState::of(path).filter(|flash| {
        flash.values.iter().any(|(key, value)| key == "hotel" && *value == hotel.to_string())
    });
    let told = RwSignal::new(refusal.map(|flash| flash.error.detail));
    let (shown, busy) = (RwSignal::new(kept), StoredValue::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        shown.update(|shown| *shown = !*shown);
        // What is under way goes on with this.
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        told.set(None);
        let mut there = !shown.get_untracked();
        spawn_local(async move {
            while let Some(wanted) = shown.try_get_untracked().filter(|wanted| *wanted != there) {
                match send(path, format!("hotel={hotel}&keep={}", yes_or_no(wanted))).await {
                    Ok(_) => there = wanted,
                    Err(error) => {
                        shown.try_set(there);
                        refused(error, told);
                        break;
                    }
                }
            }
            busy.try_set_value(false);
        });
    };
    let label = move || t!("Keep {name} among your favourites", name = name);
    let told =
        move || told.get().map(|text| view! { <p class="favourite-told" role="alert">{text}</p> });
    view! {
        <form id=format!("favourite-{hotel}") class="favourite" method="post" action=path on:submit=submit>
            <input type="hidden" name="hotel" value=hotel.to_string() />
            <input type="hidden" name="keep" value=move || yes_or_no(!shown.get()) />
            <button class="heart" type="submit" aria-label=label aria-pressed=move || shown.get().to_string()>
                <Icon shape=Shape::Heart />
            </button>
            {told}
        </form>
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn refused(error: AppError, told: RwSignal<Option<String>>) {
    if error.code == "unauthenticated" {
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        _ = location.set_href(&routes::sign_in(&here));
    } else {
        told.try_set(Some(error.detail));
    }
}
