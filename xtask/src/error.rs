//! What can go wrong in a task, in words for the person at the keyboard.

use std::{io, path::PathBuf, process::ExitStatus};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("could not start `{command}`: {source}")]
    Start { command: String, source: io::Error },

    #[error("`{command}` ended with {status}{}", indented(.output))]
    Failed {
        command: String,
        status: ExitStatus,
        output: String,
    },

    #[error("{what} is missing\n  to do: {cure}")]
    Missing { what: String, cure: String },

    #[error("could not {doing} {}: {source}", .path.display())]
    File {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },

    #[error("{what}: not what was expected: {source}")]
    Json {
        what: String,
        source: serde_json::Error,
    },

    #[error("{0}")]
    Refused(String),

    /// The reason stands on the terminal already.
    #[error("see above")]
    Told,

    #[error("stopped")]
    Interrupted,
}

impl Error {
    pub fn file(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File {
            doing,
            path,
            source,
        }
    }

    pub fn json(what: impl Into<String>) -> impl FnOnce(serde_json::Error) -> Self {
        let what = what.into();
        move |source| Self::Json { what, source }
    }

    pub fn missing(what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self::Missing {
            what: what.into(),
            cure: cure.into(),
        }
    }
}

fn indented(output: &str) -> String {
    output
        .trim_end()
        .lines()
        .fold(String::new(), |text, line| text + "\n  " + line)
}
