use clap::{Args, Subcommand};

use super::account::AccountId;

#[derive(Debug, Subcommand)]
pub enum LinkCommand {
    /// Make a link for the account's owner; it is printed once.
    Create(LinkCreate),
    /// List the account's links, newest first.
    List(AccountId),
    /// End a link, at once.
    Revoke(LinkRevoke),
}

#[derive(Debug, Args)]
pub struct LinkCreate {
    #[command(flatten)]
    pub account: AccountId,
    /// How many days it works: 1 to 30; 7 when left out.
    #[arg(long)]
    pub days: Option<u32>,
    /// The payer of its organization, for an account that is not registered: it is registered by that.
    #[arg(long)]
    pub payer: Option<String>,
}

#[derive(Debug, Args)]
pub struct LinkRevoke {
    #[command(flatten)]
    pub account: AccountId,
    /// `olk_…`, as the list shows it.
    pub link_id: String,
}
