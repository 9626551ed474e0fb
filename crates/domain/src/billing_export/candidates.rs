//! What is there already, and whether it can be taken over.

use super::{
    BucketName, Export, ExportFormat, ExportName, ExportPick, ExportPrefix, Health, Misfit,
    misfits, notes, remedy,
};
use crate::{AccountId, Partition, Region};

/// A report or an export of the account, offered or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub export: Export,
    /// `None` for a table that Landfast does not read.
    pub format: Option<ExportFormat>,
    /// Why it does not fit; empty when it does.
    pub misfits: Vec<Misfit>,
    /// What it lacks that can be done without, and what its owner should know.
    pub notes: Vec<String>,
    /// What its choice would be; only of one that fits.
    pub pick: Option<ExportPick>,
}

/// Those that fit first, and of those what shows the most: CUR 2.0, the legacy report, FOCUS.
#[must_use]
pub fn candidates(
    exports: impl IntoIterator<Item = Export>,
    payer: &AccountId,
    partition: Partition,
) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = exports
        .into_iter()
        .map(|export| candidate(export, payer, partition))
        .collect();
    all.sort_by_key(|one| {
        (
            one.pick.is_none(),
            one.format.map_or(usize::MAX, rank),
            one.export.name.clone(),
        )
    });
    all
}

fn rank(format: ExportFormat) -> usize {
    match format {
        ExportFormat::Cur2 => 0,
        ExportFormat::LegacyCur => 1,
        ExportFormat::Focus12 => 2,
    }
}

fn candidate(export: Export, payer: &AccountId, partition: Partition) -> Candidate {
    let misfits = misfits(&export, payer, partition);
    let format = export.content.format();
    let mut notes = notes(&export);
    if export.health != Health::Healthy {
        notes.push(remedy::unhealthy_in_words(&export.health));
    }
    let pick = match format {
        Some(format) if misfits.is_empty() => pick(&export, format),
        _ => None,
    };
    Candidate {
        export,
        format,
        misfits,
        notes,
        pick,
    }
}

fn pick(export: &Export, format: ExportFormat) -> Option<ExportPick> {
    let to = &export.destination;
    Some(ExportPick {
        id: export.id.clone(),
        format,
        bucket: BucketName::parse(&to.bucket).ok()?,
        bucket_region: Region::parse(&to.region).ok()?,
        prefix: ExportPrefix::of_aws(&to.prefix).ok()?,
        name: ExportName::parse(&export.name).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing_export::{testing::*, *};

    /// One row for each way in which an export that is there can be wrong, and for those that do.
    #[test]
    fn every_way_in_which_one_does_not_fit() {
        let table: Vec<(&str, Export)> = vec![
            ("a CUR 2.0 as ours", cur_2()),
            ("a legacy report", legacy()),
            ("FOCUS 1.2", focus()),
            (
                "daily, no resource ids",
                Export {
                    granularity: Some(Granularity::Daily),
                    resource_ids: Some(false),
                    ..cur_2()
                },
            ),
            (
                "monthly",
                Export {
                    granularity: Some(Granularity::Monthly),
                    ..legacy()
                },
            ),
            (
                "another table",
                Export {
                    content: Content::Table("CARBON_EMISSIONS".into()),
                    ..cur_2()
                },
            ),
            (
                "FOCUS 1.0",
                Export {
                    content: Content::Table("FOCUS_1_0_AWS".into()),
                    ..focus()
                },
            ),
            (
                "files of another kind",
                Export {
                    files: FileFormat::Other("TEXT_OR_CSV, NONE".into()),
                    ..cur_2()
                },
            ),
            (
                "columns left out",
                Export {
                    selected: Selected::Columns(vec!["bill_bill_type".into()]),
                    ..cur_2()
                },
            ),
            (
                "rows left out",
                Export {
                    selected: Selected::SomeRows("WHERE a = 1".into()),
                    ..cur_2()
                },
            ),
            (
                "closed months stay",
                Export {
                    refreshes_closed: false,
                    ..legacy()
                },
            ),
            (
                "manual discounts",
                Export {
                    manual_discounts: true,
                    ..cur_2()
                },
            ),
            (
                "bucket of another account",
                with_destination(cur_2(), |to| to.owner = Some(account("999999999999"))),
            ),
            (
                "no prefix",
                with_destination(legacy(), |to| to.prefix = "/".into()),
            ),
            (
                "another partition",
                with_destination(legacy(), |to| to.region = "cn-north-1".into()),
            ),
            (
                "unhealthy",
                Export {
                    health: Health::NotPermitted,
                    ..cur_2()
                },
            ),
        ];
        let mut said = String::new();
        for (title, export) in table {
            let one = candidates([export], &account(PAYER), Partition::Aws).remove(0);
            let fits = if one.pick.is_some() {
                "fits"
            } else {
                "does not fit"
            };
            said += &format!("{title}: {fits}\n");
            for misfit in one.misfits {
                said += &format!(
                    "  {}: expected {}; found {}\n",
                    misfit.mistake.as_str(),
                    misfit.expected,
                    misfit.found
                );
            }
            for note in one.notes {
                said += &format!("  note: {note}\n");
            }
        }
        insta::assert_snapshot!(said);
    }

    #[test]
    fn what_fits_comes_first() {
        let wrong = Export {
            name: "a".into(),
            refreshes_closed: false,
            ..legacy()
        };
        let all = candidates(
            [focus(), wrong, legacy(), cur_2()],
            &account(PAYER),
            Partition::Aws,
        );
        let order: Vec<&str> = all.iter().map(|one| one.export.name.as_str()).collect();
        assert_eq!(order, ["landfast-billing", "company-cur", "focus", "a"]);
    }
}
