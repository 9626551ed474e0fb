//! Names, looked up and judged in one step: what is connected to is what was judged.

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use async_trait::async_trait;
use landfast_domain::webhook::{Reach, Scheme};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Where names lead.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// # Errors
    /// When the name leads nowhere, or nobody could be asked.
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The machine's own resolver.
pub struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let found = tokio::net::lookup_host((name, 0)).await?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

/// Why no address was given to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoAddress {
    Unknown,
    Refused,
}

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "the name leads nowhere",
            Self::Refused => "the name leads to no address that webhooks may go to",
        })
    }
}

impl std::error::Error for NoAddress {}

/// Gives the client only addresses that webhooks of this scheme may go to.
pub(crate) struct Judged {
    pub lookup: Arc<dyn Lookup>,
    pub reach: Reach,
    pub scheme: Scheme,
}

impl Resolve for Judged {
    fn resolve(&self, name: Name) -> Resolving {
        let (lookup, reach, scheme) = (Arc::clone(&self.lookup), self.reach.clone(), self.scheme);
        Box::pin(async move {
            let found = lookup.lookup(name.as_str()).await;
            let found = found.unwrap_or_default();
            let nothing = found.is_empty();
            // The client puts the URL's port in the place of 0.
            let judged: Vec<SocketAddr> = found
                .into_iter()
                .filter(|address| reach.may(scheme, *address))
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            match (judged.is_empty(), nothing) {
                (false, _) => Ok(Box::new(judged.into_iter()) as Addrs),
                (true, true) => Err(NoAddress::Unknown.into()),
                (true, false) => Err(NoAddress::Refused.into()),
            }
        })
    }
}
