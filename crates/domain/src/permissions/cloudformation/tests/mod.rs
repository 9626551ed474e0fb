//! The template as CloudFormation would deploy it: parameters filled in, functions resolved.

mod callback;
pub(in crate::permissions) mod deploy;
mod generated;
mod limits;
mod oidc;
mod template;
