//! How much time is left.

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, web_sys::js_sys::Date};
use std::time::Duration;

/// Counts down to an instant, in minutes and seconds. Without JavaScript, and until it
/// runs, nothing is shown: what stands beside it must say the time by itself.
#[component]
pub fn Countdown(
    /// Milliseconds since 1970, in UTC.
    until: i64,
) -> impl IntoView {
    let left = RwSignal::new(None::<i64>);
    let look = move || {
        // Whole milliseconds are far below what a double holds exactly.
        let left_ms = until - Date::now() as i64;
        _ = left.try_set(Some((left_ms / 1000).max(0)));
    };
    let timer = StoredValue::new(None::<IntervalHandle>);
    Effect::new(move |_| {
        look();
        timer.set_value(set_interval_with_handle(look, Duration::from_secs(1)).ok());
    });
    on_cleanup(move || {
        if let Some(timer) = timer.try_get_value().flatten() {
            timer.clear();
        }
    });
    let text = move || {
        left.get().map(|left| format!("{:02}:{:02}", left / 60, left % 60)).unwrap_or_default()
    };
    // Read out when it is looked at, not each second.
    view! { <span class="countdown" role="timer" aria-live="off" data-testid="countdown">{text}</span> }
}
