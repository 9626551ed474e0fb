//! Credentials by version 1 of the metadata service, for machines where nothing else is there and
//! the operator allowed it. The SDK has only version 2.

use std::{sync::Arc, time::SystemTime};

use aws_credential_types::{
    Credentials,
    provider::{self, ProvideCredentials, error::CredentialsError, future},
};
use aws_sdk_sts::primitives::{DateTime, DateTimeFormat};
use serde_json::Value;

use super::metadata::MetadataClient;

#[derive(Debug)]
pub(super) struct VersionOne {
    /// `None` when it is not allowed, or the service is switched off.
    pub client: Option<Arc<MetadataClient>>,
    pub why_not: &'static str,
}

impl VersionOne {
    async fn ask(&self) -> provider::Result {
        let Some(client) = &self.client else {
            return Err(CredentialsError::not_loaded(self.why_not));
        };
        let role = client
            .role_v1()
            .await
            .map_err(CredentialsError::not_loaded)?;
        match client.credentials_v1(&role).await {
            Some((200, text)) => credentials(&text),
            Some((status, _)) => Err(CredentialsError::provider_error(format!(
                "the credentials of the role {role} were answered with HTTP {status}"
            ))),
            None => Err(CredentialsError::provider_error(
                "no answer in time to the request for credentials",
            )),
        }
    }
}

impl ProvideCredentials for VersionOne {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.ask())
    }
}

/// The document of the service (Amazon EC2 User Guide, "Retrieve security credentials from instance
/// metadata"): `Code` is `Success`, or says what is wrong.
fn credentials(text: &str) -> provider::Result {
    let bad = |what: &str| CredentialsError::provider_error(format!("the answer has no {what}"));
    let document: Value = serde_json::from_str(text).map_err(|_| bad("JSON"))?;
    let field = |name: &str| document.get(name).and_then(Value::as_str);
    if let Some(code) = field("Code").filter(|code| *code != "Success") {
        return Err(CredentialsError::provider_error(format!(
            "the service says {code}"
        )));
    }
    let need = |name: &str| field(name).ok_or_else(|| bad(name));
    let until = DateTime::from_str(need("Expiration")?, DateTimeFormat::DateTime).ok();
    let until = until.and_then(|until| SystemTime::try_from(until).ok());
    Ok(Credentials::new(
        need("AccessKeyId")?,
        need("SecretAccessKey")?,
        Some(need("Token")?.to_owned()),
        Some(until.ok_or_else(|| bad("Expiration"))?),
        "IMDSv1",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{"Code":"Success","AccessKeyId":"ASIAX","SecretAccessKey":"s","Token":"t",
                            "Expiration":"2026-11-21T02:00:00Z"}"#;

    #[test]
    fn documents() {
        let found = credentials(WHOLE).expect("credentials");
        assert_eq!(found.access_key_id(), "ASIAX");
        assert!(found.expiry().is_some());
        for (text, words) in [
            (WHOLE.replace("Token", "Tokem"), "no Token"),
            (WHOLE.replace("2026-11", "soon"), "no Expiration"),
            (
                WHOLE.replace("Success", "AssumeRoleUnauthorizedAccess"),
                "Unauthorized",
            ),
            ("<html>".to_owned(), "no JSON"),
        ] {
            let why = credentials(&text).expect_err("an error");
            let why = crate::text::cause(&why);
            assert!(why.contains(words), "{why}");
        }
    }
}
