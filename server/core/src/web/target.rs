//! Addresses that somebody gave.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use super::{WebError, guard};

/// Names that mean this machine or its surroundings wherever they are resolved.
const INSIDE: [&str; 6] = ["localhost", "local", "internal", "home.arpa", "lan", "localdomain"];

/// The longest address, in bytes.
const LONGEST: usize = 2000;

/// An address that requests may be sent to, as far as can be told without resolving its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target(Url);

impl Target {
    pub(super) fn parse(text: &str, allow_private: bool) -> Result<Self, WebError> {
        let refused = |why| Err(WebError::Refused(why));
        if text.len() > LONGEST {
            return refused("The address is too long.");
        }
        let Ok(mut url) = Url::parse(text.trim()) else {
            return refused("This is not an address such as https://example.com/path.");
        };
        match url.scheme() {
            "https" => {}
            "http" if allow_private => {}
            _ => return refused("The address must begin with https://."),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refused("The address must not have a user name or password in it.");
        }
        if url.port() == Some(0) {
            return refused("The address has no port that can be reached.");
        }
        let reachable = match url.host() {
            None => return refused("The address names no host."),
            Some(Host::Domain(name)) => allow_private || !is_inside(name),
            Some(Host::Ipv4(ip)) => guard::may_be_reached(ip.into(), allow_private),
            Some(Host::Ipv6(ip)) => guard::may_be_reached(ip.into(), allow_private),
        };
        if !reachable {
            return refused(guard::REFUSAL);
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The address in its normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host's name, or its address without brackets.
    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']')
    }

    pub(super) fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// Where it is, if no name needs to be resolved.
    pub(super) fn address(&self) -> Option<SocketAddr> {
        let ip: IpAddr = match self.0.host()? {
            Host::Domain(_) => return None,
            Host::Ipv4(ip) => ip.into(),
            Host::Ipv6(ip) => ip.into(),
        };
        Some(SocketAddr::new(ip, self.port()))
    }

    pub(super) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Host and port as the `Host` header has them.
    pub(super) fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub(super) fn path_and_query(&self) -> &str {
        &self.0[url::Position::BeforePath..url::Position::AfterQuery]
    }
}

fn is_inside(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    INSIDE.iter().any(|end| name == *end || name.ends_with(&format!(".{end}")))
}
