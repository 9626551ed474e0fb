use clap::{Args, Subcommand, ValueEnum};
use landfast_api::dto;

use super::account::AccountId;

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Show what is chosen, what to launch and how the step stands.
    Show(AccountId),
    /// Choose what the bill comes from.
    Choose(ChooseExport),
    /// List the account's reports and exports, and why some do not fit.
    Candidates(AccountId),
}

#[derive(Debug, Args)]
pub struct ChooseExport {
    #[command(flatten)]
    pub account: AccountId,
    /// How the export comes about.
    #[arg(long, value_enum, default_value_t = WayArg::New)]
    pub way: WayArg,
    /// What it contains; CUR 2.0 when left out.
    #[arg(long, value_enum)]
    pub format: Option<FormatArg>,
    /// Name of the bucket; one of Landfast's making when left out.
    #[arg(long)]
    pub bucket: Option<String>,
    /// Region of the bucket, with `--way new-other-region`.
    #[arg(long, required_if_eq("way", "new-other-region"))]
    pub bucket_region: Option<String>,
    #[arg(long)]
    pub prefix: Option<String>,
    /// Name of the export.
    #[arg(long)]
    pub name: Option<String>,
    /// With `--way existing`: the id of a candidate.
    #[arg(long, required_if_eq("way", "existing"))]
    pub existing: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WayArg {
    New,
    NewOtherRegion,
    Existing,
}

impl From<WayArg> for dto::ExportWay {
    fn from(way: WayArg) -> Self {
        match way {
            WayArg::New => Self::New,
            WayArg::NewOtherRegion => Self::NewOtherRegion,
            WayArg::Existing => Self::Existing,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    #[value(name = "cur-2")]
    Cur2,
    LegacyCur,
    #[value(name = "focus-1-2")]
    Focus12,
}

impl From<FormatArg> for dto::ExportFormat {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Cur2 => Self::Cur2,
            FormatArg::LegacyCur => Self::LegacyCur,
            FormatArg::Focus12 => Self::Focus12,
        }
    }
}
