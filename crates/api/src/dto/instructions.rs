use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person needs to put the role into the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Instructions {
    /// The quick-create page of the AWS console with everything filled in. `null` while the server
    /// cannot say it; then `why_not_ready` does. `null` too where the template is downloaded.
    #[schema(required)]
    pub launch_url: Option<String>,
    #[schema(required)]
    pub why_not_ready: Option<String>,
    /// In the bucket from which CloudFormation reads it; `null` while it is not there.
    #[schema(required)]
    pub template_url: Option<String>,
    /// Where the template is downloaded from this server, below its address; `null` where
    /// `template_url` is to be used.
    #[schema(required)]
    pub template_download: Option<String>,
    /// The page of the AWS console on which a downloaded template is uploaded.
    #[schema(required)]
    pub upload_url: Option<String>,
    pub template_version: String,
    /// Of the published file, 64 hex digits.
    pub template_sha256: String,
    pub stack_name: String,
    pub region: String,
    /// The role that the stack makes, or the one that was pasted.
    pub role_arn: String,
    /// What the role's trust policy must demand as `sts:ExternalId`.
    pub external_id_in_trust: String,
    /// For an account that is reached as the server itself: the policy that the role it runs as
    /// needs. `null` for every other one.
    #[schema(required)]
    pub server_policy: Option<String>,
    /// What the trust policy holds of an account that trusts the issuer; `null` for others.
    #[schema(required)]
    pub token_trust: Option<TokenTrustView>,
    /// Empty while `why_not_ready` says why.
    pub parameters: Vec<ParameterView>,
    pub commands: CommandsView,
    /// How to bring what is deployed up to what is wanted; `null` while nothing is deployed.
    #[schema(required)]
    pub update: Option<UpdateView>,
}

/// The trust policy of a role that takes tokens of the server's issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenTrustView {
    #[schema(example = "https://landfast.example.com")]
    pub issuer: String,
    /// ARN of the account's OIDC provider: `Principal.Federated`.
    pub provider_arn: String,
    /// The audience that the provider must take.
    pub audience: String,
    /// The whole policy, as JSON.
    pub policy: String,
}

/// An update of the stack that made the role. Landfast itself has no right to update it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateView {
    /// The update page of the AWS console; the list of stacks when it is not known which stack it is.
    pub url: String,
    /// Makes a change set, shows it, and carries it out.
    pub aws_cli: String,
    /// Version of the template that the role was made from.
    #[schema(required)]
    pub deployed_template: Option<String>,
    /// The choices that the role was made with, as its tag has them.
    #[schema(required)]
    pub deployed_choices: Option<String>,
    /// The choices that are wanted, in the same form.
    pub wanted_choices: String,
}

/// A parameter of the stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParameterView {
    pub name: String,
    pub value: String,
    /// Whether somebody may change it.
    pub editable: bool,
    pub about: String,
}

/// The same as commands for a shell that is signed in to the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommandsView {
    /// Empty while `why_not_ready` says why.
    pub aws_cli: String,
    /// The call of the Terraform module, which asks this server for the values of its role. `null`
    /// while the server does not know its own address.
    #[schema(required)]
    pub terraform: Option<String>,
    /// The same for a Terraform that cannot reach this server, with the values in it. `null` while
    /// the server has no AWS identity.
    #[schema(required)]
    pub terraform_by_hand: Option<String>,
}
