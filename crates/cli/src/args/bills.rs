use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use clap::{Args, Subcommand, ValueEnum};
use landfast_domain::bill::{
    Period,
    ask::{Day, Dimension, Filter, Granularity, Measure, Order},
};

use super::BillsPlace;

/// Bills: in a folder of this machine or in S3, without a server; or those that the server has, where a
/// token is given (--token) and neither folder nor place in S3 is named.
#[derive(Debug, Args)]
pub struct BillsArgs {
    #[command(subcommand)]
    pub command: BillsCommand,
}

#[derive(Debug, Subcommand)]
pub enum BillsCommand {
    /// Bring bills into the store: every month whole, or not at all.
    Import(BillsImport),
    /// Which months there are; in a folder with their ledgers.
    Status(BillsStore),
    /// Have the server look at what AWS delivered for a payer, and wait until all of it is read.
    Sync(BillsOfPayer),
    /// What was spent, by month or day and by up to three things.
    Cost(BillsCost),
    /// Ask in SQL. The table is called bills; "DESCRIBE bills" lists its columns.
    Sql(BillsSql),
    /// Write lines, or what a query finds, to a file.
    Export(BillsExport),
}

#[derive(Debug, Args)]
pub struct BillsStore {
    /// Folder of the data; bills are in its folder "bills". "landfast-data" when left out, unless
    /// there is a token: then the server is asked.
    #[arg(long, env = "LANDFAST_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    #[command(flatten)]
    pub place: BillsPlace,
}

impl BillsStore {
    pub fn folder(&self) -> PathBuf {
        let named = self.data_dir.as_deref();
        named.unwrap_or(Path::new("landfast-data")).join("bills")
    }
}

impl BillsCommand {
    /// Whether a store is named, as a folder or in S3; importing is never the server's.
    pub const fn names_store(&self) -> bool {
        let store = match self {
            Self::Import(_) => return true,
            Self::Sync(_) => return false,
            Self::Status(store) => store,
            Self::Cost(args) => &args.store,
            Self::Sql(args) => &args.store,
            Self::Export(args) => &args.store,
        };
        store.data_dir.is_some() || store.place.bills_store.is_some()
    }
}

#[derive(Debug, Args)]
pub struct BillsOfPayer {
    /// Twelve digits of the payer.
    pub account_id: String,
}

/// As people would name it.
impl fmt::Display for BillsStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place.bills_store {
            Some(place) => write!(f, "{place}/bills"),
            None => self.folder().display().fmt(f),
        }
    }
}

#[derive(Debug, Args)]
pub struct BillsImport {
    #[command(flatten)]
    pub store: BillsStore,
    /// Files (.csv, .csv.gz, .zip, .parquet), manifests, or folders with manifests, as AWS delivers them.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
}

/// A month or a day.
#[derive(Debug, Clone, Copy)]
pub enum When {
    Month(Period),
    Day(Day),
}

impl FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let month = text.parse().map(Self::Month);
        month.or_else(|_| text.parse().map(Self::Day)).map_err(|_| {
            format!("expected a month such as 2026-11 or a day such as 2026-11-21, found {text:?}")
        })
    }
}

/// Which lines.
#[derive(Debug, Args)]
pub struct BillsOf {
    /// The first month that is billed (2026-10), or the first day of use (2026-10-15).
    #[arg(long, value_name = "MONTH|DAY")]
    pub from: Option<When>,
    /// The last one, included; the same as --from when left out.
    #[arg(long, value_name = "MONTH|DAY", requires = "from")]
    pub to: Option<When>,
    /// The last so many months that are in the store.
    #[arg(long, default_value_t = 3, conflicts_with = "from")]
    pub months: usize,
    /// Only lines with (or, with !=, without) this value: service_code=AmazonEC2, tag:team!=web.
    /// Without a value, lines that have none. May be given more than once; all must hold.
    #[arg(long = "where", value_name = "NAME=VALUE")]
    pub filters: Vec<Filter>,
    /// The report to take where a month is in several. CUR 2.0 when left out, else the legacy one,
    /// else FOCUS; never the sum of two.
    #[arg(long)]
    pub report: Option<String>,
}

#[derive(Debug, Args)]
pub struct BillsCost {
    #[command(flatten)]
    pub store: BillsStore,
    #[command(flatten)]
    pub of: BillsOf,
    /// What to split by, at most three: account, payer, service, service_code, region, line_type,
    /// usage_type, operation, resource, instance_type, unit, invoice and more, tag:KEY, cost_category:KEY.
    #[arg(long, value_delimiter = ',', default_value = "service")]
    pub by: Vec<Dimension>,
    /// Split by time.
    #[arg(long, value_enum, default_value_t = EachArg::Month)]
    pub each: EachArg,
    /// What to sum up.
    #[arg(long, value_enum, default_value_t = MeasureArg::Unblended)]
    pub measure: MeasureArg,
    /// Only so many groups, and the rest as one; 0 for all.
    #[arg(long, default_value_t = 10)]
    pub top: usize,
    /// Which groups come first.
    #[arg(long, value_enum, default_value_t = OrderArg::Largest)]
    pub order: OrderArg,
    /// Show every decimal instead of two. JSON always has all.
    #[arg(long)]
    pub exact: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EachArg {
    None,
    Day,
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MeasureArg {
    Unblended,
    Amortized,
    NetUnblended,
    NetAmortized,
    Public,
    Usage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OrderArg {
    Largest,
    Smallest,
    Name,
}

#[derive(Debug, Args)]
pub struct BillsSql {
    #[command(flatten)]
    pub store: BillsStore,
    /// One query. It can only read.
    pub query: String,
    /// Most rows to print.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
    /// Most seconds to take.
    #[arg(long, default_value_t = 300)]
    pub seconds: u64,
}

#[derive(Debug, Args)]
pub struct BillsExport {
    #[command(flatten)]
    pub store: BillsStore,
    #[command(flatten)]
    pub of: BillsOf,
    /// What this query finds, instead of lines.
    #[arg(long, value_name = "QUERY", conflicts_with_all = ["from", "months", "filters", "report"])]
    pub sql: Option<String>,
    /// The kind of file, when its name does not end with .csv or .parquet.
    #[arg(long, value_enum)]
    pub format: Option<FormatArg>,
    /// Replace the file if it is there.
    #[arg(long)]
    pub force: bool,
    /// The file to write. In CSV, text that spreadsheets would run as a formula has an apostrophe
    /// before it.
    pub file: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    Csv,
    Parquet,
}

impl From<EachArg> for Granularity {
    fn from(each: EachArg) -> Self {
        match each {
            EachArg::None => Self::None,
            EachArg::Day => Self::Day,
            EachArg::Month => Self::Month,
        }
    }
}

impl From<MeasureArg> for Measure {
    fn from(measure: MeasureArg) -> Self {
        match measure {
            MeasureArg::Unblended => Self::Unblended,
            MeasureArg::Amortized => Self::Amortized,
            MeasureArg::NetUnblended => Self::NetUnblended,
            MeasureArg::NetAmortized => Self::NetAmortized,
            MeasureArg::Public => Self::Public,
            MeasureArg::Usage => Self::Usage,
        }
    }
}

impl From<OrderArg> for Order {
    fn from(order: OrderArg) -> Self {
        match order {
            OrderArg::Largest => Self::Largest,
            OrderArg::Smallest => Self::Smallest,
            OrderArg::Name => Self::Name,
        }
    }
}
