"""The shapes of the API, from the model of this package."""

from __future__ import annotations

from typing import Any

from landfast_sim.stack_sets.model import Instance, Operation, Result, StackSet

Shape = dict[str, Any]

_HIDDEN = "****"


def stack_set(found: StackSet) -> Shape:
    """Return the shape `StackSet`."""
    shape = {
        **summary(found),
        "StackSetARN": found.arn,
        "TemplateBody": found.template,
        "Parameters": _parameters(found, found.parameters),
        "Capabilities": found.capabilities,
        "Tags": found.tags,
        "StackSetDriftDetectionDetails": {"DriftStatus": "NOT_CHECKED"},
        "Regions": sorted({region for _, region in found.instances}),
    }
    del shape["DriftStatus"]
    if found.service_managed:
        shape["OrganizationalUnitIds"] = sorted(found.units)
    else:
        shape["AdministrationRoleARN"] = found.administration_role
        shape["ExecutionRoleName"] = found.execution_role
    return shape


def summary(found: StackSet) -> Shape:
    """Return the shape `StackSetSummary`."""
    shape = {
        "StackSetName": found.name,
        "StackSetId": found.stack_set_id,
        "Description": found.description,
        "Status": found.status,
        "PermissionModel": "SERVICE_MANAGED" if found.service_managed else "SELF_MANAGED",
        "DriftStatus": "NOT_CHECKED",
        "ManagedExecution": {"Active": found.managed_execution},
    }
    if found.service_managed:
        shape["AutoDeployment"] = {"Enabled": False, **found.auto_deployment}
    return shape


def instance_summary(of: StackSet, found: Instance) -> Shape:
    """Return the shape `StackInstanceSummary`."""
    return {
        "StackSetId": of.stack_set_id,
        "Region": found.region,
        "Account": found.account,
        "StackId": found.stack_id,
        "Status": found.status,
        "StatusReason": found.reason or None,
        "StackInstanceStatus": {"DetailedStatus": found.detailed_status},
        "OrganizationalUnitId": found.unit,
        "DriftStatus": "NOT_CHECKED",
        "LastOperationId": found.last_operation,
    }


def instance(of: StackSet, found: Instance) -> Shape:
    """Return the shape `StackInstance`."""
    return {**instance_summary(of, found), "ParameterOverrides": _parameters(of, found.overrides)}


def operation_summary(found: Operation) -> Shape:
    """Return the shape `StackSetOperationSummary`."""
    return {
        "OperationId": found.operation_id,
        "Action": found.action.value,
        "Status": found.status.value,
        "CreationTimestamp": found.created,
        "EndTimestamp": found.ended,
        "StatusReason": found.reason or None,
        "StatusDetails": {"FailedStackInstancesCount": found.failures()},
        "OperationPreferences": found.preferences or None,
    }


def operation(of: StackSet, found: Operation) -> Shape:
    """Return the shape `StackSetOperation`."""
    return {
        **operation_summary(found),
        "StackSetId": of.stack_set_id,
        "RetainStacks": found.retain,
        "AdministrationRoleARN": of.administration_role,
        "ExecutionRoleName": of.execution_role,
        "DeploymentTargets": found.targets,
    }


def result(of: StackSet, found: Result) -> Shape:
    """Return the shape `StackSetOperationResultSummary`."""
    gate = (
        f"arn:aws:lambda:{of.region}:{found.account}:function:AWSCloudFormationStackSetAccountGate"
    )
    return {
        "Account": found.account,
        "Region": found.region,
        "Status": found.status.value,
        "StatusReason": found.reason or None,
        "AccountGateResult": {"Status": "SKIPPED", "StatusReason": f"Function not found: {gate}"},
        "OrganizationalUnitId": found.unit,
    }


def _parameters(of: StackSet, values: dict[str, str]) -> list[Shape]:
    return [
        {"ParameterKey": name, "ParameterValue": _HIDDEN if name in of.hidden else value}
        for name, value in values.items()
    ]
