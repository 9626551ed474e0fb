use axum::{Json, extract::State};
use http::StatusCode;

use crate::{
    convert::{new_token_view, role, token_view},
    dto::{NewTokenView, ProblemCode as P, TokenDraft, TokenList},
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The API tokens of the workspace, without their secrets.
#[utoipa::path(get, path = "/tokens", operation_id = "listTokens", tag = "people",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "All of them.", body = TokenList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<TokenList>> {
    let tokens = server.app.tokens(&actor).await?;
    Ok(Json(TokenList {
        items: tokens.iter().map(token_view).collect(),
    }))
}

/// Makes an API token for the workspace. Its text is shown once.
#[utoipa::path(post, path = "/tokens", operation_id = "createToken", tag = "people", request_body = TokenDraft,
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::TokenNameInvalid, P::TokenExpiryInvalid]))),
    responses((status = 201, description = "The token.", body = NewTokenView)))]
pub(super) async fn create(
    State(server): State<Server>,
    Operator(actor): Operator,
    Body(draft): Body<TokenDraft>,
) -> Outcome<(StatusCode, Json<NewTokenView>)> {
    let new = server
        .app
        .create_token(&actor, &draft.name, role(draft.role), draft.expires_in_days)
        .await?;
    Ok((StatusCode::CREATED, Json(new_token_view(&new))))
}

/// Ends a token, at once.
#[utoipa::path(delete, path = "/tokens/{token_id}", operation_id = "revokeToken", tag = "people",
    params(("token_id" = String, Path, description = "`tok_…`")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::TokenNotFound]))),
    responses((status = 204, description = "It opens nothing any more.")))]
pub(super) async fn revoke(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(token): PathOf<String>,
) -> Outcome<StatusCode> {
    server.app.revoke_token(&actor, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
