//! Changing a StackSet: making it, deploying, trying again, updating, stopping.

use aws_sdk_cloudformation::{
    Client,
    types::{
        AccountFilterType, AutoDeployment, Capability, DeploymentTargets, ManagedExecution,
        Parameter, PermissionModels, RegionConcurrencyType, StackSetOperationPreferences,
    },
};
use landfast_app::ports::{Answered, StackSetAt, StackSetChange};
use landfast_domain::organization::stack_run::{AT_A_TIME, TOLERATED, Targets};

use crate::{
    classify::{Call, classify},
    failure::Failure,
};

const CREATE: Call = Call::session("cloudformation:CreateStackSet");
const DEPLOY: Call = Call::session("cloudformation:CreateStackInstances");
const REDO: Call = Call::session("cloudformation:UpdateStackInstances");
const UPDATE: Call = Call::session("cloudformation:UpdateStackSet");
const STOP: Call = Call::session("cloudformation:StopStackSetOperation");

/// An earlier call with the same id got through (CloudFormation API Reference, each operation's errors).
const ALREADY: &[&str] = &[
    "OperationIdAlreadyExistsException",
    "NameAlreadyExistsException",
];
/// Another operation runs, or so many wait that no more are taken.
const BUSY: &[&str] = &[
    "OperationInProgressException",
    "LimitExceededException",
    "StaleRequestException",
];
/// What was to be stopped has ended meanwhile.
const OVER: &[&str] = &["InvalidOperationException", "OperationNotFoundException"];

pub(super) async fn send(
    client: &Client,
    at: &StackSetAt,
    change: &StackSetChange,
) -> Result<Answered, Failure> {
    let sent = match change {
        StackSetChange::Create {
            token,
            template_url,
            parameters,
        } => create(client, at, token, template_url, parameters).await,
        StackSetChange::Deploy { operation, targets } => {
            let call = client.create_stack_instances().stack_set_name(&at.name);
            let call = call.deployment_targets(deployment(targets));
            let call = call.regions(at.region.as_str()).operation_id(operation);
            let sent = call.operation_preferences(preferences()).send().await;
            sent.map(drop).map_err(|error| classify(DEPLOY, &error))
        }
        StackSetChange::Redo { operation, targets } => {
            let call = client.update_stack_instances().stack_set_name(&at.name);
            let call = call.deployment_targets(deployment(targets));
            let call = call.regions(at.region.as_str()).operation_id(operation);
            let sent = call.operation_preferences(preferences()).send().await;
            sent.map(drop).map_err(|error| classify(REDO, &error))
        }
        StackSetChange::Update {
            operation,
            template_url,
            keep,
            give,
        } => {
            let kept = keep.iter().map(|name| {
                let parameter = Parameter::builder().parameter_key(name);
                parameter.use_previous_value(true).build()
            });
            let call = client.update_stack_set().stack_set_name(&at.name);
            let call = call.template_url(template_url).operation_id(operation);
            let call = call.capabilities(Capability::CapabilityNamedIam);
            let call = call.set_parameters(Some(kept.chain(given(give)).collect()));
            let sent = call.operation_preferences(preferences()).send().await;
            sent.map(drop).map_err(|error| classify(UPDATE, &error))
        }
        StackSetChange::Stop { operation } => {
            let call = client.stop_stack_set_operation().stack_set_name(&at.name);
            let sent = call.operation_id(operation).send().await;
            match sent.map_err(|error| classify(STOP, &error)) {
                Err(failure) if failure.is_denied_as(OVER) => Ok(()),
                sent => sent.map(drop),
            }
        }
    };
    match sent {
        Ok(()) => Ok(Answered::Taken),
        Err(failure) if failure.is_denied_as(ALREADY) => Ok(Answered::Taken),
        Err(Failure::Denied(denial)) if BUSY.contains(&denial.code.as_str()) => {
            Ok(Answered::Busy { said: denial.code })
        }
        Err(failure) => Err(failure),
    }
}

async fn create(
    client: &Client,
    at: &StackSetAt,
    token: &str,
    template_url: &str,
    parameters: &[(String, String)],
) -> Result<(), Failure> {
    let deployed = AutoDeployment::builder()
        .enabled(true)
        .retain_stacks_on_account_removal(false);
    let call = client
        .create_stack_set()
        .stack_set_name(&at.name)
        .template_url(template_url)
        .set_parameters(Some(given(parameters).collect()))
        .capabilities(Capability::CapabilityNamedIam)
        .permission_model(PermissionModels::ServiceManaged)
        .auto_deployment(deployed.build())
        .managed_execution(ManagedExecution::builder().active(true).build())
        .client_request_token(token);
    let sent = call.send().await;
    sent.map(drop).map_err(|error| classify(CREATE, &error))
}

fn given(parameters: &[(String, String)]) -> impl Iterator<Item = Parameter> {
    parameters.iter().map(|(name, value)| {
        let parameter = Parameter::builder().parameter_key(name);
        parameter.parameter_value(value).build()
    })
}

fn preferences() -> StackSetOperationPreferences {
    StackSetOperationPreferences::builder()
        .region_concurrency_type(RegionConcurrencyType::Parallel)
        .failure_tolerance_percentage(TOLERATED)
        .max_concurrent_percentage(AT_A_TIME)
        .build()
}

fn deployment(targets: &Targets) -> DeploymentTargets {
    let units = targets.units.iter().map(ToString::to_string).collect();
    let all = DeploymentTargets::builder().set_organizational_unit_ids(Some(units));
    if targets.accounts.is_empty() {
        return all.build();
    }
    let accounts = targets.accounts.iter().map(ToString::to_string).collect();
    all.set_accounts(Some(accounts))
        .account_filter_type(AccountFilterType::Intersection)
        .build()
}
