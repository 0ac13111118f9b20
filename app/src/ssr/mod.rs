//! What pages and server functions need from the server: its services, who asks,
//! and the response's status, cookies and redirects.

mod files;
mod flash;
mod headers;
pub mod load;
pub mod modules;
pub mod patch;
mod rpc;
mod structured;

use std::sync::Arc;

use axum::http::{
    HeaderValue, StatusCode,
    header::{self, HeaderName},
    request::Parts,
};
use chrono::TimeDelta;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use pousada_core::{
    Actor, Error, Services,
    accounts::{self, Door},
    local_time,
};
use serde::Serialize;
use tokio::sync::OnceCell;
use types::{
    AppError,
    account::{NewSession, SignIn},
};

pub use self::files::{booking_calendar, export};
pub use self::headers::set_page_headers;
pub use self::rpc::{back, handle_rpc};
pub use self::structured::structured;
use crate::{
    error::{Answer, ApiError},
    i18n::{self, Locale},
    model::Boot,
    packed::Packed,
};

/// The session's cookie. `__Host-` ties it to this host and to https; Chromium and
/// Firefox also take it from `http://localhost` and `http://127.0.0.1`, which they
/// trust, other browsers may need https even there.
const SESSION_COOKIE: &str = "__Host-pousada";

/// The choice of colours.
const THEME_COOKIE: &str = "theme";

/// Colours to choose.
const THEMES: [&str; 2] = ["light", "dark"];

/// What is shown once. It has no character that cookies cannot hold.
const ONCE_COOKIE: &str = "__Host-once";

/// Who asks, found out at most once per request.
#[derive(Clone, Default)]
struct Asking(Arc<OnceCell<Actor>>);

/// Gives a request's pages and server functions what they work with. To be called
/// by whatever renders pages (`leptos_routes_with_context`).
pub fn provide_services(services: Services) {
    provide_context(services);
    provide_context(Asking::default());
    provide_context(i18n::Asked::default());
}

/// The services of this request.
///
/// # Errors
/// If [`provide_services`] was not called.
pub fn services() -> Result<Services, ApiError> {
    use_context().ok_or_else(|| ApiError(AppError::new(500, "internal", "No services here.")))
}

/// Who asks, by the session's cookie.
///
/// # Errors
/// If the database does not answer.
pub async fn actor() -> Result<Actor, ApiError> {
    let services = services()?;
    let Some(secret) = cookie(SESSION_COOKIE) else { return Ok(Actor::Anonymous) };
    let asking = use_context::<Asking>().unwrap_or_default();
    let found =
        asking.0.get_or_try_init(|| accounts::authenticate(&services, &secret, Door::Page)).await?;
    Ok(*found)
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let mut shown = AppError::from(&error);
        if error.is_ours() {
            let request_id = header_of(&HeaderName::from_static("x-request-id"));
            tracing::error!(%error, request_id, "a page failed");
            shown.extra = request_id.map(|id| serde_json::json!({ "request_id": id }));
        }
        Self(shown)
    }
}

