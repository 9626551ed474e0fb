//! The list that a judgement fills.

use super::wanted::ApiAccessWanted;
use crate::check::{CheckCode, Finding, Mistake, Outcome, Trouble};

/// Findings in the order in which they were judged.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub fn add(&mut self, code: CheckCode, outcome: Outcome) {
        self.0.push(Finding { code, outcome });
    }

    pub fn met(&mut self, code: CheckCode, found: impl Into<String>) {
        self.add(
            code,
            Outcome::Met {
                found: found.into(),
            },
        );
    }

    pub fn unknown(&mut self, code: CheckCode, expected: &str, trouble: &Trouble) {
        self.add(
            code,
            Outcome::Unknown {
                expected: expected.to_owned(),
                trouble: trouble.clone(),
            },
        );
    }

    pub fn is_not_met(&self, code: &CheckCode) -> bool {
        self.0.iter().any(|finding| {
            finding.code == *code && matches!(finding.outcome, Outcome::NotMet { .. })
        })
    }

    /// Every check that comes after `after` waits for it.
    pub fn rest_not_run(&mut self, wanted: &ApiAccessWanted, after: &CheckCode) {
        let optional = [
            CheckCode::StackRegion,
            CheckCode::TemplateCurrent,
            CheckCode::PoliciesAsCompiled,
        ];
        let fixed = CheckCode::of_roles(wanted.trusted.sort())
            .into_iter()
            .filter(|code| wanted.is_compiled() || !optional.contains(code))
            .filter(|code| wanted.rotation.is_some() || *code != CheckCode::ExternalIdRotated);
        let all = fixed.chain(
            wanted
                .permissions
                .iter()
                .cloned()
                .map(CheckCode::Permission),
        );
        for code in all {
            if !self.0.iter().any(|finding| finding.code == code) {
                self.add(
                    code,
                    Outcome::NotRun {
                        after: after.clone(),
                    },
                );
            }
        }
    }

    pub fn into_inner(self) -> Vec<Finding> {
        self.0
    }
}

pub(super) fn not_met(mistake: Mistake, expected: &str, found: String, remedy: String) -> Outcome {
    Outcome::NotMet {
        mistake,
        expected: expected.to_owned(),
        found,
        remedy,
        causes: Vec::new(),
    }
}
