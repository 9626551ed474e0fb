//! A report or an export, as AWS describes it. Both services in one form, so that one rule judges both.

use serde::{Deserialize, Serialize};

use super::ExportFormat;
use crate::{AccountId, Timestamp};

/// By what AWS tells one from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum ExportId {
    /// A legacy report is known by its name.
    Report { name: String },
    /// An export by its ARN.
    Export { arn: String },
}

impl ExportId {
    /// One text for forms and command lines: the ARN, or `report:NAME`.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Report { name } => format!("report:{name}"),
            Self::Export { arn } => arn.clone(),
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.strip_prefix("report:") {
            Some(name) => Self::Report {
                name: name.to_owned(),
            },
            None => Self::Export {
                arn: text.to_owned(),
            },
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    LegacyCur,
    /// A table of Data Exports, by AWS's name.
    Table(String),
}

impl Content {
    /// The format that Landfast reads; `None` for a table of another kind.
    #[must_use]
    pub fn format(&self) -> Option<ExportFormat> {
        match self {
            Self::LegacyCur => Some(ExportFormat::LegacyCur),
            Self::Table(name) => ExportFormat::ALL
                .into_iter()
                .find(|format| format.table() == Some(name)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granularity {
    Hourly,
    Daily,
    Monthly,
}

impl Granularity {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hourly => "HOURLY",
            Self::Daily => "DAILY",
            Self::Monthly => "MONTHLY",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Hourly, Self::Daily, Self::Monthly]
            .into_iter()
            .find(|one| one.as_str() == text)
    }
}

/// How the files are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFormat {
    Parquet,
    CsvGzip,
    CsvZip,
    /// AWS's words for something else.
    Other(String),
}

impl FileFormat {
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Parquet => "Parquet".to_owned(),
            Self::CsvGzip => "CSV, gzip".to_owned(),
            Self::CsvZip => "CSV, zip".to_owned(),
            Self::Other(text) => text.clone(),
        }
    }
}

/// Whether a delivery takes the place of the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    InPlace,
    Anew,
}

/// What an export's query selects. A legacy report selects everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selected {
    Everything,
    /// Names of columns as the query lists them.
    Columns(Vec<String>),
    /// A query with a condition or a limit: rows are missing.
    SomeRows(String),
    /// A query that could not be understood.
    Unclear(String),
}

/// What AWS says of how deliveries go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    Healthy,
    /// AWS may not write to the bucket.
    NotPermitted,
    NoBucket,
    /// The account's bill belongs to somebody else since the export was made.
    BillOwnerChanged,
    /// AWS's own fault.
    Internal,
    /// A word of AWS's that this version does not know.
    Other(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    pub bucket: String,
    /// As AWS gives it, slashes at its ends dropped.
    pub prefix: String,
    pub region: String,
    /// The bucket's owner, where the export says one (`S3BucketOwner`).
    pub owner: Option<AccountId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub id: ExportId,
    pub name: String,
    pub content: Content,
    /// `None` where AWS does not say, as with FOCUS.
    pub granularity: Option<Granularity>,
    /// `None` where AWS does not say, as with FOCUS, which always has them.
    pub resource_ids: Option<bool>,
    /// Discounts as lines of their own, left out of each line's net cost.
    pub manual_discounts: bool,
    pub files: FileFormat,
    pub overwrite: Overwrite,
    pub selected: Selected,
    pub destination: Destination,
    pub health: Health,
    /// Whether closed months are delivered again when AWS changes them.
    pub refreshes_closed: bool,
    /// `None` where AWS does not say, as with legacy reports.
    pub created_at: Option<Timestamp>,
    pub last_delivery: Option<Timestamp>,
}
