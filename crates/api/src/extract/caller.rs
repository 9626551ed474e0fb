use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;
use landfast_app::{Actor, Error, ProblemCode, SignedIn};

use super::Credentials;
use crate::{guard::RequestId, problem::Failure, server::Server};

/// Somebody who is signed in, with where else they may go.
pub(crate) struct Visitor(pub SignedIn);

/// Somebody who may look.
pub(crate) struct Reader(pub Actor);

/// Somebody who may change things. Judged before the body is read and before anything is looked up,
/// so that a reader learns nothing from the order of refusals.
pub(crate) struct Operator(pub Actor);

impl FromRequestParts<Server> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        let credentials = Credentials::of(&parts.headers, server).ok_or_else(sign_in_required)?;
        let mut signed_in = credentials.sign_in(&parts.headers, server).await?;
        signed_in.actor.request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        Ok(Self(signed_in))
    }
}

impl FromRequestParts<Server> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        let Visitor(signed_in) = visitor(parts, server).await?;
        Ok(Self(signed_in.actor))
    }
}

impl FromRequestParts<Server> for Operator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        let Visitor(signed_in) = visitor(parts, server).await?;
        signed_in.actor.must_operate()?;
        Ok(Self(signed_in.actor))
    }
}

impl OptionalFromRequestParts<Server> for Operator {
    type Rejection = Failure;

    /// `None` for a request that shows no credentials at all.
    async fn from_request_parts(
        parts: &mut Parts,
        server: &Server,
    ) -> Result<Option<Self>, Failure> {
        if Credentials::of(&parts.headers, server).is_none() {
            return Ok(None);
        }
        <Self as FromRequestParts<Server>>::from_request_parts(parts, server)
            .await
            .map(Some)
    }
}

async fn visitor(parts: &mut Parts, server: &Server) -> Result<Visitor, Failure> {
    <Visitor as FromRequestParts<Server>>::from_request_parts(parts, server).await
}

pub(crate) fn sign_in_required() -> Error {
    Error::new(
        ProblemCode::SignInRequired,
        "This call needs a session cookie or an API token; neither was readable.",
    )
    .hint("Sign in, or send the header Authorization: Bearer and a token.")
}
