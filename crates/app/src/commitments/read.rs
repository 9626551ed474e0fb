use std::collections::BTreeMap;

use landfast_domain::{AccountId, ids::CommitmentId};

use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::Commitment,
    problem::ProblemCode,
};

/// A contract, and what its payers are called as far as that is known.
#[derive(Debug, Clone)]
pub struct NamedCommitment {
    pub commitment: Commitment,
    pub account_names: BTreeMap<AccountId, String>,
}

impl App {
    /// By name.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn commitments(&self, actor: &Actor) -> Result<Vec<NamedCommitment>> {
        let rows = self.rows(actor);
        let all = rows.commitments().await?;
        let payers = all.iter().flat_map(|one| one.contract.payers.iter());
        let mut payers: Vec<AccountId> = payers.cloned().collect();
        payers.sort_unstable();
        payers.dedup();
        let names = rows.account_names(&payers).await?;
        let names: BTreeMap<AccountId, String> = names.into_iter().collect();
        let named = all.into_iter().map(|commitment| {
            let payers = commitment.contract.payers.iter();
            let known = payers.filter_map(|id| names.get_key_value(id));
            NamedCommitment {
                account_names: known.map(|(id, name)| (id.clone(), name.clone())).collect(),
                commitment,
            }
        });
        Ok(named.collect())
    }

    /// # Errors
    /// `commitment_not_found`.
    pub async fn commitment(&self, actor: &Actor, id: &str) -> Result<NamedCommitment> {
        let found = self.commitment_of(actor, id).await?;
        self.named(actor, found).await
    }

    pub(super) async fn commitment_of(&self, actor: &Actor, id: &str) -> Result<Commitment> {
        let found = self
            .rows(actor)
            .commitment_find(&commitment_id(id)?)
            .await?;
        found.ok_or_else(none)
    }

    pub(super) async fn named(
        &self,
        actor: &Actor,
        commitment: Commitment,
    ) -> Result<NamedCommitment> {
        let payers = &commitment.contract.payers;
        let names = self.rows(actor).account_names(payers).await?;
        Ok(NamedCommitment {
            account_names: names.into_iter().collect(),
            commitment,
        })
    }
}

pub(super) fn commitment_id(text: &str) -> Result<CommitmentId> {
    CommitmentId::parse(text).map_err(|_| none())
}

pub(super) fn none() -> Error {
    Error::new(
        ProblemCode::CommitmentNotFound,
        "There is no such commitment in this workspace.",
    )
}
