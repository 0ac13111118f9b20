//! Addresses of pages.

use leptos_router::params::ParamsMap;

/// A path with a query, both as they may stand in an address. Empty values are
/// left out.
#[must_use]
pub fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let mut map = ParamsMap::new();
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        map.insert((*name).to_owned(), (*value).to_owned());
    }
    format!("{path}{}", map.to_query_string())
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
    }

    #[test]
    fn other_sites_are_not_followed() {
        assert_eq!(local("/trips?x=1", "/"), "/trips?x=1");
        for path in ["", "//evil.test", "https://evil.test", "/\\evil.test", "/a\r\nb", "/ã"] {
            assert_eq!(local(path, "/"), "/", "{path}");
        }
    }
}
