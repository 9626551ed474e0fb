//! The command line, as data. What it does is in the modules beside.

mod access_key;
mod account;
mod activation;
mod billing_export;
mod bills;
mod bills_asked;
mod commitment;
mod issuer;
mod local;
mod owner_link;
mod permit;
mod server;
mod webhook;

use clap::{Parser, Subcommand, ValueEnum};

pub use access_key::{KeyCommand, KeyRotate, KeySet, MethodsArgs, MethodsCommand, SwitchedMethod};
pub use account::{
    AccountArgs, AccountCommand, BillsOfAccount, Check, Edit, ExternalIdCommand, Linked, List,
    Method, Register, Remove, Role, Rollout, RunChange, RunCommand, RunStart, StepOf, TrustArg,
};
pub use activation::{Activate, ActivationCommand, ActivationOf};
pub use billing_export::{ChooseExport, ExportCommand};
pub use bills::{
    BillsArgs, BillsCommand, BillsCost, BillsExport, BillsImport, BillsOf, BillsSql, BillsStore,
    FormatArg, When,
};
pub use commitment::{
    CommitmentAdd, CommitmentArgs, CommitmentChange, CommitmentCommand, CommitmentOf,
    CommitmentRemove, CommitmentRules, CommitmentShow,
};
pub use issuer::{IssuerCommand, IssuerCommands, IssuerConfirm};
pub use local::{
    ExplainArgs, PublishArgs, TemplateOf, TemplatesArgs, TemplatesCommand, TokenArgs, TokenCommand,
    TokenCreate, UserArgs, UserCommand, UserCreate, UserPassword,
};
pub use owner_link::{LinkCommand, LinkCreate};
pub use permit::{PermitAsk, PermitCommand, PermitOf};
pub use server::{
    AwsArgs, BillsPlace, CallbackArgs, Database, DoctorArgs, IssuerArgs, LogFormat, MigrateArgs,
    ServeArgs, WorkerArgs,
};
pub use webhook::{
    WebhookAdd, WebhookArgs, WebhookCommand, WebhookDeliveries, WebhookEdit, WebhookFormat,
    WebhookRemove, WebhookTest,
};

/// Registers AWS accounts through least-privilege roles that it proves safe.
#[derive(Debug, Parser)]
#[command(
    name = "landfast",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
#[command(
    after_help = "Exit codes: 0 done, 1 not met or failed, 2 usage, 3 refused, 4 not found, 5 unavailable."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// How to reach the server, and how to write what it says.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// Address of the server.
    #[arg(
        long,
        global = true,
        env = "LANDFAST_SERVER",
        default_value = "http://127.0.0.1:8080"
    )]
    pub server: String,
    /// API token; made under Settings, API tokens.
    #[arg(long, global = true, env = "LANDFAST_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// Workspace; the token's own when left out.
    #[arg(long, global = true, env = "LANDFAST_WORKSPACE")]
    pub workspace: Option<String>,
    /// How data is written to standard output.
    #[arg(long, global = true, value_enum, default_value_t = Output::Table)]
    pub output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    Table,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server: HTTP, console and worker in one process.
    Serve(ServeArgs),
    /// Run a worker without HTTP, beside servers on the same PostgreSQL.
    Worker(WorkerArgs),
    /// Bring the database to this version's schema.
    Migrate(MigrateArgs),
    /// Check what the server itself needs: database, AWS identity, template bucket.
    Doctor(DoctorArgs),
    /// People, directly in the database.
    User(UserArgs),
    /// API tokens, directly in the database.
    Token(TokenArgs),
    /// The CloudFormation template that account owners launch.
    Templates(TemplatesArgs),
    /// Bills of AWS in a folder of this machine or in S3: bring them in, ask them, export them.
    Bills(BillsArgs),
    /// Contracts with AWS that promise a spend, and how bills stand against them.
    Commitment(CommitmentArgs),
    /// Register and check AWS accounts.
    Account(AccountArgs),
    /// Turn on or off the ways of giving access that are off at first.
    Methods(MethodsArgs),
    /// What stays of accounts that were removed.
    Receipts(ReceiptsArgs),
    /// What was changed, by whom, newest first.
    Activity(ActivityArgs),
    /// Who is told of changes, and what was sent.
    Webhook(WebhookArgs),
    /// Work that waits or has given up.
    Work(WorkArgs),
    /// The server as an OIDC issuer: its keys and what it publishes.
    Issuer(IssuerCommands),
    /// As whom the server talks to AWS, and where that identity comes from.
    Identity,
    /// Whether stacks call back when they are done, and whether the server hears them.
    Callback,
    /// Print the page of an error code, check code or mistake.
    Explain(ExplainArgs),
    /// Read the bill that standard input names, for another process of this program.
    #[command(name = "__read-bill", hide = true)]
    ReadBill,
    /// Answer the query that standard input names, for another process of this program.
    #[command(name = "__ask-bills", hide = true)]
    AskBills,
    /// Print the reference of all commands as Markdown.
    #[command(name = "__reference", hide = true)]
    Reference,
}

#[derive(Debug, clap::Args)]
pub struct ReceiptsArgs {
    #[command(subcommand)]
    pub command: ReceiptsCommand,
}

#[derive(Debug, Subcommand)]
pub enum ReceiptsCommand {
    /// Newest first.
    List {
        /// Only of this account; its record may be gone.
        #[arg(long)]
        account: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Print one.
    Show {
        /// As the list names it.
        receipt_id: String,
    },
    /// Write one to a file.
    Save {
        /// As the list names it.
        receipt_id: String,
        /// The file to write.
        file: std::path::PathBuf,
    },
}

#[derive(Debug, clap::Args)]
pub struct ActivityArgs {
    /// Only what concerns this account.
    #[arg(long)]
    pub account: Option<String>,
    /// How many entries.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
    /// Walk the hash chain of the whole log instead; exits with 1 when it was changed.
    #[arg(long)]
    pub verify: bool,
}

#[derive(Debug, clap::Args)]
pub struct WorkArgs {
    #[command(subcommand)]
    pub command: WorkCommand,
}

#[derive(Debug, Subcommand)]
pub enum WorkCommand {
    /// Work that waits, runs or has given up.
    List {
        /// Only work that has given up.
        #[arg(long)]
        dead: bool,
    },
    /// Give work that has given up its attempts back.
    Retry { work_id: String },
}
