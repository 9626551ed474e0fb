use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{StepSummary, Time};

/// What an account is in its organization; told by AWS, never by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// The management account of an organization.
    Payer,
    /// A member account of an organization.
    Linked,
    /// In no organization.
    Standalone,
}

/// How the role comes into the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The quick-create page of the AWS console.
    ConsoleStack,
    /// The ARN of a role that exists already.
    RoleArn,
    /// The template by the AWS command line.
    Cli,
    /// The Terraform module, which registers the account too.
    Terraform,
    /// The StackSet of the account's payer. Nobody chooses it.
    StackSet,
    /// A long-term access key of an IAM user. Off until an operator turns it on.
    AccessKeys,
    /// As the server itself, for the account that it runs in. Off unless the server's own settings
    /// name the workspace.
    MachineIdentity,
}

impl Method {
    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConsoleStack => "console_stack",
            Self::RoleArn => "role_arn",
            Self::Cli => "cli",
            Self::Terraform => "terraform",
            Self::StackSet => "stack_set",
            Self::AccessKeys => "access_keys",
            Self::MachineIdentity => "machine_identity",
        }
    }
}

/// Whom an account's role trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// The role or user as which the server runs, in an AWS account of its own.
    Role,
    /// The server's own OIDC issuer; no AWS account of its own is needed.
    Issuer,
}

/// What Landfast may do with the tags of an account's resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TagAccess {
    /// Resources come in, their tags do not.
    None,
    /// Tags come in and are never changed.
    Read,
    /// Tags come in, and edits go back.
    Write,
}

impl TagAccess {
    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// How an account stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    Registering,
    Active,
    /// Somebody must change something.
    Attention,
    /// Trouble that passes by itself, or a new role.
    Waiting,
    /// Works as it is; more, less or newer is wanted of its role.
    UpdateAvailable,
}

/// Something that can be done with an account or a step. Clients draw it and hold no rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionView {
    /// Of an account: `rename`, `confirm`, `remove`. Of a step: `check`, `follow`, `set_role`,
    /// `skip`, `resume`.
    pub name: String,
    pub allowed: bool,
    /// `null` when it is allowed.
    #[schema(required)]
    pub why_not: Option<String>,
}

/// An AWS account as it is registered in the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountView {
    /// Twelve digits.
    #[schema(example = "012345678901")]
    pub account_id: String,
    pub name: String,
    /// Home region: where the stack belongs.
    #[schema(example = "us-east-1")]
    pub region: String,
    #[schema(example = "aws")]
    pub partition: String,
    pub method: Method,
    /// Counts for every method that has a role.
    pub trust: Trust,
    /// The optional capabilities that are on; `GET /permissions` says what each is for.
    pub capabilities: Vec<String>,
    pub tag_access: TagAccess,
    /// `null` until AWS Organizations has been asked.
    #[schema(required)]
    pub kind: Option<AccountKind>,
    /// The payer of a linked account.
    #[schema(required)]
    pub payer: Option<String>,
    /// Whether that payer is registered in this workspace.
    pub payer_registered: bool,
    #[schema(required)]
    pub organization_id: Option<String>,
    pub status: AccountStatus,
    /// The role that passed every check.
    #[schema(required)]
    pub role_arn: Option<String>,
    pub created_at: Time,
    #[schema(required)]
    pub confirmed_at: Option<Time>,
    #[schema(required)]
    pub last_check_at: Option<Time>,
    pub steps: Vec<StepSummary>,
    pub actions: Vec<ActionView>,
    /// Why the registration cannot be confirmed yet; empty when it can.
    pub blockers: Vec<String>,
}

/// A page of accounts, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountPage {
    pub items: Vec<AccountView>,
    /// `null` on the last page.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// Of all pages.
    pub total: u64,
}

/// Which accounts.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountsQuery {
    /// Accounts on a page: 1 to 200, 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Part of the id or the name, whatever the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<AccountKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<AccountStatus>,
    /// Only the linked accounts of this payer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
}

/// A registration as somebody typed it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountDraft {
    /// Twelve digits; blanks around them and the console's hyphens are dropped.
    #[schema(example = "012345678901")]
    pub account_id: String,
    /// Left out or blank: the account id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Left out or blank: the home region of the server's partition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    // Text, so that an unknown one is answered with the field and the methods there are.
    #[schema(value_type = Method)]
    pub method: String,
    /// The optional capabilities that shall be on; the usual ones when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Vec<String>>,
    /// `read` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<TagAccess>)]
    pub tag_access: Option<String>,
    /// Left out or blank: the server's usual one, as `GET /issuer` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Trust>)]
    pub trust: Option<String>,
}

/// What of an account is to change; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    /// Blank: the account id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Another region opens the API access step anew, because the stack belongs there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Another method; the proven role stays in use until what the new one brings is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Method>)]
    pub method: Option<String>,
    /// The optional capabilities that shall be on, all others off. The role must be updated then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<TagAccess>)]
    pub tag_access: Option<String>,
    /// Another trust opens the API access step anew: the role must be deployed from another template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Trust>)]
    pub trust: Option<String>,
}
