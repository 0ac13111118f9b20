//! Addresses of pages.

/// A path with a query, both as they may stand in an address. Empty values are
/// left out.
#[must_use]
pub fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(if out.len() == path.len() { '?' } else { '&' });
        encode(&mut out, name);
        out.push('=');
        encode(&mut out, value);
    }
    out
}

/// Percent-encodes all but unreserved characters (RFC 3986).
fn encode(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// Signing in, and then back to `next`.
#[must_use]
pub fn sign_in(next: &str) -> String {
    with_query("/sign-in", &[("next", next)])
}

/// A path of this site that somebody asked to be led to, or `otherwise`: an
/// address of another site is not followed.
#[must_use]
pub fn local(path: &str, otherwise: &str) -> String {
    let fine = path.starts_with('/')
        && !path.starts_with("//")
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if fine { path.to_owned() } else { otherwise.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_encoded() {
        assert_eq!(sign_in("/book?a=b&c=d"), "/sign-in?next=%2Fbook%3Fa%3Db%26c%3Dd");
        assert_eq!(with_query("/search", &[("place", ""), ("guests", "2")]), "/search?guests=2");
        assert_eq!(with_query("/search", &[("place", "")]), "/search");
        let place = [("place", "São Luís, MA"), ("check_in", "2027-03-10")];
        let expected = "/search?place=S%C3%A3o%20Lu%C3%ADs%2C%20MA&check_in=2027-03-10";
        assert_eq!(with_query("/search", &place), expected);
    }

    #[test]
    fn other_sites_are_not_followed() {
        assert_eq!(local("/trips?x=1", "/"), "/trips?x=1");
        for path in ["", "//evil.test", "https://evil.test", "/\\evil.test", "/a\r\nb", "/ã"] {
            assert_eq!(local(path, "/"), "/", "{path}");
        }
    }
}
