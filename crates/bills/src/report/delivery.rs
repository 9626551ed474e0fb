//! What a delivery is: one version of a report, of one month where a manifest says so.

use std::sync::Arc;

use landfast_domain::bill::Period;
use serde::{Deserialize, Serialize};

use super::Format;
use crate::source::{Folder, Stamp};

/// Files that are a bill together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The name of the report or export; of files without a manifest, their own. Letters, digits and
    /// `!-_.*'()` only.
    pub report: String,
    pub format: Format,
    /// The payer, where the manifest tells.
    pub payer: Option<String>,
    /// The month, where there is a manifest.
    pub period: Option<Period>,
    /// The bucket that the manifest names.
    pub bucket: Option<String>,
    /// The assembly id of a report or the execution id of an export.
    pub version: Option<String>,
    /// The key of the manifest in its source.
    pub manifest: Option<String>,
    /// What the manifest was when it was read: with another one, the files are of another delivery.
    pub stamp: Option<Stamp>,
    /// The columns that the manifest lists, in their order; without a manifest, none.
    pub columns: Vec<String>,
    /// The keys of the data files in the source, in their order: at least one, none of them twice.
    pub files: Vec<String>,
}

/// A delivery on this machine, and the folder that its keys are of.
#[derive(Debug, Clone)]
pub struct Located {
    pub delivery: Delivery,
    pub source: Arc<Folder>,
}
