use landfast_domain::{
    Account, AccountId, Method, RoleArn, Timestamp,
    activation::Permit,
    ids::OrphanId,
    launch::STACK_NAME,
    removal::{Orphan, OrphanState, Receipt, ReceiptVerdict},
};

use super::{
    doors::{DoorBy, known_roles, permit_doors, role_doors},
    finish::{ended, sha256},
};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::App,
    error::{Error, Result},
    organization::leave_out,
    ports::{AuditEntry, StoredKey, StoredReceipt, Topic, WorkspaceTx},
    problem::ProblemCode,
};

/// What removing the record alone leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRemoved {
    pub account_id: AccountId,
    /// What is still in the AWS account, with how to delete it.
    pub left_in_aws: Vec<String>,
    pub receipt: StoredReceipt,
}

impl App {
    /// Removes the record and nothing else: what gives access stays in AWS until its owner deletes it,
    /// and is looked for when the account is registered again. `leave_access` says that this is meant.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`; `access_remains` where access was proven and it is not said.
    pub async fn remove_account(
        &self,
        actor: &Actor,
        id: &str,
        leave_access: bool,
    ) -> Result<RecordRemoved> {
        actor.must_operate()?;
        let (id, now) = (account_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let keys = tx.keys(&id).await?;
        let removal = tx.removal_find(&id).await?;
        let permits = tx.permits_live(&id).await?;
        let was_let_in = account.was_proven() || account.candidate.is_some() || !keys.is_empty();
        if was_let_in && !leave_access {
            return Err(remains(&account));
        }
        let verdict = match was_let_in {
            true if account.method == Method::MachineIdentity => ReceiptVerdict::OwnIdentity,
            true => ReceiptVerdict::AccessLeft,
            false => ReceiptVerdict::NothingToTry,
        };
        let (removal, by) = (removal.as_ref(), actor.name.as_str());
        let receipt = self.receipt_for(&account, removal, verdict, by, now);
        tx.receipt_insert(&receipt).await?;
        self.remember_orphans(tx.as_mut(), &account, &permits, &receipt)
            .await?;
        leave_out(tx.as_mut(), &account, now).await?;
        tx.account_delete(&id).await?;
        tx.work_insert(&self.forget_bills_work(&actor.workspace.id, &id, now))
            .await?;
        let entry = AuditEntry {
            request_id: actor.request_id.clone(),
            ..ended(&receipt)
        };
        tx.commit(now, vec![entry]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        Ok(RecordRemoved {
            left_in_aws: left_in_aws(&account, &keys, &permits, now),
            receipt: StoredReceipt {
                sha256: sha256(&receipt),
                receipt,
            },
            account_id: id,
        })
    }

    /// Every role that was proven or pasted, with every external id that it may answer to.
    async fn remember_orphans(
        &self,
        tx: &mut dyn WorkspaceTx,
        account: &Account,
        permits: &[Permit],
        receipt: &Receipt,
    ) -> Result<()> {
        let known = role_doors(account, known_roles(account)).into_iter();
        for door in known.chain(permit_doors(permits)) {
            let DoorBy::Role { arn, external_id } = door.by else {
                continue;
            };
            let orphan = Orphan {
                id: OrphanId::new(receipt.finished_at, self.random()),
                role_arn: arn,
                external_id,
                trust: account.trust,
                removed_by: receipt.finished_by.clone(),
                removed_at: receipt.finished_at,
                receipt: receipt.id.clone(),
                state: OrphanState::Unknown,
            };
            tx.orphan_put(&account.id, &orphan).await?;
        }
        Ok(())
    }
}

fn remains(account: &Account) -> Error {
    Error::new(
        ProblemCode::AccessRemains,
        format!(
            "Landfast has access to account {}, and removing the record would leave it there.",
            account.id
        ),
    )
    .hint("Begin the removal: it says what to delete in AWS, proves that access is gone and writes a receipt.")
    .hint("To remove the record alone, say so: leave_access=true, or \"landfast account remove ID --record-only\".")
}

/// Everything that would stay behind in AWS, with how to delete it: what gives access, and the permits.
pub(super) fn left_in_aws(
    account: &Account,
    keys: &[StoredKey],
    permits: &[Permit],
    now: Timestamp,
) -> Vec<String> {
    let mut left = if keys.is_empty() {
        vec![left_role(account)]
    } else {
        keys.iter().map(left_key).collect()
    };
    left.extend(permits.iter().map(|permit| left_permit(permit, now)));
    left
}

fn left_permit(permit: &Permit, now: Timestamp) -> String {
    let until = permit.valid_until;
    let until = if permit.has_run_out(now) {
        format!("nobody can use it since {until}")
    } else {
        format!("valid until {until}")
    };
    format!(
        "The stack {} in {}, if it was launched: delete it in CloudFormation, which deletes the permit's role {} too ({until}).",
        permit.way.stack_name(),
        permit.region,
        permit.role_arn()
    )
}

fn left_role(account: &Account) -> String {
    let role: RoleArn = account.role_to_try();
    if account.method == Method::MachineIdentity {
        "The policy of this account on the role that Landfast runs as: take it off in IAM."
            .to_owned()
    } else if account.from_template() {
        format!(
            "The stack {STACK_NAME} in {}, if it was launched: delete it in CloudFormation, which deletes the role {role} too.",
            account.region
        )
    } else {
        format!("The role {role}: delete it in IAM, or take Landfast out of its trust policy.")
    }
}

fn left_key(key: &StoredKey) -> String {
    let user = key.user_arn.as_deref().unwrap_or("the key's user");
    format!(
        "The access key ending in {} of {user}: deactivate and delete it in IAM. Landfast has forgotten its secret.",
        key.key.last4()
    )
}
