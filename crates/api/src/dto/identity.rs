use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// As whom the server itself talks to AWS, and where its credentials come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IdentityView {
    pub available: bool,
    /// The account that the server's principal belongs to.
    #[schema(required, example = "999999999999")]
    pub account: Option<String>,
    #[schema(required)]
    pub principal_arn: Option<String>,
    #[schema(required, example = "aws")]
    pub partition: Option<String>,
    /// The source that was used.
    #[schema(required)]
    pub source: Option<String>,
    /// Every source, in the order of the search.
    pub tried: Vec<IdentitySourceView>,
    /// Why there is no identity; `null` when there is one.
    #[schema(required)]
    pub trouble: Option<String>,
}

/// One place where credentials may come from, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IdentitySourceView {
    pub source: String,
    pub outcome: IdentitySourceOutcome,
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentitySourceOutcome {
    Used,
    NotTried,
    Absent,
    Failed,
}
