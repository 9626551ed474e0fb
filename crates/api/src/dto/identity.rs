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
    /// Known traps that the search shows, also when it found credentials.
    pub traps: Vec<IdentityTrapView>,
    /// Why there is no identity; `null` when there is one.
    #[schema(required)]
    pub trouble: Option<String>,
}

/// A known way in which a machine gets no credentials, or other ones than its operator thinks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IdentityTrapView {
    pub code: IdentityTrap,
    pub title: String,
    /// What was seen.
    pub found: String,
    /// What to do on the server's machine.
    pub cure: String,
    /// Path of the page about the trap.
    #[schema(example = "/help/metadata_hop_limit")]
    pub help: String,
}

/// The known traps, as a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentityTrap {
    StaticKeysWin,
    WebTokenMissing,
    WebTokenEmpty,
    WebTokenExpired,
    WebTokenAudience,
    ContainerTokenNewline,
    MetadataHopLimit,
    MetadataV1Only,
    MetadataProxied,
    ClockOff,
    RootCertificateMissing,
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
