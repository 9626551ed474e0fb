//! Plain data that the store keeps, beside the account itself.

use landfast_domain::{
    AccountId, RoleName, Timestamp,
    check::Report,
    ids::{CheckId, SessionId, TokenId, UserId, WorkId, WorkspaceId},
    removal::Receipt,
    step::StepKind,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What holds for the whole installation; made once by the first migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// The name of every role that this installation's templates make.
    pub role_name: RoleName,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    pub id: WorkspaceId,
    /// Unique over the installation, whatever the case.
    pub name: String,
    pub created_at: Timestamp,
}

/// What somebody may do in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees everything, changes nothing.
    Reader,
    /// Changes everything.
    Operator,
}

impl Role {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Operator => "operator",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Reader, Self::Operator]
            .into_iter()
            .find(|role| role.as_str() == text)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    /// Folded to lower case; unique over the installation.
    pub email: String,
    /// An argon2id PHC string; `None` until the person has chosen a password.
    pub password_hash: Option<String>,
    pub created_at: Timestamp,
}

/// Whether somebody is in a workspace or only asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Has not used the link yet; reaches nothing.
    Invited,
    Member,
}

/// A user in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub workspace: Workspace,
    pub user: User,
    pub role: Role,
    pub standing: Standing,
}

/// A one-time link. Only the SHA-256 of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub secret_hash: [u8; 32],
    /// Who is asked in, and where. `None` for the first operator's link, which asks for an e-mail
    /// address and a workspace.
    pub into: Option<(UserId, WorkspaceId)>,
    pub expires_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub secret_hash: [u8; 32],
    pub user: UserId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// An API token. Only the SHA-256 of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub workspace: WorkspaceId,
    pub name: String,
    pub role: Role,
    pub secret_hash: [u8; 32],
    /// Who made it, as an e-mail address.
    pub created_by: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// Why a check was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// Somebody asked and waits for the answer.
    Person,
    /// The page follows a stack that may not be there yet.
    Follow,
    /// The daily proof.
    Schedule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    Queued,
    Running,
    /// Tried, and will be tried again by itself.
    Waiting,
    Done,
}

/// One run of the checks of one step; tried again until it has an answer that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub id: CheckId,
    pub account: AccountId,
    pub step: StepKind,
    /// The step's revision when the check was asked for.
    pub revision: u32,
    pub trigger: Trigger,
    pub state: CheckState,
    pub asked_at: Timestamp,
    pub asked_by: Option<String>,
    pub tries: u32,
    pub next_at: Option<Timestamp>,
    /// Until when a refusal still counts as "not visible yet".
    pub patience_ends_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub report: Option<Report>,
}

/// A change, for the audit log. The store adds number, time and the link to the entry before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// An e-mail address, `token:NAME`, or `landfast` for the server itself.
    pub actor: String,
    /// Dotted, such as `account.registered`.
    pub action: &'static str,
    pub account: Option<AccountId>,
    /// One sentence for people. Never holds a secret or an external id.
    pub summary: String,
    pub request_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Counts from 1 in each workspace, without gaps.
    pub sequence: i64,
    pub at: Timestamp,
    pub actor: String,
    pub action: String,
    pub account: Option<AccountId>,
    pub summary: String,
    pub request_id: Option<String>,
    /// SHA-256 over the hash of the entry before and this entry's fields.
    pub hash: [u8; 32],
}

/// The result of walking the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditVerification {
    pub entries: i64,
    /// The first entry whose hash does not follow from the one before.
    pub broken_at: Option<i64>,
}

/// Work to be done later, written with the change that asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewWork {
    pub id: WorkId,
    pub kind: &'static str,
    /// Versioned by a field `v`.
    pub payload: Value,
    pub run_at: Timestamp,
    pub max_attempts: u32,
    pub account: Option<AccountId>,
    /// While work with this key is waiting, the same is not added again; the earlier `run_at` wins.
    pub dedup_key: Option<String>,
    /// Work with the same key never runs at the same time, over all servers.
    pub concurrency_key: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkState {
    Ready,
    Leased,
    /// Gave up after the last attempt; somebody must look.
    Dead,
}

#[derive(Debug, Clone, PartialEq)]
pub struct WorkRow {
    pub id: WorkId,
    pub workspace: WorkspaceId,
    pub kind: String,
    pub payload: Value,
    pub state: WorkState,
    /// Counted when the work is taken, so that one that kills its worker stops too.
    pub attempts: u32,
    pub max_attempts: u32,
    pub run_at: Timestamp,
    pub account: Option<AccountId>,
    pub last_error: Option<String>,
}

/// How much work there is, over the whole installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkCounts {
    pub ready: u64,
    pub leased: u64,
    pub dead: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkFilter {
    pub state: Option<WorkState>,
}

/// Where the next page begins; made and read by the store only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub String);

/// A receipt with the SHA-256 of its stored bytes, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReceipt {
    pub receipt: Receipt,
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<Cursor>,
    /// Of all pages; `None` where counting would cost too much.
    pub total: Option<u64>,
}

/// Which accounts, in the order of their ids. Payers come before their linked accounts on the page,
/// which is the console's work; here the order is stable and pages do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountQuery {
    /// Part of the id or the name, whatever the case.
    pub search: Option<String>,
    /// `payer`, `linked`, `standalone`.
    pub kind: Option<String>,
    /// `registering`, `active`, `attention`, `waiting`.
    pub status: Option<String>,
    /// Only the linked accounts of this payer.
    pub payer: Option<AccountId>,
    pub limit: u32,
    pub cursor: Option<Cursor>,
}
