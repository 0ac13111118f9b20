//! Which addresses may be reached.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What is said of all others.
pub(super) const REFUSAL: &str = "The address leads to a network that is not public.";

/// Networks that are not the public internet, by the IANA registries of special purpose, and
/// the one address among public ones at which Azure answers its own machines.
const SPECIAL_V4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([168, 63, 129, 16], 32),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    // Multicast, reserved, and broadcast.
    ([224, 0, 0, 0], 3),
];

/// What of 2000::/3 is not the public internet: protocols (Teredo among them), documentation,
/// and 6to4, which hides an IPv4 address.
const SPECIAL_V6: [([u16; 2], u32); 4] =
    [([0x2001, 0], 23), ([0x2001, 0x0db8], 32), ([0x2002, 0], 16), ([0x3fff, 0], 20)];

/// Whether the address is on the public internet. An IPv4 address in the clothes of an IPv6
/// address is not: nobody has to write it so.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_V4.iter().any(|(network, bits)| {
            within(address.to_bits(), Ipv4Addr::from(*network).to_bits(), *bits)
        }),
        IpAddr::V6(address) => {
            let global = address.segments()[0] & 0xe000 == 0x2000;
            global && !SPECIAL_V6.iter().any(|(network, bits)| within_v6(address, *network, *bits))
        }
    }
}

fn within(address: u32, network: u32, bits: u32) -> bool {
    (address ^ network) >> (32 - bits) == 0
}

fn within_v6(address: Ipv6Addr, [a, b]: [u16; 2], bits: u32) -> bool {
    let network = Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0);
    (address.to_bits() ^ network.to_bits()) >> (128 - bits) == 0
}

/// Whether requests may go there. Where private networks are allowed, the clouds' metadata
/// (link-local) and what is no single machine stay forbidden.
pub(super) fn may_be_reached(address: IpAddr, allow_private: bool) -> bool {
    if !allow_private {
        return is_public(address);
    }
    match address.to_canonical() {
        IpAddr::V4(address) => {
            !(address.is_unspecified()
                || address.is_link_local()
                || address.is_multicast()
                || address.is_broadcast())
        }
        IpAddr::V6(address) => {
            !(address.is_unspecified()
                || address.is_unicast_link_local()
                || address.is_multicast()
                || address == Ipv6Addr::new(0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x254))
        }
    }
}
