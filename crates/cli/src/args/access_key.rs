use clap::{Args, Subcommand, ValueEnum};

use super::account::AccountId;

#[derive(Debug, Args)]
pub struct KeyArgs {
    #[command(subcommand)]
    pub command: KeyCommand,
}

#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Save an access key and test it; the secret is read from a prompt or from standard input.
    Set(KeySet),
    /// Show the end of the key, its age and its last test; never the secret.
    Show(AccountId),
    /// Replace the key by a new one: make, wait until it works, switch, deactivate and delete the old.
    Rotate(KeyRotate),
}

#[derive(Debug, Args)]
pub struct KeySet {
    #[command(flatten)]
    pub account: AccountId,
    /// Begins with AKIA. The secret is never an argument: other users of the machine see those.
    #[arg(long)]
    pub access_key_id: String,
    /// Do not wait for the test.
    #[arg(long)]
    pub no_wait: bool,
}

#[derive(Debug, Args)]
pub struct KeyRotate {
    #[command(flatten)]
    pub account: AccountId,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
    /// Do not wait for the end.
    #[arg(long)]
    pub no_wait: bool,
}

#[derive(Debug, Args)]
pub struct MethodsArgs {
    #[command(subcommand)]
    pub command: MethodsCommand,
}

#[derive(Debug, Subcommand)]
pub enum MethodsCommand {
    /// Which of the methods that are off at first are on, and why roles are better.
    Show,
    /// Allow a method in this workspace.
    Enable { method: SwitchedMethod },
    /// Forbid a method; accounts that use it go on as they are.
    Disable { method: SwitchedMethod },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SwitchedMethod {
    AccessKeys,
}
