use landfast_domain::{AccountId, launch::STACK_NAME};

use super::read::{account_id, not_found};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::Result,
    ports::{StoredKey, Topic},
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
        let keys = tx.keys(&id).await?;
        tx.account_delete(&id).await?;
        let role = account.role_to_try();
        let what = if keys.is_empty() {
            role.to_string()
        } else {
            "its access key".to_owned()
        };
        let summary = format!("Removed the record of account {id}; {what} was not touched.");
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
        let left_in_aws = match (keys.is_empty(), account.from_template()) {
            (false, _) => keys.iter().map(left_key).collect(),
            (true, true) => vec![stack],
            (true, false) => vec![own],
        };
        Ok(Removal {
            account_id: id,
            left_in_aws,
        })
    }
}

fn left_key(key: &StoredKey) -> String {
    let user = key.user_arn.as_deref().unwrap_or("the key's user");
    format!(
        "The access key ending in {} of {user}: deactivate and delete it in IAM. Landfast has forgotten its secret.",
        key.key.last4()
    )
}
