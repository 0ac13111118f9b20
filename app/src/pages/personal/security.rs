//! The password, the second factor, and where one is signed in.

use leptos::{prelude::*, server_fn::ServerFn};
use types::account::Session;

use super::{account_head, second_factor};
use crate::{
    api::security::{ChangePassword, EndSession, load_security},
    components::{
        Head,
        field::{Field, Hidden},
        form::{PostForm, Submit},
        loaded,
        state::Done,
    },
    format,
    model::SecurityPage,
    packed::PageData,
    pages::query,
};

/// `/account/security`
#[component]
pub fn Security() -> impl IntoView {
    let done = query("done");
    let page = PageData::new(done.clone(), |_| load_security());
    view! {
        <Head title=t!("Password and sessions") />
        <div class="wrap section-tight medium">
            {loaded(page, move |page| content(page, &done()))}
        </div>
    }
}

fn content(page: SecurityPage, done: &str) -> AnyView {
    let SecurityPage { sessions, second_factor, codes } = page;
    let news = match done {
        "ended" => Some(t!("The session is ended.")),
        "password" => Some(t!("Your password is changed. You are signed out everywhere else.")),
        "on" => Some(t!("Two-step sign-in is on.")),
        "codes" => {
            Some(t!("Your new recovery codes are there. The old ones do not work any more."))
        }
        "off" => Some(t!("Two-step sign-in is off.")),
        _ => None,
    };
    let news = news.map(|text| view! { <Done text=text /> });
    let items = sessions.into_iter().map(session).collect_view();
    view! {
        {account_head(t!("Password and sessions"), "/account/security")}
        {news}
        <section class="mt-8" aria-labelledby="password">
            <h2 id="password" class="heading">{t!("Password")}</h2>
            <p>{t!("Once it is changed, you are signed out everywhere but here.")}</p>
            <PostForm to=ChangePassword::url() id="change" reload=true class="form card">
                <div class="pair">
                    <Field name="current_password" label=t!("Present password") kind="password" autocomplete="current-password" />
                    <Field name="password" label=t!("New password") kind="password" autocomplete="new-password" hint=t!("At least 8 characters.") />
                </div>
                <Submit label=t!("Change the password") />
            </PostForm>
            <p class="mt-4"><a href="/forgot">{t!("Forgot your password?")}</a></p>
        </section>
        {second_factor::section(second_factor, codes)}
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
            <PostForm to=EndSession::url() id=form reload=true>
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
                <p class="font-semibold">{crate::user_agent::name(user_agent.as_deref())}</p>
                <p class="hint">{since}", "{last}</p>
            </div>
            <div class="row-side">{end}</div>
        </li>
    }
    .into_any()
}
