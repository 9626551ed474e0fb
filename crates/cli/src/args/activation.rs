use clap::{Args, Subcommand};

use super::account::AccountId;

#[derive(Debug, Args)]
pub struct Activate {
    /// The payer.
    #[command(flatten)]
    pub account: AccountId,
    /// The linked accounts, with commas between them; 500 at most.
    #[arg(
        long,
        value_delimiter = ',',
        required_unless_present = "all_not_activated",
        conflicts_with = "all_not_activated"
    )]
    pub accounts: Vec<String>,
    /// Every linked account that can be activated, 500 at most.
    #[arg(long)]
    pub all_not_activated: bool,
    /// The role there that trusts the payer; OrganizationAccountAccessRole when left out.
    #[arg(long)]
    pub member_role: Option<String>,
    /// Stay until it is over.
    #[arg(long)]
    pub watch: bool,
}

#[derive(Debug, Subcommand)]
pub enum ActivationCommand {
    /// List a payer's activations, newest first.
    List(AccountId),
    /// Show an activation with its accounts.
    Show(ActivationOf),
    /// Wait until an activation is over; exits with 1 when an account failed.
    Watch(ActivationOf),
    /// Try accounts that failed again, all or the named ones.
    Retry(ActivationRetry),
    /// Begin no further account; those under way finish.
    Stop(ActivationOf),
}

#[derive(Debug, Args)]
pub struct ActivationOf {
    /// The payer.
    #[command(flatten)]
    pub account: AccountId,
    /// `act_…`, as the list shows it.
    pub activation_id: String,
}

#[derive(Debug, Args)]
pub struct ActivationRetry {
    #[command(flatten)]
    pub of: ActivationOf,
    /// Only these, with commas between them.
    #[arg(long, value_delimiter = ',')]
    pub accounts: Option<Vec<String>>,
    /// Stay until it is over.
    #[arg(long)]
    pub watch: bool,
}
