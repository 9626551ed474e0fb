//! The step `billing-export`: does AWS write the organization's bill where Landfast can read it?

mod bucket_policy;
mod candidates;
mod choice;
mod columns;
mod delivery;
mod deployed;
mod export;
mod findings;
mod fit;
mod judge;
mod launch;
mod manifest;
mod names;
mod query;
mod reading;
mod remedy;
mod seen;
#[cfg(test)]
mod testing;

pub use bucket_policy::{PolicyFlaw, examine as examine_bucket_policy};
pub use candidates::{Candidate, candidates};
pub use choice::{
    ChoiceDraft, ChoiceError, ExportChoice, ExportFormat, ExportPick, ExportWay, billing_region,
    unavailable,
};
pub use columns::{CUR_2_COLUMNS, FOCUS_1_2_COLUMNS, query_statement};
pub use export::{
    Content, Destination, Export, ExportId, FileFormat, Granularity, Health, Overwrite, Selected,
};
pub use fit::{Misfit, misfits, notes};
pub use judge::{ExportPatience, ExportWanted, judge};
pub(crate) use launch::StackDraft;
pub use launch::{BUCKET_STACK, EXPORT_STACK, ExportLaunch, ExportTemplates, StackLaunch, stacks};
pub use manifest::{
    Manifest, ManifestPlace, ManifestService, UnreadableManifest, month_of_folder, months_under,
    period_of, place, places, read,
};
pub use names::{BucketName, ExportName, ExportPrefix, MalformedName};
pub use query::{Query, parse_query};
pub use reading::{READING_ACTIONS, reading_grants, reading_policy, reading_policy_name};
pub use seen::{Delivery, DeliveryOutcome, ExportSeen, ManifestFile};
