//! Outcomes that more than one judge comes to.

use super::{CheckCode, Layer, Mistake, Outcome, Seen, Trouble};
use crate::{AccountId, api_access::Membership};

pub(crate) fn not_met(
    mistake: Mistake,
    expected: &str,
    found: impl Into<String>,
    remedy: impl Into<String>,
) -> Outcome {
    Outcome::NotMet {
        mistake,
        expected: expected.to_owned(),
        found: found.into(),
        remedy: remedy.into(),
        causes: Vec::new(),
    }
}

pub(crate) fn unknown(expected: &str, trouble: &Trouble) -> Outcome {
    Outcome::Unknown {
        expected: expected.to_owned(),
        trouble: trouble.clone(),
    }
}

/// Payer, linked or standalone. `denied` is the check that a refusal belongs to, `before` the one
/// that comes first.
pub(crate) fn kind(
    account: &AccountId,
    seen: Option<&Seen<Membership>>,
    denied: CheckCode,
    before: CheckCode,
) -> Outcome {
    match seen {
        Some(Seen::Yes(membership)) => Outcome::Met {
            found: membership.kind_of(account).in_words(),
        },
        Some(Seen::Trouble(trouble)) => unknown("payer, linked or standalone", trouble),
        Some(Seen::No(_)) => Outcome::NotRun { after: denied },
        None => Outcome::NotRun { after: before },
    }
}

/// One permission that was tried without a role; `remedy` by the layer that refused it.
pub(crate) fn permission(
    seen: Option<&Seen<()>>,
    remedy: impl FnOnce(Option<Layer>) -> String,
) -> Outcome {
    match seen {
        Some(Seen::Yes(())) => Outcome::Met {
            found: "allowed".to_owned(),
        },
        Some(Seen::Trouble(trouble)) => unknown("allowed", trouble),
        Some(Seen::No(denial)) => {
            let layer = denial.layer();
            let by = layer.map_or_else(String::new, |one| format!(", by the {}", one.as_str()));
            let found = format!("AWS refused: {}{by}", denial.code);
            not_met(Mistake::denied_by(layer), "allowed", found, remedy(layer))
        }
        None => Outcome::NotRun {
            after: CheckCode::AccountKind,
        },
    }
}
