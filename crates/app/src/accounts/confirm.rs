use landfast_domain::Account;

use super::read::{account_id, not_found};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

impl App {
    /// Ends the registration. A second time changes nothing and is no error.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`, `action_not_allowed` with every step that has not passed.
    pub async fn confirm(&self, actor: &Actor, id: &str) -> Result<Account> {
        actor.must_operate()?;
        let (id, now) = (account_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let mut account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        if account.confirmed_at.is_some() {
            return Ok(account);
        }
        let blockers = account.blockers();
        if !blockers.is_empty() {
            let detail = format!(
                "Account {id} cannot be confirmed yet. {}.",
                blockers.join("; ")
            );
            return Err(Error::new(ProblemCode::ActionNotAllowed, detail)
                .hint("Open the step and check it; the report says what is missing."));
        }
        account.confirmed_at = Some(now);
        tx.account_save(&account).await?;
        let kind = account
            .kind
            .as_ref()
            .map_or("unknown", |kind| kind.as_str());
        let summary = format!("Confirmed account {id} ({kind}).");
        tx.commit(
            now,
            vec![entry(actor, "account.confirmed", Some(&id), summary)],
        )
        .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        Ok(account)
    }
}
