use super::Source;
use crate::Timestamp;

/// What the last search for credentials and the looks after it have shown. `None` and empty mean
/// that there was nothing to see, never that something is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observed {
    /// The source that gave the credentials.
    pub used: Option<Source>,
    /// Whether those credentials never expire: access keys that somebody put there.
    pub fixed_keys: bool,
    /// Every source that was asked and gave nothing.
    pub lost: Vec<Lost>,
    /// Sources of a role that the environment sets up, whether or not the search reached them.
    pub set_up: Vec<Source>,
    /// What `AWS_WEB_IDENTITY_TOKEN_FILE` names.
    pub web_token: Option<TokenFile<WebToken>>,
    /// What `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` names; `true` when its text ends with a line break.
    pub container_token: Option<TokenFile<bool>>,
    /// A direct look at the metadata service, past any proxy.
    pub metadata: Option<Metadata>,
    /// Link-local addresses that the search asks through a proxy.
    pub proxied: Vec<Proxied>,
    /// The last answer of AWS that carried a `Date`.
    pub clock: Option<ClockPair>,
    /// Why the last TLS connection to AWS was given up.
    pub tls: Option<TlsRefusal>,
    pub bundle: BundleVariables,
}

/// A source that gave no credentials, and what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    pub source: Source,
    pub why: String,
}

/// A file that a variable names, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenFile<T> {
    Missing {
        path: String,
    },
    /// It is there, but the server's user may not read it, or it is a folder.
    Unreadable {
        path: String,
        why: String,
    },
    Empty {
        path: String,
    },
    Read {
        path: String,
        token: T,
    },
}

/// The claims of a web identity token that matter here (RFC 7519, 4.1). The signature is AWS's to verify.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebToken {
    pub expires_at: Option<Timestamp>,
    pub audience: Vec<String>,
}

/// What answers at the address of the metadata service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// `PUT /latest/api/token`, which IMDSv2 begins with.
    pub token: TokenPut,
    /// Whether a `GET` without a token is answered, as IMDSv1 does.
    pub without_token: bool,
    /// The instance's role, where one of the two told it.
    pub role: Option<String>,
}

/// What became of the request for a metadata token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenPut {
    /// Nothing takes connections at the address.
    NoConnection,
    /// The address takes connections, but the answer never arrives.
    NoAnswer,
    Refused(u16),
    Given,
}

/// A link-local address that a proxy variable applies to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxied {
    pub source: Source,
    pub address: String,
    /// The variable's name. Its value may hold a password.
    pub variable: String,
}

/// The same moment by two clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockPair {
    pub aws: Timestamp,
    pub here: Timestamp,
}

/// Why this machine did not accept AWS's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsRefusal {
    /// No certificate that this machine trusts stands behind it.
    UnknownRoot,
    /// It is out of date, or not valid yet, by this machine's clock.
    OutOfTime,
}

/// The variables that name trusted certificates, where they are set: file names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BundleVariables {
    pub ssl_cert_file: Option<String>,
    pub ssl_cert_dir: Option<String>,
    pub aws_ca_bundle: Option<String>,
}
