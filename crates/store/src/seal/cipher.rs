use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    hmac,
};
use landfast_app::ports::{Sealed, SecretPlace, SecretsError};
use landfast_domain::ids::WorkspaceId;
use secrecy::ExposeSecret as _;
use secrecy::SecretString;

use crate::keys::KEY_VERSION;

/// What the proof of a key is computed over; changing it would make every key look wrong.
const PROOF: &[u8] = b"landfast: which key is this";

/// A key, ready to use. Has no `Debug`.
pub(super) struct Cipher {
    key: LessSafeKey,
    proof: [u8; 32],
}

impl Cipher {
    pub fn new(key: &[u8; 32]) -> Result<Self, SecretsError> {
        let unusable = |_| SecretsError::Key {
            why: "it does not have 32 bytes".to_owned(),
        };
        let unbound = UnboundKey::new(&AES_256_GCM, key).map_err(unusable)?;
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), PROOF);
        let proof = tag.as_ref().try_into().map_err(|_| SecretsError::Key {
            why: "its proof could not be made".to_owned(),
        })?;
        Ok(Self {
            key: LessSafeKey::new(unbound),
            proof,
        })
    }

    /// Tells two keys apart. An HMAC: nothing about the key follows from it.
    pub const fn proof(&self) -> [u8; 32] {
        self.proof
    }

    /// `nonce` must come from the system's random source. With 96 random bits a key may seal 2^32
    /// secrets (NIST SP 800-38D, 8.3).
    pub fn seal(
        &self,
        nonce: [u8; 12],
        place: &SecretPlace,
        secret: &SecretString,
    ) -> Result<Sealed, SecretsError> {
        let mut bytes = secret.expose_secret().as_bytes().to_vec();
        let aad = Aad::from(bound_to(place, KEY_VERSION));
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut bytes)
            .map_err(|_| SecretsError::Key {
                why: "it could not seal a secret".to_owned(),
            })?;
        Ok(Sealed {
            key_version: KEY_VERSION,
            nonce,
            ciphertext: bytes,
        })
    }

    pub fn open(&self, place: &SecretPlace, sealed: &Sealed) -> Result<SecretString, SecretsError> {
        let broken = || SecretsError::Broken {
            table: place.table,
            record: place.record.clone(),
        };
        let mut bytes = zeroize::Zeroizing::new(sealed.ciphertext.clone());
        let aad = Aad::from(bound_to(place, sealed.key_version));
        let nonce = Nonce::assume_unique_for_key(sealed.nonce);
        let plain = self
            .key
            .open_in_place(nonce, aad, &mut bytes)
            .map_err(|_| broken())?;
        let text = std::str::from_utf8(plain).map_err(|_| broken())?;
        Ok(SecretString::from(text))
    }
}

/// The associated data. Each part with its length before it: no two places read alike.
fn bound_to(place: &SecretPlace, key_version: u32) -> Vec<u8> {
    let version = key_version.to_string();
    let parts = [
        "landfast-sealed-1",
        // No workspace has an empty id.
        place.workspace.as_ref().map_or("", WorkspaceId::as_str),
        place.table,
        &place.record,
        place.field,
        &version,
    ];
    parts.iter().fold(Vec::new(), |mut out, part| {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part.as_bytes());
        out
    })
}
