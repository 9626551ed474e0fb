//! The job that looks at the StackSet of a roll-out: with every reading of the organization, and again
//! and again while AWS works on it. May run twice and die anywhere.

use std::{collections::BTreeSet, time::Duration};

use landfast_domain::{
    Account, AccountId, Timestamp,
    check::Seen,
    ids::{WorkId, WorkspaceId},
    organization::{
        Member, Organization, Rollout, STACK_SET_NAME,
        stack_set::{
            NotLooked, StackSetLook, StackSetReading, StackSetRecord, StackState, Wanted, take_over,
        },
    },
    permissions::Capability,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{discover::can_be_read, reach::Reach, told::told_of_stack_set};
use crate::{
    app::App,
    error::{Error, Result},
    ports::{NewWork, StackSetAt, Topic, WorkspaceTx},
    problem::ProblemCode,
};

/// When a look that met trouble is tried again.
const AFTER_TROUBLE: Duration = Duration::from_secs(60);
/// The first wait while AWS works on the StackSet; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(15);
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);
/// Looks of one row; with the longest wait between them about a day. The next reading of the organization begins anew.
const LOOKS: u32 = 288;

/// Payload of the work of kind `stack_set`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum WatchWork {
    #[serde(rename = "1")]
    V1(Watch),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Watch {
    payer: AccountId,
    /// Somebody looks on.
    follow: bool,
    /// Looks so far that saw AWS at work, or met trouble.
    looks: u32,
}

impl WatchWork {
    pub const KIND: &str = "stack_set";
    /// Attempts are used up by dying only: a look that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;

    fn read(payload: &Value) -> Result<Watch> {
        let Self::V1(watch) = serde_json::from_value(payload.clone()).map_err(|why| {
            let what = "The payload of a look at a StackSet could not be read.";
            Error::new(ProblemCode::Internal, what).caused_by(why)
        })?;
        Ok(watch)
    }
}

/// What one look gave.
enum Looked {
    Whole(StackSetReading),
    Not { why: NotLooked, again: bool },
}

impl App {
    pub(super) fn first_look(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        follow: bool,
    ) -> NewWork {
        let watch = Watch {
            payer: payer.clone(),
            follow,
            looks: 0,
        };
        self.watch_work(workspace, &watch, self.now())
    }

