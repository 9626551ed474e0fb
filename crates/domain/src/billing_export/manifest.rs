//! Where the manifest of a delivery lies, and what it says. It is written after all data files and
//! lists them: what it does not list does not count.
//!
//! AWS Data Exports User Guide, "Data Exports delivery" and "Cost and Usage Reports delivery".

use serde::Deserialize;

use super::{ExportChoice, ExportFormat, Overwrite};
use crate::{Timestamp, bill::Period};

/// A place to look at for a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestPlace {
    Key(String),
    /// The newest object under `prefix` whose key ends with `ending`: its folder has a name that
    /// nobody can know before.
    NewestUnder {
        prefix: String,
        ending: String,
    },
}

/// The billing period of a moment, as `2026-11`.
#[must_use]
pub fn period_of(at: Timestamp) -> Option<String> {
    Period::of_unix_ms(at.unix_ms()).map(|period| period.to_string())
}

/// Where the newest manifest can be, in the order to look: this month's, then last month's, because
/// the first delivery of a month takes up to a day.
#[must_use]
pub fn places(choice: &ExportChoice, overwrite: Overwrite, now: Timestamp) -> Vec<ManifestPlace> {
    let Some(month) = Period::of_unix_ms(now.unix_ms()) else {
        return Vec::new();
    };
    [month, month.before()]
        .into_iter()
        .map(|month| place(choice, overwrite, month))
        .collect()
}

/// The folder whose own folders are the months that were delivered.
#[must_use]
pub fn months_under(choice: &ExportChoice) -> String {
    match choice.format {
        ExportFormat::LegacyCur => choice.root(),
        ExportFormat::Cur2 | ExportFormat::Focus12 => format!("{}metadata/", choice.root()),
    }
}

/// The month that a folder's name tells: `20261101-20261201` of reports, `BILLING_PERIOD=2026-11` of
/// exports, in letters of any case. `None` for every other folder.
#[must_use]
pub fn month_of_folder(name: &str) -> Option<Period> {
    const EXPORTS: &str = "billing_period=";
    if let Some((head, month)) = name.split_at_checked(EXPORTS.len())
        && head.eq_ignore_ascii_case(EXPORTS)
    {
        return month.parse().ok();
    }
    let (year, rest) = name.split_at_checked(4)?;
    let period: Period = format!("{year}-{}", rest.get(..2)?).parse().ok()?;
    (period.folder() == name).then_some(period)
}

/// Where the newest manifest of a month is.
#[must_use]
pub fn place(choice: &ExportChoice, overwrite: Overwrite, month: Period) -> ManifestPlace {
    let (root, name) = (choice.root(), &choice.name);
    if choice.format == ExportFormat::LegacyCur {
        return ManifestPlace::Key(format!("{root}{}/{name}-Manifest.json", month.folder()));
    }
    let folder = format!("{root}metadata/BILLING_PERIOD={month}/");
    match overwrite {
        Overwrite::InPlace => ManifestPlace::Key(format!("{folder}{name}-Manifest.json")),
        Overwrite::Anew => ManifestPlace::NewestUnder {
            prefix: folder,
            ending: format!("/{name}-Manifest.json"),
        },
    }
}

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The data files' keys, in order.
    pub files: Vec<String>,
    /// The bucket, where the manifest names one.
    pub bucket: Option<String>,
    pub columns: Vec<String>,
    pub service: ManifestService,
    /// The report's or the export's name.
    pub name: Option<String>,
    /// The payer: of an export, the owner that its ARN names.
    pub account: Option<String>,
    /// The assembly id of a report, the execution id of an export.
    pub version: Option<String>,
    pub period: Option<Period>,
}

/// Which service wrote a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManifestService {
    CostAndUsageReports,
    DataExports,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected the manifest of a delivery; found {found}")]
pub struct UnreadableManifest {
    pub found: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    bucket: Option<String>,
    /// Of legacy reports.
    report_keys: Option<Vec<String>>,
    /// Of Data Exports.
    data_files: Option<Vec<String>>,
    #[serde(default)]
    columns: Vec<WireColumn>,
    #[serde(alias = "exportName")]
    report_name: Option<String>,
    account: Option<String>,
    export_arn: Option<String>,
    #[serde(alias = "executionId")]
    assembly_id: Option<String>,
    billing_period: Option<WirePeriod>,
}

#[derive(Deserialize)]
struct WirePeriod {
    start: String,
}

#[derive(Deserialize)]
struct WireColumn {
    category: Option<String>,
    name: String,
}

