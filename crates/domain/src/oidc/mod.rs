//! Landfast as an OpenID Connect issuer: its name, its keys, what it publishes and what it signs.
//!
//! A role that trusts the issuer lets Landfast in by a signed token, so that Landfast needs no AWS
//! account and no AWS credentials of its own. Here is what follows from a time and a list of keys;
//! who makes keys and signs is elsewhere.

mod documents;
mod issuer;
mod key;
mod ring;
mod token;

pub use documents::{DISCOVERY_PATH, Document, JWKS_PATH, documents};
pub use issuer::{IssuerUrl, MalformedIssuer};
pub use key::{IssuerKey, Jwk, Kid, MalformedJwk};
pub use ring::{KeyRing, PUBLISHED_BEFORE, PUBLISHED_BEHIND, Standing};
pub use token::{AUDIENCE, Claims, JTI_BYTES, LIFETIME, OTHER_AUDIENCE};
