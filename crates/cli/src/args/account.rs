use clap::{Args, Subcommand, ValueEnum};
use landfast_api::dto;

use super::{
    access_key::KeyArgs,
    activation::{Activate, ActivationCommand},
    billing_export::ExportCommand,
    owner_link::LinkCommand,
    permit::PermitCommand,
};

#[derive(Debug, Args)]
pub struct AccountArgs {
    #[command(subcommand)]
    pub command: AccountCommand,
}

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Register an account and print what to deploy in it.
    Register(Register),
    /// List accounts, payers over their linked ones.
    List(List),
    /// Show an account with its steps and findings.
    Show(AccountId),
    /// Print the launch link, the parameters and the AWS CLI command again.
    Instructions(AccountId),
    /// Check a step and wait for the answer; exits with 1 when something is not met.
    Check(Check),
    /// Use a role that exists already; a check must pass before it is trusted.
    Role(Role),
    /// Show or rotate the external id.
    #[command(subcommand)]
    ExternalId(ExternalIdCommand),
    /// Links by which the account's owner sets it up without a sign-in.
    #[command(subcommand)]
    Link(LinkCommand),
    /// The access key of an account that has no role.
    Key(KeyArgs),
    /// What a payer's bill comes from: choose, launch, adopt.
    #[command(subcommand)]
    BillingExport(ExportCommand),
    /// The months of the account's bill that the server has, with their exact sums.
    Bills(BillsOfAccount),
    /// Change name, home region, method, trust or choices.
    Edit(Edit),
    /// Leave a step for later.
    Skip(StepOf),
    /// Take a skipped step up again.
    Resume(StepOf),
    /// End the registration.
    Confirm(AccountId),
    /// Take access back: says what to delete in AWS, proves that it is gone, and writes a receipt.
    Remove(Remove),
    /// Roll the role out to the linked accounts of a payer: prints what to deploy as a StackSet, or runs it.
    Rollout(Rollout),
    /// Activate linked accounts of a payer through a permit of its owner's.
    Activate(Activate),
    /// Activations of a payer's accounts: how far, retry, stop.
    #[command(subcommand)]
    Activation(ActivationCommand),
    /// Roles in a payer that its owner grants for one activation, and takes back.
    #[command(subcommand)]
    Permit(PermitCommand),
    /// The accounts of a payer's organization, and how far each is registered.
    Linked(Linked),
    /// Checks and changes of an account, newest first.
    History(AccountId),
    /// How far the deployments of the Terraform module are, newest first.
    Deployments(AccountId),
}

#[derive(Debug, Subcommand)]
pub enum ExternalIdCommand {
    /// Show the external id, and the next one while it is rotated.
    Show(AccountId),
    /// Mint the next external id; both are known until it is finished.
    Rotate(AccountId),
    /// Give the old external id up; refused while anything answers to it.
    Finish(AccountId),
    /// Forget the next external id again.
    Cancel(AccountId),
}

#[derive(Debug, Args)]
pub struct AccountId {
    /// 12 digits; leading zeros count.
    pub account_id: String,
}

#[derive(Debug, Args)]
pub struct BillsOfAccount {
    #[command(flatten)]
    pub account: AccountId,
    /// Look at what AWS delivered now, and wait until everything new is read.
    #[arg(long)]
    pub sync: bool,
}

#[derive(Debug, Args)]
pub struct Register {
    #[command(flatten)]
    pub account: AccountId,
    /// Name; the account id when left out.
    #[arg(long)]
    pub name: Option<String>,
    /// Home region of the stack; the home region of the server's partition when left out.
    #[arg(long)]
    pub region: Option<String>,
    /// How the role comes into the account.
    #[arg(long, value_enum, default_value_t = Method::ConsoleStack)]
    pub method: Method,
    #[command(flatten)]
    pub choices: ChoiceArgs,
    /// Whom the role trusts: the server's AWS identity, or its OIDC issuer; the server's usual one
    /// when left out.
    #[arg(long, value_enum)]
    pub trust: Option<TrustArg>,
    /// With `--method role-arn`: the role.
    #[arg(long, required_if_eq("method", "role-arn"))]
    pub role_arn: Option<String>,
}

