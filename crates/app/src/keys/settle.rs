//! What becomes of the keys when a check with one of them is settled, in the same transaction.

use std::time::Duration;

use landfast_domain::{
    Account, Method, Timestamp,
    check::{Mistake, Report, Verdict},
    step::{Step, StepEvent},
};

use super::{
    look::TriedKey,
    open::{of, to_try},
};
use crate::{
    access::by_itself,
    error::Result,
    ports::{AuditEntry, KeyStanding, StoredKey, WorkspaceTx},
};

/// How long a key that could not be tried, because of trouble, is kept without an answer.
const UNTRIED: Duration = Duration::from_secs(24 * 60 * 60);

/// The keys of an account whose check is being settled.
pub(crate) struct KeySettling {
    tried: TriedKey,
    key: StoredKey,
    /// The key that was in use before, if it is another one.
    before: Option<StoredKey>,
}

/// What becomes of the key that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is in use from now on, or still.
    InUse,
    Forgotten,
    /// Not judged yet, or only a permission is missing.
    Kept,
}

impl KeySettling {
    /// `None` when another key is to be tried by now: the look says nothing about that one.
    pub(crate) async fn begin(
        tx: &mut dyn WorkspaceTx,
        account: &Account,
        tried: TriedKey,
    ) -> Result<Option<Self>> {
        let keys = tx.keys(&account.id).await?;
        let Some(key) = to_try(&keys).filter(|key| key.id == tried.id).cloned() else {
            return Ok(None);
        };
        let before = of(&keys, KeyStanding::Proven)
            .filter(|other| other.id != key.id)
            .cloned();
        Ok(Some(Self { tried, key, before }))
    }

    /// Whether the key was tried in the place of something that is proven, and is not proven itself:
    /// then nothing that it shows is about the account.
    pub(crate) fn is_beside(&self, step: &Step) -> bool {
        self.key.standing == KeyStanding::Candidate && step.passed_at.is_some()
    }

    /// What happens to the step; `None` when nothing does, because the test goes on.
    pub(crate) fn event(&self, step: &Step, event: StepEvent, goes_on: bool) -> Option<StepEvent> {
        match event {
            StepEvent::TryLater { .. } if self.is_beside(step) && goes_on => None,
            StepEvent::NotMet { report } | StepEvent::TryLater { report, .. }
                if self.is_beside(step) =>
            {
                Some(StepEvent::Kept { report })
            }
            other => Some(other),
        }
    }

    fn fate(&self, report: &Report, now: Timestamp) -> Fate {
        let candidate = self.key.standing == KeyStanding::Candidate;
        match report.verdict() {
            Verdict::Pass => Fate::InUse,
            _ if !candidate => Fate::Kept,
            Verdict::ActionNeeded => {
                let refused = report.mistakes().any(Mistake::forgets_key);
                // While there is a key that can do everything, half a key is of no use.
                if refused || self.before.is_some() {
                    Fate::Forgotten
                } else {
                    Fate::Kept
                }
            }
            Verdict::TryLater if now.since(self.key.saved_at) > UNTRIED => Fate::Forgotten,
            Verdict::TryLater => Fate::Kept,
        }
    }

    /// Takes over what the key has shown, and says what the audit log is to know of it.
    pub(crate) async fn write(
        self,
        tx: &mut dyn WorkspaceTx,
        account: &mut Account,
        report: &Report,
        now: Timestamp,
    ) -> Result<Vec<AuditEntry>> {
        let (fate, was) = (self.fate(report, now), self.key.standing);
        let mut key = self.key;
        if let Some(answered) = self.tried.answered {
            (key.answered, key.tested_at) = (Some(answered), Some(now));
        }
        key.created_at = self.tried.created_at.or(key.created_at);
        match (fate, &self.tried.proof) {
            (Fate::InUse, Some(proof)) => {
                key.user_arn = Some(proof.user_arn().to_owned());
                account.proven_by_key(proof);
                if was == KeyStanding::Proven {
                    tx.key_save(&key).await?;
                    return Ok(Vec::new());
                }
                key.standing = KeyStanding::Proven;
                // Those that a rotation left behind went with the key that it was to replace.
                for other in tx.keys(&account.id).await? {
                    if other.id != key.id {
                        tx.key_forget(&account.id, &other.id).await?;
                    }
                }
                tx.key_rotation_forget(&account.id).await?;
                tx.key_save(&key).await?;
                Ok(vec![taken(account, &key, self.before.as_ref())])
            }
            (Fate::Forgotten, _) => {
                tx.key_forget(&account.id, &key.id).await?;
                Ok(vec![forgotten(account, &key, report)])
            }
            _ => {
                tx.key_save(&key).await?;
                Ok(Vec::new())
            }
        }
    }
}

/// An account whose role is proven needs no key any more.
pub(crate) async fn forget_keys(
    tx: &mut dyn WorkspaceTx,
    account: &Account,
) -> Result<Vec<AuditEntry>> {
    let keys = tx.keys(&account.id).await?;
    if account.method == Method::AccessKeys || keys.is_empty() {
        return Ok(Vec::new());
    }
    for key in &keys {
        tx.key_forget(&account.id, &key.id).await?;
    }
    tx.key_rotation_forget(&account.id).await?;
    let last4: Vec<&str> = keys.iter().map(|key| key.key.last4()).collect();
    let summary = format!(
        "A role is proven for account {}: the access key ending in {} was forgotten. It is still there in AWS.",
        account.id,
        last4.join(", ")
    );
    Ok(vec![by_itself("key.forgotten", account, summary)])
}

fn taken(account: &Account, key: &StoredKey, before: Option<&StoredKey>) -> AuditEntry {
    let mut summary = format!(
        "The access key ending in {} is in use for account {}.",
        key.key.last4(),
        account.id
    );
    if let Some(before) = before {
        let old = before.key.last4();
        summary =
            format!("{summary} The one ending in {old} was forgotten; it is still there in AWS.");
    }
    by_itself("key.taken", account, summary)
}

fn forgotten(account: &Account, key: &StoredKey, report: &Report) -> AuditEntry {
    let mistakes: Vec<&str> = report.mistakes().map(Mistake::as_str).collect();
    let why = if mistakes.is_empty() {
        "it could not be tried for a day".to_owned()
    } else {
        mistakes.join(", ")
    };
    let summary = format!(
        "Did not keep the access key ending in {} of account {}: {why}.",
        key.key.last4(),
        account.id
    );
    by_itself("key.refused", account, summary)
}
