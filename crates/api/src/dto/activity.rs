use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Time;

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivityView {
    /// Counts from 1 in each workspace, without gaps.
    pub sequence: i64,
    pub at: Time,
    /// An e-mail address, `token:NAME`, or `landfast` for the server itself.
    pub actor: String,
    #[schema(example = "account.registered")]
    pub action: String,
    #[schema(required)]
    pub account_id: Option<String>,
    /// One sentence for people.
    pub summary: String,
    #[schema(required)]
    pub request_id: Option<String>,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivityPage {
    pub items: Vec<ActivityView>,
    #[schema(required)]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActivityQuery {
    /// Entries on a page: 1 to 200, 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Only what concerns this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

/// The result of walking the hash chain of the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerificationView {
    pub intact: bool,
    pub entries: i64,
    /// The first entry whose hash does not follow from the one before.
    #[schema(required)]
    pub broken_at: Option<i64>,
}
