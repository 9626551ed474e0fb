//! A roll-out that Landfast runs itself, by the permit of the payer's owner: asked for, walked leg by
//! leg by durable work, stopped, retried, updated.

mod begin;
mod change;
mod walk;

pub use begin::RunDraft;

pub(crate) use walk::RunWork;

use landfast_domain::{
    Account, Timestamp,
    activation::{Permit, PermitWay},
    organization::{Organization, stack_run::StackRun},
};

/// Why nobody can begin anything that needs the permit; `None` when somebody can.
pub(super) const NO_PERMIT: &str = "No permit of the payer's owner for the roll-out by StackSet is open. Ask for one, have its stack launched in the payer, and come back.";

/// The permit by which a StackSet may be changed now; the newest of them.
pub(super) fn open_permit(permits: Vec<Permit>, now: Timestamp) -> Option<Permit> {
    let mut open = permits
        .into_iter()
        .filter(|permit| matches!(permit.way, PermitWay::StackSet) && permit.is_open(now));
    open.next()
}

/// What can be done with a roll-out now, and why not, by the name of each action.
pub(super) fn run_actions(
    payer: &Account,
    organization: &Organization,
    permitted: bool,
    failed: u64,
) -> Vec<(&'static str, Option<&'static str>)> {
    let run = organization.run.as_ref();
    let open = run.filter(|run| run.is_open());
    let begun = organization.rollout.is_some();
    let exists = organization
        .stack_set
        .look
        .as_ref()
        .is_some_and(|look| look.exists);
    let base = if !payer.was_proven() {
        Some("Access to the payer was never proven. Finish its API access first.")
    } else if !begun {
        Some("Nobody has begun to roll the role out.")
    } else if !permitted {
        Some(NO_PERMIT)
    } else {
        None
    };
    let busy = open.map(|_| "A run is under way. Wait until it ends, or stop it.");
    let held = open.is_some_and(StackRun::is_held);
    let no_units = organization
        .tree
        .is_empty()
        .then_some("The units of the organization are not known. Turn on the payer's capability \"activation\", and read the organization.");
    let no_set = (!exists).then_some("No StackSet of the roll-out was seen yet.");
    let none_failed = (failed == 0).then_some("No account of the StackSet has failed.");
    let not_held = (!open.is_some_and(StackRun::waits_for_click))
        .then_some("Nothing waits for it: the canary is not proven yet, or there is none.");
    let ended = open.is_none().then_some("No run is under way.");
    vec![
        ("start", base.or(no_units).or(busy)),
        ("stop", ended),
        (
            "retry",
            base.or(none_failed).or(no_units).or(busy.filter(|_| !held)),
        ),
        ("update", base.or(no_set).or(busy)),
        ("go_on", not_held),
    ]
}
