use core::{fmt, net::IpAddr, str::FromStr};

/// A block of addresses, such as `10.0.0.0/8`; a single address is a block of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cidr {
    network: IpAddr,
    bits: u8,
}

/// Why a text is no block of addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a block of addresses such as 10.20.0.0/16 or fd00:12::/32, found {found:?}")]
pub struct MalformedCidr {
    pub found: String,
}

impl Cidr {
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        Self::holds(self.network, self.bits, address)
    }

    /// Whether `address` begins with the first `bits` of `network`. The two versions never mix.
    pub(super) fn holds(network: IpAddr, bits: u8, address: IpAddr) -> bool {
        let (network, address, width) = match (network, address) {
            (IpAddr::V4(net), IpAddr::V4(one)) => {
                (u128::from(net.to_bits()), u128::from(one.to_bits()), 32)
            }
            (IpAddr::V6(net), IpAddr::V6(one)) => (net.to_bits(), one.to_bits(), 128),
            _ => return false,
        };
        let rest: u32 = width - u32::from(bits).min(width);
        network.checked_shr(rest) == address.checked_shr(rest)
    }
}

impl FromStr for Cidr {
    type Err = MalformedCidr;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || MalformedCidr {
            found: text.to_owned(),
        };
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let network: IpAddr = address.parse().map_err(|_| malformed())?;
        let width = if network.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().map_err(|_| malformed())?,
            None => width,
        };
        if bits > width {
            return Err(malformed());
        }
        Ok(Self { network, bits })
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network, self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_hold_their_own() {
        for (block, address, inside) in [
            ("10.0.0.0/8", "10.9.8.7", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("0.0.0.0/0", "9.9.9.9", true),
            ("::/0", "fe80::1", true),
            ("::/0", "9.9.9.9", false),
            ("0.0.0.0/0", "::ffff:9.9.9.9", false),
            ("fd00:12::/32", "fd00:12:ffff::1", true),
            ("fd00:12::/32", "fd00:13::1", false),
        ] {
            let cidr: Cidr = block.parse().unwrap();
            assert_eq!(
                cidr.contains(address.parse().unwrap()),
                inside,
                "{block} {address}"
            );
        }
        for text in [
            "",
            "10.0.0.0/33",
            "::/129",
            "10/8",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "x",
            "localhost",
        ] {
            assert!(text.parse::<Cidr>().is_err(), "{text}");
        }
    }
}
