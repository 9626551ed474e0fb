use super::Permit;
use crate::{
    api_access::{ApiAccessSeen, Caller},
    check::{Seen, Trouble},
    trust::{TrustFlaw, TrustWanted, Trusted, examine},
};

/// What one look at the door of a permit's role has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PermitLook {
    /// It answers to the right external id, refused every wrong one, and its trust policy names nobody else.
    Open,
    /// It does not answer: not launched yet, or not visible yet.
    Refused { code: String },
    /// It answers, but does not let its own trust policy be read: whom else it trusts is not known.
    Unread { code: String },
    /// It answers to whoever should be kept out.
    Unsafe { found: String },
    /// Says nothing about it.
    Trouble { trouble: Trouble },
}

impl PermitLook {
    /// What is worth telling; nothing of what was hoped for.
    #[must_use]
    pub fn said(&self) -> Option<String> {
        match self {
            Self::Open => None,
            Self::Refused { code } => Some(format!("The role does not answer yet ({code}).")),
            Self::Unread { code } => Some(format!(
                "The role answers, but its own trust policy could not be read ({code}). Expected iam:GetRole on itself, as the template gives it: a new role has it after a moment; if this stays, delete the stack and launch the one of this page."
            )),
            Self::Unsafe { found } => Some(found.clone()),
            Self::Trouble { trouble } => Some(trouble.detail.clone()),
        }
    }
}

/// Judges one look. Pure. A refusal counts only where it was tried, and every one of them must be seen:
/// without the negative probes nothing is open. They cannot be somebody else, so the trust policy is read
/// too, by the same rule as that of a registered role.
#[must_use]
pub fn look(permit: &Permit, trusted: &Trusted, seen: &ApiAccessSeen) -> PermitLook {
    match &seen.with_external_id {
        Some(Seen::Yes(caller)) if caller.account == permit.payer => match refusals(seen) {
            PermitLook::Open => trust(permit, trusted, seen),
            other => other,
        },
        Some(Seen::Yes(caller)) => other_account(caller),
        Some(Seen::No(denial)) => PermitLook::Refused {
            code: denial.code.clone(),
        },
        Some(Seen::Trouble(trouble)) => PermitLook::Trouble {
            trouble: trouble.clone(),
        },
        None => nothing_seen(),
    }
}

fn other_account(caller: &Caller) -> PermitLook {
    PermitLook::Unsafe {
        found: format!("It leads into account {}.", caller.account),
    }
}

fn nothing_seen() -> PermitLook {
    PermitLook::Trouble {
        trouble: Trouble::ours("The role was not tried.".to_owned()),
    }
}

fn refusals(seen: &ApiAccessSeen) -> PermitLook {
    let probes = [
        (&seen.without_external_id, "without an external id"),
        (&seen.wrong_external_id, "with a wrong external id"),
        (
            &seen.other_account,
            "with the external id of another account",
        ),
        (&seen.other_audience, "with a token for another audience"),
    ];
    let mut tried = probes
        .into_iter()
        .filter_map(|(seen, how)| seen.as_ref().map(|seen| (seen, how)))
        .peekable();
    if tried.peek().is_none() {
        return nothing_seen();
    }
    let mut trouble = None;
    for (seen, how) in tried {
        match seen {
            Seen::Yes(()) => {
                return PermitLook::Unsafe {
                    found: format!("A call {how} was let in."),
                };
            }
            Seen::Trouble(why) => trouble = Some(why.clone()),
            Seen::No(_) => {}
        }
    }
    trouble.map_or(PermitLook::Open, |trouble| PermitLook::Trouble { trouble })
}

fn trust(permit: &Permit, trusted: &Trusted, seen: &ApiAccessSeen) -> PermitLook {
    let role = match &seen.role {
        Some(Seen::Yes(role)) => role,
        Some(Seen::No(denial)) => {
            return PermitLook::Unread {
                code: denial.code.clone(),
            };
        }
        Some(Seen::Trouble(trouble)) => {
            return PermitLook::Trouble {
                trouble: trouble.clone(),
            };
        }
        None => return nothing_seen(),
    };
    let external_id = permit.external_id.bound_to(&permit.payer);
    let wanted = TrustWanted {
        trusted,
        role: &permit.role_arn(),
        external_ids: std::slice::from_ref(&external_id),
    };
    let flaws = examine(&role.trust_policy, &wanted);
    if flaws.is_empty() {
        return PermitLook::Open;
    }
    let words: Vec<String> = flaws.iter().map(TrustFlaw::in_words).collect();
    PermitLook::Unsafe {
        found: format!(
            "Its trust policy lets in others than {trusted} with the permit's external id: {}.",
            words.join("; ")
        ),
    }
}

#[cfg(test)]
#[path = "look_tests.rs"]
mod tests;
