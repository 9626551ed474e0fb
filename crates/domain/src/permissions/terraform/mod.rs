//! Compiles a [`Manifest`] to the file of the Terraform module that says who may use the role and
//! what the role may do.
//!
//! The rest of the module is written by hand: `deploy/terraform`. Its role has the same trust policy
//! and the same policies as the CloudFormation template's, statement by statement; a test holds the
//! two against each other.

#[cfg(test)]
mod bill_tests;
mod bills;
mod emit;
mod node;
mod policies;
#[cfg(test)]
mod tests;

use super::{Manifest, TemplateVersion};
use crate::oidc::IssuerUrl;

/// Where [`policies`] stands in the repository.
pub const POLICIES_FILE: &str = "deploy/terraform/policies.tf";

/// Where [`issuer`] stands in the repository, for a server that is no issuer.
pub const ISSUER_FILE: &str = "deploy/terraform/issuer.tf";

/// The text of [`ISSUER_FILE`]. A server that is an issuer offers the module with its own: the version
/// is that of the CloudFormation template for it.
#[must_use]
pub fn issuer(issuer: Option<(&IssuerUrl, &TemplateVersion)>) -> String {
    let (host, version) = issuer.map_or(("", ""), |(issuer, version)| {
        (issuer.host_and_path(), version.as_str())
    });
    let locals = [
        node::entry("issuer", host)
            .comment("Its address without https://; empty where there is none."),
        node::entry("issuer_template_version", version)
            .comment("The version of the CloudFormation template that makes the same role for it."),
    ];
    emit::file(&ISSUER_HEAD, &locals)
}

/// Where [`bucket_policy`] stands in the repository.
pub const BUCKET_POLICY_FILE: &str = "deploy/terraform/modules/billing-bucket/policy.tf";

/// The text of [`BUCKET_POLICY_FILE`].
#[must_use]
pub fn bucket_policy() -> String {
    emit::file(&bills::BUCKET_HEAD, &bills::bucket_locals())
}

/// Where [`export_definitions`] stands in the repository.
pub const EXPORT_DEFINITIONS_FILE: &str = "deploy/terraform/modules/billing-export/definitions.tf";

/// The text of [`EXPORT_DEFINITIONS_FILE`].
#[must_use]
pub fn export_definitions() -> String {
    emit::file(&bills::EXPORT_HEAD, &bills::export_locals())
}

const ISSUER_HEAD: [&str; 1] = [
    "The OIDC issuer that the role can trust. The Landfast that offers this module writes its own here.",
];

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
