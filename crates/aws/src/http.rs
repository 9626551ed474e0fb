//! The one HTTP client: one connection pool and one set of trusted certificates for all calls.

use std::{sync::OnceLock, time::Duration};

use aws_sdk_sts::config::SharedHttpClient;
use aws_smithy_http_client::{Connector, proxy::ProxyConfig, tls};
use aws_smithy_runtime_api::client::http::{SharedHttpConnector, http_client_fn};

/// Connections that nobody used for this long are closed before AWS closes them.
const IDLE: Duration = Duration::from_secs(15);

/// HTTPS by rustls on aws-lc, with the system's certificates and the proxies of the environment.
///
/// Left to itself, the SDK makes a client for every service client: a check makes four of those for
/// each account. The connector is made with the timeouts of the first call; all calls have the same.
pub(crate) fn shared() -> SharedHttpClient {
    let connector: OnceLock<SharedHttpConnector> = OnceLock::new();
    http_client_fn(move |settings, components| {
        let made = connector.get_or_init(|| {
            let mut builder = Connector::builder()
                .tls_provider(tls::Provider::Rustls(
                    tls::rustls_provider::CryptoMode::AwsLc,
                ))
                .connector_settings(settings.clone())
                .proxy_config(ProxyConfig::from_env())
                .pool_idle_timeout(IDLE);
            builder.set_sleep_impl(components.sleep_impl());
            SharedHttpConnector::new(builder.build())
        });
        made.clone()
    })
}
