use std::time::Duration;

use http::{HeaderMap, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

/// Browsers take a `__Host-` cookie only with `Secure`, for this host alone and for every path
/// (RFC 6265bis, section 4.1.3.2). Without TLS, on loopback, the plain name has to do.
const fn name(https: bool) -> &'static str {
    if https { "__Host-landfast" } else { "landfast" }
}

const fn attributes(https: bool) -> &'static str {
    if https {
        "Path=/; Secure; HttpOnly; SameSite=Lax"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

/// The session's secret in the cookies of a request.
pub(super) fn read_cookie(headers: &HeaderMap, https: bool) -> Option<SecretString> {
    let pairs = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name(https))
        .map(|(_, value)| SecretString::from(value.to_owned()))
}

/// `Set-Cookie` for a new session. `None` for a secret that is no header text, which none is.
pub(crate) fn session_cookie(
    secret: &SecretString,
    lasts: Duration,
    https: bool,
) -> Option<HeaderValue> {
    let text = format!(
        "{}={}; Max-Age={}; {}",
        name(https),
        secret.expose_secret(),
        lasts.as_secs(),
        attributes(https)
    );
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// `Set-Cookie` that ends the browser's side of a session.
pub(crate) fn clear_cookie(https: bool) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{}=; Max-Age=0; {}",
        name(https),
        attributes(https)
    ))
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cookies: &[&'static str], https: bool) -> Option<String> {
        let mut headers = HeaderMap::new();
        for one in cookies {
            headers.append(header::COOKIE, HeaderValue::from_static(one));
        }
        read_cookie(&headers, https).map(|secret| secret.expose_secret().to_owned())
    }

    #[test]
    fn only_the_cookie_of_this_way_of_serving_counts() {
        let both = ["a=b; landfast=plain", "__Host-landfast=host; c=d"];
        assert_eq!(read(&both, true).as_deref(), Some("host"));
        assert_eq!(read(&both, false).as_deref(), Some("plain"));
        assert_eq!(read(&["xlandfast=1", "Landfast=2"], false), None);
    }

    #[test]
    fn attributes_by_way_of_serving() {
        let text = |https| {
            session_cookie(&"s".into(), Duration::from_secs(60), https)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            text(true),
            "__Host-landfast=s; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            text(false),
            "landfast=s; Max-Age=60; Path=/; HttpOnly; SameSite=Lax"
        );
    }
}
