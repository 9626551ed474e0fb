use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, Mistake, ParameterView, StepSummary, Time};

/// How a billing export comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportWay {
    /// One stack makes bucket, policy and export.
    New,
    /// The bucket is in another region: two stacks.
    NewOtherRegion,
    /// A report or an export that is there already.
    Existing,
}

impl ExportWay {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::NewOtherRegion => "new_other_region",
            Self::Existing => "existing",
        }
    }
}

/// What a billing export contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum ExportFormat {
    #[serde(rename = "cur_2")]
    Cur2,
    #[serde(rename = "legacy_cur")]
    LegacyCur,
    #[serde(rename = "focus_1_2")]
    Focus12,
}

impl ExportFormat {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cur2 => "cur_2",
            Self::LegacyCur => "legacy_cur",
            Self::Focus12 => "focus_1_2",
        }
    }
}

/// A payer's billing export: what is chosen and what to launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillingExportView {
    pub account_id: String,
    pub step: StepSummary,
    /// Why AWS offers nothing here; `null` where it does.
    #[schema(required)]
    pub unavailable: Option<String>,
    /// What counts, chosen or by default; `null` where AWS offers nothing.
    #[schema(required)]
    pub choice: Option<ExportChoiceView>,
    /// Who chose it; `null` for what is by default.
    #[schema(required)]
    pub chosen_by: Option<String>,
    #[schema(required)]
    pub chosen_at: Option<Time>,
    /// What to launch, in order; empty while `why_not_ready` says why.
    pub stacks: Vec<ExportStackView>,
    #[schema(required)]
    pub why_not_ready: Option<String>,
    /// What the stack lets Landfast do with the bucket: an IAM policy as JSON.
    #[schema(required)]
    pub reading_policy: Option<String>,
    /// The call of the Terraform module with this choice; `null` unless the module deploys the account.
    #[schema(required)]
    pub terraform: Option<String>,
    /// `choose`, `check`, `follow`, `skip`, `resume`.
    pub actions: Vec<ActionView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExportChoiceView {
    pub way: ExportWay,
    pub format: ExportFormat,
    pub bucket: String,
    pub bucket_region: String,
    pub prefix: String,
    pub name: String,
    /// Id of the adopted report or export; `null` for one that a stack makes.
    #[schema(required)]
    pub existing: Option<String>,
}

/// A choice. What is left out is as it would be by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportChoiceDraft {
    pub way: ExportWay,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<ExportFormat>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
    /// For `new_other_region`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket_region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For `existing`: the id of a candidate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing: Option<String>,
}

/// One stack to launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExportStackView {
    pub stack_name: String,
    /// What it makes.
    pub about: String,
    pub region: String,
    /// The quick-create page; `null` where the template is downloaded and handed over.
    #[schema(required)]
    pub launch_url: Option<String>,
    /// In the bucket from which CloudFormation reads it; `null` where it is downloaded.
    #[schema(required)]
    pub template_url: Option<String>,
    /// Where the template is downloaded from this server, below its address.
    #[schema(required)]
    pub template_download: Option<String>,
    /// The page of the AWS console on which a downloaded template is uploaded.
    pub upload_url: String,
    pub parameters: Vec<ParameterView>,
    /// The same for a shell that is signed in to the account.
    pub aws_cli: String,
    /// Whether AWS wants the acknowledgement that the stack makes IAM resources with names.
    pub makes_policy: bool,
}

/// The account's reports and exports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExportCandidates {
    /// Those that fit first.
    pub items: Vec<ExportCandidate>,
    /// One sentence for each list that AWS did not give.
    pub unseen: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExportCandidate {
    /// What `existing` of a choice takes.
    pub id: String,
    pub name: String,
    /// `null` for a kind of export that Landfast does not read.
    #[schema(required)]
    pub format: Option<ExportFormat>,
    pub bucket: String,
    pub bucket_region: String,
    pub prefix: String,
    #[schema(required)]
    pub last_delivery: Option<Time>,
    pub fits: bool,
    /// Why it does not fit; empty when it does.
    pub why_not: Vec<MisfitView>,
    /// What it lacks that can be done without.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MisfitView {
    pub mistake: Mistake,
    pub expected: String,
    pub found: String,
}
