//! Where one is signed in.

use leptos::{prelude::*, server_fn::ServerFn};
use types::account::Session;

use super::account_head;
use crate::{
    api::personal::{EndSession, load_sessions},
    components::{
        Head,
        field::Hidden,
        form::{PostForm, Submit},
        loaded,
        state::Done,
    },
    format,
    packed::PageData,
    pages::query,
};

/// `/account/security`
#[component]
pub fn Security() -> impl IntoView {
    let done = query("done");
    let page = PageData::new(done.clone(), |_| load_sessions());
    view! {
        <Head title=t!("Password and sessions") />
        <div class="wrap section-tight medium">
            {loaded(page, move |sessions| content(sessions, &done()))}
        </div>
    }
}

fn content(sessions: Vec<Session>, done: &str) -> AnyView {
    let news = (done == "ended").then(|| view! { <Done text=t!("The session is ended.") /> });
    let items = sessions.into_iter().map(session).collect_view();
    view! {
        {account_head(t!("Password and sessions"), "/account/security")}
        {news}
        <section class="mt-8" aria-labelledby="password">
            <h2 id="password" class="heading">{t!("Password")}</h2>
            <p>{t!("A letter with a link to a new password comes to your e-mail address. Once it is set, you are signed out everywhere.")}</p>
            <p class="mt-4"><a class="btn" href="/forgot">{t!("Change the password")}</a></p>
        </section>
        <section class="mt-10" aria-labelledby="sessions">
            <h2 id="sessions" class="heading">{t!("Where you are signed in")}</h2>
            <ul class="rows">{items}</ul>
        </section>
    }
    .into_any()
}

fn session(session: Session) -> AnyView {
    let Session { id, current, user_agent, created_at, last_used_at, .. } = session;
    let form = format!("end-{id}");
    let end = match current {
        true => view! { <span class="tag tag-good">{t!("This one")}</span> }.into_any(),
        false => view! {
            <PostForm to=EndSession::url() id=form>
                <Hidden name="id" value=id.to_string() />
                <Submit label=t!("End this session") />
            </PostForm>
        }
        .into_any(),
    };
    let since = t!("since {since}", since = format::moment(created_at.naive_utc()));
    let last = t!("last used {last} UTC", last = format::moment(last_used_at.naive_utc()));
    view! {
        <li class="card row">
            <div class="row-main">
                <p class="font-semibold">{program(user_agent.as_deref())}</p>
                <p class="hint">{since}", "{last}</p>
            </div>
            <div class="row-side">{end}</div>
        </li>
    }
    .into_any()
}

/// What signed in, in two words: its `User-Agent` is a list of everything it resembles.
fn program(agent: Option<&str>) -> String {
    let Some(agent) = agent.filter(|agent| !agent.is_empty()) else {
        return t!("An unknown program").to_owned();
    };
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name)
    };
    let browser = named(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}
