use crate::{
    AccountId,
    api_access::{ApiAccessSeen, Caller},
    check::{Seen, Trouble},
};

/// What one look at the door of a permit's role has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PermitLook {
    /// It answers to the right external id, and refused every wrong one.
    Open,
    /// It does not answer: not launched yet, or not visible yet.
    Refused { code: String },
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
            Self::Unsafe { found } => Some(found.clone()),
            Self::Trouble { trouble } => Some(trouble.detail.clone()),
        }
    }
}

/// Judges one look. Pure. A refusal counts only where it was tried, and every one of them must be seen:
/// without the negative probes nothing is open.
#[must_use]
pub fn look(payer: &AccountId, seen: &ApiAccessSeen) -> PermitLook {
    match &seen.with_external_id {
        Some(Seen::Yes(caller)) if caller.account == *payer => refusals(seen),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Denial;

    fn no<T>() -> Seen<T> {
        Seen::No(Denial {
            code: "AccessDenied".to_owned(),
            message: String::new(),
            request_id: None,
        })
    }

    fn trouble<T>() -> Seen<T> {
        Seen::Trouble(Trouble::ours("No network.".to_owned()))
    }

    fn caller(account: &str) -> Seen<Caller> {
        Seen::Yes(Caller {
            account: AccountId::parse(account).unwrap(),
            arn: String::new(),
            role_unique_id: String::new(),
        })
    }

    #[test]
    fn only_a_role_that_refuses_everybody_else_is_open() {
        let payer = AccountId::parse("012345678901").unwrap();
        let open = || ApiAccessSeen {
            with_external_id: Some(caller(payer.as_str())),
            without_external_id: Some(no()),
            wrong_external_id: Some(no()),
            ..ApiAccessSeen::default()
        };
        let said = |seen: ApiAccessSeen| match look(&payer, &seen) {
            PermitLook::Open => "open".to_owned(),
            PermitLook::Refused { code } => format!("refused {code}"),
            PermitLook::Unsafe { found } => format!("unsafe {found}"),
            PermitLook::Trouble { trouble } => format!("trouble {}", trouble.detail),
        };
        let rows = [
            said(open()),
            said(ApiAccessSeen {
                with_external_id: Some(no()),
                ..open()
            }),
            said(ApiAccessSeen {
                with_external_id: Some(trouble()),
                ..open()
            }),
            said(ApiAccessSeen {
                with_external_id: Some(caller("999999999999")),
                ..open()
            }),
            said(ApiAccessSeen {
                without_external_id: Some(Seen::Yes(())),
                wrong_external_id: Some(trouble()),
                ..open()
            }),
            said(ApiAccessSeen {
                wrong_external_id: Some(Seen::Yes(())),
                ..open()
            }),
            said(ApiAccessSeen {
                wrong_external_id: Some(trouble()),
                ..open()
            }),
            said(ApiAccessSeen {
                without_external_id: None,
                wrong_external_id: None,
                ..open()
            }),
            said(ApiAccessSeen {
                other_audience: Some(Seen::Yes(())),
                ..open()
            }),
            said(ApiAccessSeen::default()),
        ];
        insta::assert_snapshot!(rows.join("\n"));
    }
}
