//! Beginning, stopping and retrying an activation.

use landfast_domain::{
    Account, AccountId, Timestamp,
    activation::{Activation, ActivationItem, Permit, PermitWay, RunState},
    ids::{ActivationId, WorkId, WorkspaceId},
};

use super::{
    ask::{selected, selected_ids},
    follow::ActivationStatus,
    parts::{
        activation_id, fitting, items, left, none_under_way, of_payer, put_back, taken_up, token,
        told,
    },
    work::ActivateWork,
};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{AuditEntry, NewWork, Topic, WorkspaceTx},
    problem::ProblemCode,
};

/// Which accounts are to be activated, as somebody typed it.
#[derive(Debug, Clone, Default)]
pub struct ActivationDraft {
    pub account_ids: Vec<String>,
    /// The role that trusts the payer there; the one of AWS Organizations when left out.
    pub member_role: Option<String>,
}

impl App {
    /// Begins to activate linked accounts of a payer: asks for a permit, if there is none that does, and goes on
    /// by itself once that is open.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `step_not_applicable`, `account_ids_invalid`,
    /// `member_role_invalid`; `action_not_allowed` while another activation goes on, while a permit for other
    /// accounts is there, before the payer was proven, and while the template cannot be deployed.
    pub async fn activate(
        &self,
        actor: &Actor,
        payer: &str,
        draft: &ActivationDraft,
    ) -> Result<ActivationStatus> {
        actor.must_operate()?;
        let id = account_id(payer)?;
        let ids = selected_ids(&draft.account_ids)?;
        let payer = self.account(actor, payer).await?;
        self.must_be_deployable(&payer).await?;
        let installation = self.ports.store.installation().await?.role_name;
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let wanted = selected(&payer, ids, draft.member_role.as_deref())?;
        let items = items(tx.as_mut(), &payer.id, &wanted.accounts).await?;
        none_under_way(tx.as_mut(), &payer.id).await?;
        let there = fitting(tx.as_mut(), &payer.id, &wanted, now).await?;
        let (permit, mut entries) = match there {
            Some(permit) => (permit, Vec::new()),
            None => {
                let way = PermitWay::Selected(wanted.clone());
                let (permit, told) = self
                    .put_permit(tx.as_mut(), actor, &payer, way, &installation)
                    .await?;
                (permit, vec![told])
            }
        };
        let mut run = Activation {
            id: ActivationId::new(now, self.random()),
            payer: payer.id.clone(),
            permit: permit.id.clone(),
            member_role: wanted.member_role,
            accounts: u32::try_from(items.len()).unwrap_or(u32::MAX),
            begun_by: actor.name.clone(),
            begun_at: now,
            state: RunState::Waiting,
        };
        tx.activation_put(&run).await?;
        tx.activation_items_put(&run.id, &items).await?;
        let workspace = &actor.workspace.id;
        self.go_on(tx.as_mut(), workspace, &mut run, &permit, now)
            .await?;
        let what = format!("to activate {} linked accounts", items.len());
        entries.push(told(actor, "activation.begun", &run, &what));
        tx.commit(now, entries).await?;
        self.told_of(workspace, &payer.id);
        self.activation(actor, payer.id.as_str(), run.id.as_str())
            .await
    }

