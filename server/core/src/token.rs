//! Secrets that are given to clients and known to us only by their hash.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::ids::random_bytes;

/// A new secret of 256 random bits, as 43 characters that are safe in addresses.
#[must_use]
pub fn new_secret() -> String {
    let mut secret = [0u8; 32];
    random_bytes(&mut secret);
    URL_SAFE_NO_PAD.encode(secret)
}

/// What is kept of a secret. A fast hash is enough: 256 random bits cannot be
/// guessed, however fast the guessing.
#[must_use]
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Makes an opaque cursor out of the place where a page ended.
#[must_use]
pub fn cursor<T: serde::Serialize>(place: &T) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(place).unwrap_or_default())
}

/// Reads a cursor back.
///
/// # Errors
/// At `/cursor`, if it is not one that [`cursor`] made.
pub fn parse_cursor<T: serde::de::DeserializeOwned>(text: &str) -> crate::Result<T> {
    let bytes = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    serde_json::from_slice(&bytes).map_err(|_| {
        let detail = "Use the next_cursor of the page before, with the same filters.";
        types::FieldErrors::one("/cursor", "invalid", detail).into()
    })
}
