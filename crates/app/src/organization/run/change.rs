//! Stopping, retrying, updating and going on; and what every change of a run has in common.

use landfast_domain::{
    AccountId, Timestamp,
    ids::StackRunId,
    organization::{
        Member, Organization, UnitId,
        stack_run::{RunState, StackRun, Targets},
        stack_set::StackState,
    },
};

use super::{open_permit, run_actions};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    organization::{RolloutStatus, must_be_payer},
    ports::Topic,
    problem::ProblemCode,
};

/// What the audit log is told: the action, and a sentence.
type Told = (&'static str, String);

impl App {
    /// # Errors
    /// As [`App::start_run`].
    pub async fn stop_run(&self, actor: &Actor, payer: &str) -> Result<RolloutStatus> {
        let id = account_id(payer)?;
        self.change_run(actor, &id, "stop", |organization, _, _| {
            if let Some(run) = &mut organization.run {
                run.state = RunState::Stopping;
                run.waits = None;
            }
            Ok((
                "organization.run_stopped",
                format!("Asked to stop the roll-out to the linked accounts of payer {id}."),
            ))
        })
        .await
    }

    /// A new operation on exactly those accounts in which the StackSet has failed.
    ///
    /// # Errors
    /// As [`App::start_run`].
    pub async fn retry_run(&self, actor: &Actor, payer: &str) -> Result<RolloutStatus> {
        let id = account_id(payer)?;
        let members = self.members_of(actor, &id).await?;
        self.change_run(actor, &id, "retry", |organization, now, random| {
            let targets = failed(organization, &members);
            let count = targets.accounts.len();
            if count == 0 {
                // No accounts would mean everybody.
                let why = "No account of the StackSet has failed.".to_owned();
                return Err(Error::new(ProblemCode::ActionNotAllowed, why));
            }
            match organization.run.as_mut().filter(|run| run.is_held()) {
                Some(run) => run.insert_retry(targets),
                None => {
                    let new = StackRunId::new(now, random);
                    let run = StackRun::retry(new, actor.name.clone(), targets, now);
                    organization.run = Some(run);
                }
            }
            Ok((
                "organization.run_retried",
                format!("Retried the StackSet of payer {id} in {count} accounts that had failed."),
            ))
        })
        .await
    }

    /// # Errors
    /// As [`App::start_run`].
    pub async fn update_run(&self, actor: &Actor, payer: &str) -> Result<RolloutStatus> {
        let id = account_id(payer)?;
        self.change_run(actor, &id, "update", |organization, now, random| {
            let new = StackRunId::new(now, random);
            organization.run = Some(StackRun::update(new, actor.name.clone(), now));
            Ok((
                "organization.run_updated",
                format!("Began to update the StackSet of payer {id} to the current template."),
            ))
        })
        .await
    }

    /// The canary is proven, and the rest may follow.
    ///
    /// # Errors
    /// As [`App::start_run`].
    pub async fn go_on_with_run(&self, actor: &Actor, payer: &str) -> Result<RolloutStatus> {
        let id = account_id(payer)?;
        self.change_run(actor, &id, "go_on", |organization, _, _| {
            if let Some(run) = &mut organization.run {
                run.go_on();
            }
            Ok((
                "organization.run_went_on",
                format!("Let the roll-out of payer {id} go on after its canary."),
            ))
        })
        .await
    }

    pub(super) async fn members_of(&self, actor: &Actor, payer: &AccountId) -> Result<Vec<Member>> {
        let mut tx = self.rows(actor).begin().await?;
        Ok(tx.members_all(payer).await?)
    }

    /// One change of a run, if `action` is allowed now, with the work that goes on with it.
    pub(super) async fn change_run(
        &self,
        actor: &Actor,
        id: &AccountId,
        action: &'static str,
        change: impl FnOnce(&mut Organization, Timestamp, [u8; 10]) -> Result<Told> + Send,
    ) -> Result<RolloutStatus> {
        actor.must_operate()?;
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx.account_find(id).await?.ok_or_else(|| not_found(id))?;
        must_be_payer(&payer)?;
        let mut organization = tx.organization_find(id).await?.unwrap_or_default();
        let permitted = open_permit(tx.permits_live(id).await?, now).is_some();
        let members = tx.members_all(id).await?;
        let failed = failed(&organization, &members).accounts.len();
        let failed = u64::try_from(failed).unwrap_or(u64::MAX);
        let all = run_actions(&payer, &organization, permitted, failed);
        let why_not = all.into_iter().find(|(name, _)| *name == action);
        if let Some((_, Some(why))) = why_not {
            return Err(Error::new(ProblemCode::ActionNotAllowed, why.to_owned()));
        }
        let (told, summary) = change(&mut organization, now, self.random())?;
        tx.organization_put(id, &organization).await?;
        if let Some(run) = &organization.run {
            tx.work_insert(&self.run_work(&actor.workspace.id, id, &run.id, 0, now))
                .await?;
        }
        let entries = vec![entry(actor, told, Some(id), summary)];
        tx.commit(now, entries).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(id));
        self.rollout_shown(&actor.workspace.id, payer, organization)
            .await
    }
}

/// Where the StackSet has failed, as far as a look has shown it.
pub(super) fn failed(organization: &Organization, members: &[Member]) -> Targets {
    let has_failed = |member: &&Member| {
        let instance = member.instance.as_ref();
        member.is_wanted() && instance.is_some_and(|one| one.state == StackState::Failed)
    };
    let root = organization.tree.in_order();
    let root: Vec<UnitId> = root
        .first()
        .map(|(_, root)| root.id.clone())
        .into_iter()
        .collect();
    let accounts = members.iter().filter(has_failed).map(|one| one.id.clone());
    Targets {
        units: root,
        accounts: accounts.collect(),
    }
}
