//! The parts of a request's address, with problems for what is wrong with them.

use axum::{
    extract::{FromRequestParts, rejection::PathRejection},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use types::FieldError;

use super::problem::Problem;
use crate::state::AppState;

/// Parameters in the path. What cannot be an id is one of nothing: 404.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(PathRejection::FailedToDeserializePathParams(_)) => {
                Err(Problem::new(404, "not_found", "There is no such thing."))
            }
            Err(rejection) => {
                tracing::error!(%rejection, "path parameters");
                Err(Problem::internal())
            }
        }
    }
}

/// Parameters in the query.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<AppState> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Problem> {
        parse_query(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn parse_query<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
        .map_err(|_| Problem::new(400, "malformed_request", "The query cannot be read."))?;
    let source = serde::de::value::MapDeserializer::new(
        pairs.into_iter().map(|(key, value)| (key, Word(value))),
    );
    serde_path_to_error::deserialize(source).map_err(|error| {
        let pointer = super::json::pointer(error.path());
        let error = error.into_inner().to_string();
        let field = super::json::field_error(pointer, &error);
        Problem::invalid_field(FieldError { detail: readable(field.detail), ..field })
    })
}

/// The words of parsing are for programmers.
fn readable(detail: String) -> String {
    match detail.as_str() {
        "invalid digit found in string" => "Use a whole number.".to_owned(),
        text if text.starts_with("provided string was not `true`") => {
            "Use true or false.".to_owned()
        }
        text if text.starts_with("number too") => "Use a smaller number.".to_owned(),
        _ => detail,
    }
}

/// A value of a query, which is whatever its field wants it to be.
struct Word(String);

macro_rules! words_as_values {
    ($($method:ident $visit:ident $value:ty)*) => {$(
        fn $method<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            let value = self.0.parse::<$value>();
            visitor.$visit(value.map_err(serde::de::Error::custom)?)
        }
    )*};
}

impl<'de> serde::de::IntoDeserializer<'de> for Word {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> serde::Deserializer<'de> for Word {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: serde::de::Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: serde::de::Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: serde::de::Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let word: serde::de::value::StringDeserializer<Self::Error> =
            serde::de::IntoDeserializer::into_deserializer(self.0);
        word.deserialize_enum(name, variants, visitor)
    }

    words_as_values! {
        deserialize_bool visit_bool bool
        deserialize_i16 visit_i16 i16
        deserialize_i64 visit_i64 i64
        deserialize_u32 visit_u32 u32
    }

    serde::forward_to_deserialize_any! {
        i8 i32 i128 u8 u16 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
