//! Trying the doors of accounts that are not registered: whoever the StackSet has reached is
//! registered, and then proven like any other. Each job may run twice and die anywhere.

use std::time::Duration;

use landfast_domain::{
    AccountId, AccountName, RoleName, Timestamp,
    check::{Seen, Trouble},
    ids::{WorkId, WorkspaceId},
    organization::{Member, Reached, Rollout},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::discover::can_be_read;
use crate::{
    access::Show,
    app::App,
    error::{Error, Result},
    ports::{MemberRow, NewWork, Topic, WorkspaceTx},
    problem::ProblemCode,
};

/// The first wait of somebody who looks on; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(15);
/// Tries while somebody looks on: a StackSet takes some minutes.
const TRIES: u32 = 6;
const AFTER_TROUBLE: Duration = Duration::from_secs(60);
/// Pieces of work that are written together: other writers get their turn in between.
const AT_ONCE: usize = 200;
/// Of trouble; the next reading of the organization begins anew.
const TROUBLES: u32 = 10;

/// Payload of the work of kind `reach`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum ReachWork {
    #[serde(rename = "1")]
    V1(Reach),
}

/// One account to be tried.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reach {
    pub(super) payer: AccountId,
    pub(super) account: AccountId,
    /// Somebody looks on.
    follow: bool,
    /// Refusals so far.
    tries: u32,
    troubles: u32,
}

impl Reach {
    pub(super) fn first(payer: &AccountId, account: &AccountId, follow: bool) -> Self {
        Self {
            payer: payer.clone(),
            account: account.clone(),
            follow,
            tries: 0,
            troubles: 0,
        }
    }
}

impl ReachWork {
    pub const KIND: &str = "reach";
    /// Attempts are used up by dying only: a try that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;

    fn read(payload: &Value) -> Result<Reach> {
        let Self::V1(reach) = serde_json::from_value(payload.clone()).map_err(|why| {
            let what = "The payload of a try to reach an account could not be read.";
            Error::new(ProblemCode::Internal, what).caused_by(why)
        })?;
        Ok(reach)
    }
}

/// What is to be tried, looked up once.
struct Wanted {
    member: Member,
    rollout: Rollout,
    role_name: RoleName,
}

impl App {
    /// Has every account tried that is wanted and not registered, once a roll-out was begun.
    pub(super) async fn reach_all(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        follow: bool,
    ) -> Result<()> {
        let wanted = self.wanted_of(workspace, payer, follow).await?;
        for some in wanted.chunks(AT_ONCE) {
            let now = self.now();
            let mut tx = self.ports.store.workspace(workspace).begin().await?;
            for reach in some {
                tx.work_insert(&self.reach_work(workspace, reach, now))
                    .await?;
            }
            tx.commit(now, Vec::new()).await?;
        }
        self.hint(workspace, Topic::Work, Some(payer));
        Ok(())
    }

    /// Whoever is not registered; without those that somebody took out, unless somebody asks now.
    async fn wanted_of(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        follow: bool,
    ) -> Result<Vec<Reach>> {
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let organization = tx.organization_find(payer).await?.unwrap_or_default();
        if organization.rollout.is_none() {
            return Ok(Vec::new());
        }
        let members = tx.members_all(payer).await?;
        let wanted = |member: &Member| {
            member.is_wanted() && member.id != *payer && (follow || member.left_out_at.is_none())
        };
        let ids: Vec<AccountId> = members
            .into_iter()
            .filter(wanted)
            .map(|member| member.id)
            .collect();
        let registered = tx.accounts_known(&ids).await?;
        let open = ids.iter().filter(|id| !registered.contains(*id));
        Ok(open.map(|id| Reach::first(payer, id, follow)).collect())
    }

    /// Tries one account as if somebody looked on, and not before `at`: its stack called back. Gives
    /// `false` for an account that nobody would try.
    pub(crate) async fn hurry_reach(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        (payer, account): (&AccountId, &AccountId),
        at: Timestamp,
    ) -> Result<bool> {
        let organization = tx.organization_find(payer).await?.unwrap_or_default();
        let row = tx.member_find(payer, account).await?;
        let waits = |row: &MemberRow| can_be_reached(row) && row.member.left_out_at.is_none();
        if organization.rollout.is_none() || !row.as_ref().is_some_and(waits) {
            return Ok(false);
        }
        let reach = Reach::first(payer, account, true);
        tx.work_insert(&self.reach_work(workspace, &reach, at))
            .await?;
        Ok(true)
    }

