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
use landfast_app::ports::{StackSetAt, StackSetSession};
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

use super::Session;
use crate::{
    classify::{ACCESS_DENIED, Call, classify},
    failure::{Failure, Malformed, seen},
};

const DESCRIBE: Call = Call::session("cloudformation:DescribeStackSet");
const INSTANCES: Call = Call::session("cloudformation:ListStackInstances");
const OPERATIONS: Call = Call::session("cloudformation:ListStackSetOperations");
/// CloudFormation API Reference, `DescribeStackSet`.
const NO_SUCH_SET: &[&str] = &["StackSetNotFoundException"];
/// The largest page.
const PAGE: i32 = 100;
/// A StackSet has 100,000 instances at most (AWS CloudFormation User Guide, "Quotas").
const PAGES: usize = 2_000;
/// The newest so many.
const NEWEST: i32 = 10;

#[async_trait]
impl StackSetSession for Session {
    async fn stack_set(&self, at: &StackSetAt) -> Seen<StackSetReading> {
        let region = aws_config::Region::new(at.region.as_str().to_owned());
        let config = self.cloudformation.config().to_builder().region(region);
        let client = Client::from_conf(config.build());
        seen(read(&client, &at.name).await)
    }
}

async fn read(client: &Client, name: &str) -> Result<StackSetReading, Failure> {
    let answer = client
        .describe_stack_set()
        .stack_set_name(name)
        .send()
        .await;
    let set = match answer.map_err(|error| classify(DESCRIBE, &error)) {
        Ok(answer) => {
            let set = answer
                .stack_set()
                .ok_or_else(|| missing(DESCRIBE, "StackSet"))?;
            set_seen(set)
        }
        Err(failure) if failure.is_denied_as(NO_SUCH_SET) => return Ok(StackSetReading::default()),
        Err(failure) => return Err(failure),
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
        action: match one.action() {
            Some(StackSetOperationAction::Create) => OperationAction::Create,
            Some(StackSetOperationAction::Update) => OperationAction::Update,
            Some(StackSetOperationAction::Delete) => OperationAction::Delete,
            Some(StackSetOperationAction::DetectDrift) => OperationAction::DetectDrift,
            _ => OperationAction::Other,
        },
        status: match one.status() {
            Some(StackSetOperationStatus::Queued) => OperationStatus::Queued,
            Some(StackSetOperationStatus::Running) => OperationStatus::Running,
            Some(StackSetOperationStatus::Stopping) => OperationStatus::Stopping,
            Some(StackSetOperationStatus::Stopped) => OperationStatus::Stopped,
            Some(StackSetOperationStatus::Succeeded) => OperationStatus::Succeeded,
            Some(StackSetOperationStatus::Failed) => OperationStatus::Failed,
            _ => OperationStatus::Unknown,
        },
        created_at: time(one.creation_timestamp()),
        ended_at: time(one.end_timestamp()),
        failed: failed.and_then(|count| u32::try_from(count).ok()),
        reason: one.status_reason().map(ToOwned::to_owned),
    })
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
