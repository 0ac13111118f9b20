//! What an authenticator app does.

use chrono::{DateTime, Utc};
use ring::hmac;

/// The code that an app with this secret shows at `now`.
///
/// # Panics
/// If the secret is not base 32.
#[must_use]
pub fn code_at(secret: &str, now: DateTime<Utc>) -> String {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u64, 0);
    for letter in secret.bytes() {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter);
        bits = bits << 5 | value.expect("base 32") as u64;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = hmac::sign(&key, &(now.timestamp() / 30).to_be_bytes());
    let at = usize::from(tag.as_ref()[19] & 15);
    let word: [u8; 4] = tag.as_ref()[at..at + 4].try_into().expect("four bytes");
    format!("{:06}", (u32::from_be_bytes(word) & 0x7FFF_FFFF) % 1_000_000)
}
