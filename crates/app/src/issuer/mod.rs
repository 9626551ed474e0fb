//! Landfast as an OIDC issuer: its keys, their rotation, and the tokens that it signs.
//!
//! The keys belong to the installation. What each of them does at a moment follows from the times in
//! its row ([`KeyRing`](landfast_domain::oidc::KeyRing)): a rotation is one row, written once.

mod keys;
mod mint;
mod show;

use landfast_domain::oidc::IssuerUrl;

pub use show::IssuerState;

pub(crate) use mint::Minter;

use crate::{
    app::App,
    error::{Error, Result},
    ports::{SecretPlace, SecretsError},
    problem::ProblemCode,
};

/// What the operator says of the issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerSettings {
    pub url: IssuerUrl,
    /// Its documents are put on another host by hand: a key is not out before somebody says so.
    pub static_files: bool,
}

impl App {
    /// # Errors
    /// `issuer_unavailable` where the server is no issuer.
    pub(crate) fn issuer(&self) -> Result<&IssuerSettings> {
        self.settings.issuer.as_ref().ok_or_else(|| {
            Error::new(
                ProblemCode::IssuerUnavailable,
                "This server is no OIDC issuer.",
            )
            .hint("An operator of the server starts it with --issuer and an https address that AWS can reach.")
        })
    }
}

/// Where the private half of a key is sealed: for the installation, by its number.
fn place(number: u32) -> SecretPlace {
    SecretPlace {
        workspace: None,
        table: "issuer_keys",
        record: number.to_string(),
        field: "private_key",
    }
}

fn unusable(why: SecretsError) -> Error {
    match why {
        SecretsError::Store(why) => why.into(),
        why => Error::new(
            ProblemCode::SecretKeyUnusable,
            "The key with which this server seals secrets cannot be used; nothing was changed.",
        )
        .hint("The server's log says what is wrong with its secret key file. An operator of the server mends it; see --secret-key-file.")
        .caused_by(why),
    }
}
