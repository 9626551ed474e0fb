//! The files that hold tokens, as the SDK is going to read them. No token is kept or told.

use std::io::ErrorKind;

use data_encoding::BASE64URL_NOPAD;
use landfast_domain::{
    Timestamp,
    machine::{TokenFile, WebToken},
};
use serde_json::Value;

/// A web identity token; only what it claims is taken.
pub(super) async fn web_token(path: &str) -> TokenFile<WebToken> {
    read(path, |text| claims(text.trim()).unwrap_or_default()).await
}

/// A container's token; whether it ends with a line break.
pub(super) async fn container_token(path: &str) -> TokenFile<bool> {
    read(path, |text| text.ends_with(['\n', '\r'])).await
}

async fn read<T>(path: &str, look: impl FnOnce(&str) -> T) -> TokenFile<T> {
    let name = path.to_owned();
    match tokio::fs::read_to_string(path).await {
        Ok(text) if text.trim().is_empty() => TokenFile::Empty { path: name },
        Ok(text) => TokenFile::Read {
            path: name,
            token: look(&text),
        },
        Err(why) if why.kind() == ErrorKind::NotFound => TokenFile::Missing { path: name },
        Err(why) => TokenFile::Unreadable {
            path: name,
            why: why.to_string(),
        },
    }
}

/// The claims of a JSON Web Token (RFC 7519): `exp` in seconds, `aud` one text or several.
fn claims(token: &str) -> Option<WebToken> {
    let payload = token.split('.').nth(1)?;
    let json = BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?;
    let claims: Value = serde_json::from_slice(&json).ok()?;
    let expires = claims.get("exp").and_then(Value::as_i64);
    let audience = match claims.get("aud") {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(several)) => several
            .iter()
            .filter_map(|one| one.as_str().map(ToOwned::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    Some(WebToken {
        expires_at: expires.map(|at| Timestamp::from_unix_ms(at.saturating_mul(1000))),
        audience,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("e30.{}.c2ln", BASE64URL_NOPAD.encode(payload.as_bytes()))
    }

    #[test]
    fn claims_of_tokens() {
        let one = claims(&token(r#"{"exp":1800000000,"aud":"a"}"#)).expect("claims");
        assert_eq!(
            one.expires_at,
            Some(Timestamp::from_unix_ms(1_800_000_000_000))
        );
        assert_eq!(one.audience, ["a"]);
        let two = claims(&token(r#"{"aud":["a","b",1]}"#)).expect("claims");
        assert_eq!((two.expires_at, two.audience.len()), (None, 2));
        for text in ["", "no token", "a.b.c", "e30.e30.", &token("[]")] {
            let found = claims(text);
            assert!(
                found.is_none_or(|found| found == WebToken::default()),
                "{text}"
            );
        }
    }
}
