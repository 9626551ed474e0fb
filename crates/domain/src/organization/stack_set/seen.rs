use std::collections::BTreeMap;

use super::Operation;
use crate::{AccountId, Region, organization::UnitId};

/// One whole look at a StackSet: the set, every instance, its newest operations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StackSetReading {
    /// `None` when there is no StackSet of that name.
    pub set: Option<StackSetSeen>,
    /// `cloudformation:ListStackInstances`, every page.
    pub instances: Vec<InstanceSeen>,
    /// The newest first; `None` where the role may not list them.
    pub operations: Option<Vec<Operation>>,
}

impl StackSetReading {
    /// Whether AWS is still to come to an account, or is deploying to it.
    #[must_use]
    pub fn is_at_work(&self) -> bool {
        self.instances.iter().any(|one| {
            matches!(
                one.detailed,
                DetailedStatus::Pending | DetailedStatus::Running
            )
        })
    }
}

/// `cloudformation:DescribeStackSet`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackSetSeen {
    pub service_managed: bool,
    /// Whether accounts that come later get an instance by themselves.
    pub auto_deployment: bool,
    /// Whether operations wait for each other; without it a second one is refused.
    pub managed_execution: bool,
    pub template: String,
    /// Only those that were given; the others have the template's default.
    pub parameters: BTreeMap<String, String>,
    /// What was targeted, if it is service-managed.
    pub units: Vec<UnitId>,
}

/// `StackInstanceSummary` (AWS CloudFormation API Reference).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceSeen {
    pub account: AccountId,
    pub region: Region,
    pub status: InstanceStatus,
    pub detailed: DetailedStatus,
    /// AWS's words; empty when it gave none.
    pub reason: String,
    pub operation: Option<String>,
}

/// `StackInstanceSummary.Status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstanceStatus {
    Current,
    Outdated,
    Inoperable,
}

/// `StackInstanceComprehensiveStatus.DetailedStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailedStatus {
    Pending,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    Inoperable,
    SkippedSuspendedAccount,
    FailedImport,
    /// AWS told none, or one that this version does not know.
    Unknown,
}
