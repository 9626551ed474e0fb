//! The template as CloudFormation would deploy it: parameters filled in, functions resolved.

mod deploy;
mod generated;
mod limits;
mod template;
