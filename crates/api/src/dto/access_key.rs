use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, Secret, Time};

/// A long-term access key of an IAM user of the account. It is tested before it is kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessKeyDraft {
    /// Begins with AKIA.
    // A secret here as well: people paste the one into the field of the other.
    pub access_key_id: Secret,
    /// 40 characters. Sealed at once and never shown again.
    pub secret_access_key: Secret,
}

/// The access key of an account, without anything that could be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccessKeyView {
    pub account_id: String,
    /// The key by which the account is reached; `null` while none is proven.
    #[schema(required)]
    pub current: Option<KeyView>,
    /// A key that was saved and has not passed yet. One that is refused is forgotten.
    #[schema(required)]
    pub candidate: Option<KeyView>,
    /// The rotation under way, or the last one.
    #[schema(required)]
    pub rotation: Option<KeyRotationView>,
    /// JSON: the policy that the key's user needs. Its last statement is for rotation only.
    pub policy: String,
    /// `save` and `rotate`.
    pub actions: Vec<ActionView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeyView {
    /// The last four characters of the access key id.
    #[schema(example = "MPLE")]
    pub last4: String,
    /// The user it belongs to; `null` before the first proof.
    #[schema(required)]
    pub user_arn: Option<String>,
    /// An e-mail address, or `token:NAME`.
    pub saved_by: String,
    pub saved_at: Time,
    /// When AWS made it; `null` when its user may not list its keys.
    #[schema(required)]
    pub created_at: Option<Time>,
    /// From when AWS made it, or else from when it was saved: it may be older then.
    pub age_days: u64,
    /// Whether the age is AWS's word.
    pub age_exact: bool,
    /// From the ninetieth day on.
    pub rotate_advised: bool,
    #[schema(required)]
    pub tested_at: Option<Time>,
    /// Whether it answered at that test.
    #[schema(required)]
    pub answered: Option<bool>,
}

/// Where a rotation is. The old key goes only after the new one has answered and is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyRotationStage {
    /// A second key is made.
    Create,
    /// It is waited for until it has answered three times in a row.
    Wait,
    /// The new key is in use; the old one is deactivated.
    Deactivate,
    /// The old key is deleted.
    Delete,
    Done,
}

/// Why a rotation waits for a person. The account has a working key in each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyRotationProblem {
    MayNotList,
    MayNotCreate,
    TwoKeys,
    NewKeySilent,
    MayNotDeactivate,
    MayNotDelete,
    Trouble,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeyRotationView {
    pub stage: KeyRotationStage,
    /// Whether it goes on by itself.
    pub running: bool,
    /// Whether the new key is in use already.
    pub switched: bool,
    /// The end of the id of the key that is replaced.
    pub old_last4: String,
    pub started_by: String,
    pub started_at: Time,
    /// When it goes on.
    #[schema(required)]
    pub next_at: Option<Time>,
    #[schema(required)]
    pub problem: Option<KeyRotationTrouble>,
}

/// What keeps a rotation from going on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeyRotationTrouble {
    pub code: KeyRotationProblem,
    pub what: String,
    pub remedy: String,
}
