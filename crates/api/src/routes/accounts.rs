use axum::{Json, extract::State};
use http::StatusCode;
use landfast_app::{
    Actor, Error, ProblemCode,
    ports::{AccountQuery, Cursor},
};
use landfast_domain::{Account, AccountId};

use super::PAGE;
use crate::{
    convert::{account_view, kind_text, record_removed_view, status_text},
    dto::{
        AccountDraft, AccountPage, AccountPatch, AccountView, AccountsQuery, ProblemCode as P,
        RecordRemovedView, RemoveQuery,
    },
    extract::{Body, Operator, Params, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The accounts of the workspace, in the order of their ids.
#[utoipa::path(get, path = "/accounts", operation_id = "listAccounts", tag = "accounts", params(AccountsQuery),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::BodyInvalid, P::CursorInvalid, P::AccountIdInvalid]))),
    responses((status = 200, description = "One page.", body = AccountPage)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    Params(query): Params<AccountsQuery>,
) -> Outcome<Json<AccountPage>> {
    let page = server.app.accounts(&actor, &asked(query)?).await?;
    let payers = server.app.payers_registered(&actor, &page.items).await?;
    let items = page
        .items
        .iter()
        .map(|account| account_view(account, &payers, actor.role))
        .collect();
    let total = page.total.unwrap_or_default();
    Ok(Json(AccountPage {
        items,
        next_cursor: page.next.map(|cursor| cursor.0),
        total,
    }))
}

fn asked(query: AccountsQuery) -> Outcome<AccountQuery> {
    let payer = query
        .payer
        .as_deref()
        .map(AccountId::parse)
        .transpose()
        .map_err(|why| {
            Error::field(
                ProblemCode::AccountIdInvalid,
                "payer",
                format!("The payer is not understood: {why}."),
            )
        })?;
    Ok(AccountQuery {
        search: query
            .search
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty()),
        kind: query.kind.map(|kind| kind_text(kind).to_owned()),
        status: query.status.map(|status| status_text(status).to_owned()),
        payer,
        limit: query.limit.unwrap_or(PAGE),
        cursor: query.cursor.map(Cursor),
    })
}

/// Registers an account. Nothing happens in AWS.
#[utoipa::path(post, path = "/accounts", operation_id = "registerAccount", tag = "accounts", request_body = AccountDraft,
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountIdTaken, P::AccountNameInvalid, P::AccountNameTaken, P::RegionInvalid, P::MethodUnknown, P::MethodDisabled, P::ChoicesInvalid,
        P::TrustUnknown, P::IssuerUnavailable, P::IdentityUnavailable]))),
    responses((status = 201, description = "The account as it is registered.", body = AccountView)))]
pub(super) async fn register(
    State(server): State<Server>,
    Operator(actor): Operator,
    Body(draft): Body<AccountDraft>,
) -> Outcome<(StatusCode, Json<AccountView>)> {
    let draft = landfast_app::AccountDraft {
        account_id: draft.account_id,
        name: draft.name,
        method: draft.method,
        region: draft.region,
        capabilities: draft.capabilities,
        tag_access: draft.tag_access,
        trust: draft.trust,
    };
    let account = server.app.register(&actor, &draft).await?;
    Ok((StatusCode::CREATED, view(&server, &actor, &account).await?))
}

/// One account.
#[utoipa::path(get, path = "/accounts/{account_id}", operation_id = "getAccount", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "The account.", body = AccountView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(id): PathOf<String>,
) -> Outcome<Json<AccountView>> {
    let account = server.app.account(&actor, &id).await?;
    view(&server, &actor, &account).await
}

/// Changes name, home region, method, trust or choices.
#[utoipa::path(patch, path = "/accounts/{account_id}", operation_id = "editAccount", tag = "accounts", request_body = AccountPatch,
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::AccountNameInvalid, P::AccountNameTaken, P::RegionInvalid,
        P::MethodUnknown, P::MethodDisabled, P::ChoicesInvalid, P::TrustUnknown, P::IssuerUnavailable,
        P::IdentityUnavailable, P::ActionNotAllowed]))),
    responses((status = 200, description = "The account as it is now.", body = AccountView)))]
pub(super) async fn edit(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(id): PathOf<String>,
    Body(patch): Body<AccountPatch>,
) -> Outcome<Json<AccountView>> {
    let change = landfast_app::AccountEdit {
        name: patch.name,
        region: patch.region,
        method: patch.method,
        capabilities: patch.capabilities,
        tag_access: patch.tag_access,
        trust: patch.trust,
    };
    let account = server.app.edit_account(&actor, &id, &change).await?;
    view(&server, &actor, &account).await
}

/// Removes the record and nothing else: the role stays in AWS until its owner deletes it. Where access
/// was proven, `leave_access` must say that this is meant.
#[utoipa::path(delete, path = "/accounts/{account_id}", operation_id = "removeAccount", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits"), RemoveQuery),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::BodyInvalid, P::AccountIdInvalid, P::AccountNotFound, P::AccessRemains]))),
    responses((status = 200, description = "What is left in the AWS account, and the receipt.", body = RecordRemovedView)))]
pub(super) async fn remove(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(id): PathOf<String>,
    Params(query): Params<RemoveQuery>,
) -> Outcome<Json<RecordRemovedView>> {
    let leave_access = query.leave_access.unwrap_or_default();
    let removed = server.app.remove_account(&actor, &id, leave_access).await?;
    Ok(Json(record_removed_view(&removed)))
}

/// Ends the registration of an account whose steps have passed.
#[utoipa::path(post, path = "/accounts/{account_id}/confirm", operation_id = "confirmAccount", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::ActionNotAllowed]))),
    responses((status = 200, description = "The account as it is now.", body = AccountView)))]
pub(super) async fn confirm(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(id): PathOf<String>,
) -> Outcome<Json<AccountView>> {
    let account = server.app.confirm(&actor, &id).await?;
    view(&server, &actor, &account).await
}

async fn view(server: &Server, actor: &Actor, account: &Account) -> Outcome<Json<AccountView>> {
    let payers = server
        .app
        .payers_registered(actor, std::slice::from_ref(account))
        .await?;
    Ok(Json(account_view(account, &payers, actor.role)))
}
