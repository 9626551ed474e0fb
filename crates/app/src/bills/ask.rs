use super::{look::was_proven, show::NOT_PROVEN};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

impl App {
    /// Has AWS's deliveries looked at now, and what is new read; what failed is tried again. A second
    /// click meanwhile changes nothing.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `action_not_allowed`.
    pub async fn sync_bills(&self, actor: &Actor, payer: &str) -> Result<()> {
        actor.must_operate()?;
        let (id, now) = (account_id(payer)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        if !was_proven(&account) {
            return Err(Error::new(
                ProblemCode::ActionNotAllowed,
                format!("The bills of account {id} cannot be read yet. {NOT_PROVEN}"),
            ));
        }
        tx.work_insert(&self.look_bills_work(&actor.workspace.id, &id, now, true))
            .await?;
        let summary = format!("Asked to read the bills of account {id}.");
        let asked = entry(actor, "billing.asked", Some(&id), summary);
        tx.commit(now, vec![asked]).await?;
        self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        Ok(())
    }
}
