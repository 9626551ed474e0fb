//! The metadata service of an EC2 instance, asked directly: past proxies, without repetition.
//!
//! The SDK asks it too, but tells neither how it failed nor whether version 1 is there.

use std::time::Duration;

use aws_sdk_s3::primitives::{ByteStream, SdkBody};
use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::{http::HttpConnector, orchestrator::HttpRequest};
use http::Uri;
use landfast_domain::machine::{Metadata, TokenPut};
use tokio::{net::TcpStream, time::timeout};

use crate::environment::Environment;

const TOKEN: &str = "x-aws-ec2-metadata-token";
const TOKEN_TTL: &str = "x-aws-ec2-metadata-token-ttl-seconds";
const ROLES: &str = "/latest/meta-data/iam/security-credentials/";

/// Where the service is (AWS SDKs and Tools Reference, "IMDS credential provider").
pub(super) fn endpoint(environment: &Environment) -> String {
    let named = environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    let mode = environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
    let default = if mode.is_some_and(|mode| mode.eq_ignore_ascii_case("ipv6")) {
        "http://[fd00:ec2::254]"
    } else {
        "http://169.254.169.254"
    };
    named.unwrap_or(default).trim_end_matches('/').to_owned()
}

/// A client of the service.
#[derive(Debug)]
pub(super) struct MetadataClient {
    endpoint: String,
    connector: Connector,
    /// For a connection, and again for an answer.
    patience: Duration,
}

/// An answer: HTTP status and text.
pub(super) type Answer = (u16, String);

impl MetadataClient {
    pub fn new(environment: &Environment, patience: Duration) -> Self {
        Self {
            endpoint: endpoint(environment),
            connector: Connector::builder().build_http(),
            patience,
        }
    }

    /// What is there. Both versions are tried, so that one look tells them apart.
    pub async fn look(&self) -> Metadata {
        if !self.takes_connections().await {
            return Metadata {
                token: TokenPut::NoConnection,
                without_token: false,
                role: None,
            };
        }
        let (token, bare) = tokio::join!(self.token(), self.get(ROLES, None));
        let (put, token) = match token {
            None => (TokenPut::NoAnswer, None),
            Some((200, token)) => (TokenPut::Given, Some(token)),
            Some((status, _)) => (TokenPut::Refused(status), None),
        };
        let told = match token {
            Some(token) => self.get(ROLES, Some(&token)).await,
            None => bare.clone(),
        };
        Metadata {
            token: put,
            // 404 says that the instance has no role, and says it without a token.
            without_token: matches!(bare, Some((200 | 404, _))),
            role: told.and_then(role),
        }
    }

    /// The role's name by version 1, or why there is none.
    pub async fn role_v1(&self) -> Result<String, String> {
        match self.get(ROLES, None).await {
            None => Err("no answer in time".to_owned()),
            Some((404, _)) => Err("the instance has no role".to_owned()),
            Some((401 | 403, _)) => Err("version 1 is switched off".to_owned()),
            Some(answer) => {
                let status = answer.0;
                role(answer).ok_or_else(|| format!("HTTP {status} without the name of a role"))
            }
        }
    }

    /// The role's credentials by version 1, as JSON.
    pub async fn credentials_v1(&self, role: &str) -> Option<Answer> {
        self.get(&format!("{ROLES}{role}"), None).await
    }

    async fn takes_connections(&self) -> bool {
        let Ok(uri) = self.endpoint.parse::<Uri>() else {
            return false;
        };
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let connected = TcpStream::connect((host, uri.port_u16().unwrap_or(80)));
        matches!(timeout(self.patience, connected).await, Ok(Ok(_)))
    }

    async fn token(&self) -> Option<Answer> {
        // Long enough for one look; the service allows 1 to 21,600.
        self.send("PUT", "/latest/api/token", &[(TOKEN_TTL, "60")])
            .await
    }

    async fn get(&self, path: &str, token: Option<&str>) -> Option<Answer> {
        match token {
            Some(token) => self.send("GET", path, &[(TOKEN, token)]).await,
            None => self.send("GET", path, &[]).await,
        }
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Option<Answer> {
        let mut request = HttpRequest::new(SdkBody::empty());
        request.set_method(method).ok()?;
        request.set_uri(format!("{}{path}", self.endpoint)).ok()?;
        for (name, value) in headers {
            request
                .headers_mut()
                .try_insert(*name, (*value).to_owned())
                .ok()?;
        }
        let answer = async {
            let response = self.connector.call(request).await.ok()?;
            let status = response.status().as_u16();
            let body = ByteStream::new(response.into_body()).collect().await.ok()?;
            Some((status, String::from_utf8(body.to_vec()).ok()?))
        };
        timeout(self.patience, answer).await.ok()?
    }
}

/// One name in the first line (Amazon EC2 User Guide, "Retrieve security credentials from instance
/// metadata"). Anything that could not be a part of the next address is none.
fn role((status, text): Answer) -> Option<String> {
    let name = text.lines().next().map(str::trim)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
    (status == 200 && !name.is_empty() && name.chars().all(fits)).then(|| name.to_owned())
}
