use std::fmt;

use crate::{PrincipalArn, account::Trust, oidc::IssuerUrl};

/// Whom a role lets in, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trusted {
    /// The role or user as which Landfast runs.
    Principal(PrincipalArn),
    /// The issuer of Landfast's tokens.
    Issuer(IssuerUrl),
}

impl Trusted {
    #[must_use]
    pub const fn sort(&self) -> Trust {
        match self {
            Self::Principal(_) => Trust::Role,
            Self::Issuer(_) => Trust::Issuer,
        }
    }
}

impl fmt::Display for Trusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal(principal) => principal.fmt(f),
            Self::Issuer(issuer) => issuer.fmt(f),
        }
    }
}
