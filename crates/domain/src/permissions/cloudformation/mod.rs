//! Compiles a [`Manifest`] to the CloudFormation template that a customer launches.
//!
//! The text is made by an emitter of our own: the same manifest gives the same bytes, and the reason
//! of every action stands as a comment beside it, for the customer's security reviewer.

mod activation;
mod billing;
mod callback;
mod conditions;
mod emit;
mod parameters;
mod policy;
mod provider;
mod stack;
#[cfg(test)]
pub(super) mod tests;
mod trust;
mod version;
mod yaml;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::Manifest;
use crate::oidc::IssuerUrl;

pub use activation::{MOST_ACCOUNTS, activation, activation_oidc, split_ids};
pub use billing::{billing_bucket, billing_export};
pub use parameters::MAX_WRITABLE_TAG_KEYS;
pub use version::{MalformedTemplateVersion, TemplateVersion};

/// Digits of the body's hash in a file name: 64 bits, so that no two versions share a name.
const NAME_DIGITS: usize = 16;

/// A CloudFormation template, ready to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// YAML. The published file has exactly these bytes.
    pub body: String,
    /// What the role's tag and the stack's output say.
    pub version: TemplateVersion,
    /// Carries the hash of the body: a file that was published once never changes.
    pub file_name: String,
}

impl Template {
    /// What `render` makes of a version. The version is the hash of the same text with an empty one.
    fn compiled(name: &str, render: impl Fn(&str) -> String) -> Self {
        let version = TemplateVersion::of(&render(""));
        let body = render(version.as_str());
        let hash: String = sha256_hex(&body).chars().take(NAME_DIGITS).collect();
        Self {
            body,
            version,
            file_name: format!("{name}-{hash}.yaml"),
        }
    }

    /// SHA-256 of the body, 64 hex digits: what `sha256sum` says of the published file.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        sha256_hex(&self.body)
    }
}

/// The template of the step `api-access`: one role that Landfast alone can use.
///
/// The version is the hash of the same text with an empty version in it. A change of a comment
/// changes it too: what a customer reviewed and what runs are then never two texts of one version.
#[must_use]
pub fn api_access(manifest: &Manifest) -> Template {
    compiled(manifest, None, "api-access")
}

/// The same role for accounts that trust `issuer` in place of a principal, with the OIDC provider
/// that this needs. One template for each issuer: CloudFormation cannot compute condition keys.
#[must_use]
pub fn api_access_oidc(manifest: &Manifest, issuer: &IssuerUrl) -> Template {
    compiled(manifest, Some(issuer), "api-access-oidc")
}

fn compiled(manifest: &Manifest, issuer: Option<&IssuerUrl>, name: &str) -> Template {
    Template::compiled(name, |version| stack::render(manifest, issuer, version))
}

fn sha256_hex(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text))
}
