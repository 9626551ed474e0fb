//! What the audit log is told of a reading.

use std::collections::BTreeMap;

use landfast_domain::{
    Account,
    organization::{
        Change, Changed, Member, Organization,
        stack_set::{Instance, StackReason, StackSetLook, StackSetRecord},
    },
};

use crate::{access::by_itself, ports::AuditEntry};

/// Of so many changes each gets its own entry; more are counted.
const MOST: usize = 20;

pub(super) fn told(
    payer: &Account,
    first: bool,
    organization: &Organization,
    changes: &[Changed],
) -> Vec<AuditEntry> {
    if first && organization.read_at.is_some() {
        let summary = format!(
            "Found {} accounts in the organization of payer {}.",
            changes.len(),
            payer.id
        );
        return vec![by_itself("organization.read", payer, summary)];
    }
    if changes.len() > MOST {
        let summary = format!(
            "{} changes in the organization of payer {}: {}.",
            changes.len(),
            payer.id,
            counted(changes)
        );
        return vec![by_itself("organization.changed", payer, summary)];
    }
    changes
        .iter()
        .map(|one| entry(payer, organization, one))
        .collect()
}

/// Each about the account that changed, so that its own page shows it.
fn entry(payer: &Account, organization: &Organization, one: &Changed) -> AuditEntry {
    let (id, payer_id) = (&one.account, &payer.id);
    let path = |unit| {
        let path = organization.tree.path(unit);
        if path.is_empty() {
            unit.to_string()
        } else {
            path
        }
    };
    let summary = match &one.change {
        Change::Joined => format!("Account {id} is new in the organization of payer {payer_id}."),
        Change::Returned => {
            format!("Account {id} is back in the organization of payer {payer_id}.")
        }
        Change::Left => {
            format!("Account {id} is no longer in the organization of payer {payer_id}.")
        }
        Change::State { from, to } => format!(
            "AWS now has account {id} as {}; it was {}.",
            to.in_words(),
            from.in_words()
        ),
        Change::Moved { from, to } => format!(
            "Account {id} was moved from {} to {} in its organization.",
            path(from),
            path(to)
        ),
        Change::Renamed { from } => {
            format!("Account {id} has another name in its organization; it was \"{from}\".")
        }
    };
    AuditEntry {
        account: Some(id.clone()),
        ..by_itself(action(&one.change), payer, summary)
    }
}

const fn action(change: &Change) -> &'static str {
    match change {
        Change::Joined => "organization.account_joined",
        Change::Returned => "organization.account_returned",
        Change::Left => "organization.account_left",
        Change::State { .. } => "organization.account_state",
        Change::Moved { .. } => "organization.account_moved",
        Change::Renamed { .. } => "organization.account_renamed",
    }
}

fn counted(changes: &[Changed]) -> String {
    let count = |fits: fn(&Change) -> bool| changes.iter().filter(|one| fits(&one.change)).count();
    [
        (
            count(|c| matches!(c, Change::Joined | Change::Returned)),
            "new",
        ),
        (count(|c| matches!(c, Change::Left)), "gone"),
        (
            count(|c| matches!(c, Change::State { .. })),
            "in another state",
        ),
        (count(|c| matches!(c, Change::Moved { .. })), "moved"),
        (count(|c| matches!(c, Change::Renamed { .. })), "renamed"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect::<Vec<_>>()
    .join(", ")
}

/// Of a whole look at the StackSet: that it came, went, became another, or newly failed in accounts.
pub(super) fn told_of_stack_set(
    payer: &Account,
    before: &StackSetRecord,
    look: &StackSetLook,
    known: &[Member],
    changed: &[Member],
) -> Vec<AuditEntry> {
    let mut entries = Vec::new();
    let mut tell = |action, summary| entries.push(by_itself(action, payer, summary));
    let was = before.look.clone().unwrap_or_default();
    let id = &payer.id;
    if was.exists != look.exists {
        let what = if look.exists { "was found" } else { "is gone" };
        tell(
            "organization.stack_set_seen",
            format!("The StackSet of the roll-out of payer {id} {what}."),
        );
    }
    if was.flaws != look.flaws && look.exists {
        let names: Vec<&str> = look.flaws.iter().map(|flaw| flaw.kind.as_str()).collect();
        let what = if names.is_empty() {
            "is as it is wanted now".to_owned()
        } else {
            format!("is not as it is wanted: {}", names.join(", "))
        };
        tell(
            "organization.stack_set_judged",
            format!("The StackSet of the roll-out of payer {id} {what}."),
        );
    }
    let failed = newly_failed(known, changed);
    if !failed.is_empty() {
        tell(
            "organization.stack_set_failed",
            format!(
                "The StackSet of the roll-out of payer {id} failed in accounts: {}.",
                failed.join(", ")
            ),
        );
    }
    entries
}

/// Counted by the reason.
fn newly_failed(known: &[Member], changed: &[Member]) -> Vec<String> {
    let reason = |member: &Member| {
        member
            .instance
            .as_ref()
            .and_then(|one: &Instance| one.reason)
    };
    let before: BTreeMap<_, _> = known.iter().map(|one| (&one.id, reason(one))).collect();
    let mut counts: BTreeMap<StackReason, usize> = BTreeMap::new();
    for member in changed {
        if let Some(now) = reason(member)
            && before.get(&member.id).copied().flatten() != Some(now)
        {
            *counts.entry(now).or_default() += 1;
        }
    }
    let count = |(reason, count): (StackReason, usize)| format!("{count} {}", reason.as_str());
    counts.into_iter().map(count).collect()
}
