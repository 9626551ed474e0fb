//! A bill of any size, the same for the same size: lines as the legacy Cost and Usage Report has them,
//! in gzipped files of a million lines.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use flate2::{Compression, write::GzEncoder};

use crate::Result;

/// Columns of the file, of the hundreds that AWS may write: those that everybody's bills have.
pub const COLUMNS: [&str; 40] = [
    "identity/LineItemId",
    "identity/TimeInterval",
    "bill/InvoiceId",
    "bill/BillingEntity",
    "bill/BillType",
    "bill/PayerAccountId",
    "bill/BillingPeriodStartDate",
    "bill/BillingPeriodEndDate",
    "lineItem/UsageAccountId",
    "lineItem/LineItemType",
    "lineItem/UsageStartDate",
    "lineItem/UsageEndDate",
    "lineItem/ProductCode",
    "lineItem/UsageType",
    "lineItem/Operation",
    "lineItem/AvailabilityZone",
    "lineItem/ResourceId",
    "lineItem/UsageAmount",
    "lineItem/NormalizationFactor",
    "lineItem/CurrencyCode",
    "lineItem/UnblendedRate",
    "lineItem/UnblendedCost",
    "lineItem/BlendedRate",
    "lineItem/BlendedCost",
    "lineItem/LineItemDescription",
    "lineItem/LegalEntity",
    "product/ProductName",
    "product/instanceType",
    "product/region",
    "product/productFamily",
    "pricing/publicOnDemandCost",
    "pricing/term",
    "pricing/unit",
    "reservation/ReservationARN",
    "savingsPlan/SavingsPlanARN",
    "resourceTags/user:team",
    "resourceTags/user:env",
    "resourceTags/user:Name",
    "resourceTags/aws:createdBy",
    "resourceTags/user:cost-center",
];

pub const PAYER: &str = "012345678901";
const SERVICES: [(&str, &str, &str); 12] = [
    ("AmazonEC2", "Amazon Elastic Compute Cloud", "Hrs"),
    ("AmazonS3", "Amazon Simple Storage Service", "GB-Mo"),
    ("AmazonRDS", "Amazon Relational Database Service", "Hrs"),
    ("AWSLambda", "AWS Lambda", "Lambda-GB-Second"),
    ("AmazonCloudWatch", "AmazonCloudWatch", "Metrics"),
    ("AmazonDynamoDB", "Amazon DynamoDB", "ReadRequestUnits"),
    ("awskms", "AWS Key Management Service", "Requests"),
    ("AmazonECS", "Amazon Elastic Container Service", "hours"),
    ("AmazonVPC", "Amazon Virtual Private Cloud", "Hrs"),
    ("AWSQueueService", "Amazon Simple Queue Service", "Requests"),
    ("AmazonES", "Amazon OpenSearch Service", "Hrs"),
    ("AmazonRoute53", "Amazon Route 53", "Queries"),
];
const REGIONS: [(&str, &str); 4] = [
    ("us-east-1", "USE1"),
    ("eu-central-1", "EUC1"),
    ("eu-west-1", "EU"),
    ("ap-southeast-2", "APS2"),
];
const KINDS: [&str; 4] = ["m6i.large", "c7g.xlarge", "r6g.2xlarge", "t3.medium"];
const TEAMS: [&str; 6] = ["web", "data", "payments", "platform", "search", ""];
/// Decimals of its costs.
const DECIMALS: usize = 10;

/// AWS splits large reports (AWS Data Exports User Guide); into files of about so many lines.
const FILE_LINES: u64 = 1_000_000;

/// What is in the files.
#[derive(Default)]
pub struct Made {
    pub rows: u64,
    pub files: u64,
    /// Of the files.
    pub bytes: u64,
    /// As the files have them, without compression.
    pub text: u64,
    /// The sum of the unblended costs, with every decimal.
    pub unblended: String,
}

/// A sequence of numbers that look like chance (Vigna's `SplitMix64`).
struct Dice(u64);

impl Dice {
    const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    const fn below(&mut self, limit: u64) -> u64 {
        self.roll() % limit
    }

    fn one_of<T: Copy>(&mut self, of: &[T], otherwise: T) -> T {
        let place = self.below(of.len() as u64);
        let place = usize::try_from(place).unwrap_or_default();
        of.get(place).copied().unwrap_or(otherwise)
    }
}