/// Reads a manifest of either service.
///
/// # Errors
/// [`UnreadableManifest`] for anything that lists no files.
pub fn read(text: &str) -> Result<Manifest, UnreadableManifest> {
    let unreadable = |found: String| UnreadableManifest { found };
    let wire: Wire = serde_json::from_str(text).map_err(|why| {
        unreadable(format!(
            "{} characters that are not: {why}",
            text.chars().count()
        ))
    })?;
    let columns = wire
        .columns
        .into_iter()
        .map(|column| match column.category {
            Some(category) => format!("{category}/{}", column.name),
            None => column.name,
        })
        .collect();
    let owner = || wire.export_arn.as_deref()?.split(':').nth(4);
    let manifest = Manifest {
        account: wire.account.clone().or_else(|| owner().map(str::to_owned)),
        files: Vec::new(),
        bucket: wire.bucket,
        columns,
        service: ManifestService::CostAndUsageReports,
        name: wire.report_name,
        version: wire.assembly_id,
        period: wire
            .billing_period
            .and_then(|period| starting(&period.start)),
    };
    if let Some(keys) = wire.report_keys {
        let files = keys
            .iter()
            .map(|key| key.trim_start_matches('/').to_owned());
        return Ok(Manifest {
            files: files.collect(),
            ..manifest
        });
    }
    let addresses = wire
        .data_files
        .ok_or_else(|| unreadable("JSON with neither reportKeys nor dataFiles".to_owned()))?;
    of_addresses(&addresses, manifest)
}

/// `20261001T000000.000Z` of reports, `2026-10-01T00:00:00.000Z` of exports.
fn starting(text: &str) -> Option<Period> {
    let digits: String = text.chars().filter(|c| *c != '-').take(6).collect();
    let (year, month) = digits.split_at_checked(4)?;
    format!("{year}-{month}").parse().ok()
}

/// Data Exports name each file by its whole address.
fn of_addresses(addresses: &[String], manifest: Manifest) -> Result<Manifest, UnreadableManifest> {
    let mut bucket: Option<String> = None;
    let mut files = Vec::new();
    for address in addresses {
        let parts = address
            .strip_prefix("s3://")
            .and_then(|rest| rest.split_once('/'));
        let (in_bucket, key) = parts.ok_or_else(|| UnreadableManifest {
            found: format!("a data file called {address:?}"),
        })?;
        if bucket.as_deref().is_some_and(|known| known != in_bucket) {
            return Err(UnreadableManifest {
                found: format!("data files in {in_bucket} and another bucket"),
            });
        }
        bucket = Some(in_bucket.to_owned());
        files.push(key.to_owned());
    }
    Ok(Manifest {
        files,
        bucket: bucket.or(manifest.bucket),
        service: ManifestService::DataExports,
        ..manifest
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing_export::{ExportChoice, testing::*};

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn places_of_both_services() {
        let mut said = String::new();
        let legacy = ExportChoice {
            format: ExportFormat::LegacyCur,
            ..choice()
        };
        for (choice, overwrite) in [
            (&legacy, Overwrite::InPlace),
            (&choice(), Overwrite::InPlace),
            (&choice(), Overwrite::Anew),
        ] {
            for now in ["2026-12-31T23:59:59Z", "2026-01-01T00:00:00Z"] {
                for place in places(choice, overwrite, at(now)) {
                    said += &format!("{place:?}\n");
                }
            }
        }
        insta::assert_snapshot!(said);
        assert_eq!(
            period_of(at("2026-11-21T00:00:00Z")).as_deref(),
            Some("2026-11")
        );
    }

    #[test]
    fn months_by_their_folders() {
        for (name, month) in [
            ("20261101-20261201", Some("2026-11")),
            ("20261201-20270101", Some("2026-12")),
            ("BILLING_PERIOD=2026-01", Some("2026-01")),
            ("billing_period=2026-01", Some("2026-01")),
            ("20261101-20261202", None),
            ("20261301-20270101", None),
            ("BILLING_PERIOD=2026-13", None),
            ("acme", None),
            ("é", None),
            ("", None),
        ] {
            assert_eq!(
                month_of_folder(name).map(|one| one.to_string()).as_deref(),
                month,
                "{name}"
            );
        }
    }

    #[test]
    fn manifests() {
        let all = [
            r#"{"assemblyId":"a","account":"012345678901","reportName":"r","bucket":"b",
                "billingPeriod":{"start":"20261101T000000.000Z","end":"20261201T000000.000Z"},
                "reportKeys":["/p/r/20261101-20261201/r-1.csv.gz"],
                "columns":[{"category":"lineItem","name":"UnblendedCost"}]}"#,
            r#"{"dataFiles":["s3://b/p/e/data/BILLING_PERIOD=2026-11/e-00001.snappy.parquet"],
                "exportName":"e","executionId":"x","billingPeriod":{"start":"2026-11-01T00:00:00.000Z"},
                "exportArn":"arn:aws:bcm-data-exports:us-east-1:012345678901:export/e-1",
                "columns":[{"name":"bill_bill_type","type":"string"}]}"#,
            r#"{"dataFiles":[]}"#,
            r#"{"dataFiles":["s3://b/x","s3://c/x"]}"#,
            r#"{"dataFiles":["https://b/x"]}"#,
            r#"{"version":1}"#,
            "<html>",
        ]
        .map(|text| match read(text) {
            Ok(manifest) => format!("{manifest:?}"),
            Err(why) => why.to_string(),
        });
        insta::assert_snapshot!(all.join("\n"));
    }
}
