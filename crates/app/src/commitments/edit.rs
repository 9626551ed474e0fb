use landfast_domain::{
    commitment::{Contract, ContractDraft, Malformed},
    ids::CommitmentId,
};

use super::read::{NamedCommitment, commitment_id, none};
use crate::{
    accounts::sentence,
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{Commitment, Conflict, StoreError, Topic},
    problem::ProblemCode,
};

/// Contracts of one workspace at most: whoever lists them gets all.
const MOST: usize = 100;

impl App {
    /// Adds a contract. Its name is its own in the workspace, so that a form that is sent twice adds one.
    ///
    /// # Errors
    /// `forbidden`, `commitment_invalid`, `commitment_name_taken`.
    pub async fn add_commitment(
        &self,
        actor: &Actor,
        draft: ContractDraft,
    ) -> Result<NamedCommitment> {
        actor.must_operate()?;
        let now = self.now();
        let commitment = Commitment {
            id: CommitmentId::new(now, self.random()),
            contract: draft.read().map_err(malformed)?,
            created_at: now,
            updated_at: now,
        };
        let mut tx = self.rows(actor).begin().await?;
        if tx.commitments().await?.len() >= MOST {
            return Err(full());
        }
        let put = tx.commitment_put(&commitment).await;
        put.map_err(|why| taken(why, &commitment.contract))?;
        let summary = format!("Added the contract {}.", said(&commitment.contract));
        tx.commit(now, vec![entry(actor, "commitment.added", None, summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Activity, None);
        self.named(actor, commitment).await
    }

    /// Puts another contract in the place of one. It keeps its id.
    ///
    /// # Errors
    /// `commitment_not_found`, and those of [`App::add_commitment`].
    pub async fn change_commitment(
        &self,
        actor: &Actor,
        id: &str,
        draft: ContractDraft,
    ) -> Result<NamedCommitment> {
        actor.must_operate()?;
        let (id, now) = (commitment_id(id)?, self.now());
        let contract = draft.read().map_err(malformed)?;
        let mut tx = self.rows(actor).begin().await?;
        let before = tx.commitment_find(&id).await?.ok_or_else(none)?;
        if before.contract == contract {
            drop(tx);
            return self.named(actor, before).await;
        }
        let after = Commitment {
            contract,
            updated_at: now,
            ..before.clone()
        };
        let put = tx.commitment_put(&after).await;
        put.map_err(|why| taken(why, &after.contract))?;
        let summary = changed(&before.contract, &after.contract);
        tx.commit(now, vec![entry(actor, "commitment.changed", None, summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Activity, None);
        self.named(actor, after).await
    }

    /// Removes a contract. Bills are not touched.
    ///
    /// # Errors
    /// `forbidden`, `commitment_not_found`.
    pub async fn remove_commitment(&self, actor: &Actor, id: &str) -> Result<()> {
        actor.must_operate()?;
        let (id, now) = (commitment_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let gone = tx.commitment_find(&id).await?.ok_or_else(none)?;
        tx.commitment_delete(&id).await?;
        let summary = format!("Removed the contract {}.", said(&gone.contract));
        tx.commit(now, vec![entry(actor, "commitment.removed", None, summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Activity, None);
        Ok(())
    }
}

/// A contract in the words of the activity.
fn said(contract: &Contract) -> String {
    let years: Vec<String> = contract.years.iter().map(ToString::to_string).collect();
    format!(
        "\"{}\" from {}: {} {}",
        contract.name,
        contract.starts,
        years.join(", "),
        contract.currency
    )
}

fn changed(before: &Contract, after: &Contract) -> String {
    let parts = [
        ("name", before.name != after.name),
        ("currency", before.currency != after.currency),
        ("beginning", before.starts != after.starts),
        ("commitments", before.years != after.years),
        ("payers", before.payers != after.payers),
        ("rules", before.rules != after.rules),
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .filter_map(|(part, is_changed)| is_changed.then_some(part))
        .collect();
    format!(
        "Changed {} of the contract {}.",
        parts.join(" and "),
        said(after)
    )
}

fn malformed(why: Malformed) -> Error {
    let detail = sentence(&why.why);
    Error::field(ProblemCode::CommitmentInvalid, why.field, detail).hint("Nothing was saved.")
}

fn taken(why: StoreError, contract: &Contract) -> Error {
    match why {
        StoreError::Conflict(Conflict::CommitmentName) => Error::field(
            ProblemCode::CommitmentNameTaken,
            "name",
            format!(
                "The name \"{}\" is taken by another contract; nothing was saved.",
                contract.name
            ),
        )
        .hint("Choose another name, or change the contract that is there."),
        other => other.into(),
    }
}

fn full() -> Error {
    let detail = format!("This workspace has {MOST} contracts, which is the most there can be.");
    Error::new(ProblemCode::CommitmentInvalid, detail).hint("Remove one that is over.")
}
