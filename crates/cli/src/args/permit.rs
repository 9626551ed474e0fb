use clap::{Args, Subcommand, ValueEnum};
use landfast_api::dto;

use super::account::AccountId;

#[derive(Debug, Subcommand)]
pub enum PermitCommand {
    /// List a payer's permits, newest first.
    List(AccountId),
    /// Ask the payer's owner for a permit: prints what to launch.
    Ask(PermitAsk),
    /// Show a permit.
    Show(PermitOf),
    /// Look for the stack of a permit, and wait until it answers.
    Check(PermitOf),
    /// The stack is deleted, or was never launched: try the role until AWS refuses it, and wait for that.
    End(PermitOf),
}

#[derive(Debug, Args)]
pub struct PermitAsk {
    /// The payer.
    #[command(flatten)]
    pub account: AccountId,
    /// What the permit is for.
    #[arg(long, value_enum)]
    pub way: PermitWayArg,
    /// With `--way selected`: the linked accounts, with commas between them; 500 at most.
    #[arg(long, value_delimiter = ',', required_if_eq("way", "selected"))]
    pub accounts: Option<Vec<String>>,
    /// With `--way selected`: the role there that trusts the payer; OrganizationAccountAccessRole when
    /// left out.
    #[arg(long)]
    pub member_role: Option<String>,
}

#[derive(Debug, Args)]
pub struct PermitOf {
    /// The payer.
    #[command(flatten)]
    pub account: AccountId,
    /// `prm_…`, as the list shows it.
    pub permit_id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PermitWayArg {
    Selected,
    StackSet,
}

impl From<PermitWayArg> for dto::PermitWay {
    fn from(way: PermitWayArg) -> Self {
        match way {
            PermitWayArg::Selected => Self::Selected,
            PermitWayArg::StackSet => Self::StackSet,
        }
    }
}
