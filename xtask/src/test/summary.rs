use std::fmt;

use crate::{
    error::{Error, Result},
    test::{outcome::Outcome, part::Part},
};

/// The outcomes of a run, told once more at its end.
#[derive(Debug, Default)]
pub struct Summary(Vec<(Part, Outcome)>);

impl Summary {
    pub fn add(&mut self, part: Part, outcome: Outcome) {
        self.0.push((part, outcome));
    }

    fn count(&self, wanted: impl Fn(&Outcome) -> bool) -> usize {
        self.0.iter().filter(|(_, outcome)| wanted(outcome)).count()
    }

    /// Parts that count against the run: with `demand_all` also those that cannot be done here.
    fn failed(&self, demand_all: bool) -> usize {
        self.count(|outcome| !outcome.passed() && (demand_all || !outcome.skipped()))
    }

    /// An error where a part counts against the run. The last line is what a script reads; a part
    /// that was skipped is in neither of its numbers.
    pub fn verdict(&self, demand_all: bool) -> Result<()> {
        let (passed, failed) = (self.count(Outcome::passed), self.failed(demand_all));
        let skipped = self.count(Outcome::skipped);
        if skipped > 0 {
            crate::say(&format!("{skipped} skipped"));
        }
        crate::say(&format!("{passed} passed, {failed} failed"));
        if failed == 0 {
            Ok(())
        } else {
            Err(Error::Told)
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        for (part, outcome) in &self.0 {
            writeln!(f, "{:<12}  {}", part.name(), outcome.word())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_was_not_run_counts_against_the_run() {
        let mut summary = Summary::default();
        summary.add(Part::Fmt, Outcome::Passed { note: None });
        assert!(summary.verdict(false).is_ok());
        summary.add(
            Part::E2e,
            Outcome::NotRun {
                why: "no build".to_owned(),
            },
        );
        assert_eq!(summary.failed(false), 1);
        assert!(summary.verdict(false).is_err());
        assert!(summary.to_string().contains("e2e           NOT RUN"));
    }

    #[test]
    fn a_part_that_was_skipped_is_no_success_and_can_be_demanded() {
        let mut summary = Summary::default();
        let why = "no terraform".to_owned();
        summary.add(Part::Terraform, Outcome::Skipped { why });
        assert_eq!(summary.count(Outcome::passed), 0);
        assert!(summary.verdict(false).is_ok());
        assert!(summary.verdict(true).is_err());
    }
}