/// An enumeration of the command line that is one of the API.
macro_rules! argument {
    ($name:ident => $dto:ident { $($variant:ident),+ }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
        pub enum $name { $($variant),+ }

        impl From<$name> for dto::$dto {
            fn from(argument: $name) -> Self {
                match argument { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

argument!(KindArg => AccountKind { Payer, Linked, Standalone });
argument!(StatusArg => AccountStatus { Registering, Active, Attention, Waiting, UpdateAvailable });
argument!(StandingArg => MemberStanding {
    NotActivated, NotReached, Unanswered, Activating, Active, UpdateAvailable, Attention, Unavailable, Left
});
argument!(StackArg => StackState { None, Pending, Current, Outdated, Failed });
argument!(TagAccessArg => TagAccess { None, Read, Write });
argument!(TrustArg => Trust { Role, Issuer });
argument!(StepArg => StepName { ApiAccess, BillingExport, LinkedAccounts });

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Method {
    ConsoleStack,
    Cli,
    RoleArn,
    Terraform,
    /// A long-term access key, where no role can be had; off until an operator turns it on.
    AccessKeys,
    /// As the server itself, for the account that it runs in; off unless the server's settings allow it.
    MachineIdentity,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConsoleStack => "console_stack",
            Self::Cli => "cli",
            Self::RoleArn => "role_arn",
            Self::Terraform => "terraform",
            Self::AccessKeys => "access_keys",
            Self::MachineIdentity => "machine_identity",
        }
    }
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Rollout {
    #[command(subcommand)]
    pub run: Option<RunCommand>,
    #[command(flatten)]
    pub account: Option<AccountId>,
    #[command(flatten)]
    pub choices: ChoiceArgs,
}

/// A roll-out that Landfast runs itself, while a permit of the payer's owner is open.
#[derive(Debug, Subcommand)]
pub enum RunCommand {
    /// Make the StackSet and deploy it.
    Start(RunStart),
    /// How far the run is.
    Show(AccountId),
    /// Stop the run; what AWS works on at the moment is finished.
    Stop(RunChange),
    /// Deploy again to exactly those accounts in which the StackSet has failed.
    Retry(RunChange),
    /// Update the StackSet and all its instances to the current template.
    Update(RunChange),
    /// Let the rest follow a canary that is proven.
    GoOn(RunChange),
}

#[derive(Debug, Args)]
pub struct RunStart {
    /// The payer.
    #[command(flatten)]
    pub account: AccountId,
    /// The units, with commas between them; the root when left out.
    #[arg(long, value_delimiter = ',', value_name = "UNIT_IDS")]
    pub units: Vec<String>,
    /// Only these accounts of the units, with commas between them.
    #[arg(long, value_delimiter = ',', conflicts_with = "canary")]
    pub accounts: Vec<String>,
    /// The unit that comes first; the rest waits until every account of it is proven.
    #[arg(long, value_name = "UNIT_ID")]
    pub canary: Option<String>,
    /// The rest follows the canary without asking.
    #[arg(long, requires = "canary")]
    pub by_itself: bool,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct RunChange {
    /// The payer.
    #[command(flatten)]
    pub account: AccountId,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct Linked {
    #[command(flatten)]
    pub account: AccountId,
    /// Part of the id or name.
    #[arg(long)]
    pub search: Option<String>,
    #[arg(long, value_enum)]
    pub standing: Option<StandingArg>,
    /// Only accounts in which the roll-out's StackSet is so far.
    #[arg(long, value_enum)]
    pub stack: Option<StackArg>,
    /// Only accounts in this organizational unit and below it, such as ou-ab12-cdef3456.
    #[arg(long, value_name = "UNIT_ID")]
    pub unit: Option<String>,
    /// Coverage by organizational unit instead of the accounts.
    #[arg(long, conflicts_with_all = ["search", "standing", "stack", "unit"])]
    pub units: bool,
    /// Have the organization read anew first, and wait for it.
    #[arg(long)]
    pub refresh: bool,
}

#[derive(Debug, Args)]
pub struct List {
    /// Part of the id or name.
    #[arg(long)]
    pub search: Option<String>,
    #[arg(long, value_enum)]
    pub kind: Option<KindArg>,
    #[arg(long, value_enum)]
    pub status: Option<StatusArg>,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub account: AccountId,
    /// The step.
    #[arg(long, value_enum, default_value_t = StepArg::ApiAccess)]
    pub step: StepArg,
    /// Do not wait for the answer.
    #[arg(long)]
    pub no_wait: bool,
}

#[derive(Debug, Args)]
pub struct Role {
    #[command(flatten)]
    pub account: AccountId,
    /// ARN of a role in this account.
    pub role_arn: String,
}

#[derive(Debug, Args)]
pub struct Edit {
    #[command(flatten)]
    pub account: AccountId,
    #[arg(long)]
    pub name: Option<String>,
    /// Home region; another one opens the API access step anew.
    #[arg(long)]
    pub region: Option<String>,
    /// Another way by which the role comes into the account.
    #[arg(long, value_enum)]
    pub method: Option<Method>,
    /// Another trust: the role must be deployed from another template then.
    #[arg(long, value_enum)]
    pub trust: Option<TrustArg>,
    #[command(flatten)]
    pub choices: ChoiceArgs,
}

/// What the account's people let Landfast do there.
#[derive(Debug, Args)]
pub struct ChoiceArgs {
    /// Optional capabilities that shall be on, separated by commas, all others off; "none" for none.
    #[arg(long, value_delimiter = ',')]
    pub capabilities: Option<Vec<String>>,
    /// What Landfast may do with tags.
    #[arg(long, value_enum)]
    pub tag_access: Option<TagAccessArg>,
}

impl ChoiceArgs {
    pub fn capabilities(&self) -> Option<Vec<String>> {
        let mut names = self.capabilities.clone()?;
        names.retain(|name| name != "none");
        Some(names)
    }

    pub fn tag_access(&self) -> Option<String> {
        let access = dto::TagAccess::from(self.tag_access?);
        Some(access.as_str().to_owned())
    }
}

#[derive(Debug, Args)]
pub struct StepOf {
    #[command(flatten)]
    pub account: AccountId,
    /// Which step.
    #[arg(long, value_enum, default_value_t = StepArg::ApiAccess)]
    pub step: StepArg,
}

#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    pub account: AccountId,
    /// Remove the record alone: access stays in AWS.
    #[arg(long)]
    pub record_only: bool,
    /// Give a removal up that was begun; the account stays.
    #[arg(long, conflicts_with_all = ["record_only", "yes"])]
    pub cancel: bool,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}
