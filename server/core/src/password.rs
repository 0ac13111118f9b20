//! Hashing passwords: argon2id (RFC 9106), off the async threads and never more
//! at a time than the machine has cores.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Memory in KiB, passes and lanes: OWASP's minimum for argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// The hash of no password anybody has: compared with when there is no account,
/// so that the answer takes as long as for one that exists.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cG91c2FkYS1ub2JvZHktMQ$BWsnQ7IPWy7RVJ1y9b3PCvOyCmfTFY0u2XBYLFM5v8U";

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self { places: Arc::new(Semaphore::new(cores)) }
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params =
        Params::new(memory, passes, lanes, None).map_err(|e| Error::internal(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of `password` as a PHC string, computed on this thread.
///
/// # Errors
/// [`Error::Internal`], if hashing fails.
pub fn hash_here(password: &str) -> Result<String> {
    let hash: std::result::Result<PasswordHash, _> = argon2()?.hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|e| Error::internal(e.to_string()))
}

impl Passwords {
    /// The hash of `password` as a PHC string, salted.
    ///
    /// # Errors
    /// [`Error::Internal`], if hashing fails.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.off_thread(move || hash_here(&password)).await
    }

    /// Whether `password` is the one that was hashed. Without a hash the answer is
    /// no, after the same work.
    ///
    /// # Errors
    /// [`Error::Internal`], if the hash cannot be read.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        self.off_thread(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
            let parsed = PasswordHash::new(&hash).map_err(|e| Error::internal(e.to_string()))?;
            Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok() && known)
        })
        .await
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = self.places.clone().acquire_owned().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        })
        .await
        .map_err(Error::internal)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_passes_and_no_other() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse".into()).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.expect("read"));
        assert!(!passwords.verify("correct horsf".into(), Some(hash)).await.expect("read"));
    }

    #[tokio::test]
    async fn nobodys_password_never_passes_but_costs_the_same() {
        let parsed = PasswordHash::new(NOBODY).expect("well formed");
        assert_eq!(parsed.params.get_decimal("m"), Some(COST.0));
        assert!(!Passwords::default().verify(String::new(), None).await.expect("read"));
    }
}
