use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::Timestamp;

/// The public half of an RSA key as a JSON Web Key (RFC 7517; RFC 7518, section 6.3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jwk {
    /// Modulus, base64url without padding.
    n: String,
    /// Exponent, likewise.
    e: String,
}

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("expected modulus and exponent of an RSA key in base64url, with a blank between them")]
pub struct MalformedJwk;

impl Jwk {
    /// From big-endian bytes without zeros at their beginning.
    #[must_use]
    pub fn of(modulus: &[u8], exponent: &[u8]) -> Self {
        Self {
            n: BASE64URL_NOPAD.encode(modulus),
            e: BASE64URL_NOPAD.encode(exponent),
        }
    }

    /// # Errors
    /// [`MalformedJwk`] for a text that [`Jwk::to_text`] does not give.
    pub fn parse(text: &str) -> Result<Self, MalformedJwk> {
        let (n, e) = text.split_once(' ').ok_or(MalformedJwk)?;
        let readable = |part: &str| {
            let bytes = BASE64URL_NOPAD.decode(part.as_bytes());
            bytes.is_ok_and(|bytes| !bytes.is_empty())
        };
        (readable(n) && readable(e))
            .then(|| Self {
                n: n.to_owned(),
                e: e.to_owned(),
            })
            .ok_or(MalformedJwk)
    }

    /// For the store.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{} {}", self.n, self.e)
    }

    /// What the thumbprint is the hash of: the required members, in order, without blanks (RFC 7638,
    /// section 3).
    fn thumbprint_input(&self) -> String {
        format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, self.e, self.n)
    }

    /// The key's name: its thumbprint, so that a name never stands for two keys.
    #[must_use]
    pub fn kid(&self) -> Kid {
        let hash = Sha256::digest(self.thumbprint_input());
        Kid(BASE64URL_NOPAD.encode(&hash))
    }

    /// The member of a key set.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "kty": "RSA", "use": "sig", "alg": "RS256",
            "kid": self.kid().as_str(), "n": self.n, "e": self.e,
        })
    }
}

/// Name of a key: the SHA-256 thumbprint of its public half (RFC 7638), 43 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(String);

impl Kid {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A key pair of the issuer without its private half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerKey {
    /// Counts from 1, so that two servers cannot both make the next one.
    pub number: u32,
    pub jwk: Jwk,
    pub made_at: Timestamp,
    /// An e-mail address, `token:NAME`, or `landfast` for the first one.
    pub made_by: String,
    /// Since when everybody can read the public half; `None` while static files wait to be put out.
    pub published_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7638, section 3.1.
    #[test]
    fn the_thumbprint_is_the_one_of_the_standard() -> Result<(), Box<dyn std::error::Error>> {
        let n = concat!(
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc",
            "_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQ",
            "R0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bF",
            "TWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        );
        let jwk = Jwk::parse(&format!("{n} AQAB"))?;
        assert_eq!(
            jwk.kid().as_str(),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
        assert_eq!(Jwk::parse(&jwk.to_text())?, jwk);
        for text in ["", "AQAB", "AQAB ", " AQAB", "AQ=B AQAB"] {
            assert_eq!(Jwk::parse(text), Err(MalformedJwk), "{text:?}");
        }
        Ok(())
    }
}
