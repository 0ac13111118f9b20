//! The second step of signing in.

use leptos::{prelude::*, server_fn::ServerFn};

use super::second_factor::code;
use crate::{
    api::account::{SignInCode, load_sign_in_code},
    components::{
        Head,
        field::Hidden,
        form::{PostForm, Submit},
        loaded,
    },
    packed::PageData,
    pages::query,
    routes,
};

/// `/sign-in/code`
#[component]
pub fn SecondStep() -> impl IntoView {
    let next = query("next");
    let page = PageData::new(|| (), |()| load_sign_in_code());
    view! {
        <Head title=t!("Two-step sign-in") />
        <div class="wrap narrow">
            <h1 class="display">{t!("Enter your code")}</h1>
            {loaded(page, move |challenged| match challenged {
                true => form(next()),
                false => over(&next()),
            })}
        </div>
    }
}

fn form(next: String) -> AnyView {
    let again = routes::sign_in(&next);
    view! {
        <p class="lead">{t!("Open your authenticator app and type the code that it shows. Without it, use one of your recovery codes.")}</p>
        <PostForm to=SignInCode::url() id="code" reload=true class="form card">
            <Hidden name="next" value=next />
            {code(t!("Code"))}
            <Submit label=t!("Sign in") />
        </PostForm>
        <p class="mt-6"><a href=again>{t!("Back to sign in")}</a></p>
    }
    .into_any()
}

/// Without a password before, there is nothing that a code could follow.
fn over(next: &str) -> AnyView {
    let again = routes::with_query("/sign-in", &[("done", "over"), ("next", next)]);
    #[cfg(feature = "ssr")]
    crate::ssr::redirect(&again);
    view! { <p class="mt-6"><a class="btn btn-main" href=again>{t!("Back to sign in")}</a></p> }
        .into_any()
}
