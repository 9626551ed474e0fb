use landfast_domain::check::{Denial, Seen, Trouble, TroubleKind};

/// Why a call gave nothing: the two ways of [`Seen`] that are no success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    Denied(Denial),
    Trouble(Trouble),
}

impl Failure {
    /// For calls that the server makes about itself: there a refusal is trouble of ours.
    pub fn into_trouble(self, what: &str) -> Trouble {
        match self {
            Self::Trouble(trouble) => trouble,
            Self::Denied(denial) => Trouble {
                kind: TroubleKind::Ours,
                detail: format!("AWS refused {what} ({}): {}", denial.code, denial.message),
                request_id: denial.request_id,
                retry_after: None,
            },
        }
    }

    /// Whether it is a refusal with one of these codes.
    pub fn is_denied_as(&self, codes: &[&str]) -> bool {
        matches!(self, Self::Denied(denial) if codes.contains(&denial.code.as_str()))
    }
}

pub(crate) fn seen<T>(result: Result<T, Failure>) -> Seen<T> {
    match result {
        Ok(value) => Seen::Yes(value),
        Err(Failure::Denied(denial)) => Seen::No(denial),
        Err(Failure::Trouble(trouble)) => Seen::Trouble(trouble),
    }
}

/// An answer of AWS that lacks a field, or has one that cannot be read. The SDK has every field
/// optional; its models promise more than that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer of {action} has no usable {field}")]
pub(crate) struct Malformed {
    pub action: &'static str,
    pub field: &'static str,
}

impl From<Malformed> for Failure {
    fn from(why: Malformed) -> Self {
        Self::Trouble(Trouble {
            kind: TroubleKind::Outage,
            detail: format!("AWS answered in a form that it does not promise: {why}."),
            request_id: None,
            retry_after: None,
        })
    }
}
