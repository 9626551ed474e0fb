//! A StackSet as its administrator sees it: the set, every instance, its newest operations.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_cloudformation::{
    Client,
    primitives::DateTime,
    types::{
        PermissionModels, StackInstanceDetailedStatus, StackInstanceStatus, StackInstanceSummary,
        StackSet, StackSetOperationAction, StackSetOperationStatus, StackSetOperationSummary,
    },
};
use landfast_app::ports::{Answered, StackSetAt, StackSetChange, StackSetSession};
use landfast_domain::{
    AccountId, Region, Timestamp,
    check::Seen,
    organization::{
        UnitId,
        stack_set::{
            DetailedStatus, InstanceSeen, InstanceStatus, Operation, OperationAction,
            OperationStatus, StackSetReading, StackSetSeen,
        },
    },
};

use super::{Session, stack_set_change};
use crate::{
    classify::{ACCESS_DENIED, Call, classify},
    failure::{Failure, Malformed, seen},
};

const DESCRIBE: Call = Call::session("cloudformation:DescribeStackSet");
const INSTANCES: Call = Call::session("cloudformation:ListStackInstances");
const OPERATION: Call = Call::session("cloudformation:DescribeStackSetOperation");
const OPERATIONS: Call = Call::session("cloudformation:ListStackSetOperations");
/// CloudFormation API Reference, `DescribeStackSet`.
const NO_SUCH_SET: &[&str] = &["StackSetNotFoundException"];
/// The same, `DescribeStackSetOperation`.
const NO_SUCH_OPERATION: &[&str] = &["OperationNotFoundException"];
/// The largest page.
const PAGE: i32 = 100;
/// A StackSet has 100,000 instances at most (AWS CloudFormation User Guide, "Quotas").
const PAGES: usize = 2_000;
/// The newest so many.
const NEWEST: i32 = 10;

#[async_trait]
impl StackSetSession for Session {
    async fn stack_set(&self, at: &StackSetAt) -> Seen<StackSetReading> {
        seen(read(&self.cloudformation_in(at), &at.name).await)
    }

    async fn stack_set_operation(
        &self,
        at: &StackSetAt,
        operation: Option<&str>,
    ) -> Seen<(Option<StackSetSeen>, Option<Operation>)> {
        seen(look(&self.cloudformation_in(at), &at.name, operation).await)
    }

    async fn change_stack_set(&self, at: &StackSetAt, change: &StackSetChange) -> Seen<Answered> {
        seen(stack_set_change::send(&self.cloudformation_in(at), at, change).await)
    }
}

impl Session {
    fn cloudformation_in(&self, at: &StackSetAt) -> Client {
        let region = aws_config::Region::new(at.region.as_str().to_owned());
        let config = self.cloudformation.config().to_builder().region(region);
        Client::from_conf(config.build())
    }
}

async fn look(
    client: &Client,
    name: &str,
    operation: Option<&str>,
) -> Result<(Option<StackSetSeen>, Option<Operation>), Failure> {
    let set = describe(client, name).await?;
    let (Some(set), Some(id)) = (set.as_ref(), operation) else {
        return Ok((set, None));
    };
    let call = client.describe_stack_set_operation().stack_set_name(name);
    let answer = call.operation_id(id).send().await;
    match answer.map_err(|error| classify(OPERATION, &error)) {
        Ok(answer) => {
            let found = answer.stack_set_operation();
            let found = found.ok_or_else(|| missing(OPERATION, "StackSetOperation"))?;
            let failed = found.status_details();
            let failed = failed.and_then(|all| all.failed_stack_instances_count());
            let told = Operation {
                id: id.to_owned(),
                action: action(found.action()),
                status: status(found.status()),
                created_at: time(found.creation_timestamp()),
                ended_at: time(found.end_timestamp()),
                failed: failed.and_then(|count| u32::try_from(count).ok()),
                reason: found.status_reason().map(ToOwned::to_owned),
            };
            Ok((Some(set.clone()), Some(told)))
        }
        Err(failure) if failure.is_denied_as(NO_SUCH_OPERATION) => Ok((Some(set.clone()), None)),
        Err(failure) => Err(failure),
    }
}

