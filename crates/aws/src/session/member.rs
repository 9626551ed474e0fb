//! From a session of a permit into an account, and the stack there.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_cloudformation::{
    Client,
    types::{Capability, OnFailure, Parameter, StackEvent},
};
use landfast_app::ports::{EnterMember, MemberSession, NewStack, NewTemplate, PermitSession};
use landfast_domain::{activation::StackSeen, check::Seen};

use super::Session;
use crate::{
    assume::credentials,
    classify::{Call, classify},
    failure::{Failure, Malformed, seen},
};

const ENTER: Call = Call::session("sts:AssumeRole");
const CREATE: Call = Call::member("cloudformation:CreateStack");
const DESCRIBE: Call = Call::member("cloudformation:DescribeStacks");
const EVENTS: Call = Call::member("cloudformation:DescribeStackEvents");
/// The shortest life that STS gives.
const DURATION_SECONDS: i32 = 900;
/// The most pages of events; a stack of a role has a few dozen events.
const PAGES: usize = 20;
/// The parameter by which a stack is known again.
const EXTERNAL_ID: &str = "ExternalId";

#[async_trait]
impl PermitSession for Session {
    async fn enter_member(&self, call: &EnterMember) -> Seen<Arc<dyn MemberSession>> {
        let entered = self.enter(call).await;
        seen(entered.map(|member| Arc::new(member) as Arc<dyn MemberSession>))
    }
}

impl Session {
    async fn enter(&self, call: &EnterMember) -> Result<Member, Failure> {
        let answer = self
            .sts
            .assume_role()
            .role_arn(call.role.to_string())
            .role_session_name(&call.session_name)
            .duration_seconds(DURATION_SECONDS)
            .policy(&call.policy)
            .send()
            .await
            .map_err(|error| classify(ENTER, &error))?;
        let credentials = credentials(ENTER, answer.credentials())?;
        let sdk = self.clients.for_session(call.role.partition(), credentials);
        let region = aws_config::Region::new(call.region.as_str().to_owned());
        let config = self.clients.cloudformation(&sdk).config().to_builder();
        Ok(Member(Client::from_conf(config.region(region).build())))
    }
}

/// CloudFormation in an account that is being activated.
struct Member(Client);

#[async_trait]
impl MemberSession for Member {
    async fn create_stack(&self, stack: &NewStack) -> Seen<String> {
        seen(create(&self.0, stack).await)
    }

    async fn stack(&self, name: &str) -> Seen<Option<StackSeen>> {
        seen(describe(&self.0, name).await)
    }

    async fn first_failure(&self, stack_id: &str) -> Seen<Option<(String, String)>> {
        seen(first_failure(&self.0, stack_id).await)
    }
}

async fn create(client: &Client, stack: &NewStack) -> Result<String, Failure> {
    let parameter = |(key, value): &(String, String)| {
        let one = Parameter::builder().parameter_key(key);
        one.parameter_value(value).build()
    };
    let call = client
        .create_stack()
        .stack_name(&stack.name)
        .set_parameters(Some(stack.parameters.iter().map(parameter).collect()))
        .capabilities(Capability::CapabilityNamedIam)
        .on_failure(OnFailure::Delete)
        .client_request_token(&stack.token);
    let call = match &stack.template {
        NewTemplate::Url(url) => call.template_url(url),
        NewTemplate::Body(body) => call.template_body(body),
    };
    let answer = call
        .send()
        .await
        .map_err(|error| classify(CREATE, &error))?;
    let id = answer.stack_id().map(ToOwned::to_owned);
    Ok(id.ok_or_else(|| missing(CREATE, "StackId"))?)
}

async fn describe(client: &Client, name: &str) -> Result<Option<StackSeen>, Failure> {
    let answer = client.describe_stacks().stack_name(name).send().await;
    let answer = match answer.map_err(|error| classify(DESCRIBE, &error)) {
        Ok(answer) => answer,
        Err(failure) if is_not_there(&failure) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let Some(stack) = answer.stacks().first() else {
        return Ok(None);
    };
    let status = stack
        .stack_status()
        .map(|status| status.as_str().to_owned());
    let given = stack.parameters().iter();
    let id = given
        .filter(|one| one.parameter_key() == Some(EXTERNAL_ID))
        .find_map(|one| one.parameter_value());
    Ok(Some(StackSeen {
        id: stack
            .stack_id()
            .map(ToOwned::to_owned)
            .ok_or_else(|| missing(DESCRIBE, "StackId"))?,
        status: status.ok_or_else(|| missing(DESCRIBE, "StackStatus"))?,
        external_id: id.map(ToOwned::to_owned),
    }))
}

/// CloudFormation has one code for this and for a name that it does not like.
fn is_not_there(failure: &Failure) -> bool {
    matches!(failure, Failure::Denied(denial)
        if denial.code == "ValidationError" && denial.message.contains("does not exist"))
}

/// Events come newest first.
async fn first_failure(client: &Client, id: &str) -> Result<Option<(String, String)>, Failure> {
    let (mut first, mut token) = (None, None);
    for _ in 0..PAGES {
        let call = client.describe_stack_events().stack_name(id);
        let page = call.set_next_token(token).send().await;
        let page = page.map_err(|error| classify(EVENTS, &error))?;
        let mut failures = page.stack_events().iter().filter_map(failure);
        first = failures.next_back().or(first);
        token = page.next_token().map(ToOwned::to_owned);
        if token.is_none() {
            break;
        }
    }
    Ok(first)
}

/// What was cancelled because something else failed says nothing.
fn failure(event: &StackEvent) -> Option<(String, String)> {
    let failed = event.resource_status()?.as_str().ends_with("_FAILED");
    let why = event.resource_status_reason()?;
    let tells = failed && !why.starts_with("Resource creation cancelled");
    tells.then(|| {
        (
            event.resource_type().unwrap_or_default().to_owned(),
            why.to_owned(),
        )
    })
}

const fn missing(call: Call, field: &'static str) -> Malformed {
    Malformed {
        action: call.action,
        field,
    }
}
