//! The OpenAPI document. Handlers are registered once, for router and document; what holds for many
//! operations (credentials, the form of refusals) is added here from what each operation declares.

mod finish;

use axum::Router;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{dto, routes, server::Server};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Landfast",
        version = "1",
        description = "Registers AWS accounts and proves that the access to each is safe. \
            Every refusal is a `Problem`; programs branch on its `code`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/api/v1")),
    tags(
        (name = "accounts", description = "AWS accounts and their registration."),
        (name = "steps", description = "What Landfast wants of an account, and the checks of it."),
        (name = "owner", description = "What the holder of a link for one account's owner can do."),
        (name = "terraform", description = "What the Terraform module asks and tells, in the form of a remote state."),
        (name = "sign-in", description = "Setting up, signing in and out."),
        (name = "people", description = "Workspaces, users and API tokens."),
        (name = "webhooks", description = "Who is told of changes, and what was sent."),
        (name = "commitments", description = "Contracts with AWS, and how bills stand against them."),
        (name = "activity", description = "The audit log, durable work and live events."),
        (name = "server", description = "The server itself, and what its role may do."),
    ),
    components(schemas(dto::Problem, dto::CheckCode, dto::EventView)),
)]
struct Base;

/// Routes and document from the same registrations.
pub(crate) fn with_routes() -> (Router<Server>, utoipa::openapi::OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(Base::openapi())
        .merge(routes::all())
        .split_for_parts();
    finish::finish(&mut document);
    (router, document)
}

/// The OpenAPI 3.1 document of `/api/v1`. Needs no state and no configuration.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    with_routes().1
}