/// `None` when there is none of that name.
async fn describe(client: &Client, name: &str) -> Result<Option<StackSetSeen>, Failure> {
    let answer = client
        .describe_stack_set()
        .stack_set_name(name)
        .send()
        .await;
    match answer.map_err(|error| classify(DESCRIBE, &error)) {
        Ok(answer) => {
            let set = answer
                .stack_set()
                .ok_or_else(|| missing(DESCRIBE, "StackSet"))?;
            Ok(Some(set_seen(set)))
        }
        Err(failure) if failure.is_denied_as(NO_SUCH_SET) => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn read(client: &Client, name: &str) -> Result<StackSetReading, Failure> {
    let Some(set) = describe(client, name).await? else {
        return Ok(StackSetReading::default());
    };
    Ok(StackSetReading {
        set: Some(set),
        instances: instances(client, name).await?,
        operations: operations(client, name).await?,
    })
}

fn set_seen(set: &StackSet) -> StackSetSeen {
    let given = set.parameters().iter().filter_map(|one| {
        let value = one.parameter_value().unwrap_or_default();
        Some((one.parameter_key()?.to_owned(), value.to_owned()))
    });
    let units = set.organizational_unit_ids().iter();
    StackSetSeen {
        service_managed: set.permission_model() == Some(&PermissionModels::ServiceManaged),
        auto_deployment: set.auto_deployment().and_then(|one| one.enabled()) == Some(true),
        managed_execution: set.managed_execution().and_then(|one| one.active()) == Some(true),
        template: set.template_body().unwrap_or_default().to_owned(),
        parameters: given.collect::<BTreeMap<_, _>>(),
        units: units.filter_map(|unit| UnitId::parse(unit).ok()).collect(),
    }
}

async fn instances(client: &Client, name: &str) -> Result<Vec<InstanceSeen>, Failure> {
    let (mut all, mut token) = (Vec::new(), None);
    for _ in 0..PAGES {
        let call = client.list_stack_instances().stack_set_name(name);
        let page = call.max_results(PAGE).set_next_token(token).send().await;
        let page = page.map_err(|error| classify(INSTANCES, &error))?;
        for one in page.summaries() {
            all.push(instance(one)?);
        }
        token = page.next_token().map(ToOwned::to_owned);
        if token.is_none() {
            return Ok(all);
        }
    }
    Err(missing(INSTANCES, "the end of the list").into())
}

fn instance(one: &StackInstanceSummary) -> Result<InstanceSeen, Malformed> {
    let account = one.account().and_then(|id| AccountId::parse(id).ok());
    let region = one.region().and_then(|name| Region::parse(name).ok());
    let status = match one.status() {
        Some(StackInstanceStatus::Current) => InstanceStatus::Current,
        Some(StackInstanceStatus::Outdated) => InstanceStatus::Outdated,
        Some(StackInstanceStatus::Inoperable) => InstanceStatus::Inoperable,
        _ => return Err(missing(INSTANCES, "Status")),
    };
    let detailed = one
        .stack_instance_status()
        .and_then(|one| one.detailed_status());
    Ok(InstanceSeen {
        account: account.ok_or_else(|| missing(INSTANCES, "Account"))?,
        region: region.ok_or_else(|| missing(INSTANCES, "Region"))?,
        status,
        detailed: detailed_status(detailed),
        reason: one.status_reason().unwrap_or_default().to_owned(),
        operation: one.last_operation_id().map(ToOwned::to_owned),
    })
}

const fn detailed_status(told: Option<&StackInstanceDetailedStatus>) -> DetailedStatus {
    use StackInstanceDetailedStatus as S;
    match told {
        Some(S::Pending) => DetailedStatus::Pending,
        Some(S::Running) => DetailedStatus::Running,
        Some(S::Succeeded) => DetailedStatus::Succeeded,
        Some(S::Failed) => DetailedStatus::Failed,
        Some(S::Cancelled) => DetailedStatus::Cancelled,
        Some(S::Inoperable) => DetailedStatus::Inoperable,
        Some(S::SkippedSuspendedAccount) => DetailedStatus::SkippedSuspendedAccount,
        Some(S::FailedImport) => DetailedStatus::FailedImport,
        _ => DetailedStatus::Unknown,
    }
}

/// `None` where the role is older than the right to list them: the instances tell most of it.
async fn operations(client: &Client, name: &str) -> Result<Option<Vec<Operation>>, Failure> {
    let call = client.list_stack_set_operations().stack_set_name(name);
    let page = call.max_results(NEWEST).send().await;
    match page.map_err(|error| classify(OPERATIONS, &error)) {
        Ok(page) => Ok(Some(
            page.summaries().iter().filter_map(operation).collect(),
        )),
        Err(failure) if failure.is_denied_as(&ACCESS_DENIED) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn operation(one: &StackSetOperationSummary) -> Option<Operation> {
    let failed = one
        .status_details()
        .and_then(|all| all.failed_stack_instances_count());
    Some(Operation {
        id: one.operation_id()?.to_owned(),
        action: action(one.action()),
        status: status(one.status()),
        created_at: time(one.creation_timestamp()),
        ended_at: time(one.end_timestamp()),
        failed: failed.and_then(|count| u32::try_from(count).ok()),
        reason: one.status_reason().map(ToOwned::to_owned),
    })
}

const fn action(told: Option<&StackSetOperationAction>) -> OperationAction {
    match told {
        Some(StackSetOperationAction::Create) => OperationAction::Create,
        Some(StackSetOperationAction::Update) => OperationAction::Update,
        Some(StackSetOperationAction::Delete) => OperationAction::Delete,
        Some(StackSetOperationAction::DetectDrift) => OperationAction::DetectDrift,
        _ => OperationAction::Other,
    }
}

const fn status(told: Option<&StackSetOperationStatus>) -> OperationStatus {
    match told {
        Some(StackSetOperationStatus::Queued) => OperationStatus::Queued,
        Some(StackSetOperationStatus::Running) => OperationStatus::Running,
        Some(StackSetOperationStatus::Stopping) => OperationStatus::Stopping,
        Some(StackSetOperationStatus::Stopped) => OperationStatus::Stopped,
        Some(StackSetOperationStatus::Succeeded) => OperationStatus::Succeeded,
        Some(StackSetOperationStatus::Failed) => OperationStatus::Failed,
        _ => OperationStatus::Unknown,
    }
}

fn time(at: Option<&DateTime>) -> Option<Timestamp> {
    at?.to_millis().ok().map(Timestamp::from_unix_ms)
}

const fn missing(call: Call, field: &'static str) -> Malformed {
    Malformed {
        action: call.action,
        field,
    }
}
