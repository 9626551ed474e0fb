use axum::{Json, extract::FromRequestParts};
use data_encoding::BASE64;
use http::{HeaderMap, header, request::Parts};
use landfast_app::{Actor, Error, Kind, ProblemCode};
use secrecy::{ExposeSecret, SecretString};

use super::Operator;
use crate::{
    convert::problem_state,
    dto::TerraformState,
    guard::RequestId,
    problem::{Failure, Outcome},
    server::Server,
};

/// Who runs Terraform.
///
/// Terraform's backend `http` signs in by HTTP's basic authentication (RFC 7617), with the API token
/// as the password. Of an answer that is no 200 it shows the number alone. Whoever signs in by
/// `Basic` is therefore told of a refusal in a document, with status 200; everybody else as always.
///
/// A session's cookie is refused: these calls are GET and write, and a page of another site could
/// make a person's browser send them.
pub(crate) enum Deployer {
    Terraform(Result<Actor, Error>),
    Program(Actor),
}

impl FromRequestParts<Server> for Deployer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        if let Some(password) = basic_password(&parts.headers) {
            let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
            return Ok(Self::Terraform(
                by_password(&password, request_id, server).await,
            ));
        }
        let by_cookie = !parts.headers.contains_key(header::AUTHORIZATION);
        let Operator(actor) =
            <Operator as FromRequestParts<Server>>::from_request_parts(parts, server).await?;
        if by_cookie {
            return Err(Failure::new(
                ProblemCode::Forbidden,
                "This call is Terraform's, which signs in with an API token; a session's cookie does not do.",
            ));
        }
        Ok(Self::Program(actor))
    }
}

impl Deployer {
    /// Does `work` in the name of the caller and answers in the caller's own manner.
    pub async fn answer<F>(self, work: impl FnOnce(Actor) -> F) -> Outcome<Json<TerraformState>>
    where
        F: Future<Output = Outcome<TerraformState>>,
    {
        match self {
            Self::Program(actor) => work(actor).await.map(Json),
            Self::Terraform(Err(refused)) => tell(refused),
            Self::Terraform(Ok(actor)) => match work(actor).await {
                Ok(state) => Ok(Json(state)),
                Err(Failure(why)) => tell(why),
            },
        }
    }
}

/// What a person can mend is told in words. The rest keeps its status, and Terraform tries again.
fn tell(why: Error) -> Outcome<Json<TerraformState>> {
    match why.code {
        ProblemCode::IdentityUnavailable => Ok(Json(problem_state(&why))),
        code if matches!(code.kind(), Kind::Unavailable | Kind::Bug) => Err(Failure(why)),
        _ => Ok(Json(problem_state(&why))),
    }
}

async fn by_password(
    password: &SecretString,
    request_id: Option<String>,
    server: &Server,
) -> Result<Actor, Error> {
    if password.expose_secret().is_empty() {
        return Err(Error::new(
            ProblemCode::SignInRequired,
            "Terraform sent no API token: the environment variable TF_HTTP_PASSWORD is not set.",
        )
        .hint("Set it to a token of Landfast, made by an operator under Settings, API tokens."));
    }
    let signed_in = server.app.by_token(password, None).await;
    let mut actor = signed_in.map_err(not_taken)?.actor;
    actor.must_operate()?;
    actor.request_id = request_id;
    Ok(actor)
}

fn not_taken(why: Error) -> Error {
    if why.code != ProblemCode::SignInRequired {
        return why;
    }
    Error::new(
        ProblemCode::SignInRequired,
        "Landfast does not take the API token in the environment variable TF_HTTP_PASSWORD: it has expired, was \
         revoked, or was never one of this server.",
    )
    .hint("Make a new token under Settings, API tokens, and set TF_HTTP_PASSWORD to it.")
}

/// The password of the header `Authorization`; `None` where it has another scheme or is not there.
fn basic_password(headers: &HeaderMap) -> Option<SecretString> {
    let (scheme, encoded) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = BASE64.decode(encoded.trim().as_bytes()).unwrap_or_default();
    let text = String::from_utf8(decoded).unwrap_or_default();
    let (_, password) = text.split_once(':').unwrap_or_default();
    Some(SecretString::from(password.to_owned()))
}
