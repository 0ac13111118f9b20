//! Pages' data on their way to the browser.
//!
//! All pages load one kind of value, a text of JSON that is read where it is shown:
//! so the browser's code has one copy of what loads, keeps and waits for a page,
//! not one per page, and one reader of each type.

#[cfg(feature = "ssr")]
use std::any::Any;
use std::{future::Future, marker::PhantomData, pin::Pin, sync::Arc};

use leptos::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::value::RawValue;
use types::AppError;

use crate::error::{Answer, flat};

/// Some data, as JSON; on the server together with what the JSON was made of.
#[derive(Clone)]
pub struct Raw {
    json: Box<RawValue>,
    #[cfg(feature = "ssr")]
    made_of: Option<Arc<dyn Any + Send + Sync>>,
}

/// Some data of a certain type.
#[derive(Clone)]
pub struct Packed<T>(Raw, PhantomData<fn() -> T>);

impl<T> Packed<T> {
    /// Packs `value`.
    ///
    /// # Errors
    /// If it has no form in JSON.
    #[cfg(feature = "ssr")]
    pub fn new(value: T) -> Result<Self, serde_json::Error>
    where
        T: Serialize + Send + Sync + 'static,
    {
        let json = serde_json::value::to_raw_value(&value)?;
        Ok(Self(Raw { json, made_of: Some(Arc::new(value)) }, PhantomData))
    }
}

impl Raw {
    fn unpack<T: DeserializeOwned + Clone + 'static>(&self) -> Result<T, AppError> {
        #[cfg(feature = "ssr")]
        if let Some(value) = self.made_of.as_ref().and_then(|value| value.downcast_ref::<T>()) {
            return Ok(value.clone());
        }
        serde_json::from_str(self.json.get()).map_err(|_| {
            AppError::new(500, "internal", t!("This page has changed. Please load it again."))
        })
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            json: Box::deserialize(deserializer)?,
            #[cfg(feature = "ssr")]
            made_of: None,
        })
    }
}

impl<T> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|raw| Self(raw, PhantomData))
    }
}

/// What a page loads, now or when `source` changes.
pub struct PageData<T> {
    raw: Resource<Answer<Raw>>,
    kind: PhantomData<fn() -> T>,
}

/// How a page's data are read.
pub type Read<T> = fn(Answer<Raw>) -> Result<T, AppError>;

// Of one type for all pages, as the resource is.
type Key = Box<dyn Fn() -> String + Send + Sync>;
type Load = Box<dyn Fn(String) -> Pin<Box<dyn Future<Output = Answer<Raw>> + Send>> + Send + Sync>;

impl<T: DeserializeOwned + Clone + 'static> PageData<T> {
    /// Loads by a server function what `source` asks for.
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        load: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: Serialize + 'static,
        F: Future<Output = Answer<Packed<T>>> + Send + 'static,
    {
        let source = Arc::new(source);
        let asked = Arc::clone(&source);
        let key: Key = Box::new(move || serde_json::to_string(&asked()).unwrap_or_default());
        let load: Load = Box::new(move |_| {
            let answer = load(untrack(|| source()));
            Box::pin(async move { answer.await.map(|answer| answer.map(|packed| packed.0)) })
        });
        Self { raw: Resource::new(key, load), kind: PhantomData }
    }

    /// The data itself, to be waited for, and how to read it.
    #[must_use]
    pub fn parts(self) -> (Resource<Answer<Raw>>, Read<T>) {
        (self.raw, |answer| flat(answer)?.unpack())
    }
}
