//! Asking for a rotation, and the work that carries it on.

use landfast_domain::{
    Account, AccountId, Method,
    access_key::{RotationProblem, RotationStage},
    ids::{RotationId, WorkId, WorkspaceId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{open::of, read::AccountKeys};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{KeyRotation, KeyStanding, NewWork, StoredKey, Topic, WorkRow},
    problem::ProblemCode,
};

/// Payload of the work of kind `rotate_key`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum RotateWork {
    #[serde(rename = "1")]
    V1 {
        account: AccountId,
        rotation: RotationId,
    },
}

impl RotateWork {
    pub const KIND: &str = "rotate_key";
    /// Attempts are used up by dying only: a rotation that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 10;
}

impl App {
    /// Begins to replace the key in use by a new one, or goes on with a rotation that stopped. Asked
    /// again while one runs, it gives that one.
    ///
    /// # Errors
    /// `account_not_found`; `action_not_allowed` without a proven key.
    pub async fn rotate_key(&self, actor: &Actor, account: &str) -> Result<AccountKeys> {
        actor.must_operate()?;
        let (id, now) = (account_id(account)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let keys = tx.keys(&id).await?;
        let there = tx.key_rotation_find(&id).await?;
        let old = of(&keys, KeyStanding::Proven);
        let (None, Some(old)) = (why_not(&account, &keys, there.as_ref()), old) else {
            return Err(refused(&account, &keys, there.as_ref()));
        };
        if there.as_ref().is_some_and(KeyRotation::runs) {
            drop(tx);
            return self.account_keys(actor, id.as_str()).await;
        }
        let rotation = match there {
            Some(stopped) if goes_on(&stopped.stage) => KeyRotation {
                problem: None,
                tries: 0,
                next_at: Some(now),
                trouble_since: None,
                ..stopped
            },
            _ => self.new_rotation(actor, &account, old),
        };
        tx.key_rotation_put(&rotation).await?;
        tx.work_insert(&self.rotate_work(&actor.workspace.id, &rotation))
            .await?;
        let summary = format!(
            "Started to replace the access key ending in {} of account {id}.",
            rotation.old_last4
        );
        let note = entry(actor, "key.rotation_started", Some(&id), summary);
        tx.commit(now, vec![note]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        self.account_keys(actor, id.as_str()).await
    }

    fn new_rotation(&self, actor: &Actor, account: &Account, old: &StoredKey) -> KeyRotation {
        let now = self.now();
        KeyRotation {
            id: RotationId::new(now, self.random()),
            account: account.id.clone(),
            old: old.id.clone(),
            old_last4: old.key.last4().to_owned(),
            stage: RotationStage::Begin,
            problem: None,
            started_by: actor.name.clone(),
            started_at: now,
            tries: 0,
            next_at: Some(now),
            trouble_since: None,
        }
    }

    pub(super) fn rotate_work(&self, workspace: &WorkspaceId, rotation: &KeyRotation) -> NewWork {
        let (account, now) = (&rotation.account, self.now());
        NewWork {
            id: WorkId::new(now, self.random()),
            kind: RotateWork::KIND,
            payload: json!({ "v": "1", "account": account, "rotation": rotation.id }),
            run_at: rotation.next_at.unwrap_or(now),
            max_attempts: RotateWork::MAX_ATTEMPTS,
            account: Some(account.clone()),
            dedup_key: Some(format!("rotate:{}", rotation.id)),
            // The same as a check's: no check looks at a key while it is being replaced.
            concurrency_key: Some(format!("account:{workspace}:{account}")),
        }
    }

    /// Stops the rotation whose `work` is dead; a person starts it again.
    pub(crate) async fn stop_rotation(&self, work: &WorkRow) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        tx.work_told(&work.id, now).await?;
        if let Ok(RotateWork::V1 { account, rotation }) =
            serde_json::from_value(work.payload.clone())
            && let Some(mut there) = tx.key_rotation_find(&account).await?
            && there.id == rotation
            && there.runs()
        {
            let why = work.last_error.as_deref().unwrap_or("It did not say why.");
            let detail = format!("Landfast gave up after {} attempts: {why}", work.attempts);
            there.problem = Some(RotationProblem::Trouble { detail });
            there.next_at = None;
            tx.key_rotation_put(&there).await?;
        }
        tx.commit(now, Vec::new()).await?;
        self.hint(&work.workspace, Topic::Account, work.account.as_ref());
        Ok(())
    }
}

/// Whether a rotation that stopped here goes on here; before there is a new key it begins anew.
const fn goes_on(stage: &RotationStage) -> bool {
    !matches!(
        stage,
        RotationStage::Begin | RotationStage::Create | RotationStage::Done { .. }
    )
}

/// Why no rotation can begin or go on; `None` when one can, and while one runs.
pub(super) fn why_not(
    account: &Account,
    keys: &[StoredKey],
    rotation: Option<&KeyRotation>,
) -> Option<String> {
    let why = if account.method != Method::AccessKeys {
        "This account is reached by a role; there is no key to rotate."
    } else if of(keys, KeyStanding::Proven).is_none() {
        "No access key of this account is proven yet."
    } else if of(keys, KeyStanding::Candidate).is_some() && rotation.is_none_or(|one| !one.runs()) {
        "Another key was saved and is not proven yet."
    } else {
        return None;
    };
    Some(why.to_owned())
}

fn refused(account: &Account, keys: &[StoredKey], rotation: Option<&KeyRotation>) -> Error {
    let why = why_not(account, keys, rotation).unwrap_or_default();
    Error::new(
        ProblemCode::ActionNotAllowed,
        format!(
            "The access key of account {} cannot be rotated. {why}",
            account.id
        ),
    )
}
