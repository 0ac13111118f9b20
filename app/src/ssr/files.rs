//! What pages offer as files, for those who are signed in.

use axum::{
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use pousada_core::{
    Actor, Error, Result, Services,
    accounts::{self, Door},
    mail, privacy,
};
use types::AppError;

use super::{cookie_of, session::SESSION_COOKIE};
use crate::routes;

/// All that is kept about the visitor, as JSON.
pub async fn export(services: Services, parts: &Parts) -> Response {
    let made = async {
        let actor = actor(&services, parts).await?;
        privacy::export(&services, &actor).await
    };
    let file = made.await.map(|data| serde_json::to_string_pretty(&data).unwrap_or_default());
    answer(file, parts, "application/json", "pousada.json")
}

/// A booking of the visitor's for their calendar.
pub async fn booking_calendar(services: Services, parts: &Parts, id: &str) -> Response {
    let made = async {
        let actor = actor(&services, parts).await?;
        let id = id.parse().map_err(|_| Error::NotFound("booking"))?;
        Ok(mail::calendar_of(&services, &actor, id).await?.text)
    };
    answer(made.await, parts, "text/calendar; charset=utf-8", "stay.ics")
}

async fn actor(services: &Services, parts: &Parts) -> Result<Actor> {
    match cookie_of(parts, SESSION_COOKIE) {
        Some(secret) => accounts::authenticate(services, &secret, Door::Page).await,
        None => Ok(Actor::Anonymous),
    }
}

fn answer(file: Result<String>, parts: &Parts, kind: &'static str, name: &str) -> Response {
    match file {
        Ok(text) => {
            let disposition = format!("attachment; filename=\"{name}\"");
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
                (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
                (
                    header::CONTENT_DISPOSITION,
                    HeaderValue::from_str(&disposition)
                        .unwrap_or(HeaderValue::from_static("attachment")),
                ),
            ];
            (headers, text).into_response()
        }
        Err(Error::Unauthenticated) => {
            Redirect::to(&routes::sign_in(parts.uri.path())).into_response()
        }
        Err(error) => {
            if error.is_ours() {
                tracing::error!(%error, "a file failed");
            }
            let status = AppError::from(&error).status;
            StatusCode::from_u16(status).unwrap_or(StatusCode::NOT_FOUND).into_response()
        }
    }
}
