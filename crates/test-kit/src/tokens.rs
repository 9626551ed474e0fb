//! What STS does with a token before it asks the role: the keys are read from the issuer, the
//! signature is verified, the account's provider is looked for.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

/// What a token that is in order says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub subject: String,
    pub audience: String,
    /// Of the claims `iat` and `exp`.
    pub seconds: i64,
}

/// STS's code and words for a token that it does not take.
pub type Refusal = (&'static str, &'static str);

const NO_KEY: Refusal = (
    "InvalidIdentityToken",
    "Couldn't retrieve verification key from your identity provider",
);
const NOT_VALID: Refusal = (
    "InvalidIdentityToken",
    "The ID Token provided is not a valid JWT.",
);

/// Reads a token as a stranger does: by the issuer's key set `jwks` and nothing else.
///
/// # Errors
/// What STS says of it.
pub fn read(token: &str, issuer: &str, jwks: &str) -> Result<Shown, Refusal> {
    let (input, signature) = token.rsplit_once('.').ok_or(NOT_VALID)?;
    let (header, claims) = input.split_once('.').ok_or(NOT_VALID)?;
    let (header, claims) = (json(header)?, json(claims)?);
    let kid = text(&header, "kid").ok_or(NOT_VALID)?;
    if text(&header, "alg") != Some("RS256") || text(&claims, "iss") != Some(issuer) {
        return Err(NOT_VALID);
    }
    let keys: Value = serde_json::from_str(jwks).map_err(|_| NO_KEY)?;
    let all = keys.get("keys").and_then(Value::as_array).ok_or(NO_KEY)?;
    let key = all.iter().find(|key| text(key, "kid") == Some(kid));
    let key = key.ok_or(NO_KEY)?;
    let public = RsaPublicKeyComponents {
        n: bytes(key, "n")?,
        e: bytes(key, "e")?,
    };
    let signature = BASE64URL_NOPAD.decode(signature.as_bytes());
    public
        .verify(
            &RSA_PKCS1_2048_8192_SHA256,
            input.as_bytes(),
            &signature.map_err(|_| NOT_VALID)?,
        )
        .map_err(|_| NOT_VALID)?;
    let claim = |name: &str| text(&claims, name).map(str::to_owned).ok_or(NOT_VALID);
    let time = |name: &str| claims.get(name).and_then(Value::as_i64).ok_or(NOT_VALID);
    Ok(Shown {
        subject: claim("sub")?,
        audience: claim("aud")?,
        seconds: time("exp")?.saturating_sub(time("iat")?),
    })
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

fn bytes(key: &Value, name: &str) -> Result<Vec<u8>, Refusal> {
    let text = text(key, name).ok_or(NO_KEY)?;
    BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| NO_KEY)
}

fn json(part: &str) -> Result<Value, Refusal> {
    let bytes = BASE64URL_NOPAD.decode(part.as_bytes());
    let bytes = bytes.map_err(|_| NOT_VALID)?;
    serde_json::from_slice(&bytes).map_err(|_| NOT_VALID)
}
