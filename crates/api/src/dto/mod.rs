//! What goes over the wire, one file per resource.
//!
//! These types know nothing of the domain: `convert` builds them. The command line and the tests
//! use the same ones through the crate `client`, the console through the OpenAPI document.

mod access_key;
mod account;
mod activation;
mod activity;
mod bill_questions;
mod billing_export;
mod bills;
mod callback;
mod check;
mod commitment;
mod commitment_standing;
mod event;
mod external_id;
mod health;
mod identity;
mod instructions;
mod issuer;
mod methods;
mod organization;
mod owner_link;
mod permissions;
mod problem;
mod problem_code;
mod removal;
mod secret;
mod selected;
mod session;
mod stack_run;
mod stack_set;
mod step;
mod terraform;
mod time;
mod token;
mod user;
mod webhook;
mod work;
mod workspace;

pub use access_key::{
    AccessKeyDraft, AccessKeyView, KeyRotationProblem, KeyRotationStage, KeyRotationTrouble,
    KeyRotationView, KeyView,
};
pub use account::{
    AccountDraft, AccountKind, AccountPage, AccountPatch, AccountStatus, AccountView,
    AccountsQuery, ActionView, Method, TagAccess, Trust,
};
pub use activation::{PermitDraft, PermitList, PermitState, PermitView, PermitWay};
pub use activity::{ActivityPage, ActivityQuery, ActivityView, VerificationView};
pub use bill_questions::{
    BillAnswerRow, BillAnswerView, BillCatalogueView, BillColumnView, BillExportDraft,
    BillFileFormat, BillFilter, BillGranularity, BillLinesQuestion, BillMeasure, BillOrder,
    BillQuery, BillQuestion, BillSelection, BillTableView, CataloguedMonthView,
};
pub use billing_export::{
    BillingExportView, ExportCandidate, ExportCandidates, ExportChoiceDraft, ExportChoiceView,
    ExportFormat, ExportStackView, ExportWay, MisfitView,
};
pub use bills::{
    BillFailureView, BillLookView, BillMonthState, BillMonthView, BillProgressView, BillSumsView,
    BillsView, KeptBillView, LineTypeSumsView,
};
pub use callback::{CallbackProblem, CallbackView};
pub use check::{
    CauseView, CheckCode, CheckOutcome, CheckPage, CheckRequest, CheckState, CheckTrigger,
    CheckView, ChecksQuery, DifferenceView, FindingView, Mistake, ReportView, RightView, Verdict,
};
pub use commitment::{
    CommitmentBasis, CommitmentBasisInput, CommitmentBasisRule, CommitmentCapInput,
    CommitmentCapRule, CommitmentCharge, CommitmentChargeInput, CommitmentChargeRule,
    CommitmentChargesInput, CommitmentInput, CommitmentList, CommitmentPayerView,
    CommitmentRulesInput, CommitmentRulesView, CommitmentSellersInput, CommitmentSellersRule,
    CommitmentView, CommitmentYearView,
};
pub use commitment_standing::{
    CommitmentChargeStanding, CommitmentDay, CommitmentNoteCode, CommitmentNoteView,
    CommitmentStandingView, CommitmentYearStanding, CommitmentYearState,
};
pub use event::{EventTopic, EventView};
pub use external_id::{AnswersTo, ExternalIdView, RotationView};
pub use health::{Health, HealthStatus};
pub use identity::{
    IdentitySourceOutcome, IdentitySourceView, IdentityTrap, IdentityTrapView, IdentityView,
};
pub use instructions::{CommandsView, Instructions, ParameterView, TokenTrustView, UpdateView};
pub use issuer::{IssuerDocument, IssuerKeyState, IssuerKeyView, IssuerView};
pub use methods::{MethodSwitcher, MethodView, MethodsChoice, MethodsView};
pub use organization::{
    CoverageView, MemberPage, MemberStanding, MemberState, MemberView, MembersQuery,
    OrganizationView, RolloutDraft, RolloutView, StandingCount, UnitView,
};
pub use owner_link::{
    NewOwnerLinkView, OwnerLinkDraft, OwnerLinkList, OwnerLinkState, OwnerLinkView, OwnerView,
};
pub use permissions::{CapabilityChoice, CapabilityView, PermissionView, PermissionsView};
pub use problem::{FieldProblem, Problem};
pub use problem_code::ProblemCode;
pub use removal::{
    DoorAnswer, DoorTryView, GuideStepView, OrphanState, OrphanView, OrphansView, ReceiptPage,
    ReceiptQuery, ReceiptVerdict, ReceiptView, RecordRemovedView, RemovalState, RemovalView,
    RemoveQuery,
};
pub use secret::Secret;
pub use selected::{
    ActivatedPage, ActivatedQuery, ActivatedState, ActivatedView, ActivationCounts,
    ActivationDraft, ActivationList, ActivationReason, ActivationRetry, ActivationState,
    ActivationView,
};
pub use session::{SessionView, SetupRequest, SetupStatus, SignInMethod, SignInRequest};
pub use stack_run::{
    RunDraft, RunKind, RunLegKind, RunLegState, RunLegView, RunState, StackRunView,
};
pub use stack_set::{
    NotLookedView, StackCount, StackReason, StackSetAction, StackSetFlawKind, StackSetFlawView,
    StackSetOperationState, StackSetOperationView, StackSetView, StackState,
};
pub use step::{
    DriftReason, RoleChoice, StepName, StepState, StepStateName, StepSummary, StepView, WaitReason,
};
pub use terraform::{
    AppliedQuery, DeployedExportQuery, DeployedStackSetQuery, DeploymentKind, DeploymentList,
    DeploymentPartStatus, DeploymentPartView, DeploymentStatus, DeploymentView, RegistrationQuery,
    TerraformOutput, TerraformState,
};
pub use time::Time;
pub use token::{NewTokenView, TokenDraft, TokenList, TokenView};
pub use user::{NewUserView, Role, UserDraft, UserList, UserPatch, UserView};
pub use webhook::{
    DeliveriesQuery, DeliveryPage, DeliveryState, DeliveryView, NewWebhookView, WebhookDraft,
    WebhookFormat, WebhookKindView, WebhookList, WebhookPatch, WebhookState, WebhookView,
};
pub use work::{WorkList, WorkQuery, WorkState, WorkView};
pub use workspace::{WorkspaceDraft, WorkspaceList, WorkspaceView};
