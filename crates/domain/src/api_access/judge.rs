use super::{
    door::Desk,
    findings::Findings,
    rights::difference,
    seen::{ApiAccessSeen, Membership},
    wanted::{ApiAccessWanted, Patience},
};
use crate::{
    AccountKind, RoleArn, Timestamp,
    account::{DeployedRole, RotationSeen, Trust},
    check::{CheckCode, Finding, Outcome, Report, Seen, Trouble, Verdict},
    permissions::cloudformation::TemplateVersion,
    trust::Trusted,
};

/// That the role works and refuses everybody else. Only [`judge`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiAccessProof {
    role: RoleArn,
    role_unique_id: String,
    kind: AccountKind,
    organization_id: Option<String>,
    template: Option<TemplateVersion>,
    at: Timestamp,
}

impl ApiAccessProof {
    #[must_use]
    pub const fn role(&self) -> &RoleArn {
        &self.role
    }

    #[must_use]
    pub fn role_unique_id(&self) -> &str {
        &self.role_unique_id
    }

    #[must_use]
    pub const fn kind(&self) -> &AccountKind {
        &self.kind
    }

    #[must_use]
    pub fn organization_id(&self) -> Option<&str> {
        self.organization_id.as_deref()
    }

    /// The template that made the role; `None` for a handmade one.
    #[must_use]
    pub const fn template(&self) -> Option<&TemplateVersion> {
        self.template.as_ref()
    }

    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }
}

/// The report, and the proof if every check was met.
#[derive(Debug, Clone)]
pub struct Judged {
    pub report: Report,
    /// What the role's tags say of the stack that made it; `None` when the role could not be read.
    pub deployed: Option<DeployedRole>,
    /// Which external id the role answers to, while it is rotated and that could be seen.
    pub rotation: Option<RotationSeen>,
    pub proof: Option<ApiAccessProof>,
}

/// Judges one look at an account. Pure: the same input gives the same report.
#[must_use]
pub fn judge(
    wanted: &ApiAccessWanted,
    seen: &ApiAccessSeen,
    patience: Patience,
    now: Timestamp,
) -> Judged {
    let mut findings = Findings::default();
    let desk = Desk {
        wanted,
        seen,
        patience,
        difference: difference(wanted, seen),
    };
    desk.unclaimed(&mut findings);
    if wanted.claimed_elsewhere {
        findings.rest_not_run(wanted, &CheckCode::RoleUnclaimed);
        return judged(wanted, seen, findings, now);
    }
    desk.assumed(&mut findings);
    if !matches!(seen.with_external_id, Some(Seen::Yes(_))) {
        findings.rest_not_run(wanted, &wanted.door());
        return judged(wanted, seen, findings, now);
    }
    desk.account(&mut findings);
    match &wanted.trusted {
        Trusted::Principal(_) => desk.refusals(&mut findings),
        Trusted::Issuer(_) => desk.token_refusals(&mut findings),
    }
    desk.rotation(&mut findings);
    desk.role(&mut findings);
    desk.rights(&mut findings);
    desk.kind(&mut findings);
    desk.permissions(&mut findings);
    let mut judged = judged(wanted, seen, findings, now);
    judged.report.difference = desk.difference.filter(|found| !found.is_empty());
    judged
}

/// The report when Landfast itself could not look at all.
#[must_use]
pub fn unavailable(role: &RoleArn, trust: Trust, trouble: &Trouble, now: Timestamp) -> Judged {
    let outcome = Outcome::Unknown {
        expected: format!("{role} answers"),
        trouble: trouble.clone(),
    };
    let findings = vec![Finding {
        code: CheckCode::door(trust),
        outcome,
    }];
    Judged {
        report: Report {
            at: now,
            role_arn: role.to_string(),
            findings,
            difference: None,
        },
        deployed: None,
        rotation: None,
        proof: None,
    }
}

fn judged(
    wanted: &ApiAccessWanted,
    seen: &ApiAccessSeen,
    findings: Findings,
    now: Timestamp,
) -> Judged {
    let report = Report {
        at: now,
        role_arn: wanted.role.to_string(),
        findings: findings.into_inner(),
        difference: None,
    };
    let proof = (report.verdict() == Verdict::Pass)
        .then(|| proof(wanted, seen, now))
        .flatten();
    let inside = matches!(seen.with_external_id, Some(Seen::Yes(_)));
    let rotation = seen
        .rotation
        .as_ref()
        .and_then(|look| look.found(now, inside));
    let deployed = match &seen.role {
        Some(Seen::Yes(role)) if wanted.is_compiled() => Some(DeployedRole::by_tags(&role.tags)),
        _ => None,
    };
    Judged {
        report,
        deployed,
        rotation,
        proof,
    }
}

fn proof(wanted: &ApiAccessWanted, seen: &ApiAccessSeen, now: Timestamp) -> Option<ApiAccessProof> {
    let (Some(Seen::Yes(caller)), Some(Seen::Yes(role)), Some(Seen::Yes(membership))) =
        (&seen.with_external_id, &seen.role, &seen.membership)
    else {
        return None;
    };
    let organization_id = match membership {
        Membership::Organization { id, .. } => Some(id.clone()),
        Membership::None => None,
    };
    let tag = role.tags.get(super::seen::tags::TEMPLATE_VERSION);
    Some(ApiAccessProof {
        role: wanted.role.clone(),
        role_unique_id: caller.role_unique_id.clone(),
        kind: membership.kind_of(&wanted.account),
        organization_id,
        template: tag.and_then(|text| TemplateVersion::parse(text).ok()),
        at: now,
    })
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
