//! What people do with a step besides checking it.

use landfast_domain::{
    AccountId, Partition, RoleArn,
    step::{ActionName, Refused, StepEvent, StepKind},
};

use super::status::{StepStatus, applicable, step_kind};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

impl App {
    /// Takes a pasted role to be checked. Nothing is trusted until a check passes.
    ///
    /// # Errors
    /// `role_arn_invalid`, `role_arn_other_partition`, `role_arn_other_account`.
    pub async fn set_role(&self, actor: &Actor, account: &str, role: &str) -> Result<StepStatus> {
        actor.must_operate()?;
        self.take_role(actor, &account_id(account)?, role).await
    }

    /// The same for an actor whose right to it was judged.
    pub(crate) async fn take_role(
        &self,
        actor: &Actor,
        id: &AccountId,
        role: &str,
    ) -> Result<StepStatus> {
        let now = self.now();
        let role = RoleArn::parse(role).map_err(|why| {
            Error::field(
                ProblemCode::RoleArnInvalid,
                "role_arn",
                format!("This is no role ARN: {why}."),
            )
            .hint("Copy the ARN from the role's page in IAM, or from the stack's output RoleArn.")
        })?;
        let mut tx = self.rows(actor).begin().await?;
        let mut account = tx.account_find(id).await?.ok_or_else(|| not_found(id))?;
        fits(&role, &account.id, Partition::of(&account.region))?;
        let step = applicable(&account, StepKind::ApiAccess)?;
        if let Some(why) = step.why_not_by(ActionName::SetRole, account.method) {
            return Err(Error::new(ProblemCode::ActionNotAllowed, why));
        }
        let step = step
            .on(StepEvent::WantedChanged, now)
            .map_err(|why| refused(&why))?;
        // The proven role stays until the new one is proven in its place.
        account.candidate = Some(role.clone());
        account.put_step(step);
        tx.account_save(&account).await?;
        let summary = format!("Asked for the role {role} to be used for account {id}.");
        tx.commit(
            now,
            vec![entry(actor, "access.role_set", Some(id), summary)],
        )
        .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(id));
        self.status(actor, account, StepKind::ApiAccess).await
    }

    /// Leaves a step for later.
    ///
    /// # Errors
    /// `action_not_allowed`.
    pub async fn skip_step(&self, actor: &Actor, account: &str, step: &str) -> Result<StepStatus> {
        self.change(
            actor,
            account,
            step,
            StepEvent::Skip {
                by: actor.name.clone(),
            },
            "step.skipped",
        )
        .await
    }

    /// Takes a skipped step up again.
    ///
    /// # Errors
    /// `action_not_allowed`.
    pub async fn resume_step(
        &self,
        actor: &Actor,
        account: &str,
        step: &str,
    ) -> Result<StepStatus> {
        self.change(actor, account, step, StepEvent::Resume, "step.resumed")
            .await
    }

    async fn change(
        &self,
        actor: &Actor,
        account: &str,
        step: &str,
        event: StepEvent,
        action: &'static str,
    ) -> Result<StepStatus> {
        actor.must_operate()?;
        let (id, kind, now) = (account_id(account)?, step_kind(step)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let mut account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let verb = event.name();
        let next = applicable(&account, kind)?
            .on(event, now)
            .map_err(|why| refused(&why))?;
        account.put_step(next);
        tx.account_save(&account).await?;
        let summary = format!("{} of account {id}: {verb}.", kind.title());
        tx.commit(now, vec![entry(actor, action, Some(&id), summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        self.status(actor, account, kind).await
    }
}

fn fits(role: &RoleArn, account: &AccountId, partition: Partition) -> Result<()> {
    if role.partition() != partition {
        let detail = format!(
            "The role is in the partition {}; account {account} is in {partition}.",
            role.partition()
        );
        return Err(Error::field(ProblemCode::RoleArnOtherPartition, "role_arn", detail)
            .hint("Credentials never cross partitions. Register the account with a region of its own partition."));
    }
    if role.account() != account {
        let detail = format!(
            "The role belongs to account {}; this is account {account}.",
            role.account()
        );
        return Err(
            Error::field(ProblemCode::RoleArnOtherAccount, "role_arn", detail).hint(format!(
                "Paste a role of account {account}, or register account {} itself.",
                role.account()
            )),
        );
    }
    Ok(())
}

fn refused(why: &Refused) -> Error {
    Error::new(
        ProblemCode::ActionNotAllowed,
        format!("{} is {}: {}.", why.step.title(), why.state, why.why),
    )
}
