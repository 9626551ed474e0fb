//! One method a check: from what was seen to a finding.

use super::{
    remedy,
    seen::{ApiAccessSeen, RoleFacts, tags},
    wanted::{ApiAccessWanted, Patience},
};
use crate::{
    AccountKind,
    check::{Cause, CheckCode, Denial, Finding, Mistake, Outcome, Seen, Trouble, TroubleKind},
    trust::{TrustFlaw, TrustWanted, examine},
};

/// Findings in the order in which they were judged.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, code: CheckCode, outcome: Outcome) {
        self.0.push(Finding { code, outcome });
    }

    fn met(&mut self, code: CheckCode, found: impl Into<String>) {
        self.add(
            code,
            Outcome::Met {
                found: found.into(),
            },
        );
    }

    fn unknown(&mut self, code: CheckCode, expected: &str, trouble: &Trouble) {
        self.add(
            code,
            Outcome::Unknown {
                expected: expected.to_owned(),
                trouble: trouble.clone(),
            },
        );
    }

    /// Every check that comes after `after` waits for it.
    pub fn rest_not_run(&mut self, wanted: &ApiAccessWanted, after: &CheckCode) {
        let optional = [CheckCode::StackRegion, CheckCode::TemplateCurrent];
        let fixed = CheckCode::FIXED
            .into_iter()
            .filter(|code| wanted.from_template || !optional.contains(code));
        let all = fixed.chain(
            wanted
                .permissions
                .iter()
                .cloned()
                .map(CheckCode::Permission),
        );
        for code in all {
            if !self.0.iter().any(|finding| finding.code == code) {
                self.add(
                    code,
                    Outcome::NotRun {
                        after: after.clone(),
                    },
                );
            }
        }
    }

    pub fn into_inner(self) -> Vec<Finding> {
        self.0
    }
}

fn not_met(mistake: Mistake, expected: &str, found: String, remedy: String) -> Outcome {
    Outcome::NotMet {
        mistake,
        expected: expected.to_owned(),
        found,
        remedy,
        causes: Vec::new(),
    }
}

fn not_seen_yet() -> Trouble {
    Trouble {
        kind: TroubleKind::NewRole,
        detail: "The role does not answer yet. A new role takes a moment until every part of AWS knows it."
            .to_owned(),
        request_id: None,
        retry_after: None,
    }
}

/// What lies before the judge.
pub(super) struct Desk<'a> {
    pub wanted: &'a ApiAccessWanted,
    pub seen: &'a ApiAccessSeen,
    pub patience: Patience,
}

