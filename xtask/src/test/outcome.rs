use std::time::Duration;

use crate::error::{Error, Result};

/// What became of a part. A part that did not run did not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With what was left out of it and why, if anything.
    Passed {
        note: Option<String>,
    },
    Failed {
        why: String,
    },
    /// Something it stands on had failed in an earlier part.
    NotRun {
        why: String,
    },
    /// Cannot be done on this machine; neither passed nor failed.
    Skipped {
        why: String,
    },
}

/// Why a part gave up.
#[derive(Debug)]
pub enum Trouble {
    Failed(Error),
    /// The reason was told already, by the part that met it first.
    NotRun(String),
    /// A program that the part is about is not here and cannot be had.
    Skipped(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Outcome {
    /// An error only where xtask itself was asked to stop.
    pub fn of(result: Result<Option<String>, Trouble>) -> Result<Self> {
        match result {
            Ok(note) => Ok(Self::Passed { note }),
            Err(Trouble::NotRun(why)) => Ok(Self::NotRun { why }),
            Err(Trouble::Skipped(why)) => Ok(Self::Skipped { why }),
            Err(Trouble::Failed(Error::Interrupted)) => Err(Error::Interrupted),
            Err(Trouble::Failed(error)) => Ok(Self::Failed {
                why: error.to_string(),
            }),
        }
    }

    pub const fn passed(&self) -> bool {
        matches!(self, Self::Passed { .. })
    }

    pub const fn skipped(&self) -> bool {
        matches!(self, Self::Skipped { .. })
    }

    pub const fn failed(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }

    pub const fn word(&self) -> &'static str {
        match self {
            Self::Passed { .. } => "ok",
            Self::Failed { .. } => "FAILED",
            Self::NotRun { .. } => "NOT RUN",
            Self::Skipped { .. } => "skipped",
        }
    }

    /// The end of the line that the part's name began.
    pub fn line(&self, took: &str) -> String {
        let word = self.word();
        match self {
            Self::Passed { note: None } => format!("{word} ({took})"),
            Self::Passed { note: Some(note) } => format!("{word} ({took})\n  note: {note}"),
            Self::Failed { why } => format!("{word} ({took})\n  {}", why.replace('\n', "\n  ")),
            Self::NotRun { why } | Self::Skipped { why } => format!("{word}: {why}"),
        }
    }
}

/// As a person says it: `12 s`, `3 min 05 s`.
pub fn duration(span: Duration) -> String {
    match span.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(duration(Duration::from_millis(900)), "0 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn the_line_of_each_outcome() {
        let line = |result| Outcome::of(result).unwrap().line("12 s");
        assert_eq!(line(Ok(None)), "ok (12 s)");
        assert_eq!(
            line(Ok(Some("no network".to_owned()))),
            "ok (12 s)\n  note: no network"
        );
        let refused = Trouble::from(Error::Refused("bad\nworse".to_owned()));
        assert_eq!(line(Err(refused)), "FAILED (12 s)\n  bad\n  worse");
        let not_run = Trouble::NotRun("the workspace does not build".to_owned());
        assert_eq!(line(Err(not_run)), "NOT RUN: the workspace does not build");
        let skipped = Trouble::Skipped("no terraform".to_owned());
        assert_eq!(line(Err(skipped)), "skipped: no terraform");
    }

    #[test]
    fn being_asked_to_stop_is_no_outcome() {
        assert!(Outcome::of(Err(Trouble::Failed(Error::Interrupted))).is_err());
    }
}
