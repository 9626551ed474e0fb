use std::str::FromStr;

use clap::{Args, Subcommand};
use landfast_api::dto::{CommitmentBasis, CommitmentCharge};
use serde::de::{DeserializeOwned, IntoDeserializer, value::Error as Unknown};

#[derive(Debug, Args)]
pub struct CommitmentArgs {
    #[command(subcommand)]
    pub command: CommitmentCommand,
}

#[derive(Debug, Subcommand)]
pub enum CommitmentCommand {
    /// The contracts of the workspace.
    List,
    /// How bills stand against a contract: what counts, what is expected, and what does not count.
    Show(CommitmentShow),
    /// Add a contract. Rules that are not named are the defaults; docs/commitments.md has them.
    Add(CommitmentAdd),
    /// Change a contract; what is not named stays as it is.
    Change(CommitmentChange),
    /// Remove a contract. Bills are not touched.
    Remove(CommitmentRemove),
}

#[derive(Debug, Args)]
pub struct CommitmentOf {
    /// The contract's name or id.
    #[arg(value_name = "NAME-OR-ID")]
    pub contract: String,
}

#[derive(Debug, Args)]
pub struct CommitmentShow {
    #[command(flatten)]
    pub of: CommitmentOf,
    /// Every decimal instead of cents.
    #[arg(long)]
    pub exact: bool,
}

#[derive(Debug, Args)]
pub struct CommitmentAdd {
    /// No other contract of the workspace has it.
    #[arg(long)]
    pub name: String,
    /// As bills write it.
    #[arg(long, default_value = "USD")]
    pub currency: String,
    /// The first day, such as 2026-01-01.
    #[arg(long, value_name = "DAY")]
    pub starts: String,
    /// What is to be spent in a year. Once for each year, in their order.
    #[arg(
        long = "year",
        value_name = "AMOUNT",
        required = true,
        allow_negative_numbers = true
    )]
    pub years: Vec<String>,
    /// Account id of a payer whose bills count. May be given more than once.
    #[arg(long = "payer", value_name = "ACCOUNT-ID", required = true)]
    pub payers: Vec<String>,
    #[command(flatten)]
    pub rules: CommitmentRules,
}

#[derive(Debug, Args)]
pub struct CommitmentChange {
    #[command(flatten)]
    pub of: CommitmentOf,
    /// No other contract of the workspace has it.
    #[arg(long)]
    pub name: Option<String>,
    /// As bills write it.
    #[arg(long)]
    pub currency: Option<String>,
    /// The first day, such as 2026-01-01.
    #[arg(long, value_name = "DAY")]
    pub starts: Option<String>,
    /// In the place of all years before. Once for each year, in their order.
    #[arg(long = "year", value_name = "AMOUNT", allow_negative_numbers = true)]
    pub years: Vec<String>,
    /// In the place of all payers before. May be given more than once.
    #[arg(long = "payer", value_name = "ACCOUNT-ID")]
    pub payers: Vec<String>,
    /// Forget all rules first: those that are not named are the defaults again.
    #[arg(long)]
    pub default_rules: bool,
    #[command(flatten)]
    pub rules: CommitmentRules,
}

// Each with the clause that it is from, after an equals sign.
#[derive(Debug, Args)]
pub struct CommitmentRules {
    /// The cost that counts: unblended, net-unblended, amortized or net-amortized. As with the rules
    /// below, the clause that it is from may follow: net-unblended=§ 2.
    #[arg(long, value_name = "BASIS[=SOURCE]")]
    pub basis: Option<Sourced<CommitmentBasis>>,
    /// A charge that counts: usage, commitment-fee, upfront-fee, discount, marketplace, support,
    /// credit, refund, tax or other; with its clause, support=§ 2.1. May be given more than once.
    #[arg(long = "count", value_name = "CHARGE[=SOURCE]")]
    pub counted: Vec<Sourced<CommitmentCharge>>,
    /// A charge that does not count. May be given more than once.
    #[arg(long = "leave-out", value_name = "CHARGE[=SOURCE]")]
    pub left_out: Vec<Sourced<CommitmentCharge>>,
    /// Per cent of the year's commitment that AWS Marketplace counts up to, or none for no cap.
    #[arg(long, value_name = "PERCENT[=SOURCE]")]
    pub marketplace_cap: Option<Sourced<Cap>>,
    /// A seller at AWS Marketplace that counts, by its legal name in bills. May be given more than once.
    #[arg(long = "seller", value_name = "NAME", conflicts_with = "all_sellers")]
    pub sellers: Vec<String>,
    /// All sellers count.
    #[arg(long)]
    pub all_sellers: bool,
    /// Where the list of sellers is from.
    #[arg(long, value_name = "SOURCE")]
    pub sellers_source: Option<String>,
}

#[derive(Debug, Args)]
pub struct CommitmentRemove {
    #[command(flatten)]
    pub of: CommitmentOf,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

/// A value and, after an equals sign, where it is from.
#[derive(Debug, Clone)]
pub struct Sourced<T> {
    pub value: T,
    pub source: String,
}

impl<T: Word> FromStr for Sourced<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (word, source) = text.split_once('=').unwrap_or((text, ""));
        Ok(Self {
            value: T::read(word.trim())?,
            source: source.trim().to_owned(),
        })
    }
}

/// What a word of the command line means.
pub trait Word: Sized {
    fn read(word: &str) -> Result<Self, String>;
}

/// A name of the API, whose hyphens are underscores there.
fn name<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    let word = word.replace('-', "_");
    T::deserialize(word.as_str().into_deserializer()).map_err(|why: Unknown| why.to_string())
}

impl Word for CommitmentBasis {
    fn read(word: &str) -> Result<Self, String> {
        name(word)
    }
}

impl Word for CommitmentCharge {
    fn read(word: &str) -> Result<Self, String> {
        name(word)
    }
}

/// Per cent, or none.
#[derive(Debug, Clone, Copy)]
pub struct Cap(pub Option<u32>);

impl Word for Cap {
    fn read(word: &str) -> Result<Self, String> {
        if word == "none" {
            return Ok(Self(None));
        }
        let percent = word.trim_end_matches('%').parse();
        let percent = percent.map_err(|_| format!("expected 0 to 100 or none, found {word:?}"))?;
        Ok(Self(Some(percent)))
    }
}
