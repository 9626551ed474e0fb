use clap::{Args, Subcommand, ValueEnum};
use landfast_app::ports::Role;

use super::server::{AwsArgs, Database};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    Reader,
    Operator,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Reader => Self::Reader,
            RoleArg::Operator => Self::Operator,
        }
    }
}

#[derive(Debug, Args)]
pub struct UserArgs {
    #[command(subcommand)]
    pub command: UserCommand,
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an operator with a password read from standard input. For scripts; people use the
    /// one-time link that the server prints.
    Create(UserCreate),
    /// Set a new password for somebody who has forgotten theirs; it ends their sessions.
    Password(UserPassword),
}

#[derive(Debug, Args)]
pub struct UserPassword {
    #[command(flatten)]
    pub database: Database,
    #[arg(long)]
    pub email: String,
    /// Read the password from standard input; there is no other way to give it.
    #[arg(long, required = true)]
    pub password_stdin: bool,
}

#[derive(Debug, Args)]
pub struct UserCreate {
    #[command(flatten)]
    pub database: Database,
    #[arg(long)]
    pub email: String,
    /// Workspace; made when it is not there.
    #[arg(long)]
    pub workspace: String,
    /// Only operators are made here; everybody else is invited by one.
    #[arg(long, value_enum, default_value_t = RoleArg::Operator)]
    pub role: RoleArg,
    /// Read the password from standard input; there is no other way to give it.
    #[arg(long, required = true)]
    pub password_stdin: bool,
}

#[derive(Debug, Args)]
pub struct TokenArgs {
    #[command(subcommand)]
    pub command: TokenCommand,
}

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make an API token; it is printed once and not kept.
    Create(TokenCreate),
}

#[derive(Debug, Args)]
pub struct TokenCreate {
    #[command(flatten)]
    pub database: Database,
    #[arg(long)]
    pub workspace: String,
    /// An operator of the workspace, who answers for the token.
    #[arg(long)]
    pub email: String,
    #[arg(long)]
    pub name: String,
    #[arg(long, value_enum, default_value_t = RoleArg::Reader)]
    pub role: RoleArg,
    /// Days until it ends.
    #[arg(long, default_value_t = 90)]
    pub days: u32,
}

#[derive(Debug, Args)]
pub struct TemplatesArgs {
    #[command(subcommand)]
    pub command: TemplatesCommand,
}

#[derive(Debug, Subcommand)]
pub enum TemplatesCommand {
    /// Put the template of this version into the bucket. Twice is the same as once.
    Publish(PublishArgs),
    /// Print the template, to read it or to deploy it by hand.
    Show(TemplateOf),
}

#[derive(Debug, Args)]
pub struct PublishArgs {
    #[command(flatten)]
    pub aws: AwsArgs,
    #[command(flatten)]
    pub of: TemplateOf,
}

/// Which template.
#[derive(Debug, Args)]
pub struct TemplateOf {
    /// The one for accounts that trust the OIDC issuer of this address.
    #[arg(long, env = "LANDFAST_ISSUER")]
    pub issuer: Option<String>,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Such as account_id_taken, refuse_without_external_id or wrong_account.
    pub code: String,
}
