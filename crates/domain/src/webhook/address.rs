use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Cidr;

/// Blocks of IPv4 that lead to no receiver of somebody else: what the IANA registry of special
/// purposes calls not globally reachable (RFC 6890), multicast (RFC 5771), and two more.
const NOT_GLOBAL_V4: [(Ipv4Addr, u8); 16] = [
    // "This network" and the unspecified address.
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    // Shared by carriers (RFC 6598).
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Link-local, with the metadata of cloud machines and the credentials of containers.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    // Protocol assignments (RFC 6890).
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    // Documentation, here and twice below (RFC 5737).
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    // Relays of 6to4, deprecated (RFC 7526).
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    // Benchmarking (RFC 2544).
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    // Reserved, with the broadcast address at its end.
    (Ipv4Addr::new(240, 0, 0, 0), 4),
    // A public address that a cloud's machines reach their host by.
    (Ipv4Addr::new(168, 63, 129, 16), 32),
];

/// The only block of IPv6 that is given out as global unicast (RFC 4291). Loopback, unspecified,
/// link-local, unique local, multicast, the embedded forms of IPv4 and NAT64 are all outside.
const GLOBAL_V6: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// What is not for receivers within it.
const NOT_GLOBAL_V6: [(Ipv6Addr, u8); 4] = [
    // Protocol assignments, with Teredo, benchmarking and ORCHID (RFC 2928).
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    // Documentation (RFC 3849, RFC 9637).
    (Ipv6Addr::new(0x2001, 0x0db8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    // 6to4: holds an IPv4 address (RFC 3056).
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
];

/// Whether an address leads to a machine of the public Internet.
#[must_use]
pub fn is_global(address: IpAddr) -> bool {
    let within = |(network, bits): (IpAddr, u8)| Cidr::holds(network, bits, address);
    match address {
        IpAddr::V4(_) => !NOT_GLOBAL_V4
            .iter()
            .any(|(net, bits)| within(((*net).into(), *bits))),
        IpAddr::V6(_) => {
            within((GLOBAL_V6.0.into(), GLOBAL_V6.1))
                && !NOT_GLOBAL_V6
                    .iter()
                    .any(|(net, bits)| within(((*net).into(), *bits)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_global() {
        let refused = "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255
            127.0.0.1 127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254 169.254.170.2
            172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1
            192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1
            239.255.255.255 240.0.0.1 255.255.255.255
            :: ::1 ::7f00:1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8
            64:ff9b::a9fe:a9fe 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:0:53aa::1
            2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2001:1ff:ffff::1 2002:7f00:1::1 2002:808:808::1
            3fff::1 3fff:fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 febf::1 fec0::1 ff02::1
            4000::1";
        for text in refused.split_whitespace() {
            assert!(!is_global(text.parse().unwrap()), "{text}");
        }
        let fine = "1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
            128.0.0.0 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
            191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0
            198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0
            223.255.255.255 2001:200::1 2001:4860:4860::8888 2001:db7:ffff::1 2001:db9::1
            2003::1 2606:4700::1111 2a00:1450::1 3ffe::1 3fff:1000::1";
        for text in fine.split_whitespace() {
            assert!(is_global(text.parse().unwrap()), "{text}");
        }
    }
}
