//! The template as CloudFormation would deploy it: parameters filled in, functions resolved.

pub(in crate::permissions) mod deploy;
mod generated;
mod limits;
mod oidc;
mod template;
