use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request};
use http::{HeaderName, header};

use crate::{
    extract::sign_in_required,
    problem::Outcome,
    server::{MetricsAccess, Server},
};

/// What proxies add: such a request comes from elsewhere, whatever its peer's address.
const FORWARDED: [HeaderName; 3] = [
    header::FORWARDED,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-real-ip"),
];

/// Lets a caller without credentials in if the settings trust this machine and the caller is on it.
pub(super) fn local(server: &Server, request: &Request) -> Outcome<()> {
    let trusted = server.settings.metrics == MetricsAccess::OperatorsAndLoopback;
    if trusted && on_loopback(request) {
        Ok(())
    } else {
        Err(sign_in_required().into())
    }
}

fn on_loopback(request: &Request) -> bool {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|ConnectInfo(peer)| peer.ip().is_loopback());
    peer && names_loopback(request)
        && FORWARDED
            .iter()
            .all(|name| !request.headers().contains_key(name))
}

/// A page whose name was pointed at this machine (DNS rebinding) carries its own name in `Host`.
fn names_loopback(request: &Request) -> bool {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(
        host,
        |(name, port)| if port.ends_with(']') { host } else { name },
    );
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(peer: &str, headers: &[(&'static str, &'static str)]) -> Request {
        let mut request = Request::new(Body::empty());
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        request
    }

    #[test]
    fn only_a_plain_request_from_this_machine_is_local() {
        for (peer, headers, local) in [
            ("127.0.0.1:5", &[("host", "localhost:8080")][..], true),
            ("127.0.0.1:5", &[("host", "127.0.0.1")], true),
            ("[::1]:5", &[("host", "[::1]:8080")], true),
            ("[::1]:5", &[("host", "[::1]")], true),
            ("192.0.2.1:5", &[("host", "localhost:8080")], false),
            ("127.0.0.1:5", &[("host", "evil.example:8080")], false),
            ("127.0.0.1:5", &[], false),
            (
                "127.0.0.1:5",
                &[("host", "localhost"), ("x-forwarded-for", "192.0.2.1")],
                false,
            ),
        ] {
            assert_eq!(
                on_loopback(&request(peer, headers)),
                local,
                "{peer} {headers:?}"
            );
        }
        let nobody = Request::new(Body::empty());
        assert!(!on_loopback(&nobody));
    }
}
