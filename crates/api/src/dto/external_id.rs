use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, Time};

/// The external id of an account. No secret, but nobody else's business either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExternalIdView {
    /// The stack parameter `ExternalId`.
    pub external_id: String,
    /// What the role's trust policy must demand.
    pub in_trust_policy: String,
    /// `null` while one id is known.
    #[schema(required)]
    pub rotation: Option<RotationView>,
    /// `rotate`, `finish`, `cancel`.
    pub actions: Vec<ActionView>,
}

/// Another external id takes the place of the present one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RotationView {
    /// The new stack parameter `ExternalId`.
    pub external_id: String,
    /// What the role's trust policy must demand from now on.
    pub in_trust_policy: String,
    pub since: Time,
    /// `null` until the role has been looked at.
    #[schema(required)]
    pub answers_to: Option<AnswersTo>,
    #[schema(required)]
    pub seen_at: Option<Time>,
}

/// Which of the two external ids the account's role answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswersTo {
    Old,
    Both,
    New,
}
