use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A point in time as an RFC 3339 text in UTC, such as `2026-11-21T01:54:56.123Z`.
///
/// It stays text here: clients show it or parse it with what they have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[schema(format = DateTime, example = "2026-11-21T01:54:56.123Z")]
#[serde(transparent)]
pub struct Time(pub String);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
