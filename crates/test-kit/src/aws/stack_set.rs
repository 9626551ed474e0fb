//! The StackSet of a payer's roll-out, as its session sees it.

use async_trait::async_trait;
use landfast_app::ports::{StackSetAt, StackSetSession};
use landfast_domain::{
    check::Seen,
    organization::{STACK_SET_NAME, stack_set::StackSetReading},
};

use super::{FakeAws, FakeSession};
use crate::no_session::{NoSession, without_credentials};

#[async_trait]
impl StackSetSession for NoSession {
    async fn stack_set(&self, _: &StackSetAt) -> Seen<StackSetReading> {
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
}
