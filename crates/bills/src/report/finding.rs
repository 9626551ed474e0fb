//! What is wrong with a delivery before a row of it is read.

/// A delivery that is not read, and why.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {flaw}. {}", flaw.next())]
pub struct Finding {
    /// The manifest, the file or the folder.
    pub place: String,
    /// What is said of it is part of the finding's own text.
    pub flaw: Flaw,
}

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("it could not be read: {why}")]
    Unreadable { why: String },
    #[error("{why}")]
    NoManifest { why: String },
    #[error("expected the files of a bill; the manifest lists none")]
    NoFiles,
    #[error("expected files in the bucket {expected}; the manifest names {found}")]
    ForeignBucket { expected: String, found: String },
    #[error("expected keys below the report's folder; the manifest names {key:?}")]
    ClimbingKey { key: String },
    #[error("expected the files of one folder, {folder}; the manifest names {key:?} too")]
    Outside { folder: String, key: String },
    #[error("expected every file once; the manifest names {key:?} twice")]
    ListedTwice { key: String },
    #[error("expected the first day of a month as its period; found none in the manifest")]
    NoPeriod,
    #[error("AWS says that it is replacing the files now")]
    BeingReplaced,
    #[error(
        "several versions of {period} lie here, and no manifest says which is the newest: {versions}"
    )]
    SeveralVersions { period: String, versions: String },
    #[error(
        "expected a Cost and Usage Report, a CUR 2.0 or a FOCUS file; found columns that begin with {found}"
    )]
    NotABill { found: String },
    #[error(
        "expected manifests, or files that end with .csv, .csv.gz, .zip or .parquet; found none"
    )]
    Nothing,
}

impl Flaw {
    /// What to do about it.
    #[must_use]
    pub const fn next(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "Look at the path and its rights, then try again",
            Self::NoManifest { .. } | Self::NoPeriod => {
                "Fetch the manifest again; where it stays so, wait for AWS's next delivery"
            }
            Self::NoFiles => "Wait for AWS's next delivery",
            Self::ForeignBucket { .. } => "Name the bucket into which AWS delivers this report",
            Self::ClimbingKey { .. } | Self::Outside { .. } | Self::ListedTwice { .. } => {
                "AWS writes no such manifest: find out who did"
            }
            Self::BeingReplaced => "Try again in an hour",
            Self::SeveralVersions { .. } => {
                "Fetch the manifest in the folder above too, or name the manifest to read"
            }
            Self::NotABill { .. } => "Name a bill",
            Self::Nothing => "Name a bill, a manifest, or a folder that has one",
        }
    }
}
