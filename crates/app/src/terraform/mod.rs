//! What the Terraform module asks and tells: which values its role needs, and that it made the role.
//!
//! Terraform can only read (a data source sends GET), so both calls may come again at any time, with
//! every plan. Each writes once, at the first time, and is a plain look from then on: the first time
//! is in an apply, because both addresses hold what Terraform knows only then.

mod announce;
mod applied;
mod export;
mod linked;
mod list;
mod part;

pub use announce::{Announcement, Registration};
pub use applied::AppliedRole;
pub use export::DeployedExport;
pub use linked::DeployedStackSet;
pub use list::{DeploymentView, PartView};
pub use part::PartOf;

use landfast_domain::deployment::DeploymentId;

use crate::error::{Error, Result};
use crate::problem::ProblemCode;

fn deployment_id(text: &str) -> Result<DeploymentId> {
    DeploymentId::parse(text).map_err(|why| sent("deployment", &why))
}

/// What the module sent does not fit: another version of it, or somebody else.
fn sent(path: &'static str, why: &impl ToString) -> Error {
    Error::field(
        ProblemCode::BodyInvalid,
        path,
        crate::accounts::sentence(&why.to_string()),
    )
    .hint("Use the module that this server offers, unchanged.")
}
