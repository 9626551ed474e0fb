//! RSA keys that sign tokens. Their private halves are in clear in here only.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use data_encoding::BASE64;
use landfast_app::ports::SecretsError;
use landfast_domain::oidc::Jwk;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// A new pair: the public half, and the private one in PKCS #8 and base64.
pub(super) fn made() -> Result<(Jwk, SecretString), SecretsError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| unusable("be made"))?;
    let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| unusable("be written"))?;
    let text = SecretString::from(BASE64.encode(der.as_ref()));
    let public = public(pair.public_key().as_ref()).ok_or_else(|| unusable("be read"))?;
    Ok((public, text))
}

pub(super) fn sign(private: &SecretString, message: &str) -> Result<Vec<u8>, SecretsError> {
    let der = BASE64.decode(private.expose_secret().as_bytes());
    let der = Zeroizing::new(der.map_err(|_| unusable("be read"))?);
    let pair = KeyPair::from_pkcs8(&der).map_err(|_| unusable("be read"))?;
    let mut signature = vec![0; pair.public_modulus_len()];
    #[expect(
        clippy::disallowed_methods,
        reason = "the library asks for it and never uses it: these signatures hold nothing random"
    )]
    let unused = SystemRandom::new();
    pair.sign(
        &RSA_PKCS1_SHA256,
        &unused,
        message.as_bytes(),
        &mut signature,
    )
    .map_err(|_| unusable("sign"))?;
    Ok(signature)
}

fn unusable(what: &str) -> SecretsError {
    SecretsError::Key {
        why: format!("a key of the issuer could not {what}"),
    }
}

/// `RSAPublicKey`, a sequence of two positive integers in DER (RFC 8017, A.1.1).
fn public(der: &[u8]) -> Option<Jwk> {
    let (inner, rest) = value(der, 0x30)?;
    let (modulus, after) = value(inner, 0x02)?;
    let (exponent, end) = value(after, 0x02)?;
    (rest.is_empty() && end.is_empty()).then(|| Jwk::of(positive(modulus), positive(exponent)))
}

/// The bytes of a value with this tag, and what follows it.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (head, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        short if *short < 0x80 => (usize::from(*short), rest),
        long => {
            let (digits, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
            let fold = |sum: usize, digit: &u8| (sum << 8) | usize::from(*digit);
            (digits.iter().fold(0, fold), rest)
        }
    };
    (*head == tag).then(|| rest.split_at_checked(length))?
}

/// Without the zero that keeps an integer positive.
fn positive(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(&[0]).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    /// Verified from what a stranger reads of the key, by the verifying half of the library.
    #[test]
    fn what_is_published_verifies_what_was_signed() -> Result<(), Box<dyn std::error::Error>> {
        let (jwk, private) = made()?;
        let signature = sign(&private, "header.claims")?;
        let read = |member: &str| -> Result<Vec<u8>, Box<dyn std::error::Error>> {
            let json = jwk.to_json();
            let text = json[member].as_str().ok_or("no such member")?.to_owned();
            Ok(BASE64URL_NOPAD.decode(text.as_bytes())?)
        };
        let public = RsaPublicKeyComponents {
            n: read("n")?,
            e: read("e")?,
        };
        assert_eq!(
            (public.n.len(), public.e.as_slice()),
            (256, [1, 0, 1].as_slice())
        );
        let verify = |message: &[u8], signature: &[u8]| {
            public.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
        };
        assert!(verify(b"header.claims", &signature).is_ok());
        assert!(verify(b"header.claimz", &signature).is_err());
        let (other, _) = made()?;
        assert_ne!(other.kid(), jwk.kid());
        Ok(())
    }

    #[test]
    fn no_other_structure_is_taken_for_a_key() {
        for der in [
            &[][..],
            &[0x30],
            &[0x30, 0x06, 2, 1, 5, 2, 1],
            &[0x30, 0x03, 2, 1, 5],
            &[0x30, 0x07, 2, 1, 5, 2, 1, 3, 0],
            &[0x31, 0x06, 2, 1, 5, 2, 1, 3],
        ] {
            assert_eq!(public(der), None, "{der:?}");
        }
        assert_eq!(
            public(&[0x30, 0x06, 2, 1, 5, 2, 1, 3]),
            Some(Jwk::of(&[5], &[3]))
        );
    }
}
