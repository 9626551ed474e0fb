//! Sealing: secrets that must be read back are stored encrypted and bound to their place.

mod cipher;
mod file;
mod rs256;

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use landfast_app::ports::{Clock, Random, Sealed, SecretPlace, Secrets, SecretsError, Store};
use landfast_domain::oidc::Jwk;
use secrecy::SecretString;

use cipher::Cipher;

/// Where the key comes from.
#[derive(Clone)]
pub enum KeySource {
    /// A file that only this server's user may read; made when nothing was ever sealed.
    File(PathBuf),
    /// For tests.
    Fixed([u8; 32]),
}

/// [`Secrets`] by AES-256-GCM (NIST SP 800-38D), with one key for the installation.
///
/// The database remembers a proof of the key, so that a wrong key file is told from tampering, and
/// no second key is ever used beside the first.
pub struct Sealer {
    source: KeySource,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Sealer {
    /// Reads nothing yet: an installation without secrets needs no key.
    #[must_use]
    pub fn new(
        source: KeySource,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        Self {
            source,
            store,
            clock,
            random,
        }
    }

    /// The key with which the stored secrets were sealed.
    async fn known(&self) -> Result<Cipher, SecretsError> {
        let cipher = match &self.source {
            KeySource::Fixed(key) => Cipher::new(key)?,
            KeySource::File(path) => Cipher::new(&*file::read(path)?)?,
        };
        match self.store.seal_key_known().await? {
            Some(proof) => self.same(cipher, &proof),
            None => Ok(cipher),
        }
    }

    /// The key to seal with; made now if nothing was ever sealed.
    async fn usable(&self) -> Result<Cipher, SecretsError> {
        if self.store.seal_key_known().await?.is_some() {
            return self.known().await;
        }
        let cipher = match &self.source {
            KeySource::Fixed(key) => Cipher::new(key)?,
            KeySource::File(path) => Cipher::new(&*file::read_or_make(path, &self.random)?)?,
        };
        let proof = self
            .store
            .seal_key(&cipher.proof(), self.clock.now())
            .await?;
        self.same(cipher, &proof)
    }

    fn same(&self, cipher: Cipher, proof: &[u8; 32]) -> Result<Cipher, SecretsError> {
        if cipher.proof() == *proof {
            return Ok(cipher);
        }
        let place = match &self.source {
            KeySource::File(path) => path.display().to_string(),
            KeySource::Fixed(_) => "the given key".to_owned(),
        };
        Err(SecretsError::Key {
            why: format!(
                "{place} holds another key than the one that sealed the secrets of this database; nothing was changed. \
                 Put the right file back, or name it with --secret-key-file"
            ),
        })
    }
}

#[async_trait]
impl Secrets for Sealer {
    async fn seal(
        &self,
        place: &SecretPlace,
        secret: &SecretString,
    ) -> Result<Sealed, SecretsError> {
        let cipher = self.usable().await?;
        let mut nonce = [0; 12];
        self.random.fill(&mut nonce);
        cipher.seal(nonce, place, secret)
    }

    async fn open(
        &self,
        place: &SecretPlace,
        sealed: &Sealed,
    ) -> Result<SecretString, SecretsError> {
        self.known().await?.open(place, sealed)
    }

    async fn make_key(&self, place: &SecretPlace) -> Result<(Jwk, Sealed), SecretsError> {
        let (public, private) = rs256::made()?;
        Ok((public, self.seal(place, &private).await?))
    }

    async fn sign(
        &self,
        place: &SecretPlace,
        sealed: &Sealed,
        message: &str,
    ) -> Result<Vec<u8>, SecretsError> {
        rs256::sign(&self.open(place, sealed).await?, message)
    }
}
