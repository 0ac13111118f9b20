//! Numbers that look random and are always the same, and ids made of them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A small generator (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// One that always yields the same numbers for the same `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        // The states of a generator are evenly spaced: seeds that are close must not
        // be, or one's numbers are the other's, a few places on.
        Self(mixed(seed.wrapping_add(0x5EED)))
    }

    /// One that starts at a state.
    pub(crate) fn at_state(state: u64) -> Self {
        Self(state)
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }

    /// From 0 up to 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `a` up to and including `b`.
    pub(crate) fn between(&mut self, a: i64, b: i64) -> i64 {
        a + (self.unit() * (b - a + 1) as f64) as i64
    }

    /// True with the chance `p`.
    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A place in a list of `length`; 0 if that is empty.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        ((self.unit() * length as f64) as usize).min(length.saturating_sub(1))
    }

    /// One of `items`, which are not none.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.index(items.len())]
    }

    /// One of `items` by its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(T, u32)]) -> T {
        let total: u32 = items.iter().map(|item| item.1).sum();
        let mut at = (self.unit() * f64::from(total)) as u32;
        for (item, weight) in items {
            if at < *weight {
                return *item;
            }
            at -= weight;
        }
        items[0].0
    }

    /// How long until something that comes every `mean` on average.
    pub(crate) fn wait(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// A UUIDv7 of something made at `at`.
    pub(crate) fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes()[..2]);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

fn mixed(state: u64) -> u64 {
    let mut z = state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The `n`th code for a booking: eight letters and digits that are not taken for one
/// another. Different for every `n` below some 3.8 × 10¹¹.
pub(crate) fn code(n: u64) -> String {
    const LETTERS: &[u8; 28] = b"ACDEFGHJKLMNPQRTUVWXY2346789";
    let all = 28_u64.pow(8);
    // A factor without 2 or 7 in it leads from number to number without meeting one twice.
    let mut rest = ((u128::from(n) * 163_841_279_561 + 97_531_246_813) % u128::from(all)) as u64;
    let mut code = String::with_capacity(8);
    for _ in 0..8 {
        code.push(char::from(LETTERS[(rest % 28) as usize]));
        rest /= 28;
    }
    code
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_differ() {
        let codes: HashSet<String> = (0..200_000).map(code).collect();
        assert_eq!(codes.len(), 200_000);
    }

    #[test]
    fn ids_are_of_version_7_and_sort_by_time() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let mut random = Random::new(1);
        let first = random.id(at("2027-01-01T00:00:00Z"));
        let second = random.id(at("2027-01-01T00:00:01Z"));
        assert!(first < second);
        assert_eq!(first.get_version_num(), 7);
    }

    #[test]
    fn everything_stays_in_its_range() {
        let mut random = Random::new(7);
        for _ in 0..10_000 {
            assert!((3..=5).contains(&random.between(3, 5)));
            assert!(random.wait(4.0) >= 0.0);
        }
    }
}