/// Counts what goes through.
struct Counted<W>(W, u64);

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.0.write(bytes)?;
        self.1 += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// Writes `rows` lines of October 2026 to files in `folder`, which it makes.
pub fn make(rows: u64, folder: &Path) -> Result<Made> {
    std::fs::create_dir_all(folder)?;
    let (mut dice, mut sum, mut made) = (Dice(7), 0_i128, Made::default());
    while made.rows < rows {
        made.files += 1;
        let file = folder.join(format!("acme-{:05}.csv.gz", made.files));
        let gzip = GzEncoder::new(BufWriter::new(File::create(&file)?), Compression::default());
        let mut to = Counted(gzip, 0);
        writeln!(to, "{}", COLUMNS.join(","))?;
        let (mut line, end) = (Vec::new(), rows.min(made.rows + FILE_LINES));
        for row in made.rows..end {
            line.clear();
            sum += one(row, &mut dice, &mut line)?;
            to.write_all(&line)?;
        }
        made.rows = end;
        made.text += to.1;
        to.0.finish()?.flush()?;
        made.bytes += std::fs::metadata(&file)?.len();
    }
    made.unblended = plain(sum);
    Ok(made)
}

/// One line; returns its cost in units of the last decimal. AWS writes days in no order.
fn one(row: u64, dice: &mut Dice, line: &mut Vec<u8>) -> Result<i128> {
    let account = 100_000_000_000 + dice.below(50) * 7_919;
    let (code, name, unit) = dice.one_of(&SERVICES, ("", "", ""));
    let (region, short) = dice.one_of(&REGIONS, ("", ""));
    let kind = dice.one_of(&KINDS, "");
    let team = dice.one_of(&TEAMS, "");
    let (day, hour) = (1 + dice.below(31), dice.below(24));
    let (resource, usage) = (dice.below(20_000), dice.below(1_000_000_000));
    let cost = dice.below(30_000_000_000) as i128;
    let start = format!("2026-10-{day:02}T{hour:02}:00:00Z");
    let end = format!("2026-10-{day:02}T{hour:02}:59:59Z");
    let amount = plain(cost);
    let (line_type, plan) = match dice.below(10) {
        0 => (
            "SavingsPlanCoveredUsage",
            "savingsplan/8f2b0c3d-1a2b-4c5d-8e9f-001122334455",
        ),
        _ => ("Usage", ""),
    };
    write!(
        line,
        "{row:026x},{start}/{end},,AWS,Anniversary,{PAYER},2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,\
         {account},{line_type},{start},{end},{code},{short}-BoxUsage:{kind},RunInstances:{usage_kind:04},\
         {region}{zone},i-{resource:017x},\
         {whole}.{usage:09},,USD,0.0464000000,{amount},0.0464000000,{amount},\
         \"$0.0464 per {unit}, {kind} in {region}\",\"Amazon Web Services, Inc.\",{name},{kind},{region},\
         Compute Instance,{amount},OnDemand,{unit},,{plan},{team},{env},{name_tag},IAMUser:AIDA{creator:012},\
         {center}",
        usage_kind = resource % 40,
        zone = ["a", "b", "c"]
            .get(row as usize % 3)
            .copied()
            .unwrap_or("a"),
        whole = usage % 5,
        env = dice.one_of(&["prod", "stage", "dev", ""], ""),
        name_tag = format_args!("server-{}", resource % 2_000),
        creator = account % 1_000,
        center = 4_000 + resource % 30,
    )?;
    line.push(b'\n');
    Ok(cost)
}

/// Units of the last decimal in plain notation.
fn plain(units: i128) -> String {
    let by = 10_i128.pow(DECIMALS as u32);
    let text = format!("{}.{:0DECIMALS$}", units / by, units % by);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_their_columns_and_the_sum_is_theirs() {
        let mut dice = Dice(7);
        let mut line = Vec::new();
        let cost = one(3, &mut dice, &mut line).unwrap();
        let text = String::from_utf8(line).unwrap();
        // Two cells have one comma each inside quotes.
        assert_eq!(text.matches(',').count(), COLUMNS.len() - 1 + 2);
        assert!(text.contains(&format!(",{},0.0464000000,", plain(cost))));
        assert_eq!(plain(12_500_000_000), "1.25");
        assert_eq!(plain(0), "0");
    }
}
