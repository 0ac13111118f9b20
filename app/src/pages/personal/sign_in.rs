//! Signing up and in.

use leptos::{either::Either, prelude::*, server_fn::ServerFn};

use crate::{
    api::account::{SignIn, SignUp},
    components::{
        Head,
        field::{Field, Hidden, Select},
        form::{PostForm, Submit},
        state::Done,
    },
    pages::query,
    routes,
};

/// `/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let (next, done) = (query("next"), query("done"));
    let sign_up = {
        let next = next.clone();
        move || routes::with_query("/sign-up", &[("next", &next())])
    };
    view! {
        <Head title=t!("Sign in") />
        <div class="wrap narrow">
            <h1 class="display">{t!("Welcome back")}</h1>
            {move || (done() == "password").then(|| view! { <Done text=t!("Your new password is set. Sign in with it.") /> })}
            <PostForm to=SignIn::url() id="sign-in" reload=true class="form card">
                {move || view! { <Hidden name="next" value=next() /> }}
                <Field name="email" label=t!("E-mail") kind="email" autocomplete="username" />
                <Field name="password" label=t!("Password") kind="password" autocomplete="current-password" />
                <Submit label=t!("Sign in") />
            </PostForm>
            <p class="mt-6"><a href="/forgot">{t!("Forgot your password?")}</a></p>
            <p class="mt-2">{t!("No account yet?")}" "<a href=sign_up>{t!("Sign up")}</a></p>
        </div>
    }
}

/// `/sign-up`
#[component]
pub fn SignUpPage() -> impl IntoView {
    let (role, next) = (query("role"), query("next"));
    let hotelier = Memo::new(move |_| role() == "hotelier");
    let next = Memo::new(move |_| next());
    let tab = move |role: &'static str, text: &'static str| {
        let href = move || routes::with_query("/sign-up", &[("role", role), ("next", &next.get())]);
        let current = move || (hotelier.get() == (role == "hotelier")).then_some("page");
        view! { <a href=href aria-current=current>{text}</a> }
    };
    let sign_in = move || routes::with_query("/sign-in", &[("next", &next.get())]);
    view! {
        <Head title=t!("Sign up") description=t!("Open an account to book rooms, or to offer those of your hotel.") canonical="/sign-up" />
        <div class="wrap narrow">
            <h1 class="display">{t!("Create your account")}</h1>
            <nav class="tabs" aria-label=t!("Kind of account")>
                {tab("guest", t!("I want to travel"))}
                {tab("hotelier", t!("I have a hotel"))}
            </nav>
            {move || form(hotelier.get(), next.get())}
            <p class="mt-6">{t!("Have an account?")}" "<a href=sign_in>{t!("Sign in")}</a></p>
        </div>
    }
}

fn form(hotelier: bool, next: String) -> AnyView {
    let role = if hotelier { "hotelier" } else { "guest" };
    view! {
        <PostForm to=SignUp::url() id="sign-up" reload=true class="form card">
            <Hidden name="role" value=role />
            <Hidden name="next" value=next />
            <div class="pair">
                <Field name="first_name" label=t!("First name") autocomplete="given-name" />
                <Field name="last_name" label=t!("Last name") autocomplete="family-name" />
            </div>
            <Field name="email" label=t!("E-mail") kind="email" autocomplete="email" />
            <Field name="password" label=t!("Password") kind="password" autocomplete="new-password" hint=t!("At least 8 characters.") />
            <Field name="phone" label=t!("Phone") kind="tel" autocomplete="tel" hint=t!("With area code, such as (11) 98765-4321.") />
            {document(hotelier)}
            <Submit label=t!("Create account") />
        </PostForm>
    }
    .into_any()
}

/// Called inside the form, whose context the fields need.
fn document(hotelier: bool) -> impl IntoView {
    if hotelier {
        Either::Left(view! {
            <Field name="document_number" at="/document/number" label="CNPJ" hint=t!("Of the company that runs the hotel, such as 11.222.333/0001-81.") />
        })
    } else {
        let kinds = [("cpf", "CPF"), ("passport", t!("Passport")), ("other", t!("Other document"))];
        let kinds = kinds.map(|(value, text)| (value.to_owned(), text.to_owned())).to_vec();
        Either::Right(view! {
            <div class="pair">
                <Select name="document_kind" at="/document/kind" label=t!("Document") options=kinds />
                <Field name="document_number" at="/document/number" label=t!("Document number") />
            </div>
            <Field name="birth_date" label=t!("Date of birth") kind="date" optional=true autocomplete="bday" />
        })
    }
}
