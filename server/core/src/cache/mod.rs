//! Public reads, kept in Redis for a minute.
//!
//! Each entry names the version of what it depends on: a hotel, a city, or everything.
//! A change in the data is noted by triggers in the transaction that makes it
//! (`cache_change`), so that neither code nor a crash can lose it; [`void`] gives what
//! changed a new version and deletes the notes. Versions are random and never come
//! again, and all keys carry the id of the run of Redis: what a Redis that comes back
//! from an old file remembers, nobody asks for.
//!
//! A failure of Redis is a miss. After one, nothing is read from the cache until a new
//! connection stands and all notes have been seen to. Nothing private is ever kept:
//! what is kept was answered to nobody in particular. Booking never asks here.

mod link;
mod store;
#[cfg(test)]
mod tests;
mod void;

use std::{
    collections::HashMap,
    fmt,
    future::Future,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use metrics::counter;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;
use types::HotelId;
pub use void::{keep_voiding, void};

use self::link::Links;
use crate::error::{Error, Result};

/// How long an entry is kept: time alone changes answers, too.
const KEPT: Duration = Duration::from_secs(60);

/// The largest entry, in bytes.
const LARGEST: usize = 1 << 20;

/// What an answer depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// All public data.
    Everything,
    /// The hotels of a city, by its folded name.
    City(String),
    /// One hotel.
    Hotel(HotelId),
}

impl Scope {
    fn key(&self) -> String {
        match self {
            Self::Everything => "v:all".to_owned(),
            Self::City(city) => format!("v:city:{city}"),
            Self::Hotel(id) => format!("v:hotel:{id}"),
        }
    }
}

/// A version of a scope; empty, if it never changed.
type Version = Vec<u8>;

/// An answer that is being made, for all who wait for it.
type Flight = OnceCell<Arc<[u8]>>;

/// The way to the cache; switched off by default. Cheap to clone.
#[derive(Clone, Default)]
pub struct Cache(Option<Arc<Inner>>);

struct Inner {
    links: Links,
    flights: Mutex<HashMap<(String, Version), Weak<Flight>>>,
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cache").field(&self.0.is_some()).finish()
    }
}

impl Cache {
    /// A cache in the Redis at `url`, under keys that begin with `name`. Nothing is
    /// connected yet; separate installations on one Redis need different names.
    ///
    /// # Errors
    /// If `url` is none of Redis.
    pub fn new(url: &str, name: &str) -> Result<Self, redis::RedisError> {
        let links = Links::new(redis::Client::open(url)?, name);
        Ok(Self(Some(Arc::new(Inner { links, flights: Mutex::default() }))))
    }

    /// Counts `key` one up for `seconds`, in Redis. Nothing, if that is off or away.
    pub(crate) async fn count(&self, key: &str, seconds: u32) -> Option<u32> {
        let inner = self.0.as_deref()?;
        let link = inner.links.connect().await?;
        let count = link.count(key, seconds).await;
        if count.is_none() {
            inner.links.lost().await;
        }
        count
    }

    /// The answer to `question` as JSON: the kept one, or what `make` makes. `kind` is
    /// the sort of question.
    ///
    /// # Errors
    /// Those of `make`.
    pub(crate) async fn json<Q, T, F>(
        &self,
        kind: &'static str,
        question: &Q,
        scope: &Scope,
        make: F,
    ) -> Result<Arc<[u8]>>
    where
        Q: Serialize,
        T: Serialize,
        F: Future<Output = Result<T>>,
    {
        let count = |result: &'static str| {
            counter!("cache_requests_total", "kind" => kind, "result" => result).increment(1);
        };
        let made = async || written(&make.await?);
        let Some(inner) = self.0.as_deref() else { return made().await };
        let Some(link) = inner.links.current().await else {
            count("off");
            return made().await;
        };
        let entry = entry_key(kind, question)?;
        let Some((kept, version)) = link.look(&entry, &scope.key()).await else {
            inner.links.lost().await;
            count("error");
            return made().await;
        };
        if let Some(answer) = kept {
            count("hit");
            return Ok(answer);
        }
        let flight = inner.flight(&entry, &version);
        let mut first = false;
        let answer = flight.get_or_try_init(async || {
            first = true;
            made().await
        });
        let answer = answer.await?.clone();
        count(if first { "miss" } else { "waited" });
        if first && answer.len() <= LARGEST && !link.keep(&entry, &version, &answer).await {
            inner.links.lost().await;
        }
        Ok(answer)
    }

    /// As [`Cache::json`], read back.
    ///
    /// # Errors
    /// Those of `make`.
    pub(crate) async fn read<Q, T, F>(
        &self,
        kind: &'static str,
        question: &Q,
        scope: &Scope,
        make: F,
    ) -> Result<T>
    where
        Q: Serialize,
        T: Serialize + DeserializeOwned,
        F: Future<Output = Result<T>>,
    {
        if self.0.is_none() {
            return make.await;
        }
        let answer = self.json(kind, question, scope, make).await?;
        serde_json::from_slice(&answer).map_err(Error::internal)
    }
}

impl Inner {
    /// The flight for this entry at this version, new or joined.
    fn flight(&self, entry: &str, version: &Version) -> Arc<Flight> {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        flights.retain(|_, flight| flight.strong_count() > 0);
        let key = (entry.to_owned(), version.clone());
        if let Some(flight) = flights.get(&key).and_then(Weak::upgrade) {
            return flight;
        }
        let flight = Arc::new(Flight::new());
        flights.insert(key, Arc::downgrade(&flight));
        flight
    }
}

fn written<T: Serialize>(answer: &T) -> Result<Arc<[u8]>> {
    Ok(serde_json::to_vec(answer).map_err(Error::internal)?.into())
}

/// What an entry is kept under: questions may be long, and say what people look for.
fn entry_key<Q: Serialize>(kind: &str, question: &Q) -> Result<String> {
    let question = serde_json::to_vec(question).map_err(Error::internal)?;
    let digest = Sha256::digest(&question);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("e:{kind}:{hex}"))
}
