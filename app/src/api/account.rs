//! Signing up, in and out.

use leptos::prelude::*;
use types::account::Account;
#[cfg(feature = "ssr")]
use {
    crate::{
        error::ApiError,
        forms::to_fields,
        routes,
        ssr::{actor, begin_session, end_session, go, page, services},
    },
    pousada_core::{Actor, accounts},
    types::account::Role,
};

use crate::{
    error::Answer,
    forms::{SignInForm, SignUpForm},
    packed::Packed,
};

/// The account that is signed in, if one is.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "current-account")]
pub async fn current_account() -> Answer<Packed<Option<Account>>> {
    let found = async {
        match actor().await? {
            Actor::Account { .. } => Ok(Some(accounts::me(&services()?, &actor().await?).await?)),
            Actor::Anonymous | Actor::System => Ok(None),
        }
    };
    page(found.await)
}

/// Signs in, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "sign-in")]
pub async fn sign_in(#[server(flatten)] form: SignInForm) -> Answer<String> {
    let done = async {
        let next = form.next.clone();
        let session = begin_session(form.into()).await?;
        let home = if session.account.role == Role::Hotelier { "/manage" } else { "/" };
        Ok(routes::local(&next, home))
    };
    go(done.await)
}

/// Opens an account, signs in, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "sign-up")]
pub async fn sign_up(#[server(flatten)] form: SignUpForm) -> Answer<String> {
    let done = async {
        let (services, next) = (services()?, form.next.clone());
        let home = if form.role == "hotelier" { "/manage" } else { "/" };
        let request = form.read(services.clock.now().date_naive())?;
        let (email, password) = (request.email.clone(), request.password.clone());
        accounts::sign_up(&services, request).await?;
        begin_session(types::account::SignIn { email, password }).await?;
        Ok(routes::local(&next, home))
    };
    go(done.await.map_err(|ApiError(error)| ApiError(to_fields(error))))
}

/// Signs out, and says where to go.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "sign-out")]
pub async fn sign_out() -> Answer<String> {
    go(end_session().await.map(|()| "/".to_owned()))
}