impl Desk<'_> {
    /// The check of the permission to call `action`, which others wait for.
    fn permission(&self, action: &str) -> CheckCode {
        let mut wanted = self.wanted.permissions.iter();
        let id = wanted.find(|id| id.action().to_string() == action);
        id.map_or(CheckCode::AssumeWithExternalId, |id| {
            CheckCode::Permission(id.clone())
        })
    }

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
        let code = CheckCode::AssumeWithExternalId;
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
        Outcome::NotMet {
            mistake: Mistake::NotAnswering,
            expected: expected.to_owned(),
            found: format!("AWS refused: {}", denial.code),
            remedy: "AWS does not tell why a role refuses. Go through these reasons from the top; the first that fits is the one to mend.".to_owned(),
            causes: self.reasons_to_refuse(),
        }
    }

    fn reasons_to_refuse(&self) -> Vec<Cause> {
        if self.wanted.from_template {
            remedy::causes_of_a_stack(self.wanted)
        } else {
            remedy::causes_of_a_role(self.wanted)
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

    pub fn role(&self, out: &mut Findings) {
        match &self.seen.role {
            Some(Seen::Yes(role)) => {
                self.trust(role, out);
                self.template(role, out);
                self.region(role, out);
            }
            other => {
                let mut codes = vec![CheckCode::RefuseOtherPrincipals];
                if self.wanted.from_template {
                    codes.extend([CheckCode::TemplateCurrent, CheckCode::StackRegion]);
                }
                for code in codes {
                    match other {
                        Some(Seen::Trouble(trouble)) => {
                            out.unknown(code, "the role can be read", trouble)
                        }
                        _ => out.add(
                            code,
                            Outcome::NotRun {
                                after: self.permission("iam:GetRole"),
                            },
                        ),
                    }
                }
            }
        }
    }

    fn trust(&self, role: &RoleFacts, out: &mut Findings) {
        let external_id = self.wanted.external_id.bound_to(&self.wanted.account);
        let wanted = TrustWanted {
            principal: &self.wanted.principal,
            external_id: &external_id,
        };
        let flaws = examine(&role.trust_policy, &wanted);
        let code = CheckCode::RefuseOtherPrincipals;
        let Some(first) = flaws.first() else {
            return out.met(code, format!("trusts {} only", self.wanted.principal));
        };
        let mistake = mistake_of(first);
        out.add(
            code,
            Outcome::NotMet {
                mistake,
                expected: format!("a trust policy that lets in {} with the account's external id, and nobody else", self.wanted.principal),
                found: flaws.iter().map(remedy::flaw).collect::<Vec<_>>().join("; "),
                remedy: remedy::mend_trust(self.wanted, mistake),
                causes: Vec::new(),
            },
        );
    }

    fn template(&self, role: &RoleFacts, out: &mut Findings) {
        let (code, current) = (CheckCode::TemplateCurrent, &self.wanted.template_version);
        match role.tags.get(tags::TEMPLATE_VERSION) {
            Some(found) if found == current.as_str() => out.met(code, format!("version {found}")),
            None if !self.wanted.from_template => {
                out.met(code, "a role of your own, checked permission by permission")
            }
            found => {
                let found = found.map_or_else(
                    || "no template version on the role".to_owned(),
                    |v| format!("version {v}"),
                );
                let remedy = remedy::update_stack(self.wanted);
                out.add(
                    code,
                    not_met(
                        Mistake::TemplateOutdated,
                        &format!("version {current}"),
                        found,
                        remedy,
                    ),
                );
            }
        }
    }

    fn region(&self, role: &RoleFacts, out: &mut Findings) {
        let (code, wanted) = (CheckCode::StackRegion, self.wanted.region.as_str());
        match role.tags.get(tags::STACK_REGION) {
            Some(found) if found == wanted => out.met(code, found.clone()),
            Some(found) => {
                let remedy = remedy::other_region(self.wanted, found);
                out.add(
                    code,
                    not_met(Mistake::OtherRegion, wanted, found.clone(), remedy),
                );
            }
            // A handmade role belongs to no stack.
            None if !self.wanted.from_template => {}
            None => {
                let remedy = remedy::update_stack(self.wanted);
                out.add(
                    code,
                    not_met(
                        Mistake::TemplateOutdated,
                        wanted,
                        "no stack region on the role".to_owned(),
                        remedy,
                    ),
                );
            }
        }
    }

    pub fn kind(&self, out: &mut Findings) {
        let code = CheckCode::AccountKind;
        match &self.seen.membership {
            Some(Seen::Yes(membership)) => {
                let found = match membership.kind_of(&self.wanted.account) {
                    AccountKind::Payer => {
                        "payer (management account of its organization)".to_owned()
                    }
                    AccountKind::Linked { payer } => format!("linked; its payer is {payer}"),
                    AccountKind::Standalone => "standalone (in no organization)".to_owned(),
                };
                out.met(code, found);
            }
            Some(Seen::Trouble(trouble)) => {
                out.unknown(code, "payer, linked or standalone", trouble)
            }
            _ => out.add(
                code,
                Outcome::NotRun {
                    after: self.permission("organizations:DescribeOrganization"),
                },
            ),
        }
    }

    pub fn permissions(&self, out: &mut Findings) {
        for id in &self.wanted.permissions {
            let code = CheckCode::Permission(id.clone());
            let seen = self
                .seen
                .permissions
                .iter()
                .find(|(tried, _)| tried == id)
                .map(|(_, seen)| seen);
            match seen {
                Some(Seen::Yes(())) => out.met(code, "allowed"),
                Some(Seen::Trouble(trouble)) => out.unknown(code, "allowed", trouble),
                Some(Seen::No(denial)) => {
                    let found = format!("AWS refused: {}", denial.code);
                    let remedy = remedy::permission_missing(self.wanted, id);
                    out.add(
                        code,
                        not_met(Mistake::PermissionMissing, "allowed", found, remedy),
                    );
                }
                None => out.add(
                    code,
                    Outcome::NotRun {
                        after: CheckCode::AccountKind,
                    },
                ),
            }
        }
    }
}

fn refusal(
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

const fn mistake_of(flaw: &TrustFlaw) -> Mistake {
    match flaw {
        TrustFlaw::Everybody | TrustFlaw::Unreadable => Mistake::TrustsEverybody,
        TrustFlaw::Other(_) | TrustFlaw::WholeAccount => Mistake::OtherPrincipals,
        TrustFlaw::NoExternalId => Mistake::ExternalIdUnconditional,
        TrustFlaw::OptionalExternalId => Mistake::ExternalIdOptional,
        TrustFlaw::OpenExternalId => Mistake::ExternalIdWildcard,
    }
}
