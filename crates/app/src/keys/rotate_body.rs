//! The job of a rotation: one call to AWS, then one transaction, stage after stage. May run twice and
//! die anywhere: what a stage may already have done is found out before it is done.

use std::{sync::Arc, time::Duration};

use landfast_domain::{
    Account, AccountId, Timestamp,
    access_key::{
        BeginRotation, CreateStep, KeyStatus, RotationProblem, RotationStage, UserArn,
        begin_rotation, resume_create,
    },
    check::{Denial, Seen, Trouble},
    ids::{KeyId, RotationId, WorkspaceId},
};
use serde_json::Value;

use super::rotate::RotateWork;
use crate::{
    app::App,
    error::{Error, Result},
    ports::{KeyPair, KeyRotation, KeySession, StoredKey},
    problem::ProblemCode,
};

/// How long a new key may stay silent. IAM shows one within seconds; AWS names no bound.
const PROVE_FOR: Duration = Duration::from_secs(600);
/// Between two looks at the list of keys while IAM catches up.
pub(super) const CATCH_UP: Duration = Duration::from_secs(2);
/// Between deactivating and deleting: time for the new key to show that it works alone.
const ALONE: Duration = Duration::from_secs(30);
/// IAM's codes for a key that is gone, and for a user who has two keys.
const GONE: [&str; 2] = ["NoSuchEntity", "NoSuchEntityException"];
const LIMIT: [&str; 2] = ["LimitExceeded", "LimitExceededException"];

/// Everything that one turn needs to know.
pub(super) struct Scene {
    pub workspace: WorkspaceId,
    pub account: Account,
    pub rotation: KeyRotation,
    pub old: Option<StoredKey>,
    pub new: Option<StoredKey>,
    user_arn: String,
}

/// What one turn has brought.
pub(super) enum Turn {
    Next(RotationStage),
    Made(KeyPair),
    Answered,
    Silent,
    Wait(Timestamp),
    Later(Trouble),
    Blocked(RotationProblem),
    /// The new key is gone again, or is left to a person.
    Undone(RotationProblem),
    Finished,
}

impl App {
    /// Takes a rotation as far as it goes now.
    pub(crate) async fn run_rotation(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let RotateWork::V1 { account, rotation } = serde_json::from_value(payload.clone())
            .map_err(|why| {
                let what = "The payload of a rotation could not be read.";
                Error::new(ProblemCode::Internal, what).caused_by(why)
            })?;
        while let Some(scene) = self.scene(workspace, &account, &rotation).await? {
            let stage = Stage {
                app: self,
                scene: &scene,
            };
            let turn = stage.turn().await?;
            if !self.settle_turn(&scene, turn).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// `None` when there is nothing left to do.
    async fn scene(
        &self,
        workspace: &WorkspaceId,
        account: &AccountId,
        rotation: &RotationId,
    ) -> Result<Option<Scene>> {
        let rows = self.ports.store.workspace(workspace);
        let found = rows.key_rotation_find(account).await?;
        let Some(rotation) = found.filter(|one| one.id == *rotation && one.runs()) else {
            return Ok(None);
        };
        let Some(account) = rows.account_find(account).await? else {
            return Ok(None);
        };
        let keys = rows.keys(&account.id).await?;
        let key = |id: &KeyId| keys.iter().find(|key| key.id == *id).cloned();
        let (old, new) = (key(&rotation.old), new_key(&rotation.stage).and_then(key));
        let user_arn = [&old, &new]
            .into_iter()
            .flatten()
            .find_map(|key| key.user_arn.clone());
        Ok(Some(Scene {
            workspace: workspace.clone(),
            account,
            rotation,
            old,
            new,
            user_arn: user_arn.unwrap_or_default(),
        }))
    }
}

/// One turn of a rotation: at most one call that changes something.
struct Stage<'a> {
    app: &'a App,
    scene: &'a Scene,
}

impl<'s> Stage<'s> {
    async fn turn(&self) -> Result<Turn> {
        let now = self.app.now();
        Ok(match &self.scene.rotation.stage {
            RotationStage::Begin => self.begin().await?,
            RotationStage::Create => self.create().await?,
            RotationStage::Prove { since, .. } => self.prove(*since).await?,
            RotationStage::Undo { .. } => self.undo().await?,
            RotationStage::Deactivate { .. } => self.deactivate().await?,
            RotationStage::Delete { not_before, .. } if now < *not_before => {
                Turn::Wait(*not_before)
            }
            RotationStage::Delete { .. } => self.delete().await?,
            RotationStage::Done { .. } => Turn::Finished,
        })
    }

    async fn begin(&self) -> Result<Turn> {
        let (old, session) = self.by(self.scene.old.as_ref()).await?;
        let seen = session.list_keys(self.scene.user()).await;
        Ok(match begin_rotation(&seen, &old.key) {
            BeginRotation::Go => Turn::Next(RotationStage::Create),
            BeginRotation::Blocked(problem) => Turn::Blocked(problem),
            BeginRotation::Later(trouble) => Turn::Later(trouble),
        })
    }

    async fn create(&self) -> Result<Turn> {
        let (old, session) = self.by(self.scene.old.as_ref()).await?;
        let seen = session.list_keys(self.scene.user()).await;
        let lost = match resume_create(&seen, &old.key) {
            CreateStep::Blocked(problem) => return Ok(Turn::Blocked(problem)),
            CreateStep::Later(trouble) => return Ok(Turn::Later(trouble)),
            CreateStep::DeleteFirst { id } => id,
            CreateStep::Create => {
                let made = session.create_key(self.scene.user()).await;
                return Ok(created(made));
            }
        };
        Ok(match session.delete_key(self.scene.user(), &lost).await {
            Seen::Yes(()) => Turn::Wait(self.app.now().plus(CATCH_UP)),
            Seen::No(_) => Turn::Blocked(two_keys(&lost)),
            Seen::Trouble(trouble) => Turn::Later(trouble),
        })
    }

