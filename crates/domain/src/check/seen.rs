use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What one look at the outside world gave. [`Seen::Trouble`] says nothing about the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen<T> {
    Yes(T),
    No(Denial),
    Trouble(Trouble),
}

impl<T> Seen<T> {
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Seen<U> {
        match self {
            Self::Yes(value) => Seen::Yes(f(value)),
            Self::No(denial) => Seen::No(denial),
            Self::Trouble(trouble) => Seen::Trouble(trouble),
        }
    }
}

/// AWS answered, and the answer was no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// The error code of the service, such as `AccessDenied`.
    pub code: String,
    /// The service's own words; they may hold ARNs, never external ids.
    pub message: String,
    /// What AWS support asks for.
    pub request_id: Option<String>,
}

/// Whose weather it is when there was no answer that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// AWS asked us to slow down.
    Throttled,
    /// AWS answered with a fault of its own.
    Outage,
    /// No answer in time, or no connection.
    Network,
    /// Landfast's own credentials or rights are missing or out of date.
    Ours,
    /// IAM has not shown a new role everywhere yet.
    NewRole,
    /// AWS has not delivered a new export for the first time yet.
    Delivery,
    /// Linked accounts are being read or tried.
    RollOut,
}

/// No answer that says anything about the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    pub kind: TroubleKind,
    /// One sentence for people.
    pub detail: String,
    pub request_id: Option<String>,
    /// How long AWS asked us to wait.
    pub retry_after: Option<Duration>,
}

impl Trouble {
    /// Trouble with Landfast's own identity or rights.
    #[must_use]
    pub const fn ours(detail: String) -> Self {
        Self {
            kind: TroubleKind::Ours,
            detail,
            request_id: None,
            retry_after: None,
        }
    }
}
