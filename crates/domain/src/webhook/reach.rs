use core::net::IpAddr;

use super::{Cidr, Endpoint, Host, Scheme, is_global};

/// Where webhooks may lead: the public Internet by https, and whatever blocks the operator of the
/// server named when it was started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    pub allowed: Vec<Cidr>,
}

/// Why a receiver may not be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    #[error("http is for receivers that whoever runs the server has allowed; expected https")]
    Http,
    #[error("the address is not one of the public Internet")]
    Private,
}

impl Reach {
    /// Whether this very address may be connected to.
    #[must_use]
    pub fn may(&self, scheme: Scheme, address: IpAddr) -> bool {
        let allowed = self.allowed.iter().any(|block| block.contains(address));
        allowed || (scheme == Scheme::Https && is_global(address))
    }

    /// What can be said before a name is looked up.
    ///
    /// # Errors
    /// [`Unreachable`].
    pub fn judge(&self, endpoint: &Endpoint) -> Result<(), Unreachable> {
        match (endpoint.scheme, &endpoint.host) {
            (scheme, Host::Address(address)) if self.may(scheme, *address) => Ok(()),
            (Scheme::Https, Host::Address(_)) => Err(Unreachable::Private),
            (Scheme::Http, Host::Name(_)) if !self.allowed.is_empty() => Ok(()),
            (Scheme::Http, _) => Err(Unreachable::Http),
            (Scheme::Https, Host::Name(_)) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_internet_and_what_was_allowed() {
        let closed = Reach::default();
        let open = Reach {
            allowed: vec!["127.0.0.0/8".parse().unwrap()],
        };
        let judge = |reach: &Reach, url| reach.judge(&Endpoint::parse(url).unwrap()).err();
        for (url, by_closed, by_open) in [
            ("https://example.com/", None, None),
            ("https://8.8.8.8/", None, None),
            ("https://127.0.0.1/", Some(Unreachable::Private), None),
            (
                "https://10.0.0.1/",
                Some(Unreachable::Private),
                Some(Unreachable::Private),
            ),
            (
                "https://[::ffff:127.0.0.1]/",
                Some(Unreachable::Private),
                Some(Unreachable::Private),
            ),
            (
                "https://[fd00:ec2::254]/",
                Some(Unreachable::Private),
                Some(Unreachable::Private),
            ),
            (
                "http://8.8.8.8/",
                Some(Unreachable::Http),
                Some(Unreachable::Http),
            ),
            ("http://example.com/", Some(Unreachable::Http), None),
            ("http://127.0.0.1:9000/", Some(Unreachable::Http), None),
        ] {
            assert_eq!(
                (judge(&closed, url), judge(&open, url)),
                (by_closed, by_open),
                "{url}"
            );
        }
        let address = "8.8.8.8".parse().unwrap();
        assert!(!open.may(Scheme::Http, address) && open.may(Scheme::Https, address));
    }
}
