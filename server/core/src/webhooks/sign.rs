//! Secrets and signatures, by the Standard Webhooks specification: what is signed is
//! `{id}.{timestamp}.{payload}` with HMAC-SHA-256, under the name `v1`.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::hmac;

use crate::ids::random_bytes;

/// What a secret begins with when it is shown.
const PREFIX: &str = "whsec_";

/// A new secret of 256 random bits.
pub(super) fn new_secret() -> Vec<u8> {
    let mut secret = vec![0u8; 32];
    random_bytes(&mut secret);
    secret
}

/// A secret as its owner is shown it.
pub(super) fn shown(secret: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// The header `webhook-signature`: one signature for each secret.
pub(super) fn signatures(secrets: &[&[u8]], id: &str, timestamp: i64, payload: &str) -> String {
    let signed = format!("{id}.{timestamp}.{payload}");
    let sign = |secret: &&[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        format!("v1,{}", STANDARD.encode(hmac::sign(&key, signed.as_bytes())))
    };
    secrets.iter().map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the specification's own libraries are tested with.
    #[test]
    fn the_published_example() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signature = signatures(&[&secret], id, 1_614_265_330, "{\"test\": 2432232314}");
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_is_long_and_new() {
        let (one, two) = (new_secret(), new_secret());
        assert_ne!(one, two);
        assert!((24..=64).contains(&one.len()));
        assert!(shown(&one).starts_with("whsec_"));
        assert_eq!(signatures(&[&one, &two], "a", 1, "{}").split(' ').count(), 2);
    }
}
