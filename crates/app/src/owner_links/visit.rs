//! What the holder of a link is shown.

use landfast_domain::{
    Account,
    check::Report,
    owner_link::{OwnerLink, is_done, is_shown, told_to_owner, why_nothing},
    step::{Step, StepState},
};

use super::owner::{Owner, invalid};
use crate::{
    access::StepStatus,
    app::App,
    error::Result,
    ports::{Check, Workspace},
};

/// One account, as its owner may see it.
#[derive(Debug, Clone)]
pub struct OwnerVisit {
    pub link: OwnerLink,
    pub workspace: Workspace,
    pub account: Account,
    /// Those that the owner has a part in; empty where there is nothing to do.
    pub steps: Vec<StepStatus>,
    /// Whether all of them are done.
    pub done: bool,
    /// Why there is nothing to do, whatever the steps say; `None` when there may be.
    pub why_nothing: Option<&'static str>,
}

impl App {
    /// # Errors
    /// `owner_link_invalid` when the account was removed meanwhile.
    pub async fn owner_visit(&self, owner: &Owner) -> Result<OwnerVisit> {
        let rows = self.rows(owner.actor());
        let account = rows.account_find(owner.account()).await?;
        let account = account.ok_or_else(invalid)?;
        let removing = rows.removal_find(&account.id).await?.is_some();
        let why_nothing = why_nothing(&account, removing);
        let mut steps = Vec::new();
        if why_nothing.is_none() {
            for step in account.steps.iter().filter(|step| is_shown(step)) {
                let status = self
                    .status(owner.actor(), account.clone(), step.kind)
                    .await?;
                steps.push(for_owner(status, owner));
            }
        }
        let done = why_nothing.is_none() && is_done(steps.iter().map(|one| &one.step));
        Ok(OwnerVisit {
            done,
            link: owner.link().clone(),
            workspace: owner.workspace().clone(),
            account,
            steps,
            why_nothing,
        })
    }
}

/// Takes out what is of the workspace and not of the account: its people, its other accounts, and the
/// server's own troubles.
pub(super) fn for_owner(status: StepStatus, owner: &Owner) -> StepStatus {
    let StepStatus {
        account,
        step,
        check,
        instructions,
    } = status;
    let told = |report: Report| told_to_owner(&report, &account.id);
    let step = Step {
        report: step.report.map(told),
        state: unnamed(step.state),
        ..step
    };
    let check = check.map(|check| check_for_owner(check, owner));
    let instructions = instructions.map(|mut one| {
        one.why_not_ready = one.why_not_ready.map(|_| not_ready(owner));
        one.server_policy = None;
        one
    });
    StepStatus {
        account,
        step,
        check,
        instructions,
    }
}

/// Who asked for it is told only of what this link asked for.
pub(super) fn check_for_owner(check: Check, owner: &Owner) -> Check {
    let report = check.report;
    Check {
        asked_by: check.asked_by.filter(|by| *by == owner.actor().name),
        report: report.map(|report| told_to_owner(&report, owner.account())),
        ..check
    }
}

fn unnamed(state: StepState) -> StepState {
    match state {
        StepState::Skipped { at, .. } => StepState::Skipped {
            by: "the workspace".to_owned(),
            at,
        },
        other => other,
    }
}

fn not_ready(owner: &Owner) -> String {
    format!(
        "Landfast cannot say yet what is to be deployed; that is not your fault. Tell {} that something of the server \
         is not set up, and come back later.",
        owner.link().made_by
    )
}
