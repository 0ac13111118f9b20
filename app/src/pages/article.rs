//! Help, privacy and terms.

use leptos::prelude::*;

use crate::{
    api::search::load_article,
    components::{Head, PageTitle, loaded},
    model::ArticlePage,
    packed::PageData,
};

/// `/help`
#[component]
pub fn Help() -> impl IntoView {
    article("help", t!("Help"))
}

/// `/privacy`
#[component]
pub fn Privacy() -> impl IntoView {
    article("privacy", t!("Privacy"))
}

/// `/terms`
#[component]
pub fn Terms() -> impl IntoView {
    article("terms", t!("Terms of use"))
}

fn article(name: &'static str, title: &'static str) -> AnyView {
    let page = PageData::new(|| (), move |()| load_article(name.to_owned()));
    // Our own words, made into HTML by the server.
    let content = |page: ArticlePage| view! { <div class="article" inner_html=page.html></div> };
    view! {
        <Head title=title canonical=format!("/{name}") />
        <article class="wrap section-tight medium">
            <PageTitle text=title />
            {loaded(page, content)}
        </article>
    }
    .into_any()
}
