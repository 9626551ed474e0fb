//! The list that a judgement fills.

use crate::check::{
    CheckCode, ExportCheck, ExportMistake, Finding, Mistake, Outcome, Trouble, outcomes,
};

#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub fn add(&mut self, check: ExportCheck, outcome: Outcome) {
        let code = CheckCode::Export(check);
        self.0.push(Finding { code, outcome });
    }

    pub fn met(&mut self, check: ExportCheck, found: impl Into<String>) {
        self.add(
            check,
            Outcome::Met {
                found: found.into(),
            },
        );
    }

    pub fn not_met(
        &mut self,
        check: ExportCheck,
        mistake: ExportMistake,
        expected: &str,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let mistake = Mistake::Export(mistake);
        self.add(check, outcomes::not_met(mistake, expected, found, remedy));
    }

    pub fn unknown(&mut self, check: ExportCheck, expected: &str, trouble: &Trouble) {
        self.add(check, outcomes::unknown(expected, trouble));
    }

    pub fn not_run(&mut self, check: ExportCheck, after: ExportCheck) {
        let after = CheckCode::Export(after);
        self.add(check, Outcome::NotRun { after });
    }

    /// Every check that has no finding yet waits for `after`.
    pub fn rest_not_run(&mut self, after: ExportCheck) {
        for check in ExportCheck::ALL {
            let code = CheckCode::Export(check);
            if !self.0.iter().any(|finding| finding.code == code) {
                self.not_run(check, after);
            }
        }
    }

    /// In the order in which a person reads them.
    pub fn into_inner(self) -> Vec<Finding> {
        self.0
    }
}
