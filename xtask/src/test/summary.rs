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

    fn not_passed(&self) -> usize {
        self.0
            .iter()
            .filter(|(_, outcome)| !outcome.passed())
            .count()
    }

    /// An error unless every part passed. Its last line is what a script reads.
    pub fn verdict(&self) -> Result<()> {
        let failed = self.not_passed();
        crate::say(&format!(
            "{} passed, {failed} failed",
            self.0.len() - failed
        ));
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
        assert!(summary.verdict().is_ok());
        summary.add(
            Part::E2e,
            Outcome::NotRun {
                why: "no build".to_owned(),
            },
        );
        assert_eq!(summary.not_passed(), 1);
        assert!(summary.verdict().is_err());
        assert!(summary.to_string().contains("e2e           NOT RUN"));
    }
}
