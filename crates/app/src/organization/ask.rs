use landfast_domain::{Account, AccountKind};

use super::discover::can_be_read;
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

impl App {
    /// Has the organization of a payer read now. A second click while it is read changes nothing.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `step_not_applicable`,
    /// `action_not_allowed`.
    pub async fn discover(&self, actor: &Actor, payer: &str) -> Result<()> {
        actor.must_operate()?;
        let (id, now) = (account_id(payer)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        must_be_payer(&payer)?;
        if !can_be_read(&payer) {
            return Err(Error::new(
                ProblemCode::ActionNotAllowed,
                format!("The organization of payer {id} cannot be read: access to the payer was never proven."),
            )
            .hint("Finish API access of the payer first."));
        }
        tx.work_insert(&self.discover_work(&actor.workspace.id, &payer, now, true))
            .await?;
        let summary = format!("Asked to read the organization of payer {id}.");
        let asked = entry(actor, "organization.asked", Some(&id), summary);
        tx.commit(now, vec![asked]).await?;
        self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        Ok(())
    }
}

/// # Errors
/// `step_not_applicable` for any account but the payer of an organization.
pub(crate) fn must_be_payer(account: &Account) -> Result<()> {
    if account.kind == Some(AccountKind::Payer) {
        return Ok(());
    }
    let found = account.kind.as_ref().map_or_else(
        || "not known yet; check API access first".to_owned(),
        AccountKind::in_words,
    );
    Err(Error::new(
        ProblemCode::StepNotApplicable,
        format!(
            "Account {} has no linked accounts of its own. Expected a payer; found: {found}.",
            account.id
        ),
    ))
}
