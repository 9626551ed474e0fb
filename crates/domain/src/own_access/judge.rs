use crate::{
    AccountId, AccountKind, Timestamp,
    access_key::UserArn,
    api_access::{Caller, Membership},
    check::{
        CheckCode, Finding, Layer, Mistake, Outcome, Report, Seen, Trouble, Verdict,
        outcomes::{self, not_met, unknown},
    },
    permissions::PermissionId,
};

/// What a report calls the thing that was tried.
const ITSELF: &str = "the server's own identity";

/// What is wanted of the server's identity at the moment of the check.
#[derive(Debug, Clone)]
pub struct OwnAccessWanted {
    pub account: AccountId,
    /// The permissions that the account's kind and choices call for, in order.
    pub permissions: Vec<PermissionId>,
}

/// Everything that one check saw; `None` where something before it did not hold.
#[derive(Debug, Clone, Default)]
pub struct OwnAccessSeen {
    /// `sts:GetCallerIdentity`, signed as the server.
    pub caller: Option<Seen<Caller>>,
    pub membership: Option<Seen<Membership>>,
    pub permissions: Vec<(PermissionId, Seen<()>)>,
}

/// That the server runs in the registered account, not as its root user, and may what it must. Only
/// [`judge_machine`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAccessProof {
    kind: AccountKind,
    organization_id: Option<String>,
}

impl OwnAccessProof {
    #[must_use]
    pub const fn kind(&self) -> &AccountKind {
        &self.kind
    }

    #[must_use]
    pub fn organization_id(&self) -> Option<&str> {
        self.organization_id.as_deref()
    }
}

/// The report, and the proof if every check was met.
#[derive(Debug, Clone)]
pub struct JudgedMachine {
    pub report: Report,
    pub proof: Option<OwnAccessProof>,
}

/// Judges one look at the account as the server itself. Pure.
#[must_use]
pub fn judge_machine(
    wanted: &OwnAccessWanted,
    seen: &OwnAccessSeen,
    now: Timestamp,
) -> JudgedMachine {
    let mut findings = Vec::new();
    let mut add = |code, outcome| findings.push(Finding { code, outcome });
    add(CheckCode::MachineAnswers, answers(seen.caller.as_ref()));
    match &seen.caller {
        Some(Seen::Yes(caller)) => {
            add(CheckCode::AccountMatches, matches(&wanted.account, caller));
            add(CheckCode::MachineNotRoot, not_root(caller));
            let denied = permission(wanted, "organizations:DescribeOrganization");
            let membership = seen.membership.as_ref();
            let kind = outcomes::kind(
                &wanted.account,
                membership,
                denied,
                CheckCode::AccountMatches,
            );
            add(CheckCode::AccountKind, kind);
            for id in &wanted.permissions {
                let mut tried = seen.permissions.iter();
                let seen = tried.find(|(tried, _)| tried == id).map(|(_, seen)| seen);
                let outcome = outcomes::permission(seen, |layer| allow(id, layer));
                add(CheckCode::Permission(id.clone()), outcome);
            }
        }
        _ => {
            let after = CheckCode::MachineAnswers;
            let rest = CheckCode::OF_MACHINES.into_iter().skip(1);
            let permissions = wanted.permissions.iter().cloned();
            for code in rest.chain(permissions.map(CheckCode::Permission)) {
                let after = after.clone();
                add(code, Outcome::NotRun { after });
            }
        }
    }
    let report = report(findings, now);
    let proof = (report.verdict() == Verdict::Pass)
        .then(|| proof(wanted, seen))
        .flatten();
    JudgedMachine { report, proof }
}

/// The report when Landfast could not look, or may not.
#[must_use]
pub fn machine_unavailable(trouble: &Trouble, now: Timestamp) -> Report {
    let code = CheckCode::MachineAnswers;
    let outcome = unknown("the server's own identity answers", trouble);
    report(vec![Finding { code, outcome }], now)
}

fn report(findings: Vec<Finding>, now: Timestamp) -> Report {
    Report {
        at: now,
        role_arn: ITSELF.to_owned(),
        findings,
        difference: None,
    }
}

fn proof(wanted: &OwnAccessWanted, seen: &OwnAccessSeen) -> Option<OwnAccessProof> {
    let Some(Seen::Yes(membership)) = &seen.membership else {
        return None;
    };
    Some(OwnAccessProof {
        kind: membership.kind_of(&wanted.account),
        organization_id: match membership {
            Membership::Organization { id, .. } => Some(id.clone()),
            Membership::None => None,
        },
    })
}

/// A refusal of the server's own credentials is the server's trouble, never the account's fault.
fn answers(seen: Option<&Seen<Caller>>) -> Outcome {
    let expected = "the server's own identity answers";
    match seen {
        Some(Seen::Yes(caller)) => Outcome::Met {
            found: format!("answered as {}", caller.arn),
        },
        Some(Seen::Trouble(trouble)) => unknown(expected, trouble),
        Some(Seen::No(denial)) => {
            let why = format!(
                "AWS refused the server's own credentials: {}. `landfast identity` shows where they came from.",
                denial.code
            );
            unknown(expected, &Trouble::ours(why))
        }
        None => unknown(expected, &Trouble::ours("It was not tried.".to_owned())),
    }
}

fn matches(wanted: &AccountId, caller: &Caller) -> Outcome {
    if caller.account == *wanted {
        let found = wanted.to_string();
        return Outcome::Met { found };
    }
    let found = caller.account.to_string();
    let remedy = format!(
        "Landfast runs in account {found}: register that one by this method, and give access to {wanted} by a role."
    );
    let mistake = Mistake::MachineOfOtherAccount;
    not_met(mistake, wanted.as_str(), found, remedy)
}

fn not_root(caller: &Caller) -> Outcome {
    if UserArn::of(&caller.arn) != UserArn::Root {
        let found = caller.arn.clone();
        return Outcome::Met { found };
    }
    not_met(
        Mistake::MachineOfRoot,
        "a role or a user",
        "the account's root user",
        "Run the server as a role, and delete the root user's access key: AWS advises to have none.",
    )
}

/// The check of the permission to call `action`, which others wait for.
fn permission(wanted: &OwnAccessWanted, action: &str) -> CheckCode {
    let mut all = wanted.permissions.iter();
    all.find(|id| id.action().to_string() == action)
        .map_or(CheckCode::MachineAnswers, |id| {
            CheckCode::Permission(id.clone())
        })
}

fn allow(id: &PermissionId, layer: Option<Layer>) -> String {
    let action = id.action();
    match layer {
        Some(Layer::PermissionsBoundary) => format!(
            "The permissions boundary of the server's role does not allow {action}: allow it there."
        ),
        Some(layer @ (Layer::ServiceControlPolicy | Layer::ResourceControlPolicy)) => format!(
            "A {} of the organization denies {action}: whoever runs the organization must allow it for this account.",
            layer.as_str()
        ),
        Some(Layer::Region) => {
            "The region is not enabled in this account: enable it, or choose another home region."
                .to_owned()
        }
        _ => format!(
            "Allow {action} in a policy of the role or user that the server runs as; the page of this method has the whole policy."
        ),
    }
}
