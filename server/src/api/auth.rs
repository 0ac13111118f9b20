//! Who asks, by the bearer token: a session's, or an API key.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use pousada_core::{
    Actor, Error,
    accounts::{self, Door, KEY_PREFIX},
};

use super::{problem::Problem, scopes};
use crate::state::AppState;

/// Who asks: whoever the token belongs to, or nobody if none came. A token that is
/// no good is refused even where none is needed. Cookies do not count.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub Actor);

/// Who asks, where somebody must: 401 before anything else of the request is read.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn(pub Actor);

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Some(token) = bearer(&parts.headers)? else { return Ok(Self(Actor::Anonymous)) };
        if token.starts_with(KEY_PREFIX) {
            let found = accounts::authenticate_key(state.services(), token).await?;
            let (actor, granted) = found.ok_or_else(Problem::dead_token)?;
            scopes::check(parts, &granted)?;
            return Ok(Self(actor));
        }
        match accounts::authenticate(state.services(), token, Door::Api).await? {
            Actor::Anonymous => Err(Problem::dead_token()),
            actor => Ok(Self(actor)),
        }
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Caller(actor) = Caller::from_request_parts(parts, state).await?;
        if actor == Actor::Anonymous { Err(Error::Unauthenticated.into()) } else { Ok(Self(actor)) }
    }
}

/// The token, if the header is there.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let token = value.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    match token {
        Some(token) if values.next().is_none() && !token.is_empty() => Ok(Some(token)),
        _ => Err(Problem::dead_token()),
    }
}
