use serde_json::{Value, json};

use super::{IssuerUrl, KeyRing};
use crate::Timestamp;

/// Below the issuer's address (OpenID Connect Discovery 1.0, section 4).
pub const DISCOVERY_PATH: &str = "/.well-known/openid-configuration";
/// Below the issuer's address; the discovery document names it.
pub const JWKS_PATH: &str = "/jwks.json";

/// A public document of the issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Below the issuer's address, with the slash.
    pub path: &'static str,
    /// JSON.
    pub text: String,
}

/// All that AWS reads of an issuer: discovery, then the keys. Both are the same bytes for everybody.
#[must_use]
pub fn documents(issuer: &IssuerUrl, ring: &KeyRing, now: Timestamp) -> [Document; 2] {
    let keys: Vec<Value> = ring.published(now).map(|key| key.jwk.to_json()).collect();
    let discovery = json!({
        "issuer": issuer.to_string(),
        "jwks_uri": format!("{issuer}{JWKS_PATH}"),
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["aud", "exp", "iat", "iss", "jti", "nbf", "sub"],
    });
    let document = |path, value: &Value| Document {
        path,
        text: format!("{value:#}\n"),
    };
    [
        document(DISCOVERY_PATH, &discovery),
        document(JWKS_PATH, &json!({ "keys": keys })),
    ]
}

#[cfg(test)]
mod tests {
    use super::{
        super::{IssuerKey, Jwk},
        *,
    };

    #[test]
    fn both_documents() -> Result<(), Box<dyn std::error::Error>> {
        let issuer = IssuerUrl::parse("https://landfast.example.com/oidc")?;
        let key = IssuerKey {
            number: 1,
            jwk: Jwk::of(&[7; 3], &[1, 0, 1]),
            made_at: Timestamp::from_unix_ms(0),
            made_by: "landfast".to_owned(),
            published_at: Some(Timestamp::from_unix_ms(0)),
        };
        let ring = KeyRing::new(vec![key]);
        let both = documents(&issuer, &ring, Timestamp::from_unix_ms(1));
        let told = both.map(|one| format!("{}\n{}", one.path, one.text));
        insta::assert_snapshot!(told.join("\n"));
        Ok(())
    }
}
