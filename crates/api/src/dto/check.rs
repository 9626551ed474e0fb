use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{ObjectBuilder, OneOfBuilder, Ref, RefOr, Schema, Type},
};

use super::{StepName, Time};

/// Why a check was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckTrigger {
    /// Somebody asked and waits for the answer.
    #[default]
    Person,
    /// A page follows a stack that may not be there yet.
    Follow,
    /// The daily proof. Nobody can ask for it.
    Schedule,
}

/// `person` when left out; `schedule` cannot be asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    #[serde(default)]
    pub trigger: CheckTrigger,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    Queued,
    Running,
    /// Tried, and will be tried again by itself.
    Waiting,
    Done,
}

/// One run of the checks of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckView {
    #[schema(example = "chk_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub check_id: String,
    pub step: StepName,
    pub state: CheckState,
    pub trigger: CheckTrigger,
    pub asked_at: Time,
    /// `null` when nobody did.
    #[schema(required)]
    pub asked_by: Option<String>,
    pub tries: u32,
    /// When it is tried again.
    #[schema(required)]
    pub next_at: Option<Time>,
    /// Until when a refusal still counts as "not visible yet".
    #[schema(required)]
    pub patience_ends_at: Option<Time>,
    #[schema(required)]
    pub done_at: Option<Time>,
    #[schema(required)]
    pub report: Option<ReportView>,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckPage {
    pub items: Vec<CheckView>,
    #[schema(required)]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChecksQuery {
    /// Checks on a page: 1 to 200, 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Pass,
    /// Somebody must change something in AWS.
    ActionNeeded,
    /// Nothing is wrong as far as can be seen, but not everything could be seen.
    TryLater,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    Met,
    NotMet,
    /// Trouble that says nothing about the account.
    Unknown,
    /// Makes sense only once another check is met.
    NotRun,
}

/// Everything that one look found; never only the first thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportView {
    pub verdict: Verdict,
    pub at: Time,
    /// The role that was tried, or "access key ending in …".
    pub role_arn: String,
    pub checks: Vec<FindingView>,
    /// What an update would change in the role's rights, action by action; `null` when nothing, or
    /// when nothing could be compared.
    #[schema(required)]
    pub difference: Option<DifferenceView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DifferenceView {
    /// Wanted, and not there.
    pub added: Vec<RightView>,
    /// There, and not wanted.
    pub removed: Vec<RightView>,
}

/// One action on one resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RightView {
    pub action: String,
    pub resource: String,
    /// The condition as JSON; empty for none.
    pub condition: String,
    /// Why Landfast asks for it; `null` for what it never asked for.
    #[schema(required)]
    pub reason: Option<String>,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FindingView {
    #[schema(schema_with = code_schema)]
    pub code: String,
    /// What the check is called.
    pub title: String,
    pub outcome: CheckOutcome,
    /// What exactly is wrong; `null` unless something is.
    #[schema(required)]
    pub mistake: Option<Mistake>,
    #[schema(required)]
    pub expected: Option<String>,
    #[schema(required)]
    pub found: Option<String>,
    /// What to do.
    #[schema(required)]
    pub remedy: Option<String>,
    /// Filled when what was seen allows several reasons.
    pub causes: Vec<CauseView>,
    /// Path of the page about the mistake, or about the check when there is none.
    #[schema(example = "/help/assume_with_external_id")]
    pub help: String,
}

fn code_schema() -> RefOr<Schema> {
    let permission = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(r"^permission\.[a-z_]+\.[a-z0-9-]+:[A-Za-z0-9]+$"))
        .description(Some(
            "One permission: `permission.<capability>.<AWS action>`.",
        ))
        .build();
    OneOfBuilder::new()
        .item(Ref::from_schema_name(CheckCode::name()))
        .item(permission)
        .into()
}

/// The checks that every account has, beside one for each permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    RoleUnclaimed,
    AssumeWithExternalId,
    AccountMatches,
    RefuseWithoutExternalId,
    RefuseWrongExternalId,
    RefuseOtherPrincipals,
    /// Of accounts that trust the issuer, in place of `assume_with_external_id`.
    AssumeWithWebIdentity,
    /// Of accounts that trust the issuer.
    RefuseOtherSubject,
    /// Of accounts that trust the issuer.
    RefuseOtherAudience,
    /// Only while the external id is rotated.
    ExternalIdRotated,
    TemplateCurrent,
    StackRegion,
    PoliciesAsCompiled,
    AccountKind,
    /// Of accounts with an access key.
    KeyAnswers,
    /// Of accounts with an access key.
    KeyNotRoot,
    MachineAnswers,
    MachineNotRoot,
    OrganizationRead,
    AccountsCovered,
    ExportExists,
    ExportContent,
    ExportGranularity,
    ExportResources,
    ExportFiles,
    ExportColumns,
    ExportClosedMonths,
    ExportDestination,
    ExportHealthy,
    BucketReadable,
    BucketRegion,
    BucketOwner,
    BucketPolicy,
    FirstDelivery,
    DeliveryCurrent,
    ManifestReadable,
}

/// What exactly is wrong, as a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    NotAnswering,
    StackMissing,
    WrongAccount,
    ExternalIdEdited,
    PrincipalEdited,
    RoleDeleted,
    RoleOfOtherAccount,
    TrustsEverybody,
    OtherPrincipals,
    ExternalIdWildcard,
    ExternalIdOptional,
    ExternalIdUnconditional,
    OtherRegion,
    TemplateOutdated,
    PermissionMissing,
    RoleClaimed,
    ExternalIdOld,
    BoundaryDenies,
    OrganizationDenies,
    RegionDisabled,
    ChoicesDiffer,
    KeyUnknown,
    KeySecretWrong,
    KeyOfOtherAccount,
    KeyOfRoot,
    PoliciesEdited,
    MachineOfOtherAccount,
    MachineOfRoot,
    ProviderMissing,
    ProviderAudience,
    AudienceUnchecked,
    AccountsUncovered,
    ExportMissing,
    OtherTable,
    TooCoarse,
    ResourceIdsMissing,
    FilesUnreadable,
    ColumnsMissing,
    RowsLeftOut,
    ClosedMonthsFrozen,
    DestinationDiffers,
    NoPrefix,
    DeliveryNotPermitted,
    DeliveryWithoutBucket,
    BillOwnerChanged,
    ReadingNotGranted,
    BucketMissing,
    BucketOtherRegion,
    BucketOfOther,
    BucketPolicyMissing,
    BucketPolicyUnreadable,
    BucketPolicyLacks,
    BucketPolicyOtherAccount,
    BucketPolicyDenies,
    BucketOpen,
    TlsNotDemanded,
    DeliveryLate,
    DeliveryStopped,
    DeliveryFailed,
    ManifestMissing,
    ManifestUnreadable,
    ManifestElsewhere,
    KeyDenies,
}

/// One possible reason for a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CauseView {
    pub mistake: Mistake,
    pub title: String,
    pub cure: String,
}
