use landfast_app::ProblemCode;

use crate::problem::Failure;

/// An address below `/api` that does not exist.
pub(crate) async fn not_found() -> Failure {
    Failure::new(
        ProblemCode::NotFound,
        "There is nothing at this address of the API.",
    )
    .hint("Addresses of this version begin with /api/v1; /api/v1/openapi.json lists them.")
}

/// The header `Allow` says which methods there are.
pub(crate) async fn method_not_allowed() -> Failure {
    Failure::new(
        ProblemCode::MethodNotAllowed,
        "This address is there, but it does not take this method.",
    )
    .hint("The response header Allow lists the methods it takes.")
}
