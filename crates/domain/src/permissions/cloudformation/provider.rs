//! The OIDC provider of an account that trusts an issuer.

use super::{
    conditions::MAKES_PROVIDER,
    yaml::{Entry, entry, list, map},
};
use crate::oidc::{AUDIENCE, IssuerUrl};

/// No thumbprint: AWS trusts the host by its own list of authorities (IAM User Guide, "Obtain the
/// thumbprint for an OpenID Connect identity provider").
pub(super) fn resource(issuer: &IssuerUrl) -> Entry {
    let properties = [
        entry("Url", issuer.to_string()),
        entry("ClientIdList", list([AUDIENCE]))
            .comment("The audience of the tokens: they are made for AWS STS and nobody else."),
    ];
    let resource = [
        entry("Type", "AWS::IAM::OIDCProvider"),
        entry("Condition", MAKES_PROVIDER),
        entry("Properties", map(properties)),
    ];
    entry("IssuerProvider", map(resource))
        .comment("Where AWS finds the keys with which Landfast's tokens are signed. It lets nobody in by itself.")
}
