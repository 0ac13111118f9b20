//! Icons: one family of strokes on a grid of 24.

use leptos::prelude::*;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say what they show")]
pub enum Shape {
    Alert,
    Arrow,
    Bed,
    Calendar,
    Check,
    Clock,
    Heart,
    House,
    Pin,
    Search,
    Users,
}

/// An icon; decoration beside a text that says the same.
#[component]
pub fn Icon(
    /// Which one.
    shape: Shape,
) -> impl IntoView {
    let path = match shape {
        Shape::Alert => {
            "M12 8v5m0 3.5h.01M10.3 4.2 2.9 17.5A2 2 0 0 0 4.6 20.5h14.8a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0Z"
        }
        Shape::Arrow => "M5 12h14m-6-6 6 6-6 6",
        Shape::Bed => {
            "M3 18v-6a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v6M3 15h18M3 18v2m18-2v2M6 9V6a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v3"
        }
        Shape::Calendar => {
            "M8 3v3m8-3v3M4 9.5h16M6 5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z"
        }
        Shape::Check => "m5 12.5 4.5 4.5L19 7.5",
        Shape::Clock => "M12 7.5V12l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
        Shape::Heart => {
            "M12 20.5S3.5 15.6 3.5 9.4A4.4 4.4 0 0 1 12 7.6a4.4 4.4 0 0 1 8.5 1.8c0 6.2-8.5 11.1-8.5 11.1Z"
        }
        Shape::House => "M4 11.5 12 4l8 7.5M6 10v9h12v-9M10 19v-5h4v5",
        Shape::Pin => {
            "M12 21s7-6.2 7-11.5a7 7 0 1 0-14 0C5 14.8 12 21 12 21Zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
        }
        Shape::Search => "m20 20-4.2-4.2M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z",
        Shape::Users => {
            "M15.5 20v-1.5a3.5 3.5 0 0 0-3.5-3.5H7a3.5 3.5 0 0 0-3.5 3.5V20M9.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm11 9v-1.5a3.5 3.5 0 0 0-2.6-3.4M15.5 4.2a3.5 3.5 0 0 1 0 6.6"
        }
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=path></path>
        </svg>
    }
}

/// A hotel's stars, read out as a number.
#[component]
pub fn Stars(
    /// 0 to 5.
    count: i16,
) -> impl IntoView {
    let label = plural!(count, "{n} star", "{n} stars");
    (count > 0).then(|| {
        let stars = "★".repeat(usize::try_from(count).unwrap_or_default().min(5));
        view! { <span class="stars" role="img" aria-label=label>{stars}</span> }
    })
}

/// The house mark.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark-roof" d="M3 15.5 16 4l13 11.5-2.1 2.4L16 8.2 5.1 17.9z"></path>
            <path class="mark-wall" d="M7 18.6 16 10.6l9 8V28h-6.2v-5.2a2.8 2.8 0 0 0-5.6 0V28H7z"></path>
        </svg>
    }
}
