use serde::{Deserialize, Serialize};

/// How the role comes into the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The quick-create page of the AWS console.
    ConsoleStack,
    /// The same template by the AWS command line or CloudShell.
    Cli,
    /// The ARN of a role that exists already.
    RoleArn,
    /// The Terraform module, which registers the account too.
    Terraform,
    /// The StackSet of the account's payer. Nobody chooses it: whoever the StackSet reaches is
    /// registered by it.
    StackSet,
    /// A long-term access key of an IAM user. Off until an operator turns it on.
    AccessKeys,
    /// The identity as which the server itself runs, for the account that it runs in. For one
    /// workspace, which the server's own settings name.
    MachineIdentity,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "expected one of the methods console_stack, cli, role_arn, terraform, stack_set, access_keys, machine_identity; found {found:?}"
)]
pub struct UnknownMethod {
    pub found: String,
}

impl Method {
    pub const ALL: [Self; 7] = [
        Self::ConsoleStack,
        Self::Cli,
        Self::RoleArn,
        Self::Terraform,
        Self::StackSet,
        Self::AccessKeys,
        Self::MachineIdentity,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConsoleStack => "console_stack",
            Self::Cli => "cli",
            Self::RoleArn => "role_arn",
            Self::Terraform => "terraform",
            Self::StackSet => "stack_set",
            Self::AccessKeys => "access_keys",
            Self::MachineIdentity => "machine_identity",
        }
    }

    /// Whether the role is the one that Landfast's template describes.
    #[must_use]
    pub const fn makes_the_role(self) -> bool {
        match self {
            Self::ConsoleStack | Self::Cli | Self::Terraform | Self::StackSet => true,
            Self::RoleArn | Self::AccessKeys | Self::MachineIdentity => false,
        }
    }

    /// # Errors
    /// [`UnknownMethod`] names the methods there are.
    pub fn parse(text: &str) -> Result<Self, UnknownMethod> {
        Self::ALL
            .into_iter()
            .find(|method| method.as_str() == text)
            .ok_or_else(|| UnknownMethod {
                found: text.chars().take(40).collect(),
            })
    }
}
