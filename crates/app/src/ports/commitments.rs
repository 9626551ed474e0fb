//! Contracts of a workspace.

use landfast_domain::{Timestamp, commitment::Contract, ids::CommitmentId};

/// A contract as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    pub id: CommitmentId,
    pub contract: Contract,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}
