//! The documents of the store, which people and other programs may read too.

use landfast_domain::{
    Timestamp,
    bill::{Ledger, Period},
};
use serde::{Deserialize, Serialize};

use super::names::{Place, VersionId};
use crate::report::Format;

/// What this version writes and reads.
pub(super) const FORMAT: u32 = 1;

/// `current.json`: which version of a month counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    pub format: u32,
    pub payer: String,
    pub report: String,
    pub period: Period,
    pub bill_format: Format,
    pub version: VersionId,
    /// When it became current.
    #[serde(with = "moment")]
    pub since: Timestamp,
    pub rows: u64,
    /// Keys of the lines from the root of the store.
    pub files: Vec<StoredFile>,
    /// The key of the rollup; without one where it would have been nearly as large as the lines.
    pub rollup: Option<String>,
    /// Which columns the rollup has: [`ROLLUP_FORMAT`](super::ROLLUP_FORMAT), or an older one.
    #[serde(default = "first_rollup")]
    pub rollup_format: u32,
    #[serde(default)]
    pub keys: Keys,
    /// The versions that counted before, newest first. The first is kept for a day, for who reads it
    /// still; the others are gone, or will be soon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Before>,
}

/// Of rollups that do not say it.
const fn first_rollup() -> u32 {
    1
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub version: VersionId,
    #[serde(with = "moment")]
    pub until: Timestamp,
}

/// A file of the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    pub key: String,
    pub rows: u64,
    pub bytes: u64,
    /// Hexadecimal.
    pub sha256: String,
}

/// What lines can be split by besides their columns: the keys of their maps, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Keys {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cost_categories: Vec<String>,
}

/// `_ledger.json`: what a version is made of, and the proof that it is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub format: u32,
    pub payer: String,
    pub report: String,
    pub period: Period,
    pub version: VersionId,
    #[serde(flatten)]
    pub origin: Origin,
    /// When the last of it was written and counted.
    #[serde(with = "moment")]
    pub staged: Timestamp,
    pub files: Vec<StoredFile>,
    #[serde(default)]
    pub keys: Keys,
    /// Counted while the delivery was read.
    pub source: Ledger,
    /// Counted from the files of the store. Equal to `source`, or the version never counts.
    pub store: Ledger,
}

/// Where the lines are from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub bill_format: Format,
    /// The assembly or execution that AWS delivered, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<String>,
    /// The manifest's key in its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manifest: Option<String>,
    /// Whose bill it is, as FOCUS files say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<String>,
    pub sources: Vec<SourceFile>,
}

/// A file of the delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    pub key: String,
    pub bytes: u64,
    /// `ETag` or time of change, whatever the source has.
    pub tag: String,
}

impl Record {
    /// Whether both were read from one delivery. Other servers have files of their own of it, with
    /// other times; what AWS calls the delivery is the same, and so are the sums.
    #[must_use]
    pub fn is_same_delivery(&self, other: &Self) -> bool {
        let (here, there) = (&self.origin, &other.origin);
        let is_same = match (&here.delivery, &there.delivery) {
            (Some(this), Some(that)) => this == that && here.manifest == there.manifest,
            _ => here.sources == there.sources,
        };
        is_same && self.source == other.source
    }
}

impl Current {
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            payer: self.payer.clone(),
            report: self.report.clone(),
            period: self.period,
        }
    }
}

/// Moments as RFC 3339, for whoever reads the documents.
mod moment {
    use landfast_domain::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(at)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::parse(&text).ok_or_else(|| D::Error::custom("expected a time in RFC 3339"))
    }
}
