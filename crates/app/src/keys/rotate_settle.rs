//! Writing down what a turn of a rotation has brought: one transaction, with the work that goes on.

use std::time::Duration;

use landfast_domain::{
    Timestamp,
    access_key::{RotationProblem, RotationStage, proved_enough},
    check::Trouble,
    ids::KeyId,
};

use super::rotate_body::{CATCH_UP, Scene, Turn};
use crate::{
    access::by_itself,
    app::App,
    error::Result,
    ports::{AuditEntry, KeyPair, KeyRotation, KeyStanding, Sealed, StoredKey, Topic, WorkspaceTx},
};

/// Between two calls with a new key.
const PROVE_EVERY: Duration = Duration::from_secs(5);
/// How long trouble is waited out before a person is asked.
const TROUBLE_FOR: Duration = Duration::from_secs(60 * 60);
const TROUBLE_STEPS: [u64; 5] = [5, 15, 60, 300, 900];

impl App {
    /// Whether the next turn follows at once.
    pub(super) async fn settle_turn(&self, scene: &Scene, turn: Turn) -> Result<bool> {
        let now = self.now();
        let turn = match turn {
            Turn::Made(pair) => Settling::Made(self.sealed(scene, pair).await?),
            other => Settling::Other(other),
        };
        let mut tx = self.ports.store.workspace(&scene.workspace).begin().await?;
        let there = tx.key_rotation_find(&scene.account.id).await?;
        // Somebody else has taken it further, or the account is gone.
        if there.as_ref() != Some(&scene.rotation) {
            return Ok(false);
        }
        let mut next = scene.rotation.clone();
        let entries = match turn {
            Settling::Made((key, sealed)) => {
                tx.key_put(&key, &sealed).await?;
                let (new, answers) = (key.id, 0);
                let since = now;
                move_on(
                    &mut next,
                    RotationStage::Prove {
                        new,
                        since,
                        answers,
                    },
                    now,
                );
                next.next_at = Some(now.plus(CATCH_UP));
                Vec::new()
            }
            Settling::Other(turn) => brought(tx.as_mut(), scene, &mut next, turn, now).await?,
        };
        tx.key_rotation_put(&next).await?;
        let at_once = next.runs() && next.next_at.is_some_and(|at| at <= now);
        if next.runs() && !at_once {
            tx.work_insert(&self.rotate_work(&scene.workspace, &next))
                .await?;
        }
        tx.commit(now, entries).await?;
        self.hint(&scene.workspace, Topic::Account, Some(&scene.account.id));
        Ok(at_once)
    }

    /// The secret that AWS tells once, sealed before the transaction begins.
    async fn sealed(&self, scene: &Scene, pair: KeyPair) -> Result<(StoredKey, Sealed)> {
        let now = self.now();
        let key = StoredKey {
            id: KeyId::new(now, self.random()),
            account: scene.account.id.clone(),
            key: pair.id,
            standing: KeyStanding::Incoming,
            user_arn: scene.old.as_ref().and_then(|old| old.user_arn.clone()),
            saved_by: scene.rotation.started_by.clone(),
            saved_at: now,
            created_at: Some(now),
            tested_at: None,
            answered: None,
        };
        let sealed = self.seal_key(&scene.workspace, &key.id, &pair.secret);
        Ok((key.clone(), sealed.await?))
    }
}

enum Settling {
    Made((StoredKey, Sealed)),
    Other(Turn),
}

async fn brought(
    tx: &mut dyn WorkspaceTx,
    scene: &Scene,
    next: &mut KeyRotation,
    turn: Turn,
    now: Timestamp,
) -> Result<Vec<AuditEntry>> {
    match turn {
        Turn::Next(stage) => move_on(next, stage, now),
        Turn::Answered => return answered(tx, scene, next, now).await,
        Turn::Silent => {
            if let RotationStage::Prove { answers, .. } = &mut next.stage {
                *answers = 0;
            }
            next.next_at = Some(now.plus(PROVE_EVERY));
        }
        Turn::Wait(at) => next.next_at = Some(at),
        Turn::Later(trouble) => return Ok(later(scene, next, trouble, now)),
        Turn::Blocked(problem) => return Ok(blocked(scene, next, problem)),
        Turn::Undone(problem) => {
            if let Some(new) = &scene.new {
                tx.key_forget(&scene.account.id, &new.id).await?;
            }
            next.stage = RotationStage::Begin;
            return Ok(blocked(scene, next, problem));
        }
        Turn::Finished => {
            if let Some(old) = &scene.old {
                tx.key_forget(&scene.account.id, &old.id).await?;
            }
            move_on(next, RotationStage::Done { at: now }, now);
            next.next_at = None;
            return Ok(vec![finished(scene)]);
        }
        // Settled before, with its secret.
        Turn::Made(_) => {}
    }
    Ok(Vec::new())
}

