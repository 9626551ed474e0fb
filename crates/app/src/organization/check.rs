//! The job of a check of the linked accounts: how far the organization is. It asks AWS nothing; the
//! reading and the tries are work of their own, so that an organization is never read by two.

use std::time::Duration;

use landfast_domain::{
    Account, Timestamp,
    check::{Report, Trouble},
    ids::WorkspaceId,
    organization::{
        LinkedPatience, LinkedSeen, MemberStanding, OpenAccount, Organization, coverage,
        judge_linked,
    },
    step::{ActionName, Step, StepKind, StepState},
};

use crate::{
    access::tried_as,
    app::App,
    error::Result,
    ports::{Check, MemberQuery, NewWork, Topic, Trigger, WorkspaceTx},
};

/// How long somebody who asked is kept waiting for accounts that are being read and tried.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long after a reading of the schedule: what the roll-out has reached since is proven first.
const AFTER_READING: Duration = Duration::from_secs(5 * 60);
/// Accounts of each standing that a finding names.
const NAMED: u32 = 3;

impl App {
    pub(crate) async fn look_at_linked(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        check: &Check,
    ) -> Result<Report> {
        let now = self.now();
        if check.tries == 1 && check.trigger != Trigger::Schedule {
            let mut tx = self.ports.store.workspace(workspace).begin().await?;
            let reading = self.discover_work(workspace, payer, now, true);
            tx.work_insert(&reading).await?;
            tx.commit(now, Vec::new()).await?;
            self.hint(workspace, Topic::Work, Some(&payer.id));
        }
        let seen = self.linked_seen(workspace, payer).await?;
        Ok(judge_linked(
            tried_as(payer),
            &seen,
            patience(check, now),
            now,
        ))
    }

    async fn linked_seen(&self, workspace: &WorkspaceId, payer: &Account) -> Result<LinkedSeen> {
        let rows = self.ports.store.workspace(workspace);
        let mut coverage = coverage(&rows.organization_groups(&payer.id).await?);
        if MemberStanding::of_registered(payer.status()) == MemberStanding::Activating {
            // It is proven, or this step could not begin; that nobody has confirmed it yet must not
            // keep the last step before that from passing.
            coverage.one_becomes(MemberStanding::Activating, MemberStanding::Active);
        }
        let mut open = Vec::new();
        let named = |standing: &MemberStanding| {
            standing.is_wanted()
                && !standing.is_covered()
                && coverage
                    .by_standing
                    .get(standing)
                    .is_some_and(|some| *some > 0)
        };
        for standing in MemberStanding::ALL.into_iter().filter(named) {
            let query = MemberQuery {
                payer: payer.id.clone(),
                search: None,
                standing: Some(standing),
                stack: None,
                units: None,
                limit: NAMED,
                cursor: None,
            };
            let page = rows.organization_members(&query).await?;
            let others = page
                .items
                .into_iter()
                .filter(|row| row.member.id != payer.id);
            open.extend(others.map(|row| OpenAccount {
                id: row.member.id,
                name: row.member.name,
                standing,
            }));
        }
        Ok(LinkedSeen {
            organization: rows.organization_find(&payer.id).await?.unwrap_or_default(),
            coverage,
            open,
        })
    }

    /// The report when Landfast could not look at all.
    pub(crate) fn linked_unseen(&self, payer: &Account, trouble: &Trouble) -> Report {
        let seen = LinkedSeen {
            organization: Organization {
                trouble: Some(trouble.detail.clone()),
                ..Organization::default()
            },
            coverage: coverage(&[]),
            open: Vec::new(),
        };
        judge_linked(tried_as(payer), &seen, LinkedPatience::Over, self.now())
    }

    /// The check that follows a reading, once somebody has set the step up.
    pub(super) async fn check_after_reading(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        payer: &Account,
    ) -> Result<Option<NewWork>> {
        let Some(step) = payer
            .step(StepKind::LinkedAccounts)
            .filter(|step| is_begun(step))
        else {
            return Ok(None);
        };
        let now = self.now();
        let check = self.new_check(payer, step, Trigger::Schedule, None, now);
        tx.check_insert(&check).await?;
        let at = now.plus(AFTER_READING);
        Ok(Some(self.check_work(workspace, &check, at)))
    }
}

/// A check that somebody waits for sees the reading by itself.
fn is_begun(step: &Step) -> bool {
    let told = matches!(
        step.state,
        StepState::Passed { .. } | StepState::Blocked { .. } | StepState::Drifted { .. }
    );
    told && step.why_not(ActionName::Check).is_none()
}

fn patience(check: &Check, now: Timestamp) -> LinkedPatience {
    match check.trigger {
        Trigger::Person | Trigger::Follow if now < check.asked_at.plus(PATIENCE) => {
            LinkedPatience::Since(check.asked_at)
        }
        _ => LinkedPatience::Over,
    }
}
