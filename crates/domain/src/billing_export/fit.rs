//! Whether bills can be read from an export, and every way in which they cannot.

use super::{
    Content, Export, ExportFormat, FileFormat, Granularity, Selected,
    columns::needed,
    names::{BucketName, ExportName, ExportPrefix},
};
use crate::{AccountId, Partition, Region, check::ExportMistake};

/// One reason why an export does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    pub mistake: ExportMistake,
    pub expected: &'static str,
    pub found: String,
}

/// Every reason why bills cannot be read from `export` for `payer`; none when they can. Its health and
/// its deliveries are another matter: they come and go.
#[must_use]
pub fn misfits(export: &Export, payer: &AccountId, partition: Partition) -> Vec<Misfit> {
    let rules = [table, granularity, files, columns, closed_months];
    let mut all: Vec<Misfit> = rules.iter().filter_map(|rule| rule(export)).collect();
    all.extend(destination(export, payer, partition));
    all
}

/// What an export lacks that Landfast can do without, in words.
#[must_use]
pub fn notes(export: &Export) -> Vec<String> {
    let mut notes = Vec::new();
    if export.granularity == Some(Granularity::Daily) {
        notes.push("It counts by day: usage by the hour cannot be shown.".to_owned());
    }
    if export.resource_ids == Some(false) {
        notes.push("It has no resource ids: usage by resource cannot be shown.".to_owned());
    }
    if export.manual_discounts {
        notes.push(
            "Discounts are lines of their own (manual discount compatibility): net cost is worked out from them."
                .to_owned(),
        );
    }
    notes
}

pub(super) fn table(export: &Export) -> Option<Misfit> {
    let Content::Table(name) = &export.content else {
        return None;
    };
    let unread = export.content.format().is_none();
    unread.then(|| Misfit {
        mistake: ExportMistake::OtherTable,
        expected: "a legacy report, CUR 2.0 (COST_AND_USAGE_REPORT) or FOCUS 1.2 (FOCUS_1_2_AWS)",
        found: if name.is_empty() {
            "a query that names no table".to_owned()
        } else {
            format!("the table {name}")
        },
    })
}

pub(super) fn granularity(export: &Export) -> Option<Misfit> {
    (export.granularity == Some(Granularity::Monthly)).then(|| Misfit {
        mistake: ExportMistake::TooCoarse,
        expected: "HOURLY or DAILY",
        found: Granularity::Monthly.as_str().to_owned(),
    })
}

pub(super) fn files(export: &Export) -> Option<Misfit> {
    let FileFormat::Other(text) = &export.files else {
        return None;
    };
    Some(Misfit {
        mistake: ExportMistake::FilesUnreadable,
        expected: "Parquet, or CSV with gzip or zip",
        found: text.clone(),
    })
}

pub(super) fn columns(export: &Export) -> Option<Misfit> {
    let expected = "every row, with the columns that a bill is made of";
    let misfit = |mistake, found| {
        Some(Misfit {
            mistake,
            expected,
            found,
        })
    };
    match (&export.selected, export.content.format()) {
        (Selected::Everything, _) | (_, None | Some(ExportFormat::LegacyCur)) => None,
        (Selected::SomeRows(tail), _) => misfit(
            ExportMistake::RowsLeftOut,
            format!("a query that ends with {tail}"),
        ),
        (Selected::Unclear(text), _) => misfit(
            ExportMistake::ColumnsMissing,
            format!("a query that Landfast does not understand: {text}"),
        ),
        (Selected::Columns(have), Some(format)) => {
            let has = |name: &str| have.iter().any(|column| column.eq_ignore_ascii_case(name));
            let lacking: Vec<&str> = needed(format)
                .iter()
                .copied()
                .filter(|name| !has(name))
                .collect();
            if lacking.is_empty() {
                return None;
            }
            misfit(
                ExportMistake::ColumnsMissing,
                format!("without {}", lacking.join(", ")),
            )
        }
    }
}

pub(super) fn closed_months(export: &Export) -> Option<Misfit> {
    (!export.refreshes_closed).then(|| Misfit {
        mistake: ExportMistake::ClosedMonthsFrozen,
        expected: "closed months are delivered again when AWS changes them",
        found: "RefreshClosedReports is false".to_owned(),
    })
}

/// The bucket must be the payer's own, and its names such that a policy can hold them.
fn destination(export: &Export, payer: &AccountId, partition: Partition) -> Vec<Misfit> {
    let to = &export.destination;
    let mut all = Vec::new();
    if let Some(owner) = to.owner.as_ref().filter(|owner| *owner != payer) {
        all.push(Misfit {
            mistake: ExportMistake::BucketOfOther,
            expected: "a bucket of the payer's own account",
            found: format!("the bucket {} of account {owner}", to.bucket),
        });
    }
    let region = Region::parse(&to.region).ok();
    let here = region.is_some_and(|region| Partition::of(&region) == partition);
    let named = BucketName::parse(&to.bucket).is_ok()
        && ExportPrefix::of_aws(&to.prefix).is_ok()
        && ExportName::parse(&export.name).is_ok();
    if !here || !named {
        all.push(Misfit {
            mistake: ExportMistake::DestinationDiffers,
            expected: "a bucket, a prefix and a name that Landfast can name in a policy",
            found: format!(
                "s3://{}/{}/{} in {}",
                to.bucket, to.prefix, export.name, to.region
            ),
        });
    } else if to.prefix.trim_matches('/').is_empty() {
        all.push(Misfit {
            mistake: ExportMistake::NoPrefix,
            expected: "a prefix, so that Landfast's right to read ends there",
            found: "none".to_owned(),
        });
    }
    all
}
