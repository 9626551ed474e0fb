use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const LONGEST: usize = 2_000;
const LONGEST_NAME: usize = 253;
/// How much must follow the host before the end of it is shown.
const LONG_ENOUGH_TO_SHOW: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Https,
    /// Only to addresses that the operator of the server allowed.
    Http,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// In small letters.
    Name(String),
    Address(IpAddr),
}

/// The URL of a receiver, in the one spelling that every reader of URLs understands alike. The whole
/// of it is a secret: no `Debug`, and errors never repeat it.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    pub scheme: Scheme,
    pub host: Host,
    pub port: u16,
    /// What comes after the host and the port, with the slash.
    rest: String,
}

/// Why a text is no URL of a receiver. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedEndpoint {
    #[error("expected a URL that begins with https://")]
    Scheme,
    #[error("expected {LONGEST} characters at most")]
    Long,
    #[error("found a space, a backslash or a character that must be percent-encoded")]
    Character,
    #[error("a URL with a user name or a password before the host is not taken")]
    UserInfo,
    #[error("a URL with a part after # is not taken: that part is never sent")]
    Fragment,
    #[error(
        "expected a host name such as hooks.example.com, or an IP address in its usual spelling"
    )]
    Host,
    #[error("expected the port 443 or one above 1023")]
    Port,
}

impl Endpoint {
    /// # Errors
    /// [`MalformedEndpoint`].
    pub fn parse(text: &str) -> Result<Self, MalformedEndpoint> {
        let (scheme, rest) = scheme(text)?;
        if text.len() > LONGEST {
            return Err(MalformedEndpoint::Long);
        }
        if text
            .chars()
            .any(|c| !c.is_ascii_graphic() || "\\\"<>^`{|}".contains(c))
        {
            return Err(MalformedEndpoint::Character);
        }
        if text.contains('#') {
            return Err(MalformedEndpoint::Fragment);
        }
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.contains('@') {
            return Err(MalformedEndpoint::UserInfo);
        }
        let (host, port) = host_and_port(authority)?;
        let port = match port {
            Some(text) => port_of(text, scheme)?,
            None if scheme == Scheme::Https => 443,
            None => 80,
        };
        let slash = if rest.starts_with('/') { "" } else { "/" };
        Ok(Self {
            scheme,
            host,
            port,
            rest: format!("{slash}{rest}"),
        })
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.rest)
    }

    /// Scheme, host and port: what may be shown.
    #[must_use]
    pub fn origin(&self) -> String {
        let (scheme, usual) = match self.scheme {
            Scheme::Https => ("https", 443),
            Scheme::Http => ("http", 80),
        };
        let port = if self.port == usual {
            String::new()
        } else {
            format!(":{}", self.port)
        };
        format!("{scheme}://{}{port}", self.host_text())
    }

    /// The host as it stands in the URL.
    #[must_use]
    pub fn host_text(&self) -> String {
        match &self.host {
            Host::Name(name) => name.clone(),
            Host::Address(IpAddr::V4(address)) => address.to_string(),
            Host::Address(IpAddr::V6(address)) => format!("[{address}]"),
        }
    }

    /// The last four characters, by which people tell two URLs apart; nothing of a short one.
    #[must_use]
    pub fn last4(&self) -> &str {
        if self.rest.len() < LONG_ENOUGH_TO_SHOW {
            return "";
        }
        self.rest
            .len()
            .checked_sub(4)
            .and_then(|from| self.rest.get(from..))
            .unwrap_or_default()
    }
}

fn scheme(text: &str) -> Result<(Scheme, &str), MalformedEndpoint> {
    let of = |start: &str| {
        let head = text.get(..start.len())?;
        let rest = text.get(start.len()..)?;
        head.eq_ignore_ascii_case(start).then_some(rest)
    };
    let https = of("https://").map(|rest| (Scheme::Https, rest));
    https
        .or_else(|| of("http://").map(|rest| (Scheme::Http, rest)))
        .ok_or(MalformedEndpoint::Scheme)
}

