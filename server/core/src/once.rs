//! Doing a thing once, however often it is asked for: the answer to a request that
//! came with an `Idempotency-Key` is kept, in the transaction that did the work.

pub(crate) mod store;

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use types::{AccountId, BookingId, FieldErrors, booking::BookingSource};

use crate::error::{Error, Result};

/// A client's `Idempotency-Key` and what it sent with it: the same request again
/// gets the same answer, and nothing is done a second time.
#[derive(Debug, Clone)]
pub struct Idempotency {
    /// The key, 1 to 255 characters.
    pub key: String,
    /// Which route it was sent to.
    pub route: &'static str,
    /// By which door the request came.
    pub source: BookingSource,
}

/// What tells a request from every other: to be taken before it is tidied.
pub(crate) fn fingerprint(request: &impl Serialize) -> Result<Vec<u8>> {
    Ok(Sha256::digest(serde_json::to_vec(request).map_err(Error::internal)?).to_vec())
}

/// A request that may have been answered before.
pub(crate) struct Once {
    /// Whose keys count.
    account: AccountId,
    key: Option<Idempotency>,
    fingerprint: Vec<u8>,
}

impl Once {
    /// A request of the account's; without a key it is done each time.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a key that is none.
    pub(crate) fn new(
        account: AccountId,
        key: Option<Idempotency>,
        request: &impl Serialize,
    ) -> Result<Self> {
        Self::of(account, key, fingerprint(request)?)
    }

    /// The same, of a request whose fingerprint was taken.
    ///
    /// # Errors
    /// As [`Once::new`].
    pub(crate) fn of(
        account: AccountId,
        key: Option<Idempotency>,
        fingerprint: Vec<u8>,
    ) -> Result<Self> {
        if let Some(key) = &key {
            let length = key.key.chars().count();
            if length == 0 || length > 255 {
                let detail = "Use an Idempotency-Key of 1 to 255 characters.";
                return Err(FieldErrors::one("/idempotency_key", "invalid", detail).into());
            }
        }
        Ok(Self { account, key, fingerprint })
    }

    /// What was answered before.
    ///
    /// # Errors
    /// [`Error::Conflict`] `idempotency_key_reused`, if the key came with another
    /// request, or `request_in_progress`.
    pub(crate) async fn answered<T: DeserializeOwned>(
        &self,
        tx: &mut PgConnection,
    ) -> Result<Option<T>> {
        let Some(key) = &self.key else { return Ok(None) };
        let found = store::begin_idempotent(tx, self.account, key).await?;
        let Some((fingerprint, answer)) = found else { return Ok(None) };
        if fingerprint != self.fingerprint {
            return Err(Error::conflict(
                "idempotency_key_reused",
                "This Idempotency-Key came with a different request before.",
            ));
        }
        serde_json::from_value(answer).map(Some).map_err(Error::internal)
    }

    /// Keeps the answer, with the booking that it speaks of, if it does of one.
    ///
    /// # Errors
    /// If the database does not answer.
    pub(crate) async fn keep(
        &self,
        tx: &mut PgConnection,
        booking: Option<BookingId>,
        answer: &impl Serialize,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let Some(key) = &self.key else { return Ok(()) };
        let answer = serde_json::to_value(answer).map_err(Error::internal)?;
        store::end_idempotent(tx, self.account, key, &self.fingerprint, booking, answer, now).await
    }
}
