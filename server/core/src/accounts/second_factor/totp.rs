//! Codes by time (RFC 6238): HMAC-SHA-1, six digits, steps of 30 seconds. That is what
//! authenticator apps understand; SHA-1 is sound where nobody chooses collisions.

use ring::hmac;

/// How long a code is for, in seconds.
const STEP: i64 = 30;

/// The time step of an instant.
pub(super) fn step(now: chrono::DateTime<chrono::Utc>) -> i64 {
    now.timestamp().div_euclid(STEP)
}

/// The code of a time step.
pub(super) fn code(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    // RFC 4226, 5.3: the last four bits say where to take 31 bits from.
    let at = usize::from(tag.last().copied().unwrap_or_default() & 0x0F);
    let word = tag.iter().skip(at).take(4).fold(0u32, |word, byte| word << 8 | u32::from(*byte));
    (word & 0x7FFF_FFFF) % 1_000_000
}

/// The step whose code this is, out of the present one and those beside it.
pub(super) fn matching(secret: &[u8], now: i64, given: &str) -> Option<i64> {
    let digits: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let given: u32 = digits.parse().ok()?;
    // All three are made, whichever it is.
    let found = [now - 1, now, now + 1].map(|step| (step, code(secret, step) == given));
    found.iter().rev().find(|(_, right)| *right).map(|(step, _)| *step)
}

/// Base 32 (RFC 4648) without padding, as apps take secrets.
pub(super) fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut text, mut bits, mut count) = (String::new(), 0u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            text.push(char::from(LETTERS[(bits >> count & 31) as usize]));
        }
        bits &= (1 << count) - 1;
    }
    if count > 0 {
        text.push(char::from(LETTERS[(bits << (5 - count) & 31) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (time, expected) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ] {
            assert_eq!(code(secret, time / STEP), expected, "{time}");
        }
        assert_eq!(matching(secret, 1, "287082"), Some(1));
        assert_eq!(matching(secret, 2, " 287 082"), Some(1), "one step late");
        assert_eq!(matching(secret, 0, "287082"), Some(1), "one step early");
        for (step, given) in [(3, "287082"), (-1, "287082"), (1, "287083"), (1, "+87082"), (1, "")]
        {
            assert_eq!(matching(secret, step, given), None, "{step} {given}");
        }
    }

    /// RFC 4648, section 10.
    #[test]
    fn base_32_is_that_of_the_standard() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), expected);
        }
    }
}
