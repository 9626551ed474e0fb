use std::sync::{Arc, Mutex, PoisonError};

use aws_credential_types::{Credentials, provider::error::CredentialsError};
use landfast_domain::machine::Source;

use crate::text::cause;

/// What became of one source at the last search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Attempt {
    #[default]
    NotTried,
    /// Asked, and no answer yet; it stays so when the search was given up.
    Asked,
    Used,
    /// Nothing is set up there.
    Absent(String),
    Failed(String),
}

/// The last search for credentials, source by source. The chain writes it, people read it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal(Arc<Mutex<Search>>);

#[derive(Debug, Default)]
struct Search {
    attempts: [Attempt; Source::ALL.len()],
    /// Whether what was found never expires: keys that somebody put there.
    fixed_keys: bool,
}

impl Journal {
    pub fn read(&self) -> Vec<(Source, Attempt)> {
        let search = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Source::ALL
            .into_iter()
            .zip(search.attempts.clone())
            .collect()
    }

    pub fn fixed_keys(&self) -> bool {
        let search = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        search.fixed_keys
    }

    pub fn used(&self) -> Option<Source> {
        self.read()
            .into_iter()
            .find(|(_, attempt)| *attempt == Attempt::Used)
            .map(|(source, _)| source)
    }

    pub fn is_empty(&self) -> bool {
        self.read()
            .into_iter()
            .all(|(_, attempt)| attempt == Attempt::NotTried)
    }

    /// A search reached `source`. What lies behind it was not tried in this search.
    pub fn asked(&self, source: Source) {
        let mut search = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        search.fixed_keys = false;
        for (place, attempt) in Source::ALL.into_iter().zip(search.attempts.iter_mut()) {
            if place == source {
                *attempt = Attempt::Asked;
            } else if place > source {
                *attempt = Attempt::NotTried;
            }
        }
    }

    pub fn answered(&self, source: Source, answer: &Result<Credentials, CredentialsError>) {
        let outcome = match answer {
            Ok(_) => Attempt::Used,
            Err(why @ CredentialsError::CredentialsNotLoaded(_)) => Attempt::Absent(cause(why)),
            Err(why) => Attempt::Failed(cause(why)),
        };
        let mut search = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        search.fixed_keys = answer.as_ref().is_ok_and(|keys| keys.expiry().is_none());
        for (place, attempt) in Source::ALL.into_iter().zip(search.attempts.iter_mut()) {
            if place == source {
                *attempt = outcome.clone();
            }
        }
    }
}
