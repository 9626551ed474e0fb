//! Behind the door: the role itself, the account's kind, and each permission.

use super::{
    door::{Desk, not_seen_yet},
    findings::{Findings, not_met},
    remedy,
    seen::{RoleFacts, tags},
    wanted::Patience,
};
use crate::{
    check::{CheckCode, Mistake, Outcome, Seen},
    trust::{TrustFlaw, TrustWanted, examine},
};

impl Desk<'_> {
    /// The check of the permission to call `action`, which others wait for.
    pub(super) fn permission(&self, action: &str) -> CheckCode {
        let mut wanted = self.wanted.permissions.iter();
        let id = wanted.find(|id| id.action().to_string() == action);
        id.map_or(self.wanted.door(), |id| CheckCode::Permission(id.clone()))
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
                if self.wanted.is_compiled() {
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
        let external_ids = self.wanted.external_ids();
        let wanted = TrustWanted {
            trusted: &self.wanted.trusted,
            role: &self.wanted.role,
            external_ids: &external_ids,
        };
        let flaws = examine(&role.trust_policy, &wanted);
        let code = CheckCode::RefuseOtherPrincipals;
        let Some(first) = flaws.first() else {
            return out.met(code, format!("trusts {} only", self.wanted.trusted));
        };
        let mistake = mistake_of(first);
        out.add(
            code,
            Outcome::NotMet {
                mistake,
                expected: format!("a trust policy that lets in {} with the account's external id, and nobody else", self.wanted.trusted),
                found: flaws.iter().map(TrustFlaw::in_words).collect::<Vec<_>>().join("; "),
                remedy: remedy::mend_trust(self.wanted, mistake),
                causes: Vec::new(),
            },
        );
    }

    fn template(&self, role: &RoleFacts, out: &mut Findings) {
        let (code, current) = (CheckCode::TemplateCurrent, &self.wanted.template_version);
        match role.tags.get(tags::TEMPLATE_VERSION) {
            Some(found) if found == current.as_str() => self.choices(role, out),
            None if !self.wanted.is_compiled() => {
                out.met(code, "a role of your own, checked permission by permission")
            }
            found => {
                let found = found.map_or_else(
                    || "no template version on the role".to_owned(),
                    |v| format!("version {v}"),
                );
                let remedy = remedy::update_template(self.wanted);
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

    /// A role of the current template says with which choices it was made.
    fn choices(&self, role: &RoleFacts, out: &mut Findings) {
        let (code, wanted) = (CheckCode::TemplateCurrent, self.wanted.choices.to_tag());
        match role.tags.get(tags::CHOICES) {
            Some(found) if *found != wanted => {
                let remedy = remedy::update_parameters(self.wanted);
                let outcome = not_met(Mistake::ChoicesDiffer, &wanted, found.clone(), remedy);
                out.add(code, outcome);
            }
            _ => out.met(code, format!("version {}", self.wanted.template_version)),
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
            None if !self.wanted.is_compiled() => {}
            None => {
                let remedy = remedy::update_template(self.wanted);
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
                let kind = membership.kind_of(&self.wanted.account);
                out.met(code, kind.in_words());
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
                // A new role is shown before its policies are.
                Some(Seen::No(_)) if self.patience != Patience::Over => {
                    out.unknown(code, "allowed", &not_seen_yet());
                }
                Some(Seen::No(denial)) => {
                    let layer = denial.layer();
                    let found = match layer {
                        Some(layer) => {
                            format!("AWS refused: {}, by the {}", denial.code, layer.as_str())
                        }
                        None => format!("AWS refused: {}", denial.code),
                    };
                    let remedy = remedy::permission_missing(self.wanted, id, layer);
                    out.add(
                        code,
                        not_met(Mistake::denied_by(layer), "allowed", found, remedy),
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

const fn mistake_of(flaw: &TrustFlaw) -> Mistake {
    match flaw {
        TrustFlaw::Everybody | TrustFlaw::Unreadable => Mistake::TrustsEverybody,
        TrustFlaw::Other(_) | TrustFlaw::WholeAccount => Mistake::OtherPrincipals,
        TrustFlaw::NoExternalId => Mistake::ExternalIdUnconditional,
        TrustFlaw::OptionalExternalId => Mistake::ExternalIdOptional,
        TrustFlaw::OpenExternalId => Mistake::ExternalIdWildcard,
        TrustFlaw::NoAudience | TrustFlaw::OpenAudience => Mistake::AudienceUnchecked,
    }
}
