use axum::{Json, extract::State};
use http::StatusCode;

use crate::{
    convert::{commitment_draft, commitment_list, commitment_view, standing_view},
    dto::{
        CommitmentInput, CommitmentList, CommitmentStandingView, CommitmentView, ProblemCode as P,
    },
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The contracts with AWS whose commitments bills are compared with.
#[utoipa::path(get, path = "/commitments", operation_id = "listCommitments", tag = "commitments",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "All of them.", body = CommitmentList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<CommitmentList>> {
    let all = server.app.commitments(&actor).await?;
    Ok(Json(commitment_list(&all)))
}

/// Adds a contract. Sent twice, the second is refused for its name.
#[utoipa::path(post, path = "/commitments", operation_id = "addCommitment", tag = "commitments",
    request_body = CommitmentInput,
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::CommitmentInvalid, P::CommitmentNameTaken]))),
    responses((status = 201, description = "The contract.", body = CommitmentView)))]
pub(super) async fn add(
    State(server): State<Server>,
    Operator(actor): Operator,
    Body(input): Body<CommitmentInput>,
) -> Outcome<(StatusCode, Json<CommitmentView>)> {
    let draft = commitment_draft(input);
    let added = server.app.add_commitment(&actor, draft).await?;
    Ok((StatusCode::CREATED, Json(commitment_view(&added))))
}

/// One contract.
#[utoipa::path(get, path = "/commitments/{commitment_id}", operation_id = "getCommitment", tag = "commitments",
    params(("commitment_id" = String, Path, description = "`cmt_…`")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::CommitmentNotFound]))),
    responses((status = 200, description = "The contract.", body = CommitmentView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(commitment): PathOf<String>,
) -> Outcome<Json<CommitmentView>> {
    let found = server.app.commitment(&actor, &commitment).await?;
    Ok(Json(commitment_view(&found)))
}

/// Puts another contract in its place. What is left out of the rules is the default again.
#[utoipa::path(put, path = "/commitments/{commitment_id}", operation_id = "changeCommitment", tag = "commitments",
    params(("commitment_id" = String, Path, description = "`cmt_…`")), request_body = CommitmentInput,
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::CommitmentNotFound, P::CommitmentInvalid, P::CommitmentNameTaken]))),
    responses((status = 200, description = "As it is now.", body = CommitmentView)))]
pub(super) async fn change(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(commitment): PathOf<String>,
    Body(input): Body<CommitmentInput>,
) -> Outcome<Json<CommitmentView>> {
    let draft = commitment_draft(input);
    let changed = server.app.change_commitment(&actor, &commitment, draft);
    Ok(Json(commitment_view(&changed.await?)))
}

/// Removes a contract. Bills are not touched.
#[utoipa::path(delete, path = "/commitments/{commitment_id}", operation_id = "removeCommitment", tag = "commitments",
    params(("commitment_id" = String, Path, description = "`cmt_…`")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::CommitmentNotFound]))),
    responses((status = 204, description = "It is gone.")))]
pub(super) async fn remove(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(commitment): PathOf<String>,
) -> Outcome<StatusCode> {
    server.app.remove_commitment(&actor, &commitment).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was spent in each year of a contract, and what is to be expected, by the bills that are kept now.
#[utoipa::path(get, path = "/commitments/{commitment_id}/standing", operation_id = "getCommitmentStanding", tag = "commitments",
    params(("commitment_id" = String, Path, description = "`cmt_…`")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::CommitmentNotFound, P::BillQuestionInvalid, P::BillQuestionTooLarge]))),
    responses((status = 200, description = "Exact sums.", body = CommitmentStandingView)))]
pub(super) async fn standing(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(commitment): PathOf<String>,
) -> Outcome<Json<CommitmentStandingView>> {
    let found = server.app.commitment_standing(&actor, &commitment).await?;
    Ok(Json(standing_view(&found)))
}
