use std::process::ExitCode;

use landfast_app::Kind;

/// How the program ended. The numbers are part of the command line's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    /// Not met, or failed.
    Failed = 1,
    Usage = 2,
    Refused = 3,
    NotFound = 4,
    Unavailable = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl From<Kind> for Exit {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Invalid | Kind::TooLarge | Kind::MethodNotAllowed => Self::Usage,
            Kind::NotFound => Self::NotFound,
            Kind::Unauthenticated | Kind::Denied | Kind::Conflict => Self::Refused,
            Kind::TooMany | Kind::Unavailable => Self::Unavailable,
            Kind::Bug => Self::Failed,
        }
    }
}

/// Why the program could not do it: one sentence, and what to do next.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub what: String,
    pub hints: Vec<String>,
    /// A code to look up with `landfast explain`.
    pub code: Option<String>,
}

impl Failure {
    pub fn new(exit: Exit, what: impl Into<String>) -> Self {
        Self {
            exit,
            what: what.into(),
            hints: Vec::new(),
            code: None,
        }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<landfast_app::Error> for Failure {
    fn from(error: landfast_app::Error) -> Self {
        let mut what = error.detail.clone();
        let mut next = std::error::Error::source(&error);
        // On the operator's own terminal the whole chain helps; over HTTP it stays inside.
        while let Some(cause) = next {
            what = format!("{what}\n  because {cause}");
            next = cause.source();
        }
        Self {
            exit: error.code.kind().into(),
            what,
            hints: error.hints,
            code: None,
        }
    }
}