    /// The new key must answer STS as the same user, and IAM, which it will have to ask for the rest.
    async fn prove(&self, since: Timestamp) -> Result<Turn> {
        let (_, session) = self.by(self.scene.new.as_ref()).await?;
        let is_same = match session.caller().await {
            Seen::Yes(caller) => caller.arn == self.scene.user_arn,
            Seen::No(_) => false,
            Seen::Trouble(trouble) => return Ok(Turn::Later(trouble)),
        };
        let answered =
            is_same && matches!(session.list_keys(self.scene.user()).await, Seen::Yes(_));
        Ok(if answered {
            Turn::Answered
        } else if self.app.now() < since.plus(PROVE_FOR) {
            Turn::Silent
        } else {
            let new = self.scene.key_id(self.scene.new.as_ref())?;
            Turn::Next(RotationStage::Undo { new })
        })
    }

    async fn undo(&self) -> Result<Turn> {
        let (_, session) = self.by(self.scene.old.as_ref()).await?;
        let Some(new) = &self.scene.new else {
            return Ok(Turn::Undone(RotationProblem::NewKeySilent));
        };
        Ok(
            match session
                .delete_key(self.scene.user(), new.key.as_str())
                .await
            {
                Seen::Yes(()) => Turn::Undone(RotationProblem::NewKeySilent),
                Seen::No(_) => Turn::Undone(two_keys(new.key.as_str())),
                Seen::Trouble(trouble) => Turn::Later(trouble),
            },
        )
    }

    async fn deactivate(&self) -> Result<Turn> {
        let (new, session) = self.by(self.scene.new.as_ref()).await?;
        let Some(old) = &self.scene.old else {
            return Ok(Turn::Finished);
        };
        let next = Turn::Next(RotationStage::Delete {
            new: new.id.clone(),
            not_before: self.app.now().plus(ALONE),
        });
        let call = session.set_key_status(self.scene.user(), old.key.as_str(), KeyStatus::Inactive);
        Ok(match call.await {
            Seen::Yes(()) => next,
            Seen::No(denial) if is(&denial, &GONE) => next,
            Seen::No(_) => Turn::Blocked(RotationProblem::MayNotDeactivate),
            Seen::Trouble(trouble) => Turn::Later(trouble),
        })
    }

    /// Only while the new key answers alone.
    async fn delete(&self) -> Result<Turn> {
        let (_, session) = self.by(self.scene.new.as_ref()).await?;
        let Some(old) = &self.scene.old else {
            return Ok(Turn::Finished);
        };
        match session.caller().await {
            Seen::Yes(_) => {}
            Seen::No(denial) => return Ok(Turn::Later(silent(&denial))),
            Seen::Trouble(trouble) => return Ok(Turn::Later(trouble)),
        }
        Ok(
            match session
                .delete_key(self.scene.user(), old.key.as_str())
                .await
            {
                Seen::Yes(()) => Turn::Finished,
                Seen::No(_) => Turn::Blocked(RotationProblem::MayNotDelete),
                Seen::Trouble(trouble) => Turn::Later(trouble),
            },
        )
    }

    /// A session by one of the two keys.
    async fn by(&self, key: Option<&'s StoredKey>) -> Result<(&'s StoredKey, Arc<dyn KeySession>)> {
        let key = key.ok_or_else(|| self.scene.no_key())?;
        let pair = self.app.open_key(&self.scene.workspace, key).await?;
        let region = &self.scene.account.region;
        Ok((key, self.app.ports.keys.enter(&pair, region)))
    }
}

impl Scene {
    /// The user's name without its path.
    fn user(&self) -> &str {
        match UserArn::of(&self.user_arn) {
            UserArn::User(name) => name,
            UserArn::Root | UserArn::Other => "",
        }
    }

    fn key_id(&self, key: Option<&StoredKey>) -> Result<KeyId> {
        key.map(|key| key.id.clone()).ok_or_else(|| self.no_key())
    }

    fn no_key(&self) -> Error {
        Error::new(
            ProblemCode::Internal,
            format!(
                "A key that the rotation of account {} needs is not there.",
                self.account.id
            ),
        )
    }
}

const fn new_key(stage: &RotationStage) -> Option<&KeyId> {
    match stage {
        RotationStage::Begin | RotationStage::Create | RotationStage::Done { .. } => None,
        RotationStage::Prove { new, .. }
        | RotationStage::Undo { new }
        | RotationStage::Deactivate { new }
        | RotationStage::Delete { new, .. } => Some(new),
    }
}

fn created(made: Seen<KeyPair>) -> Turn {
    match made {
        Seen::Yes(pair) => Turn::Made(pair),
        // Made by a call before this one, and not in the list yet.
        Seen::No(denial) if is(&denial, &LIMIT) => Turn::Later(Trouble::ours(
            "AWS says that the user has two keys, and lists one; it is looked at again.".to_owned(),
        )),
        Seen::No(_) => Turn::Blocked(RotationProblem::MayNotCreate),
        Seen::Trouble(trouble) => Turn::Later(trouble),
    }
}

fn is(denial: &Denial, codes: &[&str]) -> bool {
    codes.contains(&denial.code.as_str())
}

fn two_keys(id: &str) -> RotationProblem {
    let from = id.len().saturating_sub(4);
    let other = id.get(from..).unwrap_or_default().to_owned();
    RotationProblem::TwoKeys { other }
}

fn silent(denial: &Denial) -> Trouble {
    Trouble::ours(format!(
        "The new key does not answer any more ({}); the old one is not deleted before it does.",
        denial.code
    ))
}
