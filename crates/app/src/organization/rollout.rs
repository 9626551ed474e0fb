//! What is rolled out to the linked accounts of a payer, and how its owner does it.

use landfast_domain::{
    Account, AccountId, ExternalId, Method,
    external_id::RANDOM_BYTES,
    ids::WorkspaceId,
    organization::{
        Group, Organization, Rollout, StackSetLaunch, stack_run::StackRun, stack_set::StackState,
    },
    permissions::Choices,
};

use super::{
    ask::must_be_payer,
    discover::can_be_read,
    run::{open_permit, run_actions},
};
use crate::{
    access::PayerDeployment,
    accounts::{account_id, choose, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{AccountQuery, Topic},
    problem::ProblemCode,
};

/// What is wanted of every linked account. Left out: as it is, or the usual.
#[derive(Debug, Clone, Default)]
pub struct RolloutDraft {
    pub capabilities: Option<Vec<String>>,
    pub tag_access: Option<String>,
}

/// A roll-out with everything that a page about it shows.
#[derive(Debug, Clone)]
pub struct RolloutStatus {
    pub payer: Account,
    /// `None` until somebody has begun it.
    pub rollout: Option<Rollout>,
    /// `None` while the server cannot say it; then `why_not_ready` does.
    pub launch: Option<StackSetLaunch>,
    pub why_not_ready: Option<String>,
    /// The last run of it by Landfast itself.
    pub run: Option<StackRun>,
    /// What can be done with it now, and why not.
    pub run_actions: Vec<(&'static str, Option<&'static str>)>,
    /// With the StackSet, begun or not.
    pub deployment: PayerDeployment,
}

impl App {
    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `step_not_applicable`.
    pub async fn rollout(&self, actor: &Actor, payer: &str) -> Result<RolloutStatus> {
        let payer = self.account(actor, payer).await?;
        must_be_payer(&payer)?;
        let organization = self.rows(actor).organization_find(&payer.id).await?;
        let organization = organization.unwrap_or_default();
        self.rollout_shown(&actor.workspace.id, payer, organization)
            .await
    }

    /// With what can be done now.
    pub(super) async fn rollout_shown(
        &self,
        workspace: &WorkspaceId,
        payer: Account,
        organization: Organization,
    ) -> Result<RolloutStatus> {
        let rows = self.ports.store.workspace(workspace);
        let permitted = open_permit(rows.permits_live(&payer.id).await?, self.now()).is_some();
        let groups = rows.organization_groups(&payer.id).await?;
        let has_failed =
            |one: &&Group| one.stack == Some(StackState::Failed) && one.standing.is_wanted();
        let failed = groups
            .iter()
            .filter(has_failed)
            .map(|one| one.accounts)
            .sum();
        let actions = run_actions(&payer, &organization, permitted, failed);
        Ok(RolloutStatus {
            deployment: PayerDeployment {
                use_stackset: true,
                ..self.payer_deployment(workspace, &payer).await?
            },
            run_actions: actions,
            ..self.rollout_status(payer, organization).await
        })
    }

    pub(super) async fn rollout_status(
        &self,
        payer: Account,
        organization: Organization,
    ) -> RolloutStatus {
        let mut status = RolloutStatus {
            payer,
            rollout: organization.rollout,
            run: organization.run,
            run_actions: Vec::new(),
            launch: None,
            why_not_ready: None,
            deployment: PayerDeployment::default(),
        };
        if let Some(rollout) = &status.rollout {
            let linked = Account {
                region: rollout.region.clone(),
                trust: rollout.trust,
                choices: rollout.choices.clone(),
                external_id: rollout.external_id.clone(),
                rotation: None,
                ..status.payer.clone()
            };
            let instructions = self.instructions(&linked).await;
            let tree = organization.tree.in_order();
            let root = tree.first().map(|(_, unit)| unit.id.clone());
            let launch = instructions.launch;
            status.launch = launch.map(|launch| StackSetLaunch { launch, root });
            status.why_not_ready = instructions.why_not_ready;
        }
        status
    }

    /// Begins a roll-out, or changes what is wanted of it. Its external id stays the same.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `step_not_applicable`,
    /// `action_not_allowed` before the payer was proven, `choices_invalid`.
    pub async fn plan_rollout(
        &self,
        actor: &Actor,
        payer: &str,
        draft: &RolloutDraft,
    ) -> Result<RolloutStatus> {
        let id = account_id(payer)?;
        self.change_rollout(actor, &id, draft, |payer| {
            must_be_payer(payer)?;
            must_be_proven(payer)
        })
        .await
    }

    /// Begins a roll-out for a deployment, which may come before the payer's own proof: an external id
    /// is minted, and nothing more. One that is begun stays as it is.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`.
    pub(crate) async fn begin_rollout(
        &self,
        actor: &Actor,
        payer: &AccountId,
    ) -> Result<RolloutStatus> {
        self.change_rollout(actor, payer, &RolloutDraft::default(), |_| Ok(()))
            .await
    }

    async fn change_rollout(
        &self,
        actor: &Actor,
        id: &AccountId,
        draft: &RolloutDraft,
        may: fn(&Account) -> Result<()>,
    ) -> Result<RolloutStatus> {
        actor.must_operate()?;
        let now = self.now();
        let reached = self.reached_before(actor, id).await?;
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx.account_find(id).await?.ok_or_else(|| not_found(id))?;
        may(&payer)?;
        let mut organization = tx.organization_find(id).await?.unwrap_or_default();
        let before = organization.rollout.take();
        let mut rollout = self.as_begun(before.as_ref(), reached.as_ref(), &payer);
        let (on, tags) = (draft.capabilities.as_deref(), draft.tag_access.as_deref());
        let choices = choose(&rollout.choices, on, tags)?;
        if let Some(reached) = reached.filter(|_| choices != rollout.choices) {
            return Err(reached_already(&reached));
        }
        rollout.choices = choices;
        let (action, what) = planned(before.is_none());
        let changed = before.as_ref() != Some(&rollout);
        organization.rollout = Some(rollout);
        if changed {
            tx.organization_put(id, &organization).await?;
            let summary = format!("{what} the linked accounts of payer {id}.");
            let entries = vec![entry(actor, action, Some(id), summary)];
            // What its StackSet is judged by is another now; and it may be there from before.
            tx.work_insert(&self.first_look(&actor.workspace.id, id, false))
                .await?;
            tx.commit(now, entries).await?;
            self.hint(&actor.workspace.id, Topic::Account, Some(id));
        } else {
            drop(tx);
        }
        self.rollout_shown(&actor.workspace.id, payer, organization)
            .await
    }

    /// As it is, or as the StackSet still has it that somebody made before the payer was registered anew;
    /// else a new one.
    fn as_begun(
        &self,
        before: Option<&Rollout>,
        reached: Option<&Account>,
        payer: &Account,
    ) -> Rollout {
        let now = self.now();
        match (before, reached) {
            (Some(before), _) => before.clone(),
            (None, Some(reached)) => Rollout {
                external_id: reached.external_id.clone(),
                trust: reached.trust,
                choices: reached.choices.clone(),
                region: reached.region.clone(),
                since: now,
            },
            (None, None) => {
                let external_id = ExternalId::from_random(self.random::<RANDOM_BYTES>());
                let usual = Choices::default();
                Rollout::new(external_id, payer.trust, usual, &payer.region, now)
            }
        }
    }

    /// An account that came by a roll-out of this payer, also when the payer was registered anew
    /// since: its StackSet is still there, with the parameters that it had.
    async fn reached_before(&self, actor: &Actor, payer: &AccountId) -> Result<Option<Account>> {
        let rows = self.rows(actor);
        let mut query = AccountQuery {
            payer: Some(payer.clone()),
            limit: 200,
            ..AccountQuery::default()
        };
        loop {
            let page = rows.accounts(&query).await?;
            let came = |account: &Account| account.method == Method::StackSet;
            if let Some(found) = page.items.into_iter().find(came) {
                return Ok(Some(found));
            }
            query.cursor = page.next;
            if query.cursor.is_none() {
                return Ok(None);
            }
        }
    }
}

/// What the audit log is told.
const fn planned(first: bool) -> (&'static str, &'static str) {
    if first {
        (
            "organization.rollout_begun",
            "Began to roll the role out to",
        )
    } else {
        (
            "organization.rollout_changed",
            "Changed what is rolled out to",
        )
    }
}

/// The accounts that are registered would be judged by what was wanted before.
fn reached_already(account: &Account) -> Error {
    let detail = format!(
        "What is rolled out cannot be changed any more: account {} and maybe others are registered by it.",
        account.id
    );
    let hint = "Take these accounts out of the StackSet and remove them first, or register an account with other wishes by itself.";
    Error::new(ProblemCode::ActionNotAllowed, detail).hint(hint)
}

fn must_be_proven(payer: &Account) -> Result<()> {
    if can_be_read(payer) {
        return Ok(());
    }
    let detail = format!(
        "Nothing can be rolled out from payer {}: access to it was never proven.",
        payer.id
    );
    let hint = "Finish API access of the payer first.";
    Err(Error::new(ProblemCode::ActionNotAllowed, detail).hint(hint))
}
