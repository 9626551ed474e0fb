use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::server::Database;

#[derive(Debug, Args)]
pub struct IssuerCommands {
    #[command(subcommand)]
    pub command: IssuerCommand,
}

#[derive(Debug, Subcommand)]
pub enum IssuerCommand {
    /// Show the issuer's address and its keys.
    Show,
    /// Make the key that signs next. It is published first, and signs a day later.
    Rotate,
    /// Write the issuer's two documents into a folder, as any https host can serve them.
    Export {
        /// Folder; made if it is not there. Its content goes below the issuer's address.
        folder: PathBuf,
    },
    /// Say that the files with the next key are out; it signs a day later. Directly in the database:
    /// a key that signs and is not out locks Landfast out of every account.
    Confirm(IssuerConfirm),
}

#[derive(Debug, Args)]
pub struct IssuerConfirm {
    #[command(flatten)]
    pub database: Database,
    #[arg(long)]
    pub workspace: String,
    /// An operator of the workspace, in whose audit log it is written.
    #[arg(long)]
    pub email: String,
}
