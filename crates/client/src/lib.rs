//! Landfast's API from Rust, on the DTOs of the crate `api`. For the command line and for tests.
//!
//! One method an operation. A refusal comes back as the server's problem, everything else as what
//! was tried, what was expected and what to do next.

mod address;
mod calls;
mod error;
mod events;
mod request;
mod wait;

use std::{fmt, time::Duration};

pub use error::{Error, Result};
pub use landfast_api::dto;
pub use reqwest::Url;
use secrecy::SecretString;
pub use wait::Patience;

/// Where the server is and as whom to talk to it.
#[derive(Debug, Clone)]
pub struct ClientSettings {
    /// Such as `https://landfast.example.com` or `http://127.0.0.1:8080`.
    pub server: String,
    /// An API token. Sent to `https` addresses and to this machine only.
    pub token: Option<SecretString>,
    /// The workspace's name. Left out: the token's.
    pub workspace: Option<String>,
    /// For one call, from connecting to the end of the answer.
    pub timeout: Duration,
}

impl ClientSettings {
    /// The usual settings: no token, 30 seconds for a call.
    #[must_use]
    pub fn new(server: impl Into<String>) -> Self {
        Self {
            server: server.into(),
            token: None,
            workspace: None,
            timeout: Duration::from_secs(30),
        }
    }
}

/// A connection to one server. Cheap to clone. Follows no redirect, because that would carry the
/// token to wherever it points.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    token: Option<SecretString>,
    workspace: Option<String>,
    timeout: Duration,
}

impl Client {
    /// Connects nowhere yet.
    ///
    /// # Errors
    /// [`Error::Address`] for an address that is no server's, or one to which the token would
    /// travel unencrypted.
    pub fn new(settings: &ClientSettings) -> Result<Self> {
        let base = address::base(&settings.server, settings.token.is_some())?;
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(settings.timeout.min(Duration::from_secs(10)))
            .user_agent(concat!("landfast/", env!("CARGO_PKG_VERSION")));
        if address::is_loopback(&base) {
            builder = builder.no_proxy();
        }
        let http = builder
            .build()
            .map_err(|why| Error::unreachable(&base, why))?;
        let (token, workspace) = (settings.token.clone(), settings.workspace.clone());
        Ok(Self {
            http,
            base,
            token,
            workspace,
            timeout: settings.timeout,
        })
    }

    /// The server's address, without a path.
    #[must_use]
    pub const fn server(&self) -> &Url {
        &self.base
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base.as_str())
            .field("workspace", &self.workspace)
            .finish_non_exhaustive()
    }
}
