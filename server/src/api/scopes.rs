//! What API keys may be used for.
//!
//! Each operation says in the document which scope a key needs for it, as a role of its
//! bearer security. What says nothing of the kind is for sessions only: an operation
//! that forgets to speak of keys is closed to them.

use std::{collections::HashMap, sync::LazyLock};

use axum::{
    extract::MatchedPath,
    http::{Method, request::Parts},
};
use serde_json::Value;
use types::api_key::Scope;

use super::{openapi, problem::Problem};

/// The scope of each operation that keys can be used for, by method and route.
static NEEDED: LazyLock<HashMap<(String, String), Scope>> = LazyLock::new(|| {
    let document = serde_json::to_value(openapi::document("")).unwrap_or_default();
    let mut needed = HashMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if let Some(scope) = of(operation) {
                needed.insert((method.to_uppercase(), path.clone()), scope);
            }
        }
    }
    needed
});

/// The scope that a key needs for an operation of the document.
#[must_use]
pub fn of(operation: &Value) -> Option<Scope> {
    let ways = operation["security"].as_array()?;
    let roles = ways.iter().find_map(|way| way["bearer"].as_array())?;
    roles.first()?.as_str()?.parse().ok()
}

/// Refuses a key that is not for this operation.
///
/// # Errors
/// 403 `insufficient_scope`.
pub fn check(parts: &Parts, granted: &[Scope]) -> Result<(), Problem> {
    let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
    let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let needed = NEEDED.get(&(method.to_string(), route.to_owned()));
    let detail = match needed {
        Some(scope) if granted.contains(scope) => return Ok(()),
        Some(scope) => format!("This API key lacks the scope {scope}."),
        None => "API keys cannot be used for this. Sign in instead.".to_owned(),
    };
    Err(Problem::new(403, "insufficient_scope", detail))
}
