use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use landfast_app::{
    Actor, Error, OrganizationStatus, ProblemCode,
    ports::{Cursor, MemberQuery},
};

use super::PAGE;
use crate::{
    convert::{member_view, organization_view, rollout_view, stack_asked, standing_asked},
    dto::{
        MemberPage, MemberView, MembersQuery, OrganizationView, ProblemCode as P, RolloutDraft,
        RolloutView,
    },
    extract::{Body, Operator, Params, PathOf, Reader},
    pages::members_csv,
    problem::Outcome,
    server::Server,
};

/// The organization of a payer: its units, and how much of it is covered.
#[utoipa::path(get, path = "/accounts/{account_id}/organization", operation_id = "getOrganization", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "The organization, also before it was read.", body = OrganizationView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(payer): PathOf<String>,
) -> Outcome<Json<OrganizationView>> {
    let found = server.app.organization(&actor, &payer).await?;
    Ok(Json(organization_view(&found, actor.role)))
}

/// The accounts of a payer's organization, in the order of their ids.
#[utoipa::path(get, path = "/accounts/{account_id}/linked", operation_id = "listLinked", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer"), MembersQuery),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::BodyInvalid, P::CursorInvalid, P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "One page.", body = MemberPage)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(payer): PathOf<String>,
    Params(query): Params<MembersQuery>,
) -> Outcome<Json<MemberPage>> {
    let found = server.app.organization(&actor, &payer).await?;
    Ok(Json(page(&server, &actor, &found, query).await?))
}

async fn page(
    server: &Server,
    actor: &Actor,
    found: &OrganizationStatus,
    query: MembersQuery,
) -> Outcome<MemberPage> {
    let search = query.search.map(|text| text.trim().to_owned());
    let asked = MemberQuery {
        payer: found.payer.id.clone(),
        search: search.filter(|text| !text.is_empty()),
        standing: query.standing.map(standing_asked),
        stack: query.stack.map(stack_asked),
        units: None,
        limit: query.limit.unwrap_or(PAGE),
        cursor: query.cursor.map(Cursor),
    };
    let page = server
        .app
        .linked(actor, found, query.unit.as_deref(), asked)
        .await?;
    let tree = &found.organization.tree;
    Ok(MemberPage {
        items: page
            .items
            .iter()
            .map(|row| member_view(row, &found.payer.id, tree, actor.role))
            .collect(),
        next_cursor: page.next.map(|cursor| cursor.0),
        total: page.total.unwrap_or_default(),
    })
}

/// All accounts of a payer's organization, as a table for spreadsheets.
#[utoipa::path(get, path = "/accounts/{account_id}/linked/csv", operation_id = "getLinkedCsv", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "A file.", body = String, content_type = "text/csv")))]
pub(super) async fn table(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(payer): PathOf<String>,
) -> Outcome<Response> {
    let found = server.app.organization(&actor, &payer).await?;
    let mut rows: Vec<MemberView> = Vec::new();
    let mut cursor = None;
    loop {
        let query = MembersQuery {
            limit: Some(200),
            cursor,
            ..MembersQuery::default()
        };
        let one = page(&server, &actor, &found, query).await?;
        rows.extend(one.items);
        cursor = one.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let file = format!(
        "attachment; filename=\"landfast-linked-{}.csv\"",
        found.payer.id
    );
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    let bytes = members_csv(&rows).map_err(|why| {
        Error::new(ProblemCode::Internal, "The table could not be written.").caused_by(why)
    })?;
    Ok((headers, bytes).into_response())
}

/// Has the organization read now. Asked twice, it is read once.
#[utoipa::path(post, path = "/accounts/{account_id}/linked/discover", operation_id = "discoverLinked", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is being read.", body = OrganizationView)))]
pub(super) async fn discover(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
) -> Outcome<(StatusCode, Json<OrganizationView>)> {
    server.app.discover(&actor, &payer).await?;
    let found = server.app.organization(&actor, &payer).await?;
    let view = organization_view(&found, actor.role);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// How the role is rolled out to the linked accounts of a payer.
#[utoipa::path(get, path = "/accounts/{account_id}/rollout", operation_id = "getRollout", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "The roll-out; also before it is begun.", body = RolloutView)))]
pub(super) async fn rollout(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(payer): PathOf<String>,
) -> Outcome<Json<RolloutView>> {
    let status = server.app.rollout(&actor, &payer).await?;
    let url = server.settings.public_url.as_deref();
    Ok(Json(rollout_view(&status, actor.role, url)))
}

/// Begins the roll-out, or changes what is wanted of every linked account. Nothing happens in AWS.
#[utoipa::path(put, path = "/accounts/{account_id}/rollout", operation_id = "planRollout", tag = "organizations", request_body = RolloutDraft,
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed, P::ChoicesInvalid]))),
    responses((status = 200, description = "The roll-out as it is now.", body = RolloutView)))]
pub(super) async fn plan_rollout(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
    Body(draft): Body<RolloutDraft>,
) -> Outcome<Json<RolloutView>> {
    let draft = landfast_app::RolloutDraft {
        capabilities: draft.capabilities,
        tag_access: draft.tag_access,
    };
    let status = server.app.plan_rollout(&actor, &payer, &draft).await?;
    let url = server.settings.public_url.as_deref();
    Ok(Json(rollout_view(&status, actor.role, url)))
}