fn host_and_port(authority: &str) -> Result<(Host, Option<&str>), MalformedEndpoint> {
    if let Some(inside) = authority.strip_prefix('[') {
        let (address, after) = inside.split_once(']').ok_or(MalformedEndpoint::Host)?;
        let address: Ipv6Addr = address.parse().map_err(|_| MalformedEndpoint::Host)?;
        let port = match after.strip_prefix(':') {
            Some(port) => Some(port),
            None if after.is_empty() => None,
            None => return Err(MalformedEndpoint::Host),
        };
        return Ok((Host::Address(address.into()), port));
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    Ok((host_of(host)?, port))
}

/// A name whose last label could be a number is an address to some readers, decimal, octal or hex
/// (WHATWG URL, "ends in a number checker"): only the four plain numbers are taken.
fn host_of(text: &str) -> Result<Host, MalformedEndpoint> {
    let name = text.to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    if last.starts_with(|c: char| c.is_ascii_digit()) {
        let address: Ipv4Addr = name.parse().map_err(|_| MalformedEndpoint::Host)?;
        return Ok(Host::Address(address.into()));
    }
    if name.len() <= LONGEST_NAME && name.split('.').all(is_label) {
        Ok(Host::Name(name))
    } else {
        Err(MalformedEndpoint::Host)
    }
}

/// RFC 1123, section 2.1; underscores are in names of real hosts, too.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn port_of(text: &str, scheme: Scheme) -> Result<u16, MalformedEndpoint> {
    let plain = !text.starts_with(['+', '0']);
    let port = text.parse().ok().filter(|_| plain);
    port.filter(|port| *port == 443 || *port > 1023 || (scheme == Scheme::Http && *port == 80))
        .ok_or(MalformedEndpoint::Port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_urls_are_taken() {
        for (text, url, origin, last4) in [
            (
                "https://hooks.slack.com/services/T0/B0/abcdWXYZ",
                "https://hooks.slack.com/services/T0/B0/abcdWXYZ",
                "https://hooks.slack.com",
                "WXYZ",
            ),
            (
                "HTTPS://Example.COM",
                "https://example.com/",
                "https://example.com",
                "",
            ),
            (
                "https://example.com?key=1",
                "https://example.com/?key=1",
                "https://example.com",
                "",
            ),
            (
                "https://a.b:8443/in",
                "https://a.b:8443/in",
                "https://a.b:8443",
                "",
            ),
            ("https://a.b:443/in", "https://a.b/in", "https://a.b", ""),
            (
                "https://[2001:4860::1]:8443/in",
                "https://[2001:4860::1]:8443/in",
                "https://[2001:4860::1]:8443",
                "",
            ),
            (
                "https://8.8.8.8/",
                "https://8.8.8.8/",
                "https://8.8.8.8",
                "",
            ),
            (
                "https://xn--bcher-kva.example/%20?a=b&c=~",
                "https://xn--bcher-kva.example/%20?a=b&c=~",
                "https://xn--bcher-kva.example",
                "&c=~",
            ),
            (
                "http://127.0.0.1:9000/in",
                "http://127.0.0.1:9000/in",
                "http://127.0.0.1:9000",
                "",
            ),
        ] {
            let end = Endpoint::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(
                (end.url().as_str(), end.origin().as_str(), end.last4()),
                (url, origin, last4)
            );
        }
    }

    #[test]
    fn odd_spellings_are_refused() {
        use MalformedEndpoint as M;
        for (text, why) in [
            ("", M::Scheme),
            ("ftp://example.com/", M::Scheme),
            ("//example.com/", M::Scheme),
            ("https:example.com", M::Scheme),
            ("https://", M::Host),
            ("https:///x", M::Host),
            ("https://2130706433/", M::Host),
            ("https://0x7f.1/", M::Host),
            ("https://0x7f000001/", M::Host),
            ("https://017700000001/", M::Host),
            ("https://127.1/", M::Host),
            ("https://127.0.0.01/", M::Host),
            ("https://127.0.0.1./", M::Host),
            ("https://example.com./", M::Host),
            ("https://a..b/", M::Host),
            ("https://-a.b/", M::Host),
            ("https://ex%61mple.com/", M::Host),
            ("https://[::1%25eth0]/", M::Host),
            ("https://[::1]x/", M::Host),
            ("https://[::1/", M::Host),
            ("https://b\u{fc}cher.example/", M::Character),
            ("https://127\u{3002}0.0.1/", M::Character),
            ("https://exa mple.com/", M::Character),
            ("https://example.com/\n", M::Character),
            ("https://example.com\\@evil.example/", M::Character),
            ("https://user@example.com/", M::UserInfo),
            ("https://user:pass@example.com/", M::UserInfo),
            ("https://example.com/#@x", M::Fragment),
            ("https://example.com:22/", M::Port),
            ("https://example.com:80/", M::Port),
            ("https://example.com:0/", M::Port),
            ("https://example.com:0443/", M::Port),
            ("https://example.com:+8443/", M::Port),
            ("https://example.com:/", M::Port),
            ("https://example.com:65536/", M::Port),
            ("http://example.com:25/", M::Port),
        ] {
            assert_eq!(Endpoint::parse(text).err(), Some(why), "{text}");
        }
        let long = format!("https://example.com/{}", "x".repeat(2_000));
        assert_eq!(Endpoint::parse(&long).err(), Some(M::Long));
    }
}
