//! The job of a removal: try every door, judge, settle. May run twice and die anywhere.

use landfast_domain::{
    Account, AccountId, ExternalId, RoleArn,
    account::Trust,
    check::{Seen, Trouble},
    ids::WorkspaceId,
    removal::{Answer, Door, DoorTry, LookedAtDoors, Removal, RemovalState},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::doors::{DoorBy, KnownDoor, doors};
use crate::{
    access::Show,
    app::App,
    error::{Error, Result},
    ports::{AssumeRole, StoredKey, Topic, WorkRow},
    problem::ProblemCode,
};

/// What STS says of a key that was deleted or deactivated (STS API Reference, "Common Errors").
const KEY_IS_GONE: &str = "InvalidClientTokenId";

/// Payload of the work of kind `removal`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum RemovalWork {
    #[serde(rename = "1")]
    V1 { account: AccountId, turn: u32 },
}

impl RemovalWork {
    pub const KIND: &str = "removal";
    /// Attempts are used up by dying only: a removal that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;

    pub fn payload(account: &AccountId, turn: u32) -> Value {
        serde_json::json!({ "v": "1", "account": account, "turn": turn })
    }

    fn read(payload: &Value) -> Result<(AccountId, u32)> {
        let Self::V1 { account, turn } =
            serde_json::from_value(payload.clone()).map_err(|why| {
                let what = "The payload of a removal could not be read.";
                Error::new(ProblemCode::Internal, what).caused_by(why)
            })?;
        Ok((account, turn))
    }
}

/// Whether a removal is still in the turn that work was made for, and wants a look.
pub(super) fn wants_a_look(removal: &Removal, turn: u32) -> bool {
    removal.turn == turn
        && matches!(
            removal.state,
            RemovalState::Looking | RemovalState::Waiting { .. }
        )
}

impl App {
    pub(crate) async fn run_removal(&self, workspace: &WorkspaceId, payload: &Value) -> Result<()> {
        let (id, turn) = RemovalWork::read(payload)?;
        let rows = self.ports.store.workspace(workspace);
        let (Some(account), Some(removal)) =
            (rows.account_find(&id).await?, rows.removal_find(&id).await?)
        else {
            return Ok(());
        };
        if !wants_a_look(&removal, turn) {
            return Ok(());
        }
        let keys = rows.keys(&id).await?;
        let known = doors(&account, &keys, &rows.permits_live(&id).await?);
        let look = self.try_doors(workspace, &account, known).await?;
        self.settle_removal(workspace, &id, turn, look).await
    }

    /// The own identity comes last: it must have worked when the doors were tried.
    async fn try_doors(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        known: Vec<KnownDoor>,
    ) -> Result<LookedAtDoors> {
        let mut tries = Vec::new();
        for KnownDoor { shown, by } in known {
            let answer = match by {
                DoorBy::Role { arn, external_id } => {
                    self.try_role(account, &arn, &external_id).await
                }
                DoorBy::Key(key) => self.try_key(workspace, account, &key).await?,
            };
            tries.push(DoorTry {
                door: shown,
                answer,
                at: self.now(),
            });
        }
        let by_role = tries
            .iter()
            .any(|one| matches!(one.door, Door::Role { .. }));
        let own_trouble = match by_role {
            true => self.own_trouble(account).await,
            false => None,
        };
        Ok(LookedAtDoors { tries, own_trouble })
    }

    /// By what the role should trust; and where that is refused, by the other of the two, if this
    /// server has it: a change of trust changes nothing about the role until it is updated.
    pub(crate) async fn try_role(
        &self,
        account: &Account,
        role: &RoleArn,
        external_id: &ExternalId,
    ) -> Answer {
        let wanted = self.try_role_by(account, role, external_id).await;
        let other = Account {
            trust: match account.trust {
                Trust::Role => Trust::Issuer,
                Trust::Issuer => Trust::Role,
            },
            ..account.clone()
        };
        if !matches!(wanted, Answer::Refused { .. }) || self.door(&other).await.is_err() {
            return wanted;
        }
        match self.try_role_by(&other, role, external_id).await {
            Answer::Refused { .. } => wanted,
            open_or_unknown => open_or_unknown,
        }
    }

    async fn try_role_by(
        &self,
        account: &Account,
        role: &RoleArn,
        external_id: &ExternalId,
    ) -> Answer {
        let pass = match self.door(account).await {
            Ok(door) => door.pass(Show::Id(external_id.bound_to(&account.id))).await,
            Err(trouble) => Err(trouble),
        };
        let pass = match pass {
            Ok(pass) => pass,
            Err(trouble) => return answer::<()>(Seen::Trouble(trouble)),
        };
        let call = AssumeRole {
            role: role.clone(),
            pass,
            session_name: format!("landfast-removal-{}", account.id),
            region: account.region.clone(),
        };
        answer(self.ports.probe.assume(&call).await)
    }

    async fn try_key(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        key: &StoredKey,
    ) -> Result<Answer> {
        match self.open_key(workspace, key).await {
            Ok(pair) => {
                let session = self.ports.keys.enter(&pair, &account.region);
                Ok(of_the_key(answer(session.caller().await)))
            }
            Err(why) if why.code == ProblemCode::SecretKeyUnusable => Ok(Answer::Trouble {
                detail: why.detail,
                request_id: None,
            }),
            Err(why) => Err(why),
        }
    }

    pub(crate) async fn own_trouble(&self, account: &Account) -> Option<String> {
        // A token needs no identity in AWS; that it could be signed is shown by the try itself.
        if account.trust == Trust::Issuer {
            return None;
        }
        let session = self.ports.probe.as_the_server(&account.region);
        match session.caller().await {
            Seen::Yes(_) => None,
            Seen::No(denial) => Some(format!(
                "AWS refuses Landfast's own identity ({}), so that a refusal of the role proves nothing.",
                denial.code
            )),
            Seen::Trouble(Trouble { detail, .. }) => Some(detail),
        }
    }

    /// Ends the turn whose work gave up.
    pub(crate) async fn stop_removal(&self, work: &WorkRow) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        tx.work_told(&work.id, now).await?;
        if let Ok((account, turn)) = RemovalWork::read(&work.payload)
            && let Some(mut removal) = tx.removal_find(&account).await?
            && wants_a_look(&removal, turn)
        {
            removal.state = RemovalState::GaveUp {
                detail: "Landfast stopped several times while it tried. The server's log says why."
                    .to_owned(),
            };
            tx.removal_put(&account, &removal).await?;
        }
        tx.commit(now, Vec::new()).await?;
        self.hint(&work.workspace, Topic::Account, work.account.as_ref());
        Ok(())
    }
}

/// A signature that AWS does not take says nothing about the key: a proxy may have changed the request.
fn of_the_key(answer: Answer) -> Answer {
    match answer {
        Answer::Refused { code, request_id } if code != KEY_IS_GONE => Answer::Trouble {
            detail: format!(
                "AWS did not take the signature ({code}), which does not mean that the key is gone."
            ),
            request_id,
        },
        other => other,
    }
}

pub(super) fn answer<T>(seen: Seen<T>) -> Answer {
    match seen {
        Seen::Yes(_) => Answer::LetIn,
        Seen::No(denial) => Answer::Refused {
            code: denial.code,
            request_id: denial.request_id,
        },
        Seen::Trouble(trouble) => Answer::Trouble {
            detail: trouble.detail,
            request_id: trouble.request_id,
        },
    }
}
