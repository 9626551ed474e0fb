//! The StackSet of a payer's roll-out, as its sessions see and change it.

use async_trait::async_trait;
use landfast_app::ports::{Answered, StackSetAt, StackSetChange, StackSetSession};
use landfast_domain::{
    check::Seen,
    organization::{
        STACK_SET_NAME,
        stack_set::{Operation, StackSetReading, StackSetSeen},
    },
};

use super::{FakeAws, FakeSession};
use crate::no_session::{NoSession, without_credentials};

#[async_trait]
impl StackSetSession for NoSession {
    async fn stack_set(&self, _: &StackSetAt) -> Seen<StackSetReading> {
        without_credentials()
    }

    async fn stack_set_operation(
        &self,
        _: &StackSetAt,
        _: Option<&str>,
    ) -> Seen<(Option<StackSetSeen>, Option<Operation>)> {
        without_credentials()
    }

    async fn change_stack_set(&self, _: &StackSetAt, _: &StackSetChange) -> Seen<Answered> {
        without_credentials()
    }
}

#[async_trait]
impl StackSetSession for FakeSession {
    async fn stack_set(&self, at: &StackSetAt) -> Seen<StackSetReading> {
        let payer = self.role.account();
        self.act("cloudformation:DescribeStackSet", |inside, _| {
            if at.name == STACK_SET_NAME {
                FakeAws::organization_of(inside, payer).stack_set
            } else {
                StackSetReading::default()
            }
        })
    }

    async fn stack_set_operation(
        &self,
        _: &StackSetAt,
        operation: Option<&str>,
    ) -> Seen<(Option<StackSetSeen>, Option<Operation>)> {
        let payer = self.role.account();
        let found = self.aws.stack_set_operation_of(payer, operation);
        self.act("cloudformation:DescribeStackSetOperation", |_, _| found)
    }

    async fn change_stack_set(&self, at: &StackSetAt, change: &StackSetChange) -> Seen<Answered> {
        let action = match change {
            StackSetChange::Create { .. } => "cloudformation:CreateStackSet",
            StackSetChange::Deploy { .. } => "cloudformation:CreateStackInstances",
            StackSetChange::Redo { .. } => "cloudformation:UpdateStackInstances",
            StackSetChange::Update { .. } => "cloudformation:UpdateStackSet",
            StackSetChange::Stop { .. } => "cloudformation:StopStackSetOperation",
        };
        // A call that AWS has got counts, also when nobody lives to see the answer.
        self.change(action, |organization| organization.change(at, change))
    }
}
