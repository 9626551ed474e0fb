//! Going on from inside a payer into one of its accounts, and what is made there.

use std::sync::Arc;

use async_trait::async_trait;
use landfast_domain::{Region, RoleArn, activation::StackSeen, check::Seen, ids::ActivationId};

use super::{BillingSession, Cursor};

/// Which accounts of an activation, in the order in which they are begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemQuery {
    pub activation: ActivationId,
    /// The name of a state.
    pub state: Option<&'static str>,
    pub limit: u32,
    pub cursor: Option<Cursor>,
}

/// One call of `sts:AssumeRole` with the credentials of a session.
#[derive(Debug, Clone)]
pub struct EnterMember {
    pub role: RoleArn,
    /// `RoleSessionName`: names the activation in the account's CloudTrail.
    pub session_name: String,
    /// The whole of what the session may do, as JSON.
    pub policy: String,
    /// Where the stack belongs.
    pub region: Region,
}

/// Where CloudFormation gets the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewTemplate {
    Url(String),
    Body(String),
}

/// One call of `cloudformation:CreateStack`. A stack that fails is deleted by CloudFormation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStack {
    pub name: String,
    pub template: NewTemplate,
    pub parameters: Vec<(String, String)>,
    /// `ClientRequestToken`: the same call twice makes one stack.
    pub token: String,
}

/// The part of a session of a permit that enters accounts.
#[async_trait]
pub trait PermitSession: BillingSession {
    /// Assumes a role of another account. The session is never cached and lives for 15 minutes at most.
    async fn enter_member(&self, call: &EnterMember) -> Seen<Arc<dyn MemberSession>>;
}

/// A session in an account that is being activated. Its credentials never leave the implementation.
#[async_trait]
pub trait MemberSession: Send + Sync {
    /// Gives the stack's ARN.
    async fn create_stack(&self, stack: &NewStack) -> Seen<String>;
    /// By name or ARN; `None` when there is none.
    async fn stack(&self, name: &str) -> Seen<Option<StackSeen>>;
    /// The first event of a stack that failed: the type of its resource, and the reason.
    async fn first_failure(&self, stack_id: &str) -> Seen<Option<(String, String)>>;
}