fn move_on(next: &mut KeyRotation, stage: RotationStage, now: Timestamp) {
    next.stage = stage;
    (next.tries, next.trouble_since) = (0, None);
    next.next_at = Some(now);
}

/// The last answer that was needed takes the new key into use: from this commit on checks go by it.
async fn answered(
    tx: &mut dyn WorkspaceTx,
    scene: &Scene,
    next: &mut KeyRotation,
    now: Timestamp,
) -> Result<Vec<AuditEntry>> {
    let RotationStage::Prove {
        new,
        since,
        answers,
    } = next.stage.clone()
    else {
        return Ok(Vec::new());
    };
    let answers = answers.saturating_add(1);
    if !proved_enough(answers) {
        move_on(
            next,
            RotationStage::Prove {
                new,
                since,
                answers,
            },
            now,
        );
        next.next_at = Some(now.plus(PROVE_EVERY));
        return Ok(Vec::new());
    }
    if let (Some(old), Some(new)) = (&scene.old, &scene.new) {
        let standing = KeyStanding::Outgoing;
        tx.key_save(&StoredKey {
            standing,
            ..old.clone()
        })
        .await?;
        tx.key_save(&StoredKey {
            standing: KeyStanding::Proven,
            tested_at: Some(now),
            answered: Some(true),
            ..new.clone()
        })
        .await?;
    }
    move_on(next, RotationStage::Deactivate { new }, now);
    Ok(vec![switched(scene)])
}

fn later(
    scene: &Scene,
    next: &mut KeyRotation,
    trouble: Trouble,
    now: Timestamp,
) -> Vec<AuditEntry> {
    let since = *next.trouble_since.get_or_insert(now);
    if now.since(since) > TROUBLE_FOR {
        let detail = trouble.detail;
        return blocked(scene, next, RotationProblem::Trouble { detail });
    }
    let place = usize::try_from(next.tries).unwrap_or(usize::MAX);
    let steps = TROUBLE_STEPS.get(place).or(TROUBLE_STEPS.last());
    let wait = Duration::from_secs(steps.copied().unwrap_or(900));
    next.tries = next.tries.saturating_add(1);
    next.next_at = Some(now.plus(wait.max(trouble.retry_after.unwrap_or_default())));
    Vec::new()
}

fn blocked(scene: &Scene, next: &mut KeyRotation, problem: RotationProblem) -> Vec<AuditEntry> {
    let summary = format!(
        "The rotation of the access key of account {} stopped: {}",
        scene.account.id,
        problem.what()
    );
    next.problem = Some(problem);
    next.next_at = None;
    vec![by_itself("key.rotation_stopped", &scene.account, summary)]
}

fn last4(key: Option<&StoredKey>) -> &str {
    key.map_or("?", |key| key.key.last4())
}

fn switched(scene: &Scene) -> AuditEntry {
    let summary = format!(
        "The access key ending in {} is in use for account {} in place of the one ending in {}.",
        last4(scene.new.as_ref()),
        scene.account.id,
        scene.rotation.old_last4
    );
    by_itself("key.switched", &scene.account, summary)
}

fn finished(scene: &Scene) -> AuditEntry {
    let summary = format!(
        "Deleted the old access key of account {}, ending in {}; the one ending in {} is in use.",
        scene.account.id,
        scene.rotation.old_last4,
        last4(scene.new.as_ref())
    );
    by_itself("key.rotated", &scene.account, summary)
}
