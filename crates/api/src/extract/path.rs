use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use landfast_app::ProblemCode;
use serde::de::DeserializeOwned;

use crate::{problem::Failure, server::Server};

/// The variable parts of the address, as text: use cases parse them and say what is wrong.
pub(crate) struct PathOf<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Server> for PathOf<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        let Path(value) = Path::<T>::from_request_parts(parts, server)
            .await
            .map_err(|_| {
                Failure::new(
                    ProblemCode::NotFound,
                    "The address is not readable as UTF-8.",
                )
            })?;
        Ok(Self(value))
    }
}
