//! What an owner has a part in.

use crate::{
    Account, Method,
    step::{ActionName, LockReason, Step, StepKind, StepState},
};

/// What the holder of a link may do with a step; all else is for people of the workspace.
pub const OWNERS_ACTIONS: [ActionName; 3] =
    [ActionName::Check, ActionName::Follow, ActionName::SetRole];

/// Whether an owner sees a step: they can do something for it, now or later.
#[must_use]
pub fn is_shown(step: &Step) -> bool {
    let coming = StepState::Locked {
        why: LockReason::Coming,
    };
    has_a_part(step.kind) && step.state != coming
}

/// Whether what a step shows and asks for is of the one account only.
#[must_use]
pub const fn has_a_part(step: StepKind) -> bool {
    match step {
        StepKind::ApiAccess => true,
        // Its choice and its instructions are on the pages of the workspace only.
        StepKind::BillingExport => false,
        // It names the other accounts of the organization.
        StepKind::LinkedAccounts => false,
    }
}

/// Whether nothing of these steps is left to do.
pub fn is_done<'a>(steps: impl IntoIterator<Item = &'a Step>) -> bool {
    steps.into_iter().all(|step| match &step.state {
        StepState::Passed { .. } | StepState::Skipped { .. } => true,
        StepState::Locked { .. }
        | StepState::Open
        | StepState::Checking { .. }
        | StepState::Blocked { .. }
        | StepState::Waiting { .. }
        | StepState::Drifted { .. } => false,
    })
}

/// Why no link can be made for an account; `None` when one can.
#[must_use]
pub const fn why_no_link(account: &Account) -> Option<&'static str> {
    match account.method {
        Method::ConsoleStack | Method::Cli | Method::Terraform | Method::RoleArn => None,
        Method::AccessKeys => Some(
            "This account is reached by an access key, which an owner's link cannot take. Change its method first.",
        ),
        Method::StackSet => Some(
            "The StackSet of its payer deploys the role into this account: its owner has nothing to do.",
        ),
        Method::MachineIdentity => Some(
            "This account is reached as the server itself: its owner has nothing to do. Change its method first.",
        ),
    }
}

/// Why an owner has nothing to do, whatever the steps say; `None` when there may be something.
/// `removing` while the account is on its way out.
#[must_use]
pub const fn why_nothing(account: &Account, removing: bool) -> Option<&'static str> {
    match (removing, account.method) {
        (true, _) => Some(
            "The people who asked are giving up their access to this account. There is nothing to set up.",
        ),
        (false, Method::AccessKeys | Method::MachineIdentity) => Some(
            "This account is reached in another way now, without a role. There is nothing to set up.",
        ),
        (false, Method::StackSet) => Some(
            "The StackSet of the payer deploys the role into this account. There is nothing to set up.",
        ),
        (false, Method::ConsoleStack | Method::Cli | Method::Terraform | Method::RoleArn) => None,
    }
}
