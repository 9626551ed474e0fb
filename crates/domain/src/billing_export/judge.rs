//! The judgement of one look at a billing export. Pure: the same input gives the same report.

mod bucket;
mod delivered;
mod described;

use super::{Export, ExportChoice, ExportFormat, ExportSeen, findings::Findings, remedy};
use crate::{
    AccountId, Partition, Timestamp,
    api_access::MadeBy,
    check::{
        Cause, ExportCheck, ExportMistake, Mistake, Outcome, Report, Seen, Trouble, TroubleKind,
    },
};

/// What is wanted of the bill's export at the moment of the check.
#[derive(Debug, Clone)]
pub struct ExportWanted {
    pub account: AccountId,
    pub partition: Partition,
    pub choice: ExportChoice,
    /// What makes bucket, export and reading right, and so what mends them.
    pub made_by: MadeBy,
    /// Since when Landfast has waited for a delivery, where AWS does not say when the export was made.
    pub since: Timestamp,
    /// The role or user that was tried, for the report.
    pub tried_as: String,
}

/// What it means that something is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportPatience {
    /// A stack may be at work.
    Waiting,
    /// It is a finding.
    Over,
}

/// Judges one look.
#[must_use]
pub fn judge(
    wanted: &ExportWanted,
    seen: &ExportSeen,
    patience: ExportPatience,
    now: Timestamp,
) -> Report {
    let mut out = Findings::default();
    let desk = Desk {
        wanted,
        seen,
        patience,
        now,
    };
    match desk.exists(&mut out) {
        None => out.rest_not_run(ExportCheck::Exists),
        Some(export) => {
            desk.described(export, &mut out);
            desk.bucket(&mut out);
            desk.deliveries(export, &mut out);
        }
    }
    Report {
        at: now,
        role_arn: wanted.tried_as.clone(),
        findings: out.into_inner(),
        difference: None,
    }
}

/// Everything on the table.
struct Desk<'a> {
    wanted: &'a ExportWanted,
    seen: &'a ExportSeen,
    patience: ExportPatience,
    now: Timestamp,
}

impl<'a> Desk<'a> {
    fn choice(&self) -> &'a ExportChoice {
        &self.wanted.choice
    }

    /// The chosen export, if it is there.
    fn exists(&self, out: &mut Findings) -> Option<&'a Export> {
        let check = ExportCheck::Exists;
        let expected = remedy::expected_export(self.choice());
        let (listed, action) = match self.choice().format {
            ExportFormat::LegacyCur => (&self.seen.reports, "cur:DescribeReportDefinitions"),
            ExportFormat::Cur2 | ExportFormat::Focus12 => {
                (&self.seen.exports, "bcm-data-exports:ListExports")
            }
        };
        match listed {
            None => {
                let trouble = Trouble::ours(remedy::NO_WAY_IN.to_owned());
                out.unknown(check, &expected, &trouble);
                None
            }
            Some(Seen::Trouble(trouble)) => {
                out.unknown(check, &expected, trouble);
                None
            }
            Some(Seen::No(denial)) => {
                let layer = denial.layer();
                let outcome = Outcome::NotMet {
                    mistake: Mistake::denied_by(layer),
                    expected,
                    found: format!("AWS refused {action}: {}", denial.code),
                    remedy: remedy::listing_refused(action),
                    causes: Vec::new(),
                };
                out.add(check, outcome);
                None
            }
            Some(Seen::Yes(all)) => self.found(all, &expected, out),
        }
    }

    fn found(&self, all: &'a [Export], expected: &str, out: &mut Findings) -> Option<&'a Export> {
        let choice = self.choice();
        let check = ExportCheck::Exists;
        if let Some(export) = choice.find(all) {
            out.met(check, remedy::found_export(export));
            return Some(export);
        }
        if self.waits() && choice.way.makes() {
            out.unknown(check, expected, &not_there_yet());
        } else {
            let names: Vec<&str> = all.iter().map(|export| export.name.as_str()).collect();
            let found = match names.as_slice() {
                [] => "none".to_owned(),
                names => format!("only {}", names.join(", ")),
            };
            out.not_met(
                check,
                ExportMistake::ExportMissing,
                expected,
                found,
                remedy::export_missing(self.wanted),
            );
        }
        None
    }

    fn waits(&self) -> bool {
        self.patience == ExportPatience::Waiting
    }
}

/// Not a fault yet: a stack takes a minute, and IAM takes some more.
fn not_there_yet() -> Trouble {
    Trouble {
        kind: TroubleKind::NewRole,
        detail: "Not there yet. A stack takes a minute or two.".to_owned(),
        request_id: None,
        retry_after: None,
    }
}

fn cause(mistake: ExportMistake, title: &str, cure: String) -> Cause {
    Cause {
        mistake: Mistake::Export(mistake),
        title: title.to_owned(),
        cure,
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
