//! States of bookings and rooms, told by word and colour.

use leptos::prelude::*;
use types::booking::BookingState;

use crate::i18n;

/// The state of a booking.
#[component]
pub fn StateTag(
    /// Which.
    state: BookingState,
) -> impl IntoView {
    let class = match state {
        BookingState::Confirmed | BookingState::CheckedIn => "tag tag-good",
        BookingState::Held => "tag tag-warn",
        BookingState::Cancelled | BookingState::NoShow => "tag tag-bad",
        BookingState::Completed | BookingState::Expired => "tag",
    };
    view! { <span class=class data-testid="booking-state">{i18n::state(state)}</span> }
}

/// How a room stands today.
#[component]
pub fn RoomTag(
    /// A status such as `free` or `arriving`.
    #[prop(into)]
    status: String,
) -> impl IntoView {
    let class = match status.as_str() {
        "free" | "active" => "tag tag-good",
        "arriving" | "departing" => "tag tag-warn",
        "occupied" => "tag tag-accent",
        "blocked" | "out_of_service" => "tag tag-bad",
        _ => "tag",
    };
    let text = i18n::status(&status);
    view! { <span class=class data-status=status>{text}</span> }
}

/// Good news after something was done.
#[component]
pub fn Done(
    /// The news.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <div class="alert alert-good" role="status"><p>{text}</p></div> }
}
