//! The organizations of payers, as AWS tells them and as the store keeps them.

use std::collections::BTreeMap;

use async_trait::async_trait;
use landfast_domain::{
    AccountId, Region, Timestamp,
    account::AccountStatus,
    check::Seen,
    organization::{
        Member, MemberStanding, Tree, UnitId,
        stack_run::Targets,
        stack_set::{Operation, StackSetReading, StackSetSeen, StackState},
    },
};

use super::Cursor;

/// The units of an organization and where its accounts stand, as far as they stood still meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreeSeen {
    pub tree: Tree,
    pub placed: BTreeMap<AccountId, UnitId>,
}

/// A StackSet of the account that looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackSetAt {
    pub name: String,
    /// Where it is administered.
    pub region: Region,
}

/// A change of a StackSet. Each carries the id by which AWS knows a repeated call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StackSetChange {
    /// Service-managed, with automatic deployment and managed execution.
    Create {
        token: String,
        template_url: String,
        parameters: Vec<(String, String)>,
    },
    /// New instances.
    Deploy {
        operation: String,
        targets: Targets,
    },
    /// Instances that are there, once more.
    Redo {
        operation: String,
        targets: Targets,
    },
    /// Another template for all instances; the parameters that it has keep their values, new ones are given.
    Update {
        operation: String,
        template_url: String,
        keep: Vec<String>,
        give: Vec<(String, String)>,
    },
    Stop {
        operation: String,
    },
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// AWS has it, now or since an earlier call.
    Taken,
    /// Another operation stands in its way, or the queue is full: to be tried later.
    Busy { said: String },
}

/// An account of an organization with its registration in the same workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    pub member: Member,
    /// `None` when it is not registered.
    pub registered: Option<AccountStatus>,
    /// When access by a role was proven last.
    pub proven_at: Option<Timestamp>,
}

impl MemberRow {
    #[must_use]
    pub fn standing(&self) -> MemberStanding {
        MemberStanding::of(&self.member, self.registered)
    }

    /// Why it cannot be selected to be activated; `None` when it can.
    #[must_use]
    pub fn why_not_activate(&self, payer: &AccountId) -> Option<&'static str> {
        if self.member.id == *payer {
            return Some("This is the payer itself.");
        }
        self.standing().why_not_activate()
    }
}

/// Which accounts of a payer's organization, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberQuery {
    pub payer: AccountId,
    /// Part of the id or the name, whatever the case.
    pub search: Option<String>,
    pub standing: Option<MemberStanding>,
    /// Only those in which the StackSet is so far.
    pub stack: Option<StackState>,
    /// Only those that stand in one of these units themselves; `None` for all.
    pub units: Option<Vec<UnitId>>,
    pub limit: u32,
    pub cursor: Option<Cursor>,
}

/// The part of a payer's session that looks at the StackSet of its roll-out.
#[async_trait]
pub trait StackSetSession: Send + Sync {
    /// By `cloudformation:DescribeStackSet`, `ListStackInstances` and `ListStackSetOperations`: every
    /// instance, or nothing. The management account sees the service-managed StackSets of delegated
    /// administrators too.
    async fn stack_set(&self, at: &StackSetAt) -> Seen<StackSetReading>;
    /// The set, and one operation of it, by `cloudformation:DescribeStackSet` and
    /// `DescribeStackSetOperation`; `None` of what there is none of.
    async fn stack_set_operation(
        &self,
        at: &StackSetAt,
        operation: Option<&str>,
    ) -> Seen<(Option<StackSetSeen>, Option<Operation>)>;
    /// Changes it. Asked again with the same id, AWS does it once.
    async fn change_stack_set(&self, at: &StackSetAt, change: &StackSetChange) -> Seen<Answered>;
}
