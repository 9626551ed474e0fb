use reqwest::Url;

use crate::error::{Error, Result};

/// The server's address as people type it.
///
/// # Errors
/// [`Error::Address`].
pub(crate) fn base(text: &str, with_token: bool) -> Result<Url> {
    let text = text.trim();
    let url = Url::parse(text).map_err(|_| refuse(text, "it is not an address"))?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    match url.scheme() {
        _ if !plain => Err(refuse(
            "(not shown)",
            "it holds a user, a query or a fragment",
        )),
        "https" => Ok(url),
        "http" if is_loopback(&url) || !with_token => Ok(url),
        "http" => Err(refuse(text, "a token would travel over it unencrypted")),
        _ => Err(refuse(text, "it is neither https nor http")),
    }
}

fn refuse(found: &str, why: &'static str) -> Error {
    Error::Address {
        found: found.chars().take(200).collect(),
        why,
    }
}

/// Whether the address is on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let ip = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<std::net::IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

/// The address of an operation. Every part is one segment, whatever is in it.
///
/// # Errors
/// [`Error::Address`] for a part that would climb or vanish.
pub(crate) fn of(base: &Url, parts: &[&str]) -> Result<Url> {
    let mut url = base.clone();
    if let Some(bad) = parts.iter().find(|part| matches!(**part, "" | "." | "..")) {
        return Err(refuse(bad, "an id is expected there"));
    }
    let mut segments = url
        .path_segments_mut()
        .map_err(|()| refuse(base.as_str(), "it has no path"))?;
    segments.pop_if_empty().extend(["api", "v1"]).extend(parts);
    drop(segments);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_travels_encrypted_or_not_at_all() {
        for (text, with_token, fits) in [
            ("https://landfast.example.com", true, true),
            ("http://127.0.0.1:8080", true, true),
            ("http://[::1]:8080/", true, true),
            ("http://localhost", true, true),
            ("http://landfast.example.com", true, false),
            ("http://localhost.example.com", true, false),
            ("http://landfast.example.com", false, true),
            ("https://ada:pw@landfast.example.com", true, false),
            ("https://landfast.example.com/?token=a", true, false),
            ("ftp://landfast.example.com", false, false),
            ("landfast.example.com", false, false),
        ] {
            assert_eq!(base(text, with_token).is_ok(), fits, "{text}");
        }
    }

    #[test]
    fn parts_of_a_path_stay_parts() {
        let base = Url::parse("https://example.com/below/").unwrap();
        assert_eq!(
            of(&base, &["accounts", "a/b?c"]).unwrap().as_str(),
            "https://example.com/below/api/v1/accounts/a%2Fb%3Fc"
        );
        for part in ["", ".", ".."] {
            assert!(of(&base, &["accounts", part]).is_err(), "{part:?}");
        }
    }
}
