//! Which of the link-local addresses would be asked through a proxy, by the SDK's own rules.

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use landfast_domain::machine::{Proxied, Source};

use super::{endpoints, metadata};
use crate::environment::Environment;

/// Names the variable and never its value, which may hold a password.
pub(super) fn proxied(environment: &Environment) -> Vec<Proxied> {
    let Some((variable, matcher)) = matcher(environment) else {
        return Vec::new();
    };
    let container = endpoints::container(environment);
    let asked = [
        (Source::Container, container),
        (
            Source::InstanceMetadata,
            Some(metadata::endpoint(environment)),
        ),
    ];
    asked
        .into_iter()
        .filter_map(|(source, address)| {
            let uri: Uri = address?.parse().ok()?;
            matcher.intercept(&uri)?;
            Some(Proxied {
                source,
                address: uri.host()?.to_owned(),
                variable: variable.to_owned(),
            })
        })
        .collect()
}

/// Both spellings, as the SDK reads them; the special variable before the general one.
fn matcher(environment: &Environment) -> Option<(&'static str, Matcher)> {
    let first = |names: &[&'static str]| {
        names
            .iter()
            .find_map(|name| Some((*name, environment.get(name)?)))
    };
    let (variable, proxy) = first(&["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])?;
    let without = first(&["NO_PROXY", "no_proxy"]).map_or("", |(_, value)| value);
    let builder = Matcher::builder().http(proxy.to_owned());
    Some((variable, builder.no(without.to_owned()).build()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn told(all: &[(&str, &str)]) -> Vec<(Source, String)> {
        let owned = all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        let environment = Environment::from(owned.collect::<HashMap<_, _>>());
        let told = proxied(&environment);
        told.into_iter()
            .map(|one| (one.source, one.variable))
            .collect()
    }

    const PROXY: (&str, &str) = ("http_proxy", "http://user:secret@proxy.example.com:3128");
    const POD: (&str, &str) = (
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://169.254.170.23/v1/credentials",
    );

    #[test]
    fn a_proxy_applies_unless_it_is_told_not_to() {
        let instance = (Source::InstanceMetadata, "http_proxy".to_owned());
        let container = (Source::Container, "http_proxy".to_owned());
        assert_eq!(told(&[]), []);
        assert_eq!(told(&[("HTTPS_PROXY", "http://p:1")]), []);
        assert_eq!(told(&[PROXY]), std::slice::from_ref(&instance));
        assert_eq!(told(&[PROXY, POD]), [container.clone(), instance]);
        let one = ("NO_PROXY", "localhost,169.254.169.254");
        assert_eq!(told(&[PROXY, POD, one]), [container]);
        assert_eq!(told(&[PROXY, POD, ("NO_PROXY", "169.254.0.0/16")]), []);
        // A star stands for names only, not for addresses.
        assert_eq!(told(&[PROXY, POD, ("no_proxy", "*")]).len(), 2);
    }

    #[test]
    fn the_relative_address_of_ecs_is_one_too() {
        let task = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/x");
        assert_eq!(told(&[PROXY, task]).len(), 2);
    }
}
