use landfast_domain::{AccountId, launch::STACK_NAME};

use super::read::{account_id, not_found};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::Result,
    ports::Topic,
};

/// What removing the record leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    pub account_id: AccountId,
    /// What is still in the AWS account, with how to delete it.
    pub left_in_aws: Vec<String>,
}

impl App {
    /// Removes the record and nothing else: the role stays in AWS until its owner deletes it.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`.
    pub async fn remove_account(&self, actor: &Actor, id: &str) -> Result<Removal> {
        actor.must_operate()?;
        let (id, now) = (account_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        tx.account_delete(&id).await?;
        let role = account.role_to_try();
        let summary = format!("Removed the record of account {id}; {role} was not touched.");
        tx.commit(
            now,
            vec![entry(actor, "account.removed", Some(&id), summary)],
        )
        .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        let stack = format!(
            "The stack {STACK_NAME} in {}, if it was launched: delete it in CloudFormation, which deletes the role {role} too.",
            account.region
        );
        let own =
            format!("The role {role}: delete it in IAM, or take Landfast out of its trust policy.");
        let left_in_aws = vec![if account.from_template() { stack } else { own }];
        Ok(Removal {
            account_id: id,
            left_in_aws,
        })
    }
}
