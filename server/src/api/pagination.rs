//! Lists, a page at a time.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderValue, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use types::{FieldErrors, Page, page::PageRequest};

use super::{extract::Query, problem::Problem};
use crate::state::AppState;

/// Which page is wanted (`limit` and `cursor`), and where the next one will be.
#[derive(Debug, Clone)]
pub struct Paging {
    /// Which page is wanted.
    pub request: PageRequest,
    address: Uri,
    public_url: String,
}

impl FromRequestParts<AppState> for Paging {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Query(request) = Query::<PageRequest>::from_request_parts(parts, state).await?;
        let mut errors = FieldErrors::new();
        errors.range("/limit", &request.limit.unwrap_or(20), &1, &100);
        errors.into_result(())?;
        let address =
            parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0).clone();
        Ok(Self { request, address, public_url: state.settings().public_url.clone() })
    }
}

impl Paging {
    /// The page, with a `Link` to the next one if there is one.
    pub fn answer<T: Serialize>(&self, page: Page<T>) -> Response {
        let link = page.next_cursor.as_deref().and_then(|cursor| self.link(cursor));
        let mut response = Json(page).into_response();
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }

    /// The same of a page that is written already.
    ///
    /// # Errors
    /// If `page` is none.
    pub fn answer_json(&self, page: Arc<[u8]>) -> Result<Response, Problem> {
        #[derive(Deserialize)]
        struct End {
            next_cursor: Option<String>,
        }
        let end: End = serde_json::from_slice(&page).map_err(pousada_core::Error::internal)?;
        let link = end.next_cursor.as_deref().and_then(|cursor| self.link(cursor));
        let json = HeaderValue::from_static("application/json");
        let mut response = Bytes::from_owner(page).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        Ok(response)
    }

    fn link(&self, cursor: &str) -> Option<HeaderValue> {
        let query = self.address.query().unwrap_or_default();
        let mut pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query).unwrap_or_default();
        pairs.retain(|(name, _)| name != "cursor");
        pairs.push(("cursor".to_owned(), cursor.to_owned()));
        let query = serde_urlencoded::to_string(pairs).ok()?;
        let (host, path) = (&self.public_url, self.address.path());
        HeaderValue::try_from(format!("<{host}{path}?{query}>; rel=\"next\"")).ok()
    }
}
