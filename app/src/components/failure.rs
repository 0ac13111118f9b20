//! Pages that say what went wrong and how to go on.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use types::AppError;

use crate::{components::Head, routes};

/// Where the visitor is, as a path with its query.
#[must_use]
pub fn here() -> String {
    let location = use_location();
    let query = location.search.get_untracked();
    let query = query.trim_start_matches('?');
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{mark}{query}", location.pathname.get_untracked())
}

/// What is shown instead of a page that could not be loaded. Who must sign in
/// first is sent there, and back afterwards.
#[component]
pub fn Failure(
    /// Why.
    error: AppError,
) -> impl IntoView {
    let AppError { status, detail, errors, extra, .. } = error;
    if status == 401 {
        return to_sign_in().into_any();
    }
    #[cfg(feature = "ssr")]
    crate::ssr::set_status(status);
    let (title, lead) = match status {
        404 => (
            t!("We could not find that"),
            t!("The address may be mistyped, or what was here is gone."),
        ),
        403 => (
            t!("This is not open to you"),
            t!("You are signed in, but this page is for somebody else."),
        ),
        409 | 412 | 422 => (t!("That does not work"), t!("Something in the address does not fit.")),
        503 => (t!("One moment, please"), t!("A part of our house does not answer right now.")),
        _ => (t!("Something broke on our side"), t!("It is not your fault. We have noted it.")),
    };
    let detail = errors.into_iter().next().map_or(detail, |first| first.detail);
    let id = extra.as_ref().and_then(|extra| extra.get("request_id"));
    let id = id.and_then(|id| id.as_str()).map(str::to_owned);
    let over = t!("Error {status}", status = status);
    view! {
        <Head title=title />
        <section class="wrap notice-page">
            <p class="over">{over}</p>
            <h1 class="display">{title}</h1>
            <p class="lead">{lead}</p>
            <p>{detail}</p>
            {id.map(|id| view! { <p class="hint">{t!("If you write to us, name the request:")}" " <code>{id}</code></p> })}
            <p class="mt-8 flex flex-wrap gap-3">
                <a class="btn btn-main" href="/">{t!("Go to the home page")}</a>
                <a class="btn" href="/search">{t!("See all hotels")}</a>
            </p>
        </section>
    }
    .into_any()
}

fn to_sign_in() -> impl IntoView {
    let target = routes::sign_in(&here());
    #[cfg(feature = "ssr")]
    crate::ssr::redirect(&target);
    let navigate = use_navigate();
    let href = target.clone();
    Effect::new(move |_| {
        navigate(&target, NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    view! {
        <section class="wrap notice-page">
            <h1 class="display">{t!("Please sign in first")}</h1>
            <p class="mt-6"><a class="btn btn-main" href=href>{t!("Sign in")}</a></p>
        </section>
    }
}

/// For addresses of nothing.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <Failure error=AppError::new(404, "not_found", t!("There is no page at this address.")) /> }
}
