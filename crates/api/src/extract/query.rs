use axum::extract::{FromRequestParts, Query};
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::{problem::Failure, server::Server};

/// The query string. A parameter that is not known is refused: a filter that is misspelt must not
/// show everything.
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Server> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Failure> {
        let Query(value) = Query::<T>::try_from_uri(&parts.uri).map_err(|why| {
            Failure::misunderstood(format!(
                "The query string does not fit: {}.",
                why.body_text()
            ))
            .hint("The parameters of each call are in /api/v1/openapi.json.")
        })?;
        Ok(Self(value))
    }
}
