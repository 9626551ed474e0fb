use landfast_domain::activation::Permit;

use super::{
    body::FOLLOW,
    read::{PermitStatus, of_payer, permit_id},
};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

impl App {
    /// Looks for the stack of a permit now, and for half an hour from now on by itself.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `permit_not_found`; `action_not_allowed`
    /// for one that is over.
    pub async fn check_permit(&self, actor: &Actor, payer: &str, id: &str) -> Result<PermitStatus> {
        actor.must_operate()?;
        let (payer, id, now) = (account_id(payer)?, permit_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx
            .account_find(&payer)
            .await?
            .ok_or_else(|| not_found(&payer))?;
        let mut permit = of_payer(tx.permit_find(&payer.id, &id).await?, &payer)?;
        if !permit.awaits_stack(now) && !permit.is_open(now) {
            return Err(over(&permit));
        }
        permit.follow_until = Some(now.plus(FOLLOW));
        permit.tries = 0;
        tx.permit_put(&permit).await?;
        tx.work_insert(&self.permit_look_work(&actor.workspace.id, &permit, now))
            .await?;
        tx.commit(now, Vec::new()).await?;
        self.hint(&actor.workspace.id, Topic::Work, Some(&payer.id));
        Ok(self.permit_status(&payer, permit).await)
    }

    /// Somebody says that the stack of a permit is deleted, or was never launched: its role is tried until AWS
    /// refuses it. From now on the permit is not used any more.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `permit_not_found`.
    pub async fn end_permit(&self, actor: &Actor, payer: &str, id: &str) -> Result<PermitStatus> {
        actor.must_operate()?;
        let (payer, id, now) = (account_id(payer)?, permit_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx
            .account_find(&payer)
            .await?
            .ok_or_else(|| not_found(&payer))?;
        let mut permit = of_payer(tx.permit_find(&payer.id, &id).await?, &payer)?;
        let Some(turn) = permit.said_deleted(&actor.name, now) else {
            drop(tx);
            return Ok(self.permit_status(&payer, permit).await);
        };
        tx.permit_put(&permit).await?;
        tx.work_insert(&self.permit_try_work(&actor.workspace.id, &permit, turn, now))
            .await?;
        let summary = format!(
            "Said that the permit {} of payer {} is deleted in AWS.",
            permit.role_arn(),
            payer.id
        );
        let told = entry(actor, "activation.permit_ended", Some(&payer.id), summary);
        tx.commit(now, vec![told]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&payer.id));
        self.hint(&actor.workspace.id, Topic::Work, Some(&payer.id));
        Ok(self.permit_status(&payer, permit).await)
    }
}

fn over(permit: &Permit) -> Error {
    let detail = format!("The permit of payer {} is over.", permit.payer);
    Error::new(ProblemCode::ActionNotAllowed, detail).hint("Ask for another permit.")
}
