//! Secrets that are shown once and kept as a hash.

use data_encoding::BASE64URL_NOPAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::app::App;

/// 256 random bits as text, and the hash that is kept.
pub(crate) fn mint(app: &App) -> (SecretString, [u8; 32]) {
    let text = SecretString::from(BASE64URL_NOPAD.encode(&app.random::<32>()));
    let hash = hash(&text);
    (text, hash)
}

/// SHA-256 is enough here: the secrets are random, not chosen by people.
pub(crate) fn hash(secret: &SecretString) -> [u8; 32] {
    Sha256::digest(secret.expose_secret().as_bytes()).into()
}
