//! Bodies in JSON.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};
use types::FieldError;

use super::problem::Problem;
use crate::state::AppState;

/// A body in JSON, of a type that says exactly which fields it has.
#[derive(Debug, Clone, Copy)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        checked_kind(request.headers())?;
        parse(&body(request, state).await?).map(Self)
    }
}

/// A body in JSON that can be left out, which says nothing in particular.
#[derive(Debug, Clone, Copy)]
pub struct MaybeJson<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<AppState> for MaybeJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let kind = checked_kind(request.headers());
        let body = body(request, state).await?;
        if body.is_empty() {
            return Ok(Self(T::default()));
        }
        kind?;
        parse(&body).map(Self)
    }
}

fn checked_kind(headers: &HeaderMap) -> Result<(), Problem> {
    let detail = "Send the body as JSON, with Content-Type: application/json.";
    if is_json(headers) { Ok(()) } else { Err(Problem::new(415, "unsupported_media_type", detail)) }
}

async fn body(request: Request, state: &AppState) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        match rejection.status().as_u16() {
            413 => {
                let limit = state.settings().max_body / 1024;
                let detail = format!("The body of a request has at most {limit} KiB.");
                Problem::new(413, "body_too_large", detail)
            }
            _ => Problem::new(400, "malformed_request", "The body did not arrive whole."),
        }
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = value.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    // First of all: what is no JSON is called that, wherever it stops being JSON.
    serde_json::from_slice::<IgnoredAny>(body).map_err(|error| malformed(&error))?;
    let mut source = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let pointer = pointer(error.path());
        // It is JSON: whatever the reader of a type calls it, a value is wrong. A number
        // where a word of a list belongs is a fault of syntax to serde_json.
        let error = error.into_inner();
        let words = match error.classify() {
            Category::Data => error.to_string(),
            Category::Syntax | Category::Eof | Category::Io => {
                "this field takes a value of another type".to_owned()
            }
        };
        Problem::invalid_field(field_error(pointer, &words))
    })
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(400, "malformed_json", format!("The body is no JSON: {error}."))
}

/// A JSON Pointer (RFC 6901) to where reading stopped.
pub(super) fn pointer(path: &Path) -> String {
    path.iter()
        .filter_map(|part| match part {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escaped(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// A part of a JSON Pointer.
fn escaped(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

/// What is wrong with the value at `pointer`, in the words of serde.
pub(super) fn field_error(pointer: String, words: &str) -> FieldError {
    // Where in the text it is helps nobody who has the pointer.
    let words = words.split(" at line ").next().unwrap_or(words);
    let named = || words.split('`').nth(1).map(escaped).unwrap_or_default();
    let below = |name: String| {
        if pointer.ends_with(&format!("/{name}")) {
            pointer.clone()
        } else {
            format!("{pointer}/{name}")
        }
    };
    let (pointer, code, detail) = if words.starts_with("missing field") {
        (below(named()), "required", "This field is required.".to_owned())
    } else if words.starts_with("unknown field") {
        (below(named()), "unknown", "There is no such field.".to_owned())
    } else if words.starts_with("duplicate field") {
        (below(named()), "duplicate", "This field is there twice.".to_owned())
    } else {
        (pointer, "invalid", sentence(words))
    };
    FieldError { pointer, code: code.to_owned(), detail }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let rest = letters.as_str().trim_end_matches('.');
    // Values can be as long as a body.
    let rest: String = rest.chars().take(200).collect();
    format!("{}{rest}.", first.map(String::from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use types::{account::SignUp, booking::NewBooking};

    use super::*;

    fn refused<T: DeserializeOwned>(body: &str) -> (u16, String, String) {
        let Err(problem) = parse::<T>(body.as_bytes()) else { panic!("{body} was taken") };
        let error = problem.error();
        let first = error.errors.first();
        (
            error.status,
            first.map_or(error.code.clone(), |e| e.code.clone()),
            first.map(|e| e.pointer.clone()).unwrap_or_default(),
        )
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        for body in ["", "{", "{\"role\": }", "[1,]", "nul", "{} x", "\u{feff}{}"] {
            let (status, code, _) = refused::<serde_json::Value>(body);
            assert_eq!((status, code.as_str()), (400, "malformed_json"), "{body}");
        }
        assert_eq!(refused::<serde_json::Value>(&"[".repeat(100_000)).0, 400);
    }

    #[test]
    fn a_number_for_a_word_is_a_wrong_field() {
        assert_eq!(
            refused::<SignUp>("{\"role\": 7}"),
            (422, "invalid".to_owned(), "/role".to_owned())
        );
    }

    #[test]
    fn wrong_fields_are_pointed_at() {
        let cases = [
            ("{}", "required", "/hotel_id"),
            ("[]", "invalid", ""),
            ("3", "invalid", ""),
            ("{\"hotel_id\": 5}", "invalid", "/hotel_id"),
            ("{\"check_in\": \"2027-02-30\"}", "invalid", "/check_in"),
            ("{\"state\": \"held\"}", "unknown", "/state"),
            ("{\"rooms\": [{\"adults\": \"2\"}]}", "invalid", "/rooms/0/adults"),
            ("{\"rooms\": [{\"price\": 1}]}", "unknown", "/rooms/0/price"),
            ("{\"rooms\": [{\"adults\": 1}, {}]}", "required", "/rooms/1/adults"),
            ("{\"guest_note\": \"\", \"guest_note\": \"\"}", "duplicate", "/guest_note"),
            ("{\"a/b~c\": 1}", "unknown", "/a~1b~0c"),
        ];
        for (body, code, pointer) in cases {
            let expected = (422, code.to_owned(), pointer.to_owned());
            assert_eq!(refused::<NewBooking>(body), expected, "{body}");
        }
        assert_eq!(refused::<SignUp>("{\"role\": \"admin\"}").2, "/role");
    }
}
