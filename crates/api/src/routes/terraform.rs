use axum::{Json, extract::State};
use landfast_app::{Announcement, AppliedRole, DeployedExport, DeployedStackSet, PartOf};
use landfast_domain::billing_export::ChoiceDraft;

use crate::{
    convert::{deployment_view, noted_state, registration_state, stack_set_state},
    dto::{
        AppliedQuery, DeployedExportQuery, DeployedStackSetQuery, DeploymentList, ProblemCode as P,
        RegistrationQuery, TerraformState,
    },
    extract::{Deployer, Params, PathOf, Reader},
    problem::{Failure, Outcome},
    server::Server,
};

/// The values that the Terraform module's role needs. The first call of a deployment registers the
/// account, unless it is registered already; later ones only look.
///
/// It is GET because Terraform's data source `terraform_remote_state` can do no other, and it is sent
/// in an apply first: its address holds the deployment's id, which no plan knows before.
///
/// Whoever signs in by `Basic` is answered 200 with the output `problem` where others get a problem.
#[utoipa::path(get, path = "/terraform/deployments/{deployment}/registration", operation_id = "announceDeployment", tag = "terraform",
    params(("deployment" = String, Path, description = "The id of the module's resource `terraform_data.registration`"), RegistrationQuery),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::Forbidden, P::BodyInvalid, P::AccountIdInvalid, P::AccountNameInvalid, P::AccountNameTaken, P::RegionInvalid,
        P::IdentityUnavailable, P::IssuerUnavailable]))),
    responses((status = 200, description = "The outputs `external_id`, `principal`, `trust`, `role_name`, `region`, `template_version` and `notice`.", body = TerraformState)))]
pub(super) async fn announce(
    State(server): State<Server>,
    caller: Deployer,
    PathOf(deployment): PathOf<String>,
    query: Result<Params<RegistrationQuery>, Failure>,
) -> Outcome<Json<TerraformState>> {
    let work = async |actor| {
        let Params(query) = query?;
        let announcement = Announcement {
            deployment: deployment.clone(),
            account_id: query.account_id,
            name: query.name,
            region: query.region,
            choices: query.choices,
            template: query.template_version,
            trust: query.trust,
        };
        let found = server
            .app
            .announce_deployment(&actor, &announcement)
            .await?;
        Ok(registration_state(&deployment, &found))
    };
    caller.answer(work).await
}

/// The Terraform module tells that it made or changed the role: the account is checked. The same
/// word a second time changes nothing. It proves nothing; the check does.
///
/// Whoever signs in by `Basic` is answered 200 with the output `problem` where others get a problem.
#[utoipa::path(get, path = "/terraform/deployments/{deployment}/role", operation_id = "noteDeployedRole", tag = "terraform",
    params(("deployment" = String, Path, description = "The id of the module's resource `terraform_data.registration`"), AppliedQuery),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::Forbidden, P::BodyInvalid, P::AccountIdInvalid, P::NotFound, P::AccountNotFound, P::ActionNotAllowed]))),
    responses((status = 200, description = "Noted.", body = TerraformState)))]
pub(super) async fn applied(
    State(server): State<Server>,
    caller: Deployer,
    PathOf(deployment): PathOf<String>,
    query: Result<Params<AppliedQuery>, Failure>,
) -> Outcome<Json<TerraformState>> {
    let work = async |actor| {
        let Params(query) = query?;
        let role = AppliedRole {
            deployment: deployment.clone(),
            account_id: query.account_id,
            template: query.template_version,
            choices: query.choices,
            role_id: query.role_id,
            fingerprint: query.fingerprint,
        };
        server.app.deployment_applied(&actor, &role).await?;
        Ok(noted_state(&deployment))
    };
    caller.answer(work).await
}

/// The Terraform module tells of the bill's export of a payer: that it begins, and with a
/// fingerprint that it is there. Then it is what counts for the account's bill, and it is checked.
/// The same word a second time changes nothing.
///
/// Whoever signs in by `Basic` is answered 200 with the output `problem` where others get a problem.
#[utoipa::path(get, path = "/terraform/deployments/{deployment}/billing-export", operation_id = "noteDeployedExport", tag = "terraform",
    params(("deployment" = String, Path, description = "The id of the module's resource `terraform_data.registration`"), DeployedExportQuery),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::Forbidden, P::BodyInvalid, P::AccountIdInvalid, P::NotFound, P::AccountNotFound, P::StepNotApplicable, P::ChoicesInvalid,
        P::ActionNotAllowed]))),
    responses((status = 200, description = "Noted.", body = TerraformState)))]
pub(super) async fn export(
    State(server): State<Server>,
    caller: Deployer,
    PathOf(deployment): PathOf<String>,
    query: Result<Params<DeployedExportQuery>, Failure>,
) -> Outcome<Json<TerraformState>> {
    let work = async |actor| {
        let Params(query) = query?;
        let said = DeployedExport {
            of: PartOf {
                deployment: deployment.clone(),
                account_id: query.account_id,
                fingerprint: query.fingerprint,
            },
            choice: ChoiceDraft {
                way: query.way,
                format: Some(query.format),
                bucket: Some(query.bucket),
                bucket_region: Some(query.bucket_region),
                prefix: Some(query.prefix),
                name: Some(query.name),
            },
            existing: query.existing,
        };
        server.app.export_deployed(&actor, &said).await?;
        Ok(noted_state(&deployment))
    };
    caller.answer(work).await
}

/// The values for the StackSet that the Terraform module makes in a payer. The first call begins the
/// roll-out, unless it is begun; one with a fingerprint tells that the StackSet is there: each account
/// is tried, and registered when its role lets Landfast in. The same word a second time changes
/// nothing.
///
/// Whoever signs in by `Basic` is answered 200 with the output `problem` where others get a problem.
#[utoipa::path(get, path = "/terraform/deployments/{deployment}/linked-accounts", operation_id = "noteDeployedStackSet", tag = "terraform",
    params(("deployment" = String, Path, description = "The id of the module's resource `terraform_data.registration`"), DeployedStackSetQuery),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::Forbidden, P::BodyInvalid, P::AccountIdInvalid, P::NotFound, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed,
        P::IdentityUnavailable]))),
    responses((status = 200, description = "The outputs `stack_set_name`, `region`, `template_url`, `parameters` (JSON) and `notice`.", body = TerraformState)))]
pub(super) async fn stack_set(
    State(server): State<Server>,
    caller: Deployer,
    PathOf(deployment): PathOf<String>,
    query: Result<Params<DeployedStackSetQuery>, Failure>,
) -> Outcome<Json<TerraformState>> {
    let work = async |actor| {
        let Params(query) = query?;
        let said = DeployedStackSet {
            of: PartOf {
                deployment: deployment.clone(),
                account_id: query.account_id,
                fingerprint: query.fingerprint,
            },
            units: query.units,
        };
        let values = server.app.stack_set_deployed(&actor, &said).await?;
        Ok(stack_set_state(&deployment, &values))
    };
    caller.answer(work).await
}

/// How far the deployments of an account are.
#[utoipa::path(get, path = "/accounts/{account_id}/deployments", operation_id = "listDeployments", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "The newest ones, newest first.", body = DeploymentList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<DeploymentList>> {
    let found = server.app.deployments(&actor, &account).await?;
    let items = found.into_iter().map(deployment_view).collect();
    Ok(Json(DeploymentList { items }))
}
