//! Rotating an account's external id: a new one beside the old, until no role answers the old.

use landfast_domain::{
    Account, ExternalId, Method,
    account::Rotation,
    external_id::RANDOM_BYTES,
    step::{StepEvent, StepKind},
};

use super::read::{account_id, not_found};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

/// One of the three things that happen to a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Begin,
    Finish,
    Cancel,
}

impl App {
    /// Mints the next external id. Both are known from now on; the role must be updated to the new one.
    /// Asked twice, the id that was minted first stays.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`.
    pub async fn begin_rotation(&self, actor: &Actor, account: &str) -> Result<Account> {
        self.turn(actor, account, Turn::Begin).await
    }

    /// Gives the old external id up.
    ///
    /// # Errors
    /// `action_not_allowed` while anything answers to the old id, or nothing has been looked at.
    pub async fn finish_rotation(&self, actor: &Actor, account: &str) -> Result<Account> {
        self.turn(actor, account, Turn::Finish).await
    }

    /// Forgets the new external id.
    ///
    /// # Errors
    /// `action_not_allowed` when the new id may be the only one that is answered.
    pub async fn cancel_rotation(&self, actor: &Actor, account: &str) -> Result<Account> {
        self.turn(actor, account, Turn::Cancel).await
    }

    async fn turn(&self, actor: &Actor, account: &str, turn: Turn) -> Result<Account> {
        actor.must_operate()?;
        let (id, now) = (account_id(account)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let mut account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        if account.method == Method::StackSet {
            return Err(shared_by_its_roll_out(&account));
        }
        let (action, what) = match (turn, account.rotation.take()) {
            (Turn::Begin, Some(under_way)) => {
                account.rotation = Some(under_way);
                return Ok(account);
            }
            (Turn::Begin, None) => {
                account.rotation = Some(Rotation {
                    next: ExternalId::from_random(self.random::<RANDOM_BYTES>()),
                    since: now,
                    seen: None,
                });
                ("external_id.rotation_begun", "Minted the next external id")
            }
            (Turn::Finish, Some(rotation)) => {
                allowed(&account, rotation.why_not_finish())?;
                account.external_id = rotation.next;
                ("external_id.rotated", "Gave up the old external id")
            }
            (Turn::Cancel, Some(rotation)) => {
                allowed(&account, rotation.why_not_cancel())?;
                (
                    "external_id.rotation_cancelled",
                    "Forgot the next external id",
                )
            }
            (Turn::Finish | Turn::Cancel, None) => return Err(not_begun(&account)),
        };
        self.wanted_now(&mut account, turn);
        tx.account_save(&account).await?;
        let summary = format!("{what} of account {id}.");
        tx.commit(now, vec![entry(actor, action, Some(&id), summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        Ok(account)
    }

    /// The role is looked at soon; until then the page says what is wanted of it.
    fn wanted_now(&self, account: &mut Account, turn: Turn) {
        let now = self.now();
        if turn != Turn::Finish {
            let step = account.step(StepKind::ApiAccess);
            let next = step.and_then(|step| step.on(StepEvent::UpdateWanted, now).ok());
            if let Some(step) = next {
                account.put_step(step);
            }
        }
        if account.proven.is_some() {
            account.next_check_at = Some(now);
        }
    }
}

fn allowed(account: &Account, why_not: Option<&'static str>) -> Result<()> {
    why_not.map_or(Ok(()), |why| {
        Err(Error::new(
            ProblemCode::ActionNotAllowed,
            format!(
                "The external id of account {} is still being rotated. {why}",
                account.id
            ),
        )
        .hint("Update the stack or the role with the new external id, then check again."))
    })
}

fn not_begun(account: &Account) -> Error {
    Error::new(
        ProblemCode::ActionNotAllowed,
        format!(
            "The external id of account {} is not being rotated.",
            account.id
        ),
    )
}

/// One StackSet has one parameter for all its accounts: a new id for one would shut out the others.
fn shared_by_its_roll_out(account: &Account) -> Error {
    let detail = format!(
        "The external id of account {} is that of its payer's roll-out, which all its accounts share; it cannot be rotated for one of them.",
        account.id
    );
    let hint = "What each role demands is bound to its own account all the same.";
    Error::new(ProblemCode::ActionNotAllowed, detail).hint(hint)
}