    /// Begins no further account; those under way finish. A second time changes nothing.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `activation_not_found`.
    pub async fn stop_activation(
        &self,
        actor: &Actor,
        payer: &str,
        id: &str,
    ) -> Result<ActivationStatus> {
        actor.must_operate()?;
        let (payer, id, now) = (account_id(payer)?, activation_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let mut run = of_payer(tx.activation_find(&payer, &id).await?, &payer)?;
        let counts = tx.activation_counts(&id).await?;
        if run.stop(&actor.name, counts, now) {
            tx.activation_put(&run).await?;
            let mut entries = vec![told(actor, "activation.stopped", &run, "to be stopped")];
            if !run.is_live() {
                entries.extend(self.end_of(tx.as_mut(), &run, now).await?);
            }
            tx.commit(now, entries).await?;
            self.told_of(&actor.workspace.id, &payer);
        } else {
            drop(tx);
        }
        self.activation(actor, payer.as_str(), id.as_str()).await
    }

    /// Tries accounts that failed again, all or the chosen ones, and goes on with those that a stop left. Asks
    /// for another permit where the present one is over.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `activation_not_found`, `account_ids_invalid`;
    /// `action_not_allowed` when nothing is left to do, or an old permit is not proven gone.
    pub async fn retry_activation(
        &self,
        actor: &Actor,
        payer: &str,
        id: &str,
        chosen: Option<&[String]>,
    ) -> Result<ActivationStatus> {
        actor.must_operate()?;
        let (payer_id, id, now) = (account_id(payer)?, activation_id(id)?, self.now());
        let chosen = chosen.map(selected_ids).transpose()?;
        let installation = self.ports.store.installation().await?.role_name;
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx
            .account_find(&payer_id)
            .await?
            .ok_or_else(|| not_found(&payer_id))?;
        let mut run = of_payer(tx.activation_find(&payer.id, &id).await?, &payer.id)?;
        let again = put_back(tx.as_mut(), &run, chosen.as_deref(), now).await?;
        if !run.is_live() {
            none_under_way(tx.as_mut(), &payer.id).await?;
        }
        let what = format!("to try {again} accounts again");
        let mut entries = vec![told(actor, "activation.retried", &run, &what)];
        let permit = tx.permit_find(&payer.id, &run.permit).await?;
        let permit = match permit.and_then(|one| taken_up(one, now)) {
            Some(permit) => permit,
            None => {
                let open = left(tx.as_mut(), &run).await?;
                let way =
                    PermitWay::Selected(selected(&payer, open, Some(run.member_role.as_str()))?);
                let (permit, asked) = self
                    .put_permit(tx.as_mut(), actor, &payer, way, &installation)
                    .await?;
                entries.push(asked);
                permit
            }
        };
        run.permit = permit.id.clone();
        if run.state != RunState::Running {
            run.state = RunState::Waiting;
        }
        let workspace = &actor.workspace.id;
        self.go_on(tx.as_mut(), workspace, &mut run, &permit, now)
            .await?;
        tx.commit(now, entries).await?;
        self.told_of(workspace, &payer.id);
        self.activation(actor, payer.id.as_str(), id.as_str()).await
    }

    /// Runs at once where the permit is open; else has its stack looked for.
    async fn go_on(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        run: &mut Activation,
        permit: &Permit,
        now: Timestamp,
    ) -> Result<()> {
        if permit.is_open(now) {
            run.permitted();
            self.begin_some(tx, workspace, run, now).await?;
        } else {
            let mut permit = permit.clone();
            permit.follow_until = Some(now.plus(super::body::FOLLOW));
            permit.tries = 0;
            tx.permit_put(&permit).await?;
            tx.work_insert(&self.permit_look_work(workspace, &permit, now))
                .await?;
        }
        Ok(tx.activation_put(run).await?)
    }

    /// Begins as many accounts as there is room for.
    pub(super) async fn begin_some(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        run: &Activation,
        now: Timestamp,
    ) -> Result<()> {
        let room = run.room(tx.activation_counts(&run.id).await?);
        if room == 0 {
            return Ok(());
        }
        let mut items = tx.activation_items(&run.id, "queued", room).await?;
        for item in &mut items {
            let account = item.account.clone();
            item.begin(|attempt| token(run, &account, attempt), now);
            tx.work_insert(&self.activate_work(workspace, run, item, now))
                .await?;
        }
        Ok(tx.activation_items_put(&run.id, &items).await?)
    }

    pub(super) fn activate_work(
        &self,
        workspace: &WorkspaceId,
        run: &Activation,
        item: &ActivationItem,
        run_at: Timestamp,
    ) -> NewWork {
        let (account, revision) = (&item.account, item.revision);
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: ActivateWork::KIND,
            payload: ActivateWork::payload(&run.id, account, revision),
            run_at,
            max_attempts: ActivateWork::MAX_ATTEMPTS,
            account: Some(run.payer.clone()),
            dedup_key: Some(format!(
                "activate:{workspace}:{}:{account}:{revision}",
                run.id
            )),
            concurrency_key: Some(format!("account:{workspace}:{account}")),
        }
    }

    /// An activation that is over needs its permit no longer.
    pub(super) async fn end_of(
        &self,
        tx: &mut dyn WorkspaceTx,
        run: &Activation,
        now: Timestamp,
    ) -> Result<Vec<AuditEntry>> {
        if let Some(mut permit) = tx.permit_find(&run.payer, &run.permit).await? {
            permit.end("landfast", now);
            tx.permit_put(&permit).await?;
        }
        let counts = tx.activation_counts(&run.id).await?;
        Ok(vec![AuditEntry {
            actor: "landfast".to_owned(),
            action: "activation.ended",
            account: Some(run.payer.clone()),
            summary: format!(
                "The activation of linked accounts of payer {} is over. {}",
                run.payer,
                run.summary(counts)
            ),
            request_id: None,
        }])
    }

    pub(super) fn told_of(&self, workspace: &WorkspaceId, payer: &AccountId) {
        self.hint(workspace, Topic::Account, Some(payer));
        self.hint(workspace, Topic::Work, Some(payer));
    }

    async fn must_be_deployable(&self, payer: &Account) -> Result<()> {
        let why = self.instructions(payer).await.why_not_ready;
        why.map_or(Ok(()), |why| {
            let detail = format!("No stack can be created in the linked accounts now. {why}");
            Err(Error::new(ProblemCode::ActionNotAllowed, detail))
        })
    }
}
