//! Keys for programs that use the REST API.

use leptos::{prelude::*, server_fn::ServerFn};
use types::api_key::{ApiKey, Scope};

use super::account_head;
use crate::{
    api::personal::{CreateKey, RevokeKey, load_keys},
    components::{
        Head,
        field::{Checkboxes, Field, Hidden, Select},
        form::{PostForm, Submit},
        loaded,
        state::Done,
    },
    format,
    model::KeysPage,
    packed::PageData,
    pages::query,
};

/// `/account/keys`
#[component]
pub fn Keys() -> impl IntoView {
    let done = query("done");
    let page = PageData::new(done.clone(), |_| load_keys());
    view! {
        <Head title=t!("API keys") />
        <div class="wrap section-tight medium">
            {loaded(page, move |page| content(page, &done()))}
        </div>
    }
}

fn content(page: KeysPage, done: &str) -> AnyView {
    let KeysPage { keys, secret } = page;
    let secret = secret.map(|secret| {
        view! {
            <div class="alert alert-good" role="status">
                <p class="font-semibold">{t!("Your new key. Copy it now: it is shown this once.")}</p>
                <p><code class="secret" data-testid="secret">{secret}</code></p>
            </div>
        }
    });
    let news = (done == "revoked").then(|| view! { <Done text=t!("The key is ended.") /> });
    let items = keys.into_iter().map(key).collect_view();
    let scopes = Scope::ALL.map(|scope| (scope.as_str(), scope.as_str().to_owned()));
    let terms = [("30", t!("30 days")), ("90", t!("90 days")), ("365", t!("a year"))];
    let terms = terms.map(|(value, text)| (value.to_owned(), text.to_owned()));
    view! {
        {account_head(t!("API keys"), "/account/keys")}
        {secret}
        {news}
        <p class="mt-6">{t!("With a key a program of yours uses our API in your name, for what you allow it.")}" "<a href="/api/schema/swagger-ui" rel="external">{t!("What the API can do")}</a></p>
        <ul class="rows">{items}</ul>
        <PostForm to=CreateKey::url() id="key" reload=true class="form card">
            <h2 class="heading">{t!("A new key")}</h2>
            <Field name="name" label=t!("Name") hint=t!("What it is for, such as Channel manager.") />
            <Checkboxes name="scopes[]" legend=t!("What it may do") options=scopes.to_vec() ticked=Vec::new() />
            <Select name="days" label=t!("Valid for") options=terms.to_vec() value="90" />
            <Submit label=t!("Create key") />
        </PostForm>
    }
    .into_any()
}

fn key(key: ApiKey) -> AnyView {
    let ApiKey { id, name, prefix, scopes, expires_at, last_used_at, .. } = key;
    let scopes: Vec<&str> = scopes.into_iter().map(Scope::as_str).collect();
    let ends = t!("valid until {date}", date = format::date(expires_at.date_naive()));
    let used = match last_used_at {
        Some(at) => t!("last used {last} UTC", last = format::moment(at.naive_utc())),
        None => t!("never used").to_owned(),
    };
    view! {
        <li class="card row">
            <div class="row-main">
                <p class="font-semibold">{name}" "<code>{prefix}"…"</code></p>
                <p class="hint">{scopes.join(", ")}</p>
                <p class="hint">{ends}", "{used}</p>
            </div>
            <div class="row-side">
                <PostForm to=RevokeKey::url() id=format!("revoke-{id}")>
                    <Hidden name="id" value=id.to_string() />
                    <Submit label=t!("End this key") />
                </PostForm>
            </div>
        </li>
    }
    .into_any()
}
