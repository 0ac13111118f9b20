//! Making identifiers.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A new UUIDv7 (RFC 9562) for something made at `now`.
#[must_use]
pub fn new_id(now: DateTime<Utc>) -> Uuid {
    let mut random = [0u8; 10];
    random_bytes(&mut random);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Fills `bytes` from the system's generator.
///
/// # Panics
/// If the system has none, on which nothing secure can go on.
pub fn random_bytes(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system's random generator works");
}

/// A code that can be read out over a telephone: eight of 28 letters and digits
/// that are not taken for one another (some 3.8 × 10¹¹ codes).
#[must_use]
pub fn new_code() -> String {
    const LETTERS: &[u8; 28] = b"ACDEFGHJKLMNPQRTUVWXY2346789";
    let mut code = String::with_capacity(8);
    while code.len() < 8 {
        let mut random = [0u8; 16];
        random_bytes(&mut random);
        // 252 is the largest multiple of 28 that a byte can hold: no letter is favoured.
        let fair = random.iter().filter(|b| **b < 252);
        code.extend(fair.map(|b| char::from(LETTERS[usize::from(*b) % 28])).take(8 - code.len()));
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clock;

    #[test]
    fn ids_sort_by_time() {
        let now = Clock::system().now();
        let (first, second) = (new_id(now), new_id(now + chrono::TimeDelta::milliseconds(1)));
        assert!(first < second);
        assert_eq!(first.get_version_num(), 7);
    }

    #[test]
    fn codes_are_readable_and_differ() {
        let (one, two) = (new_code(), new_code());
        assert_eq!(one.len(), 8);
        assert_ne!(one, two);
        assert!(!one.contains(['O', '0', 'I', '1', 'B', 'S', '5', 'Z']));
    }
}
