use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{ActionView, Method, Time};

/// An account on its way out. When access is proven gone, the account is not found any more, and its
/// receipt is the newest one in the list of receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RemovalView {
    pub account_id: String,
    pub state: RemovalState,
    /// One sentence about the state.
    pub summary: String,
    #[schema(required)]
    pub begun_by: Option<String>,
    #[schema(required)]
    pub begun_at: Option<Time>,
    /// When it looks again by itself.
    #[schema(required)]
    pub next_at: Option<Time>,
    /// What the account's owner deletes in AWS, in order.
    pub guide: Vec<GuideStepView>,
    /// The ways in that will be tried.
    pub doors: Vec<String>,
    /// What stays behind in AWS if the record alone is removed, with how to delete it.
    pub left_by_record_only: Vec<String>,
    /// What was tried since somebody said last that everything is deleted, oldest first.
    pub tries: Vec<DoorTryView>,
    /// `begin`, `look`, `cancel`, `record_only`.
    pub actions: Vec<ActionView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemovalState {
    NotBegun,
    /// The owner has yet to delete what the guide names.
    Begun,
    Looking,
    /// Looks again by itself.
    Waiting,
    /// Something answers although it was said to be deleted.
    StillAnswers,
    /// Trouble lasted too long; nothing is known.
    GaveUp,
}

/// One thing to do in AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuideStepView {
    pub text: String,
    /// For a shell that is signed in to the account.
    #[schema(required)]
    pub command: Option<String>,
    /// A page of the AWS console.
    #[schema(required)]
    pub link: Option<String>,
}

/// One way in that was tried once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DoorTryView {
    pub door: String,
    pub answer: DoorAnswer,
    /// AWS's error code, or what the trouble is.
    #[schema(required)]
    pub detail: Option<String>,
    #[schema(required)]
    pub request_id: Option<String>,
    pub at: Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DoorAnswer {
    LetIn,
    Refused,
    Trouble,
}

/// The record is gone; what is left elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordRemovedView {
    pub account_id: String,
    /// What is still in the AWS account, with how to delete it.
    pub left_in_aws: Vec<String>,
    pub receipt: ReceiptView,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RemoveQuery {
    /// Says that the record shall go although access stays in AWS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_access: Option<bool>,
}

/// What stays of an account that was removed. Holds no external id and no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReceiptView {
    pub receipt_id: String,
    pub account_id: String,
    pub name: String,
    pub method: Method,
    #[schema(required)]
    pub role_arn: Option<String>,
    pub begun_by: String,
    pub begun_at: Time,
    pub finished_by: String,
    pub finished_at: Time,
    pub verdict: ReceiptVerdict,
    /// The verdict in a sentence.
    pub summary: String,
    /// Oldest first.
    pub tries: Vec<DoorTryView>,
    /// Of the receipt's stored bytes; the activity log has the same.
    pub sha256: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptVerdict {
    /// Every way in was tried and refused.
    Gone,
    /// Nothing was ever let in.
    NothingToTry,
    /// The record alone was removed.
    AccessLeft,
    /// Landfast reached the account as itself.
    OwnIdentity,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReceiptPage {
    pub items: Vec<ReceiptView>,
    #[schema(required)]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReceiptQuery {
    /// Receipts on a page: 1 to 200, 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Only of this account; its record may be gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

/// Roles that earlier registrations of an account left behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrphansView {
    pub items: Vec<OrphanView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrphanView {
    pub role_arn: String,
    pub removed_by: String,
    pub removed_at: Time,
    pub receipt_id: String,
    pub state: OrphanState,
    /// What to do; `null` while nothing is known to answer.
    #[schema(required)]
    pub remedy: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrphanState {
    /// Not tried yet, or trouble.
    Unknown,
    Answers,
    /// Refused once; forgotten when it is seen again.
    Refused,
}
