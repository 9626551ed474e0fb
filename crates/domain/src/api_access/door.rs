//! At the door: does the role answer to us, and does it keep everybody else out?

use super::{
    causes,
    findings::{Findings, not_met},
    remedy,
    seen::ApiAccessSeen,
    wanted::{ApiAccessWanted, MadeBy, Patience},
};
use crate::{
    check::{Cause, CheckCode, Denial, Mistake, Outcome, Seen, Trouble, TroubleKind},
    permissions::PolicyDifference,
    trust::Trusted,
};

/// What lies before the judge.
pub(super) struct Desk<'a> {
    pub wanted: &'a ApiAccessWanted,
    pub seen: &'a ApiAccessSeen,
    pub patience: Patience,
    /// How the role's rights differ from what is wanted; `None` where nothing can be compared.
    pub difference: Option<PolicyDifference>,
}

impl Desk<'_> {
    pub fn unclaimed(&self, out: &mut Findings) {
        let role = &self.wanted.role;
        if self.wanted.claimed_elsewhere {
            let expected = "a role that no other registration of this installation has proven";
            let found = format!("{role} was proven by another registration");
            out.add(
                CheckCode::RoleUnclaimed,
                not_met(
                    Mistake::RoleClaimed,
                    expected,
                    found,
                    remedy::role_claimed(),
                ),
            );
        } else {
            out.met(CheckCode::RoleUnclaimed, "no other registration has it");
        }
    }

    pub fn assumed(&self, out: &mut Findings) {
        let code = self.wanted.door();
        let expected = format!(
            "{} answers to the external id of account {}",
            self.wanted.role, self.wanted.account
        );
        match &self.seen.with_external_id {
            Some(Seen::Yes(caller)) => out.met(code, format!("answered as {}", caller.arn)),
            Some(Seen::Trouble(trouble)) => out.unknown(code, &expected, trouble),
            Some(Seen::No(denial)) => out.add(code, self.refused(&expected, denial)),
            None => out.add(
                code,
                Outcome::NotRun {
                    after: CheckCode::RoleUnclaimed,
                },
            ),
        }
    }

    fn refused(&self, expected: &str, denial: &Denial) -> Outcome {
        if let Some(elsewhere) = &self.seen.elsewhere {
            let found = remedy::answered_elsewhere(elsewhere);
            return not_met(
                Mistake::WrongAccount,
                expected,
                found,
                remedy::wrong_account(self.wanted, elsewhere),
            );
        }
        if self.patience != Patience::Over {
            return Outcome::Unknown {
                expected: expected.to_owned(),
                trouble: not_seen_yet(),
            };
        }
        if let Trusted::Issuer(issuer) = &self.wanted.trusted {
            return self.token_refused(expected, issuer, denial);
        }
        Outcome::NotMet {
            mistake: Mistake::NotAnswering,
            expected: expected.to_owned(),
            found: format!("AWS refused: {}", denial.code),
            remedy: "AWS does not tell why a role refuses. Go through these reasons from the top; the first that fits is the one to mend.".to_owned(),
            causes: self.reasons_to_refuse(),
        }
    }

    fn reasons_to_refuse(&self) -> Vec<Cause> {
        match self.wanted.made_by {
            MadeBy::Stack | MadeBy::StackSet => causes::of_a_stack(self.wanted),
            MadeBy::Module => causes::of_a_module(self.wanted),
            MadeBy::Hand => causes::of_a_role(self.wanted),
        }
    }

    pub fn account(&self, out: &mut Findings) {
        let Some(Seen::Yes(caller)) = &self.seen.with_external_id else {
            return;
        };
        let (code, wanted) = (CheckCode::AccountMatches, &self.wanted.account);
        if caller.account == *wanted {
            out.met(code, caller.account.to_string());
        } else {
            let remedy = format!(
                "Paste the ARN of a role in account {wanted}, or register account {} itself.",
                caller.account
            );
            out.add(
                code,
                not_met(
                    Mistake::RoleOfOtherAccount,
                    wanted.as_str(),
                    caller.account.to_string(),
                    remedy,
                ),
            );
        }
    }

    /// The two negative probes. Which of them the role let in tells what its condition is like.
    pub fn refusals(&self, out: &mut Findings) {
        let let_in = |seen: &Option<Seen<()>>| matches!(seen, Some(Seen::Yes(())));
        let (without, wrong) = (
            let_in(&self.seen.without_external_id),
            let_in(&self.seen.wrong_external_id),
        );
        let mistake = match (without, wrong) {
            (true, true) => Mistake::ExternalIdUnconditional,
            (true, false) => Mistake::ExternalIdOptional,
            _ => Mistake::ExternalIdWildcard,
        };
        let remedy = remedy::mend_trust(self.wanted, mistake);
        let code = CheckCode::RefuseWithoutExternalId;
        refusal(
            out,
            code,
            &self.seen.without_external_id,
            mistake,
            "without an external id",
            &remedy,
        );
        let code = CheckCode::RefuseWrongExternalId;
        refusal(
            out,
            code,
            &self.seen.wrong_external_id,
            mistake,
            "with a wrong external id",
            &remedy,
        );
    }
}

pub(super) fn not_seen_yet() -> Trouble {
    Trouble {
        kind: TroubleKind::NewRole,
        detail: "The role does not answer yet. A new role takes a moment until every part of AWS knows it."
            .to_owned(),
        request_id: None,
        retry_after: None,
    }
}

pub(super) fn refusal(
    out: &mut Findings,
    code: CheckCode,
    seen: &Option<Seen<()>>,
    mistake: Mistake,
    how: &str,
    remedy: &str,
) {
    let expected = format!("a call {how} is refused");
    match seen {
        Some(Seen::No(denial)) => out.met(code, format!("refused: {}", denial.code)),
        Some(Seen::Yes(())) => {
            out.add(
                code,
                not_met(
                    mistake,
                    &expected,
                    format!("a call {how} was let in"),
                    remedy.to_owned(),
                ),
            );
        }
        Some(Seen::Trouble(trouble)) => out.unknown(code, &expected, trouble),
        None => out.add(
            code,
            Outcome::NotRun {
                after: CheckCode::AccountMatches,
            },
        ),
    }
}