    fn watch_work(&self, workspace: &WorkspaceId, watch: &Watch, run_at: Timestamp) -> NewWork {
        let key = format!("stack_set:{workspace}:{}", watch.payer);
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: WatchWork::KIND,
            payload: serde_json::to_value(WatchWork::V1(watch.clone())).unwrap_or_default(),
            run_at,
            max_attempts: WatchWork::MAX_ATTEMPTS,
            account: Some(watch.payer.clone()),
            dedup_key: Some(format!("{key}:{}", watch.follow)),
            concurrency_key: Some(key),
        }
    }

    pub(crate) async fn run_watch(&self, workspace: &WorkspaceId, payload: &Value) -> Result<()> {
        let watch = WatchWork::read(payload)?;
        let rows = self.ports.store.workspace(workspace);
        let payer = rows.account_find(&watch.payer).await?;
        let leaving = rows.removal_find(&watch.payer).await?.is_some();
        let Some(payer) = payer.filter(|payer| can_be_read(payer) && !leaving) else {
            return Ok(());
        };
        let organization = rows.organization_find(&payer.id).await?.unwrap_or_default();
        let Some(rollout) = organization.rollout.clone() else {
            return Ok(());
        };
        let looked = self.look_at_stack_set(workspace, &payer, &rollout).await?;
        let wanted = self.wanted_of_stack_set(&payer, organization).await;
        self.settle_watch(workspace, &watch, &rollout, looked, wanted)
            .await
    }

    async fn look_at_stack_set(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        rollout: &Rollout,
    ) -> Result<Looked> {
        if !payer.choices.has(Capability::Activation) {
            return Ok(Looked::Not {
                why: not_allowed(),
                again: false,
            });
        }
        let at = StackSetAt {
            name: STACK_SET_NAME.to_owned(),
            region: rollout.region.clone(),
        };
        let seen = match self.enter(workspace, payer, "stackset").await? {
            Seen::Yes(session) => session.stack_set(&at).await,
            Seen::No(denial) => Seen::No(denial),
            Seen::Trouble(trouble) => Seen::Trouble(trouble),
        };
        Ok(match seen {
            Seen::Yes(reading) => Looked::Whole(reading),
            Seen::No(denial) => Looked::Not {
                why: NotLooked {
                    because: format!("AWS refused to show the StackSet ({}).", denial.code),
                    remedy: Some(
                        "Check API access of the payer: its findings name the permission that is missing, and its stack may be older than this Landfast.".to_owned(),
                    ),
                },
                again: false,
            },
            Seen::Trouble(trouble) => Looked::Not {
                why: NotLooked {
                    because: format!("The StackSet could not be read: {}", trouble.detail),
                    remedy: None,
                },
                again: true,
            },
        })
    }

    /// `None` while the server cannot say what its launch link would be.
    async fn wanted_of_stack_set(
        &self,
        payer: &Account,
        organization: Organization,
    ) -> Option<Wanted> {
        let status = self.rollout_status(payer.clone(), organization).await;
        let template = self.template_for(status.rollout?.trust);
        Some(status.launch?.wanted(&template.body))
    }

    async fn settle_watch(
        &self,
        workspace: &WorkspaceId,
        watch: &Watch,
        rollout: &Rollout,
        looked: Looked,
        wanted: Option<Wanted>,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let payer = tx.account_find(&watch.payer).await?;
        let organization = tx.organization_find(&watch.payer).await?;
        let same = |now: &Rollout| now.external_id == rollout.external_id;
        let organization = organization.filter(|one| one.rollout.as_ref().is_some_and(same));
        let (Some(payer), Some(mut organization)) = (payer, organization) else {
            return Ok(());
        };
        organization.stack_set.looked_at = Some(now);
        let (entries, again) = match looked {
            Looked::Not { why, again } => {
                organization.stack_set.not_looked = Some(why);
                (Vec::new(), again)
            }
            Looked::Whole(reading) => {
                let known = tx.members_all(&watch.payer).await?;
                let changed = take_over(&watch.payer, &known, &reading, &rollout.external_id);
                tx.members_put(&watch.payer, &changed).await?;
                self.reach_arrived(tx.as_mut(), workspace, watch, &changed)
                    .await?;
                let look = StackSetLook::of(
                    &reading,
                    wanted.as_ref(),
                    &rollout.external_id,
                    elsewhere(&known, &reading),
                );
                let before = std::mem::take(&mut organization.stack_set);
                let entries = told_of_stack_set(&payer, &before, &look, &known, &changed);
                let again = is_at_work(&look, &reading);
                organization.stack_set = StackSetRecord {
                    looked_at: Some(now),
                    read_at: Some(now),
                    not_looked: None,
                    look: Some(look),
                };
                (entries, again)
            }
        };
        let trouble = organization.stack_set.not_looked.is_some();
        tx.organization_put(&watch.payer, &organization).await?;
        if let Some(next) = next_look(watch).filter(|_| again) {
            let at = now.plus(wait(watch.looks, trouble));
            tx.work_insert(&self.watch_work(workspace, &next, at))
                .await?;
        }
        tx.commit(now, entries).await?;
        self.hint(workspace, Topic::Account, Some(&watch.payer));
        Ok(())
    }

    /// Whoever the StackSet has come to since the last look is tried now.
    async fn reach_arrived(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        watch: &Watch,
        changed: &[Member],
    ) -> Result<()> {
        let arrived = |member: &&Member| {
            let current = member.instance.as_ref();
            current.is_some_and(|one| one.state == StackState::Current)
                && member.is_wanted()
                && member.reached.is_none()
                && (watch.follow || member.left_out_at.is_none())
        };
        let arrived = changed.iter().filter(arrived);
        let ids: Vec<AccountId> = arrived.map(|member| member.id.clone()).collect();
        let registered = tx.accounts_known(&ids).await?;
        for id in ids.iter().filter(|id| !registered.contains(id)) {
            let reach = Reach::first(&watch.payer, id, watch.follow);
            tx.work_insert(&self.reach_work(workspace, &reach, self.now()))
                .await?;
        }
        Ok(())
    }
}

fn not_allowed() -> NotLooked {
    NotLooked {
        because: "The StackSet is not looked at, because the payer's choice leaves out the capability \"activation\".".to_owned(),
        remedy: Some(
            "Turn it on under Access of the payer, and update the payer's stack. Accounts are found without it too, by trying their roles.".to_owned(),
        ),
    }
}

/// Instances in accounts that the organization is not known to have.
fn elsewhere(known: &[Member], reading: &StackSetReading) -> u64 {
    let known: BTreeSet<&AccountId> = known.iter().map(|member| &member.id).collect();
    let unknown = reading
        .instances
        .iter()
        .filter(|one| !known.contains(&one.account));
    u64::try_from(unknown.count()).unwrap_or(u64::MAX)
}

/// Whether something is still to come, so that it is worth looking again soon.
fn is_at_work(look: &StackSetLook, reading: &StackSetReading) -> bool {
    look.open_operation().is_some() || reading.is_at_work()
}

fn next_look(watch: &Watch) -> Option<Watch> {
    let looks = watch.looks.saturating_add(1);
    (looks < LOOKS).then(|| Watch {
        looks,
        ..watch.clone()
    })
}

fn wait(looks: u32, trouble: bool) -> Duration {
    if trouble {
        return AFTER_TROUBLE;
    }
    let doubled = FIRST_WAIT.saturating_mul(1 << looks.min(10));
    doubled.min(LONGEST_WAIT)
}
