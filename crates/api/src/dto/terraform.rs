use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{StepName, Time};

/// A Terraform state that holds outputs and nothing else, in version 4 of the format: what the data
/// source `terraform_remote_state` reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TerraformState {
    /// 4.
    pub version: u32,
    pub terraform_version: String,
    pub serial: u32,
    pub lineage: String,
    /// `problem`, alone, is what went wrong, in words for the person who runs Terraform.
    pub outputs: BTreeMap<String, TerraformOutput>,
    /// Always empty.
    pub resources: Vec<String>,
}

/// One output value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TerraformOutput {
    pub value: String,
    /// `string`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// What the module says of itself when it asks for the values of its role.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RegistrationQuery {
    /// Twelve digits: the account that Terraform deploys to.
    pub account_id: String,
    /// The module's version.
    pub template_version: String,
    /// What the module grants, as the role's tag `landfast:choices` says it.
    pub choices: String,
    /// Of an account that is not registered yet; left out or blank: the account id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Home region of an account that is not registered yet; left out or blank: the home region of
    /// the server's partition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whom the module's role trusts; `role` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<super::Trust>)]
    pub trust: Option<String>,
}

/// What the module says of the role that it made.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AppliedQuery {
    /// Twelve digits.
    pub account_id: String,
    /// The module's version.
    pub template_version: String,
    /// What the module grants, as the role's tag `landfast:choices` says it.
    pub choices: String,
    /// The role's unique id, `AROA…`.
    pub role_id: String,
    /// SHA-256 over all that the module gives the role, 64 hex digits: tells one run from another.
    pub fingerprint: String,
}

/// What the module says of the bill's export, before and after it is there.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeployedExportQuery {
    /// Twelve digits.
    pub account_id: String,
    #[param(value_type = super::ExportWay)]
    pub way: String,
    #[param(value_type = super::ExportFormat)]
    pub format: String,
    pub bucket: String,
    pub bucket_region: String,
    /// Empty only for an export that is there already.
    pub prefix: String,
    pub name: String,
    /// For the way `existing`: `report:NAME` or the ARN of an export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing: Option<String>,
    /// SHA-256 over what was made, 64 hex digits. Left out before it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// What the module says of its StackSet, before and after it is there.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeployedStackSetQuery {
    /// Twelve digits: the payer.
    pub account_id: String,
    /// Ids of organizational units or roots with commas between them; empty for the whole organization.
    #[serde(default)]
    pub units: String,
    /// SHA-256 over what was made, 64 hex digits. Left out before it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// How a deployment came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeploymentKind {
    Terraform,
}

/// How far a deployment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeploymentStatus {
    /// The module asked for its values; the role is not there yet.
    Announced,
    /// The module made the role; no check has passed with it yet.
    RoleMade,
    /// A check has passed with the very role that the module made.
    Checked,
}

/// A deployment of the Terraform module in an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeploymentView {
    /// The id of the module's resource `terraform_data.registration`.
    pub deployment_id: String,
    pub kind: DeploymentKind,
    /// Of the module, as it said last.
    pub template_version: String,
    /// Whether this server wants another version of the role.
    pub outdated: bool,
    pub status: DeploymentStatus,
    pub announced_at: Time,
    /// When the module last made or changed the role.
    #[schema(required)]
    pub applied_at: Option<Time>,
    /// When a check last passed with this role.
    #[schema(required)]
    pub checked_at: Option<Time>,
    /// What the module makes: the role first, then a payer's export and StackSet.
    pub parts: Vec<DeploymentPartView>,
}

/// How far one thing that the module makes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeploymentPartStatus {
    /// The module began; it has not said that it is there.
    NotApplied,
    /// It is there, as the module says; no check has passed yet.
    Applied,
    /// A check has passed.
    Proven,
    /// A check has found something to be mended.
    Finding,
}

/// One thing that the module makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeploymentPartView {
    /// The step of the registration that it is about.
    pub step: StepName,
    /// What it is, for people.
    pub about: String,
    pub status: DeploymentPartStatus,
    pub announced_at: Time,
    /// When the module last made or changed it.
    #[schema(required)]
    pub applied_at: Option<Time>,
}

/// The newest deployments of an account, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeploymentList {
    pub items: Vec<DeploymentView>,
}
