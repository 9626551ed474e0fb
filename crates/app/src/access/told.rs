//! What the audit log is told of a check, and with it whoever is notified.

use landfast_domain::{
    Account, AccountKind, Method,
    api_access::ApiAccessProof,
    check::{Mistake, Report},
    step::{DriftReason, Step, StepState, WaitReason},
};

use crate::ports::AuditEntry;

/// Where an account stands in AWS Organizations, as far as it is known.
pub(super) struct Place {
    kind: Option<AccountKind>,
    organization: Option<String>,
}

impl Place {
    pub(super) fn of(account: &Account) -> Self {
        Self {
            kind: account.kind.clone(),
            organization: account.organization_id.clone(),
        }
    }
}

/// An account that has left its organization, entered one, or got another payer. What is learned for
/// the first time is no move.
pub(super) fn moved(before: &Place, account: &Account) -> Option<AuditEntry> {
    let (was, is) = (before.kind.as_ref()?, account.kind.as_ref()?);
    let organization = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".to_owned());
    if was == is && before.organization == account.organization_id {
        return None;
    }
    let summary = format!(
        "Account {} has moved: it was {}, organization {}, and is {}, organization {}.",
        account.id,
        was.in_words(),
        organization(&before.organization),
        is.in_words(),
        organization(&account.organization_id),
    );
    Some(by_itself("account.moved", account, summary))
}

/// A role of the same name with another unique id was deleted and made again by somebody.
pub(super) fn made_anew(account: &Account, proof: &ApiAccessProof) -> Option<AuditEntry> {
    let before = account
        .proven
        .as_ref()
        .filter(|role| role.arn == *proof.role())?;
    if before.unique_id == proof.role_unique_id() {
        return None;
    }
    let summary = format!(
        "The role {} of account {} was deleted and made anew since its last proof; it was proven again from the beginning.",
        before.arn, account.id
    );
    Some(by_itself("access.role_recreated", account, summary))
}

pub(crate) fn by_itself(action: &'static str, account: &Account, summary: String) -> AuditEntry {
    AuditEntry {
        actor: "landfast".to_owned(),
        action,
        account: Some(account.id.clone()),
        summary,
        request_id: None,
    }
}

/// Each mistake once: several checks may see the same one.
fn named(report: &Report) -> Vec<&'static str> {
    let mut names = Vec::new();
    for name in report.mistakes().map(Mistake::as_str) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What nobody clicked for: a proof that cannot be repeated for trouble, and can again; a search that
/// was given up.
const fn turned_unasked(before: &Step, after: &Step) -> bool {
    const fn troubled(step: &Step) -> bool {
        matches!(
            step.state,
            StepState::Waiting {
                why: WaitReason::Trouble,
                ..
            }
        )
    }
    match (&before.state, &after.state) {
        (StepState::Passed { .. }, StepState::Waiting { .. }) => troubled(after),
        (StepState::Waiting { .. }, StepState::Passed { .. }) => troubled(before),
        (StepState::Waiting { .. }, StepState::Open) => true,
        _ => false,
    }
}

/// What the audit log is told: changes of state, not every look.
pub(super) fn told(
    account: &Account,
    before: &Step,
    after: &Step,
    report: &Report,
) -> Option<AuditEntry> {
    // Apart from being looked at just now: a click changes nothing about it.
    let standing = |step: &Step| (step.passed_at.is_some(), step.found_why);
    if standing(before) == standing(after) && !turned_unasked(before, after) {
        return None;
    }
    let (id, role, found) = (&account.id, &report.role_arn, named(report).join(", "));
    let (action, summary) = match &after.state {
        StepState::Passed { .. } => {
            let kind = account.kind.as_ref().map_or("unknown", AccountKind::as_str);
            (
                "access.proven",
                format!("Proved access to account {id} ({kind}) by {role}."),
            )
        }
        StepState::Drifted {
            why: DriftReason::UpdateAvailable,
            ..
        } => (
            "access.outdated",
            format!("An update of {role} in account {id} is wanted: {found}. It works as it is."),
        ),
        StepState::Drifted { .. } => (
            "access.drifted",
            format!("Did not accept {role} for account {id}: {found}."),
        ),
        StepState::Blocked { .. } => (
            "access.refused",
            format!("Did not accept {role} for account {id}: {found}."),
        ),
        StepState::Waiting { .. } => {
            let why = after.state.summary();
            let summary = format!("The check of account {id} has no answer yet: {why}.");
            ("access.waiting", summary)
        }
        StepState::Open => {
            let summary = format!("Nothing answered in account {id}; stopped looking.");
            ("access.given_up", summary)
        }
        // Nothing that a look makes of a step.
        StepState::Checking { .. } | StepState::Locked { .. } | StepState::Skipped { .. } => {
            return None;
        }
    };
    Some(by_itself(action, account, summary))
}

/// As whom the account is entered, for a report.
pub(crate) fn tried_as(account: &Account) -> String {
    match account.method {
        Method::AccessKeys => format!("the access key of account {}", account.id),
        Method::MachineIdentity => "the server's own identity".to_owned(),
        _ => account.role_to_try().to_string(),
    }
}
