//! What the holder of a link can do. None of it takes an account.

use landfast_domain::{
    owner_link::{has_a_part, why_nothing},
    step::StepKind,
};

use super::{
    owner::{Owner, invalid},
    visit::{check_for_owner, for_owner},
};
use crate::{
    access::{StepStatus, step_kind},
    app::App,
    error::{Error, Result},
    ports::{Check, Trigger},
    problem::ProblemCode,
};

impl App {
    /// Asks for a check, as an operator does by `start_check`.
    ///
    /// # Errors
    /// `step_not_found` for a step that is none of the owner's, `action_not_allowed`.
    pub async fn owner_check(&self, owner: &Owner, step: &str, trigger: Trigger) -> Result<Check> {
        let kind = owners_step(step)?;
        self.must_have_a_part(owner).await?;
        let check = self
            .ask_for_check(owner.actor(), owner.account(), kind, trigger)
            .await?;
        Ok(check_for_owner(check, owner))
    }

    /// Takes a role to be checked, as an operator does by `set_role`.
    ///
    /// # Errors
    /// `role_arn_invalid`, `role_arn_other_partition`, `role_arn_other_account`, `action_not_allowed`.
    pub async fn owner_set_role(&self, owner: &Owner, role: &str) -> Result<StepStatus> {
        self.must_have_a_part(owner).await?;
        let status = self.take_role(owner.actor(), owner.account(), role).await?;
        Ok(for_owner(status, owner))
    }

    async fn must_have_a_part(&self, owner: &Owner) -> Result<()> {
        let rows = self.rows(owner.actor());
        let account = rows.account_find(owner.account()).await?;
        let account = account.ok_or_else(invalid)?;
        let removing = rows.removal_find(&account.id).await?.is_some();
        why_nothing(&account, removing).map_or(Ok(()), |why| {
            Err(Error::new(ProblemCode::ActionNotAllowed, why))
        })
    }
}

fn owners_step(text: &str) -> Result<StepKind> {
    let kind = step_kind(text)?;
    if has_a_part(kind) {
        return Ok(kind);
    }
    Err(Error::new(
        ProblemCode::StepNotFound,
        format!("The step {kind} is for people of the workspace."),
    ))
}