fn header_of(name: &HeaderName) -> Option<String> {
    let parts = use_context::<Parts>()?;
    parts.headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn cookie(name: &str) -> Option<String> {
    cookie_of(&use_context::<Parts>()?, name)
}

/// The value of a request's cookie.
pub(crate) fn cookie_of(parts: &Parts, name: &str) -> Option<String> {
    parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

fn set_cookie(name: &str, value: &str, max_age: TimeDelta) {
    let text = cookie_line(name, value, max_age);
    if let (Some(response), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(&text))
    {
        response.append_header(header::SET_COOKIE, value);
    }
}

fn cookie_line(name: &str, value: &str, max_age: TimeDelta) -> String {
    let seconds = max_age.num_seconds();
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax")
}

/// Begins a session of the browser's, and ends the one it had: a session never
/// outlives a change of who is signed in.
///
/// # Errors
/// As [`accounts::sign_in`].
pub async fn begin_session(request: SignIn) -> Result<NewSession, ApiError> {
    let services = services()?;
    let agent = header_of(&header::USER_AGENT);
    let session = accounts::sign_in(&services, request, Door::Page, agent.as_deref()).await?;
    accounts::sign_out(&services, &actor().await?).await?;
    set_cookie(SESSION_COOKIE, &session.token, accounts::SESSION_LENGTH);
    if let Some(locale) = Locale::of_tag(&session.account.locale) {
        keep_language(locale);
    }
    Ok(session)
}

/// Keeps a language for this browser.
pub fn keep_language(locale: Locale) {
    set_cookie(i18n::COOKIE, locale.tag(), TimeDelta::days(365));
}

/// Keeps the colours that the visitor wants; anything but `light` and `dark` means
/// those of the system.
pub fn keep_theme(theme: &str) {
    let theme = THEMES.into_iter().find(|known| *known == theme).unwrap_or_default();
    set_cookie(THEME_COOKIE, theme, TimeDelta::days(365));
}

/// The colours that the visitor has chosen, if any.
#[must_use]
pub fn theme() -> Option<&'static str> {
    let chosen = cookie(THEME_COOKIE)?;
    THEMES.into_iter().find(|known| *known == chosen)
}

/// Ends the browser's session.
///
/// # Errors
/// If the database does not answer.
pub async fn end_session() -> Result<(), ApiError> {
    accounts::sign_out(&services()?, &actor().await?).await?;
    set_cookie(SESSION_COOKIE, "", TimeDelta::zero());
    Ok(())
}

/// Has the visitor's next page show a secret, this once.
pub fn show_once(secret: &str) {
    set_cookie(ONCE_COOKIE, secret, TimeDelta::minutes(1));
}

/// The secret that this page shows, which is forgotten with it.
#[must_use]
pub fn take_once() -> Option<String> {
    let secret = cookie(ONCE_COOKIE).filter(|secret| !secret.is_empty())?;
    set_cookie(ONCE_COOKIE, "", TimeDelta::zero());
    Some(secret)
}

/// Whether this request runs a server function for a form without JavaScript.
fn is_plain_form() -> bool {
    is_rpc() && header_of(&header::ACCEPT).is_some_and(|accept| accept.contains("text/html"))
}

fn is_rpc() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.uri.path().starts_with("/rpc/"))
}

/// Turns what came of a use case into a server function's answer.
///
/// # Errors
/// What is no ordinary refusal, and for a plain form everything, so that
/// [`handle_rpc`] leads back to the form.
pub fn answer<T>(result: Result<T, ApiError>) -> Answer<T> {
    match result.map_err(|ApiError(error)| ApiError(i18n::translated(error))) {
        Ok(value) => Ok(Ok(value)),
        Err(error) if is_plain_form() => Err(error),
        Err(ApiError(error)) if error.status < 500 => Ok(Err(error)),
        Err(error) => {
            if is_rpc() {
                set_status(error.0.status);
            }
            Err(error)
        }
    }
}

/// The same for what a page loads.
///
/// # Errors
/// As [`answer`].
pub fn page<T>(result: Result<T, ApiError>) -> Answer<Packed<T>>
where
    T: Serialize + Send + Sync + 'static,
{
    answer(
        result.and_then(|value| Packed::new(value).map_err(|error| Error::internal(error).into())),
    )
}

/// The same for a form: what comes of it is the page to go to, and a browser
/// without JavaScript is sent there.
///
/// # Errors
/// As [`answer`].
pub fn go(result: Result<String, ApiError>) -> Answer<String> {
    if let Ok(path) = &result
        && is_plain_form()
    {
        redirect(path);
    }
    answer(result)
}

/// Sends the browser to another page of the site.
pub fn redirect(path: &str) {
    if let (Some(response), Ok(path)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(path))
    {
        response.set_status(StatusCode::SEE_OTHER);
        response.insert_header(header::LOCATION, path);
    }
}

/// Sets the response's status.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) =
        (use_context::<ResponseOptions>(), StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}

/// What the browser's code starts with.
#[must_use]
pub fn boot() -> Boot {
    let Some(services) = use_context::<Services>() else { return Boot::default() };
    Boot {
        public_url: services.settings.public_url.clone(),
        // The last place in Brazil where a day begins.
        today: local_time::today("America/Rio_Branco", services.clock.now()),
        theme: theme().unwrap_or_default().to_owned(),
        flash: flash::take(),
    }
}
