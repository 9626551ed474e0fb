use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, Time, Trust};

/// The server as an OIDC issuer. It belongs to the installation: every workspace sees the same one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IssuerView {
    /// `null` where the server is no issuer.
    #[schema(required, example = "https://landfast.example.com")]
    pub issuer: Option<String>,
    /// Whom the role of a new account trusts when nobody says.
    pub usual_trust: Trust,
    /// The audience of every token that opens a role.
    pub audience: String,
    /// Whether the documents are put on another host by hand.
    pub static_files: bool,
    pub keys: Vec<IssuerKeyView>,
    /// What everybody may read of the issuer; empty where there is none.
    pub documents: Vec<IssuerDocument>,
    /// `rotate`.
    pub actions: Vec<ActionView>,
}

/// What a key of the issuer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IssuerKeyState {
    /// Published, or waiting to be, and not in use yet.
    Next,
    /// Signs.
    Active,
    /// Signs no more, and is published until the last token that it signed is dead.
    Retired,
    /// Not published any more; forgotten soon.
    Gone,
}

/// A key pair of the issuer. Its private half is never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IssuerKeyView {
    /// Its name: the SHA-256 thumbprint of the public half (RFC 7638).
    pub kid: String,
    pub state: IssuerKeyState,
    pub made_at: Time,
    /// `null` while it waits for static files to be put out.
    #[schema(required)]
    pub published_at: Option<Time>,
    /// When it began to sign, or will; `null` while it waits to be published.
    #[schema(required)]
    pub signs_from: Option<Time>,
    /// Until when a retired key stays published.
    #[schema(required)]
    pub published_until: Option<Time>,
}

/// A public document of the issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IssuerDocument {
    /// Below the issuer's address.
    #[schema(example = "/jwks.json")]
    pub path: String,
    /// JSON, as it must be put out.
    pub text: String,
}
