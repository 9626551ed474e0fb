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
};

use crate::{
    access::tried_as,
    app::App,
    error::Result,
    ports::{Check, MemberQuery, MemberRow, Topic, Trigger},
};

/// How long somebody who asked is kept waiting for accounts that are being read and tried.
const PATIENCE: Duration = Duration::from_secs(120);
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
        let seen = self.linked_seen(workspace, payer).await?;
        let patience = patience(check, now);
        if seen.is_awaited(patience) {
            // With every look, not only the first: whoever died in between has asked for nothing.
            let mut tx = self.ports.store.workspace(workspace).begin().await?;
            let reading = self.discover_work(workspace, payer, now, true);
            tx.work_insert(&reading).await?;
            tx.commit(now, Vec::new()).await?;
            self.hint(workspace, Topic::Work, Some(&payer.id));
        }
        Ok(judge_linked(tried_as(payer), &seen, patience, now))
    }

    async fn linked_seen(&self, workspace: &WorkspaceId, payer: &Account) -> Result<LinkedSeen> {
        let rows = self.ports.store.workspace(workspace);
        let mut coverage = coverage(&rows.organization_groups(&payer.id).await?);
        if is_unconfirmed(payer) {
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
            let unconfirmed = |row: &MemberRow| row.member.id == payer.id && is_unconfirmed(payer);
            let others = page.items.into_iter().filter(|row| !unconfirmed(row));
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
}

fn is_unconfirmed(payer: &Account) -> bool {
    MemberStanding::of_registered(payer.status()) == MemberStanding::Activating
}

fn patience(check: &Check, now: Timestamp) -> LinkedPatience {
    match check.trigger {
        Trigger::Person | Trigger::Follow if now < check.asked_at.plus(PATIENCE) => {
            LinkedPatience::Since(check.asked_at)
        }
        _ => LinkedPatience::Over,
    }
}
