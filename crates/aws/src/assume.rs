//! `sts:AssumeRole` and `sts:AssumeRoleWithWebIdentity`: the doors to every account.

use std::sync::Arc;

use async_trait::async_trait;
use aws_credential_types::Credentials;
use aws_sdk_sts::types;
use landfast_app::ports::{AccountProbe, AccountSession, AssumeRole, Pass};
use landfast_domain::{
    Region, RoleArn,
    check::{Seen, Trouble},
    oidc::IssuerUrl,
};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    classify::{Call, THE_ISSUER, classify},
    config::Clients,
    failure::{Failure, Malformed, seen},
    session::Session,
};

const CALL: Call = Call::own("sts:AssumeRole");
const BY_TOKEN: Call = Call::token("sts:AssumeRoleWithWebIdentity");
/// The shortest life that STS gives (STS API Reference, `AssumeRole`, `DurationSeconds`).
const DURATION_SECONDS: i32 = 900;

/// [`AccountProbe`] over STS.
pub(crate) struct StsProbe {
    clients: Arc<Clients>,
    sts: aws_sdk_sts::Client,
}

impl StsProbe {
    pub fn new(clients: Arc<Clients>) -> Self {
        let sts = clients.own_sts();
        Self { clients, sts }
    }

    async fn try_assume(&self, call: &AssumeRole) -> Result<Session, Failure> {
        let credentials = match &call.pass {
            Pass::ExternalId(id) => self.by_own_credentials(call, id.as_ref()).await?,
            Pass::Token { token, issuer } => {
                let answer = self.by_token(call, token).await;
                answer.map_err(|failure| naming(issuer, failure))?
            }
        };
        let sdk = self.clients.for_session(call.role.partition(), credentials);
        Ok(Session::new(&self.clients, &sdk, &call.region))
    }

    async fn by_own_credentials(
        &self,
        call: &AssumeRole,
        external_id: Option<&SecretString>,
    ) -> Result<Credentials, Failure> {
        self.own_partition(&call.role).map_err(Failure::Trouble)?;
        // The id is cloned into the request and nowhere else. Without one, the parameter is left
        // out, not sent empty: a trust policy can tell the difference.
        let answer = self
            .sts
            .assume_role()
            .role_arn(call.role.to_string())
            .role_session_name(&call.session_name)
            .duration_seconds(DURATION_SECONDS)
            .set_external_id(external_id.map(|id| id.expose_secret().to_owned()))
            .send()
            .await
            .map_err(|error| without(external_id, "(the external id)", classify(CALL, &error)))?;
        credentials(CALL, answer.credentials())
    }

    /// Signed by nobody: Landfast's own credentials are not even looked for.
    async fn by_token(
        &self,
        call: &AssumeRole,
        token: &SecretString,
    ) -> Result<Credentials, Failure> {
        let answer = self
            .clients
            .unsigned_sts(call.role.partition())
            .assume_role_with_web_identity()
            .role_arn(call.role.to_string())
            .role_session_name(&call.session_name)
            .duration_seconds(DURATION_SECONDS)
            .web_identity_token(token.expose_secret())
            .send()
            .await
            .map_err(|error| without(Some(token), "(the token)", classify(BY_TOKEN, &error)))?;
        credentials(BY_TOKEN, answer.credentials())
    }

    fn own_partition(&self, role: &RoleArn) -> Result<(), Trouble> {
        let (ours, theirs) = (self.clients.partition, role.partition());
        if ours == theirs {
            return Ok(());
        }
        Err(Trouble::ours(format!(
            "Landfast's own credentials belong to the partition {ours}, the role to {theirs}; \
             credentials never cross partitions. If Landfast runs in {theirs}, set AWS_REGION to a \
             region there."
        )))
    }
}

#[async_trait]
impl AccountProbe for StsProbe {
    async fn assume(&self, call: &AssumeRole) -> Seen<Arc<dyn AccountSession>> {
        let result = self.try_assume(call).await;
        let outcome = match &result {
            Ok(_) => "assumed",
            Err(Failure::Denied(_)) => "denied",
            Err(Failure::Trouble(_)) => "trouble",
        };
        tracing::debug!(
            aws.role = %call.role,
            aws.session = %call.session_name,
            with = shown(&call.pass),
            outcome,
            "a role was tried"
        );
        seen(result.map(|session| Arc::new(session) as Arc<dyn AccountSession>))
    }

    fn as_the_server(&self, home: &Region) -> Arc<dyn AccountSession> {
        let sdk = self.clients.own();
        Arc::new(Session::as_the_server(&self.clients, sdk, home))
    }
}

/// The credentials of the session. They expire by AWS's clock; the session does not outlive a check.
pub(crate) fn credentials(
    call: Call,
    given: Option<&types::Credentials>,
) -> Result<Credentials, Failure> {
    let missing = |field| Malformed {
        action: call.action,
        field,
    };
    let given = given.ok_or_else(|| missing("Credentials"))?;
    let field = |text: &str, field| {
        (!text.is_empty())
            .then(|| text.to_owned())
            .ok_or_else(|| missing(field))
    };
    Ok(Credentials::new(
        field(given.access_key_id(), "AccessKeyId")?,
        field(given.secret_access_key(), "SecretAccessKey")?,
        Some(field(given.session_token(), "SessionToken")?),
        None,
        "AssumeRole",
    ))
}

const fn shown(pass: &Pass) -> &'static str {
    match pass {
        Pass::ExternalId(Some(_)) => "external id",
        Pass::ExternalId(None) => "no external id",
        Pass::Token { .. } => "token",
    }
}

/// Says which issuer it is that AWS had trouble with.
fn naming(issuer: &IssuerUrl, failure: Failure) -> Failure {
    match failure {
        Failure::Trouble(mut trouble) => {
            let named = format!("{THE_ISSUER} {issuer}");
            trouble.detail = trouble.detail.replacen(THE_ISSUER, &named, 1);
            Failure::Trouble(trouble)
        }
        denied => denied,
    }
}

/// AWS repeats parameters that it finds malformed. Neither external id nor token must come back that
/// way.
fn without(shown: Option<&SecretString>, name: &str, failure: Failure) -> Failure {
    let Some(id) = shown.map(ExposeSecret::expose_secret) else {
        return failure;
    };
    let clean = |text: &mut String| {
        if text.contains(id) {
            *text = text.replace(id, name);
        }
    };
    match failure {
        Failure::Denied(mut denial) => {
            clean(&mut denial.message);
            Failure::Denied(denial)
        }
        Failure::Trouble(mut trouble) => {
            clean(&mut trouble.detail);
            Failure::Trouble(trouble)
        }
    }
}
