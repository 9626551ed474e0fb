//! Compiles a [`Manifest`] to the file of the Terraform module that says who may use the role and
//! what the role may do.
//!
//! The rest of the module is written by hand: `deploy/terraform`. Its role has the same trust policy
//! and the same policies as the CloudFormation template's, statement by statement; a test holds the
//! two against each other.

mod emit;
mod node;
mod policies;
#[cfg(test)]
mod tests;

use super::Manifest;

/// Where [`policies`] stands in the repository.
pub const POLICIES_FILE: &str = "deploy/terraform/policies.tf";

/// A text as HCL has it, in which nothing is evaluated.
#[must_use]
pub fn quoted(text: &str) -> String {
    emit::quoted(&emit::escaped(text))
}

/// The text of [`POLICIES_FILE`].
#[must_use]
pub fn policies(manifest: &Manifest) -> String {
    let version = super::cloudformation::api_access(manifest).version;
    emit::file(&policies::HEAD, &policies::locals(manifest, &version))
}
