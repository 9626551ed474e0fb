use axum::extract::FromRequestParts;
use http::{header, request::Parts};
use landfast_app::{Error, Owner, ProblemCode, bearer};

use crate::{guard::RequestId, problem::Failure, server::Server};

/// Whoever holds the link of one account: its secret as a bearer token, and nothing else. A session
/// or an API token beside it is not looked at.
pub(crate) struct Holder(pub Owner);

impl FromRequestParts<Server> for Holder {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        let shown = parts.headers.get(header::AUTHORIZATION);
        let text = shown
            .and_then(|value| bearer(value.to_str().ok()?))
            .ok_or_else(nothing_shown)?;
        let owner = server.app.by_owner_link(&text).await?;
        let request = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        Ok(Self(owner.in_request(request)))
    }
}

fn nothing_shown() -> Error {
    Error::new(
        ProblemCode::OwnerLinkInvalid,
        "This call needs the link of an account's owner; none was readable.",
    )
    .hint("Open the whole link, with everything after #. Programs send what follows # in the header Authorization: Bearer.")
}
