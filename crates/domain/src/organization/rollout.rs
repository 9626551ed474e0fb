use serde::{Deserialize, Serialize};

use crate::{ExternalId, Partition, Region, Timestamp, account::Trust, permissions::Choices};

/// The StackSet's name; the payer's role may look at StackSets of this name only.
pub const STACK_SET_NAME: &str = "landfast-api-access";

/// How the role comes into the linked accounts of one payer: by one StackSet, with one parameter
/// `ExternalId` for all of them. The trust policy binds it to each account's own id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollout {
    pub external_id: ExternalId,
    pub trust: Trust,
    /// What is wanted of every linked account.
    pub choices: Choices,
    /// The region of the stack instances. One is enough: a role is global.
    pub region: Region,
    pub since: Timestamp,
}

impl Rollout {
    /// Of a payer whose home is in `region`; the instances go where the billing services are, which
    /// is a region that no account can switch off.
    #[must_use]
    pub fn new(
        external_id: ExternalId,
        trust: Trust,
        choices: Choices,
        region: &Region,
        now: Timestamp,
    ) -> Self {
        let home = Partition::of(region).home_region();
        Self {
            external_id,
            trust,
            choices,
            region: Region::parse(home).unwrap_or_else(|_| region.clone()),
            since: now,
        }
    }
}
