use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use serde_json::json;

use super::{IssuerUrl, Kid};
use crate::{Timestamp, aws::STS_AUDIENCE};

/// How long a token lives. It is used once, at once.
pub const LIFETIME: Duration = Duration::from_secs(5 * 60);
/// For how long before its making a token is valid: AWS's clock may be behind.
const EARLIER_SECONDS: i64 = 60;
/// Random bytes of a token's own name.
pub const JTI_BYTES: usize = 16;
/// The audience that lets Landfast in.
pub const AUDIENCE: &str = STS_AUDIENCE;
/// An audience that must be refused.
pub const OTHER_AUDIENCE: &str = "landfast.invalid";

/// What a token says (RFC 7519; OpenID Connect Core 1.0, section 2).
#[derive(Debug, Clone)]
pub struct Claims<'a> {
    pub issuer: &'a IssuerUrl,
    /// The whole value that the trust policy demands: an external id bound to its account. No secret
    /// by AWS's word, and kept out of logs all the same.
    pub subject: &'a str,
    pub audience: &'a str,
    pub at: Timestamp,
    pub jti: [u8; JTI_BYTES],
}

impl Claims<'_> {
    /// What is signed: header and claims in their compact form (RFC 7515, section 7.1).
    #[must_use]
    pub fn signing_input(&self, kid: &Kid) -> String {
        let header = json!({ "alg": "RS256", "kid": kid.as_str(), "typ": "JWT" });
        let at = self.at.unix_ms().div_euclid(1000);
        let claims = json!({
            "iss": self.issuer.to_string(),
            "sub": self.subject,
            "aud": self.audience,
            "iat": at,
            "nbf": at - EARLIER_SECONDS,
            "exp": self.at.plus(LIFETIME).unix_ms().div_euclid(1000),
            "jti": BASE64URL_NOPAD.encode(&self.jti),
        });
        let part = |value: serde_json::Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        format!("{}.{}", part(header), part(claims))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Jwk, *};

    #[test]
    fn a_token_before_it_is_signed() -> Result<(), Box<dyn std::error::Error>> {
        let claims = Claims {
            issuer: &IssuerUrl::parse("https://landfast.example.com/oidc")?,
            subject: "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa:012345678901",
            audience: AUDIENCE,
            at: Timestamp::from_unix_ms(1_767_225_600_999),
            jti: [255; JTI_BYTES],
        };
        let kid = Jwk::of(&[1], &[1, 0, 1]).kid();
        let text = claims.signing_input(&kid);
        let read = |part: &str| -> Result<String, Box<dyn std::error::Error>> {
            Ok(String::from_utf8(BASE64URL_NOPAD.decode(part.as_bytes())?)?)
        };
        let (header, body) = text.split_once('.').ok_or("one part")?;
        insta::assert_snapshot!(format!("{}\n{}", read(header)?, read(body)?));
        Ok(())
    }
}
