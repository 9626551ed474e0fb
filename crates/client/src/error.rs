use landfast_api::{dto::Problem, kind_of};
use reqwest::{StatusCode, Url};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A call that did not give what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server answered, and says why not.
    #[error("{}", .0.detail)]
    Refused(Box<Problem>),
    /// No answer. Whether a call that changes something took effect is not known.
    #[error("could not get an answer from {server}: {found}")]
    Unreachable {
        server: String,
        found: &'static str,
        #[source]
        source: reqwest::Error,
    },
    /// An answer, but not one of a Landfast of this version.
    #[error("expected an answer of Landfast from {server}, found {found} with status {status}")]
    Unreadable {
        server: String,
        status: StatusCode,
        found: &'static str,
    },
    #[error("the address {found:?} cannot be used: {why}")]
    Address { found: String, why: &'static str },
    /// What was answered could not be written where it should go.
    #[error("what the server sent could not be written: {0}")]
    Written(#[source] std::io::Error),
    /// The check did not end in the time allowed. It goes on by itself.
    #[error("the check {check_id} of account {account_id} has not ended in the time allowed")]
    StillChecking {
        account_id: String,
        check_id: String,
    },
}

impl Error {
    pub(crate) fn unreachable(server: &Url, source: reqwest::Error) -> Self {
        let found = match &source {
            why if why.is_timeout() => "it took too long",
            why if why.is_connect() => "no connection",
            why if why.is_body() || why.is_decode() => "the answer broke off",
            _ => "the connection failed",
        };
        // The source's own text would repeat the whole address.
        Self::Unreachable {
            server: server.as_str().to_owned(),
            found,
            source: source.without_url(),
        }
    }

    /// The server's problem, when it is one.
    #[must_use]
    pub const fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(problem) => Some(problem),
            Self::Unreachable { .. }
            | Self::Unreadable { .. }
            | Self::Address { .. }
            | Self::Written(_)
            | Self::StillChecking { .. } => None,
        }
    }

    /// What a caller can do about it; `None` when it was no refusal.
    #[must_use]
    pub fn kind(&self) -> Option<landfast_api::Kind> {
        self.problem().map(|problem| kind_of(problem.code))
    }

    /// What to do next.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::Refused(problem) => problem.hints.clone(),
            Self::Unreachable { .. } => vec!["Look whether the server runs and whether its address is right; \"landfast doctor\" there tells more.".to_owned()],
            Self::Unreadable { .. } => vec!["Look whether the address is Landfast's own and not a proxy's, and whether server and command line have the same version.".to_owned()],
            Self::Written(_) => vec!["Look at the folder, its rights and the room on the disk.".to_owned()],
            Self::Address { .. } => vec!["Give the server's address as https://HOST, or http://127.0.0.1:PORT on the same machine.".to_owned()],
            Self::StillChecking { account_id, .. } => vec![format!("Look later with \"landfast account show {account_id}\".")],
        }
    }
}
