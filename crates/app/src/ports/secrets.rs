use async_trait::async_trait;
use landfast_domain::{ids::WorkspaceId, oidc::Jwk};
use secrecy::SecretString;

/// Where a sealed secret belongs. It opens nowhere else: the place is part of what the seal covers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecretPlace {
    /// `None` for a secret of the installation's own.
    pub workspace: Option<WorkspaceId>,
    /// The table of the record that the secret is a part of.
    pub table: &'static str,
    pub record: String,
    pub field: &'static str,
}

/// A secret as it is stored. Worthless without the key, and in any other place.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key sealed it.
    pub key_version: u32,
    pub nonce: [u8; 12],
    /// With the tag of 16 bytes at its end.
    pub ciphertext: Vec<u8>,
}

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The key itself cannot be had: no file, a file that others may read, another key than the one
    /// that sealed what is stored.
    #[error("the secret key of this server cannot be used: {why}")]
    Key { why: String },
    /// The key is the right one, and the stored bytes are not what it sealed here.
    #[error("the sealed secret of {table} {record} was changed or belongs somewhere else")]
    Broken { table: &'static str, record: String },
    #[error(transparent)]
    Store(#[from] super::StoreError),
}

/// Seals secrets that have to be read back. Everything that is only compared is hashed instead.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// Seals `secret` for `place`. Makes the key when nothing was ever sealed.
    async fn seal(
        &self,
        place: &SecretPlace,
        secret: &SecretString,
    ) -> Result<Sealed, SecretsError>;
    /// Opens what was sealed for `place`.
    async fn open(
        &self,
        place: &SecretPlace,
        sealed: &Sealed,
    ) -> Result<SecretString, SecretsError>;
    /// Makes a pair of RSA keys of 2,048 bits. The private half is sealed for `place` and never
    /// leaves in clear.
    async fn make_key(&self, place: &SecretPlace) -> Result<(Jwk, Sealed), SecretsError>;
    /// Signs with a key that was made for `place`, by RS256 (RFC 7518, section 3.3).
    async fn sign(
        &self,
        place: &SecretPlace,
        sealed: &Sealed,
        message: &str,
    ) -> Result<Vec<u8>, SecretsError>;
}
