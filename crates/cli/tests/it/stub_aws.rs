//! Just enough of AWS over HTTP to take a check through the real SDK: it assumes a role for the
//! first external id it is given, and refuses everything else.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};

pub const SESSION_SECRET: &str = "CANARYsessionSECRETkey0123456789abcdef";
pub const SESSION_TOKEN: &str = "CANARYsessionTOKEN0123456789abcdef";

/// The access key of a user of an account that has no role.
pub const KEY_ID: &str = "AKIACANARYCANARYKEY1";
pub const KEY_ACCOUNT: &str = "222222222222";

#[derive(Default)]
pub struct Seen {
    /// The first external id, which is the right one.
    pub external_id: Option<String>,
    pub actions: Vec<String>,
    /// Of the issuer; none of them is let in.
    pub tokens: Vec<String>,
}

pub type Shared = Arc<Mutex<Seen>>;

/// Serves on a free loopback port.
pub async fn start() -> (SocketAddr, Shared) {
    let seen = Shared::default();
    let router = Router::new().fallback(answer).with_state(Arc::clone(&seen));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, seen)
}

async fn answer(State(seen): State<Shared>, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let form = form(&String::from_utf8_lossy(&body));
    let action = form.get("Action").cloned().unwrap_or_default();
    let mut seen = seen.lock().unwrap();
    seen.actions.push(action.clone());
    seen.tokens.extend(form.get("WebIdentityToken").cloned());
    let signer = headers
        .get("authorization")
        .and_then(|text| text.to_str().ok());
    match action.as_str() {
        "GetCallerIdentity" if signer.is_some_and(|text| text.contains(KEY_ID)) => {
            (StatusCode::OK, user_of(KEY_ACCOUNT))
        }
        "GetCallerIdentity" => (StatusCode::OK, identity(seen.external_id.as_deref())),
        "AssumeRole" => match form.get("ExternalId") {
            Some(id) if seen.external_id.get_or_insert_with(|| id.clone()) == id => {
                (StatusCode::OK, session())
            }
            _ => refused(),
        },
        _ => refused(),
    }
}

/// Before a role was assumed the caller is the server's own user, after it the role's session.
fn identity(assumed: Option<&str>) -> String {
    let partition = "aws";
    let (account, arn) = match assumed.and_then(|id| id.split_once(':')) {
        Some((_, account)) => (
            account.to_owned(),
            format!("arn:{partition}:sts::{account}:assumed-role/r/s"),
        ),
        None => (
            "111122223333".to_owned(),
            format!("arn:{partition}:iam::111122223333:user/dev"),
        ),
    };
    let fields = format!("<Arn>{arn}</Arn><UserId>AROAX:s</UserId><Account>{account}</Account>");
    format!(
        "<GetCallerIdentityResponse><GetCallerIdentityResult>{fields}</GetCallerIdentityResult></GetCallerIdentityResponse>"
    )
}

fn user_of(account: &str) -> String {
    let partition = "aws";
    let arn = format!("arn:{partition}:iam::{account}:user/landfast");
    let fields = format!("<Arn>{arn}</Arn><UserId>AIDAX</UserId><Account>{account}</Account>");
    format!(
        "<GetCallerIdentityResponse><GetCallerIdentityResult>{fields}</GetCallerIdentityResult></GetCallerIdentityResponse>"
    )
}

fn session() -> String {
    format!(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>{SESSION_SECRET}</SecretAccessKey>\
         <SessionToken>{SESSION_TOKEN}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>\
         <AssumedRoleUser><AssumedRoleId>AROAX:s</AssumedRoleId><Arn>x</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>"
    )
}

fn refused() -> (StatusCode, String) {
    let error = "<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error>";
    (
        StatusCode::FORBIDDEN,
        format!("<ErrorResponse>{error}<RequestId>r</RequestId></ErrorResponse>"),
    )
}

fn form(body: &str) -> HashMap<String, String> {
    let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), value.replace("%3A", ":")))
        .collect()
}
