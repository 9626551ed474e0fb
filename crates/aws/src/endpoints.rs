use std::net::IpAddr;

use crate::environment::Environment;

/// Where AWS is, if not at AWS: the SDK's own `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`
/// (AWS SDKs and Tools Reference, "Service-specific endpoints"). There is no setting of ours for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Endpoints<'a>(pub &'a Environment);

impl<'a> Endpoints<'a> {
    /// The endpoint of a service, named as in its variable: `STS`, `S3`.
    pub fn of(self, service: &str) -> Option<&'a str> {
        if self.0.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") {
            return None;
        }
        let own = self.0.get(&format!("AWS_ENDPOINT_URL_{service}"));
        own.or_else(|| self.0.get("AWS_ENDPOINT_URL"))
            .map(|url| url.trim_end_matches('/'))
    }
}

/// Whether buckets cannot be a part of this endpoint's host name.
pub(crate) fn needs_path_style(endpoint: &str) -> bool {
    let host = host(endpoint);
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

fn host(endpoint: &str) -> &str {
    let rest = endpoint
        .split_once("://")
        .map_or(endpoint, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    match authority.rsplit_once(':') {
        // The colon of an address in brackets is no port's.
        Some((host, port)) if !port.contains(']') => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn environment(all: &[(&str, &str)]) -> Environment {
        let owned = all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Environment::from(owned.collect::<HashMap<_, _>>())
    }

    #[test]
    fn the_more_special_variable_wins_and_all_can_be_switched_off() {
        let all = ("AWS_ENDPOINT_URL", "http://127.0.0.1:4566/");
        let s3 = ("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000");
        let off = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        let both = environment(&[all, s3]);
        assert_eq!(Endpoints(&both).of("S3"), Some("http://127.0.0.1:9000"));
        assert_eq!(Endpoints(&both).of("STS"), Some("http://127.0.0.1:4566"));
        assert_eq!(Endpoints(&environment(&[all, s3, off])).of("S3"), None);
        assert_eq!(Endpoints(&environment(&[])).of("S3"), None);
    }

    #[test]
    fn buckets_are_no_part_of_an_address() {
        for (endpoint, path_style) in [
            ("http://127.0.0.1:4566", true),
            ("http://localhost:4566", true),
            ("http://[::1]:4566", true),
            ("http://[::1]", true),
            ("https://s3.example.com", false),
            ("https://storage.example.com:8443/x", false),
        ] {
            assert_eq!(needs_path_style(endpoint), path_style, "{endpoint}");
        }
    }
}
