//! Parts that pages are made of.

pub mod chrome;
pub mod countdown;
pub mod failure;
pub mod favourite;
pub mod field;
pub mod filters;
pub mod form;
pub mod hotel_card;
pub mod icon;
pub mod nearest;
pub mod price;
pub mod search_form;
pub mod state;

use std::sync::Arc;

use leptos::{either::Either, prelude::*};
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_query_map;
use serde::de::DeserializeOwned;

use crate::{
    components::failure::Failure,
    error::Answer,
    i18n::{self, Locale},
    model::Boot,
    packed::{PageData, Raw},
};

/// Shows what a page loads once it is there, and what went wrong instead.
pub fn loaded<T, V>(page: PageData<T>, view: impl Fn(T) -> V + Send + Sync + 'static) -> AnyView
where
    T: DeserializeOwned + Clone + 'static,
    V: IntoView + 'static,
{
    let (raw, read) = page.parts();
    let shown = Arc::new(move |answer: Answer<Raw>| match read(answer) {
        Ok(data) => view(data).into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    });
    waiting(raw, shown)
}

type Shown = Arc<dyn Fn(Answer<Raw>) -> AnyView + Send + Sync>;

fn waiting(raw: Resource<Answer<Raw>>, shown: Shown) -> AnyView {
    let shown = move || {
        let shown = Arc::clone(&shown);
        Suspend::new(async move { shown(raw.await) })
    };
    view! { <Transition fallback=Loading>{shown}</Transition> }.into_any()
}

/// What stands in for a page that is on its way.
#[component]
fn Loading() -> impl IntoView {
    view! {
        <div class="wrap py-12" role="status">
            <span class="sr-only">{t!("Loading")}</span>
            <div class="skeleton h-10 w-2/3 max-w-md"></div>
            <div class="skeleton mt-6 h-64 w-full"></div>
            <div class="skeleton mt-4 h-24 w-full"></div>
        </div>
    }
}

/// A page's title and description; with `canonical`, a path, for those that search
/// engines may list.
#[component]
pub fn Head(
    /// What the page is about.
    #[prop(into)]
    title: String,
    /// What search engines show of it.
    #[prop(optional, into)]
    description: String,
    /// The page's one path, if it is public.
    #[prop(optional, into)]
    canonical: String,
    /// The path of a picture of it, for those who share the page.
    #[prop(default = None)]
    image: Option<String>,
) -> impl IntoView {
    let public = use_context::<StoredValue<Boot>>()
        .map(|boot| boot.with_value(|boot| boot.public_url.clone()))
        .unwrap_or_default();
    let indexed = !canonical.is_empty();
    let asked = use_query_map()
        .with_untracked(|query| query.get("lang"))
        .and_then(|tag| Locale::of_tag(&tag));
    let plain = [public.clone(), canonical].concat();
    let in_language = |locale: Locale| format!("{plain}?lang={}", locale.tag());
    let address = asked.map_or_else(|| plain.clone(), in_language);
    let others = indexed.then(|| {
        let others = Locale::ALL.map(|locale| view! { <Link rel="alternate" hreflang=locale.tag() href=in_language(locale) /> });
        view! { {others}<Link rel="alternate" hreflang="x-default" href=plain.clone() /> }
    });
    let shared = indexed.then(|| {
        let image = image
            .map(|image| if image.starts_with('/') { format!("{public}{image}") } else { image });
        shared(&[
            ("og:site_name", "Pousada"),
            ("og:type", "website"),
            ("og:title", &title),
            ("og:description", &description),
            ("og:url", &address),
            ("og:locale", &i18n::locale().tag().replace('-', "_")),
            ("og:image", image.as_deref().unwrap_or_default()),
        ])
    });
    view! {
        {shared}
        <Title text=title />
        {(!description.is_empty()).then(|| view! { <Meta name="description" content=description /> })}
        {others}
        {match indexed {
            true => Either::Left(view! { <Link rel="canonical" href=address /> }),
            false => Either::Right(view! { <Meta name="robots" content="noindex" /> }),
        }}
    }
}

/// What other sites show of a page that somebody links to (<https://ogp.me>).
fn shared(properties: &[(&'static str, &str)]) -> AnyView {
    let told = properties.iter().filter(|(_, content)| !content.is_empty());
    let tags = told.map(|(property, content)| {
        view! { <Meta property=*property content=(*content).to_owned() /> }
    });
    tags.collect_view().into_any()
}

/// The first day that a stay can begin on, for date fields.
#[must_use]
pub fn first_day() -> String {
    use_context::<StoredValue<Boot>>()
        .map(|boot| boot.with_value(|boot| crate::format::iso(boot.today)))
        .unwrap_or_default()
}

/// The heading of a page.
#[component]
pub fn PageTitle(
    /// The heading.
    #[prop(into)]
    text: String,
    /// A line above it.
    #[prop(optional, into)]
    over: String,
) -> impl IntoView {
    view! {
        {(!over.is_empty()).then(|| view! { <p class="over">{over}</p> })}
        <h1 class="display">{text}</h1>
    }
}
