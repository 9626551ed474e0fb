use landfast_app::{DeploymentView, Error, PartView, Registration};
use landfast_domain::{
    deployment::{DeploymentStatus, PartStatus, StackSetValues},
    trust::Trusted,
};

use super::{problem_code, step, time};
use crate::dto::{self, TerraformOutput, TerraformState};

/// What Terraform calls the format. Any version that knows it will do: nothing here is newer.
const STATE_VERSION: u32 = 4;
/// Older than every Terraform and OpenTofu that the module takes; a newer one would be refused.
const TERRAFORM_VERSION: &str = "1.0.0";

const REMOVED: &str = "The record of this account was removed from Landfast; its role is of no use any more. \
    Destroy this deployment, or register the account again and apply.";
const OUTDATED: &str = "Landfast wants another version of this role. Use the module that it offers now; the plan \
    then shows what changes.";

/// The answer to a module that asks for its values.
pub(crate) fn registration_state(deployment: &str, registration: &Registration) -> TerraformState {
    let notice = match registration {
        one if one.removed => REMOVED,
        one if one.outdated => OUTDATED,
        _ => "",
    };
    // Empty for a module that does not know of issuers: its role then trusts nobody.
    let principal = match &registration.trusted {
        Trusted::Principal(principal) => principal.to_string(),
        Trusted::Issuer(_) => String::new(),
    };
    state(
        deployment,
        [
            ("external_id", registration.external_id.as_str().to_owned()),
            ("principal", principal),
            ("trust", registration.trusted.sort().as_str().to_owned()),
            ("role_name", registration.role_name.to_string()),
            ("region", registration.region.to_string()),
            ("template_version", registration.template.to_string()),
            ("notice", notice.to_owned()),
        ],
    )
}

/// The answer to a module that told of its role.
pub(crate) fn noted_state(deployment: &str) -> TerraformState {
    state(deployment, [("notice", String::new())])
}

/// The answer to a module that makes a StackSet. A state's outputs are texts here: the parameters are
/// one, as JSON.
pub(crate) fn stack_set_state(deployment: &str, values: &StackSetValues) -> TerraformState {
    let parameters = serde_json::to_string(&values.parameters).unwrap_or_default();
    state(
        deployment,
        [
            ("stack_set_name", values.name.clone()),
            ("region", values.region.to_string()),
            ("template_url", values.template_url.clone()),
            ("parameters", parameters),
            ("notice", String::new()),
        ],
    )
}

/// A refusal in the only form whose words Terraform shows.
pub(crate) fn problem_state(error: &Error) -> TerraformState {
    let mut sentences = vec![error.detail.clone()];
    sentences.extend(error.hints.iter().cloned());
    sentences.push(format!("(Landfast: {})", problem_code(error.code)));
    state("landfast", [("problem", sentences.join(" "))])
}

fn state<const N: usize>(lineage: &str, outputs: [(&str, String); N]) -> TerraformState {
    let output = |(name, value): (&str, String)| {
        let kind = "string".to_owned();
        (name.to_owned(), TerraformOutput { value, kind })
    };
    TerraformState {
        version: STATE_VERSION,
        terraform_version: TERRAFORM_VERSION.to_owned(),
        serial: 1,
        lineage: lineage.to_owned(),
        outputs: outputs.into_iter().map(output).collect(),
        resources: Vec::new(),
    }
}

pub(crate) fn deployment_view(view: DeploymentView) -> dto::DeploymentView {
    let deployment = view.deployment;
    dto::DeploymentView {
        deployment_id: deployment.id.to_string(),
        kind: dto::DeploymentKind::Terraform,
        template_version: deployment.template.to_string(),
        outdated: view.outdated,
        status: match view.status {
            DeploymentStatus::Announced => dto::DeploymentStatus::Announced,
            DeploymentStatus::RoleMade => dto::DeploymentStatus::RoleMade,
            DeploymentStatus::Checked => dto::DeploymentStatus::Checked,
        },
        announced_at: time(deployment.announced_at),
        applied_at: deployment.applied.map(|applied| time(applied.at)),
        checked_at: view.checked_at.map(time),
        parts: view.parts.into_iter().map(part_view).collect(),
    }
}

fn part_view(part: PartView) -> dto::DeploymentPartView {
    dto::DeploymentPartView {
        step: step::name(part.step),
        about: part.about,
        status: match part.status {
            PartStatus::NotApplied => dto::DeploymentPartStatus::NotApplied,
            PartStatus::Applied => dto::DeploymentPartStatus::Applied,
            PartStatus::Proven => dto::DeploymentPartStatus::Proven,
            PartStatus::Finding => dto::DeploymentPartStatus::Finding,
        },
        announced_at: time(part.announced_at),
        applied_at: part.applied_at.map(time),
    }
}