    pub(super) fn reach_work(
        &self,
        workspace: &WorkspaceId,
        reach: &Reach,
        run_at: Timestamp,
    ) -> NewWork {
        let key = format!("{workspace}:{}", reach.account);
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: ReachWork::KIND,
            payload: serde_json::to_value(ReachWork::V1(reach.clone())).unwrap_or_default(),
            run_at,
            max_attempts: ReachWork::MAX_ATTEMPTS,
            account: Some(reach.payer.clone()),
            dedup_key: Some(format!("reach:{key}:{}:{}", reach.payer, reach.follow)),
            concurrency_key: Some(format!("account:{key}")),
        }
    }

    pub(crate) async fn run_reach(&self, workspace: &WorkspaceId, payload: &Value) -> Result<()> {
        let reach = ReachWork::read(payload)?;
        let Some(wanted) = self.still_to_reach(workspace, &reach).await? else {
            return Ok(());
        };
        let Wanted {
            member,
            rollout,
            role_name,
        } = &wanted;
        let name = AccountName::of(&member.id);
        let would_be = rollout.registers(member, name, role_name.clone(), self.now());
        let show = Show::Id(rollout.external_id.bound_to(&member.id));
        match self.show_at(&would_be, show, "rollout").await {
            Seen::Yes(_) => {
                self.register_reached(workspace, &reach, rollout, role_name)
                    .await
            }
            Seen::No(denial) => {
                let why = format!("AWS refused ({}): {}", denial.code, denial.message);
                self.not_reached(workspace, &reach, why).await
            }
            Seen::Trouble(trouble) => self.reach_again(workspace, &reach, &trouble).await,
        }
    }

    async fn still_to_reach(
        &self,
        workspace: &WorkspaceId,
        reach: &Reach,
    ) -> Result<Option<Wanted>> {
        let rows = self.ports.store.workspace(workspace);
        let payer = rows.account_find(&reach.payer).await?;
        let leaving = rows.removal_find(&reach.payer).await?.is_some();
        if leaving || !payer.as_ref().is_some_and(can_be_read) {
            return Ok(None);
        }
        let organization = rows.organization_find(&reach.payer).await?;
        let row = rows
            .organization_member(&reach.payer, &reach.account)
            .await?
            .filter(can_be_reached);
        let (Some(row), Some(rollout)) = (row, organization.and_then(|one| one.rollout)) else {
            return Ok(None);
        };
        Ok(Some(Wanted {
            member: row.member,
            rollout,
            role_name: self.ports.store.installation().await?.role_name,
        }))
    }

    async fn not_reached(&self, workspace: &WorkspaceId, reach: &Reach, why: String) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        // Held first: a reading writes the same rows.
        tx.organization_find(&reach.payer).await?;
        let row = tx.member_find(&reach.payer, &reach.account).await?;
        let Some(row) = row.filter(can_be_reached) else {
            return Ok(());
        };
        let member = Member {
            reached: Some(Reached {
                at: now,
                why_not: Some(why),
            }),
            ..row.member
        };
        tx.members_put(&reach.payer, &[member]).await?;
        let next = Reach {
            tries: reach.tries.saturating_add(1),
            ..reach.clone()
        };
        if reach.follow && next.tries < TRIES {
            let at = now.plus(FIRST_WAIT * 2_u32.pow(reach.tries));
            tx.work_insert(&self.reach_work(workspace, &next, at))
                .await?;
        }
        tx.commit(now, Vec::new()).await?;
        self.hint(workspace, Topic::Account, Some(&reach.payer));
        Ok(())
    }

    /// Trouble says nothing about the account.
    async fn reach_again(
        &self,
        workspace: &WorkspaceId,
        reach: &Reach,
        trouble: &Trouble,
    ) -> Result<()> {
        let now = self.now();
        let next = Reach {
            troubles: reach.troubles.saturating_add(1),
            ..reach.clone()
        };
        if next.troubles >= TROUBLES {
            return Ok(());
        }
        let at = now.plus(trouble.retry_after.unwrap_or(AFTER_TROUBLE));
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        tx.work_insert(&self.reach_work(workspace, &next, at))
            .await?;
        Ok(tx.commit(now, Vec::new()).await?)
    }
}

/// Not registered, and access to it is wanted.
pub(super) fn can_be_reached(row: &MemberRow) -> bool {
    row.registered.is_none() && row.member.is_wanted()
}
