"""The operations on StackSets themselves."""

from __future__ import annotations

import uuid
from typing import Any

from landfast_sim.stack_sets import describing, errors, operations, template, trust
from landfast_sim.stack_sets.call import Call, Operation, Payload
from landfast_sim.stack_sets.model import Action, StackSet
from landfast_sim.stack_sets.operations import Work

_SERVICE_MANAGED = "SERVICE_MANAGED"


def _create(call: Call) -> Payload:
    payload, name = call.payload, str(call.payload["StackSetName"])
    known = call.find(name)
    if known is not None:
        if known.token and known.token == payload.get("ClientRequestToken"):
            return {"StackSetId": known.stack_set_id}
        raise errors.name_taken(name)
    service_managed = payload.get("PermissionModel") == _SERVICE_MANAGED
    if call.delegated and not service_managed:
        raise errors.invalid("CallAs DELEGATED_ADMIN is for service managed stack sets only")
    _check_deployment(payload, service_managed=service_managed)
    filled = template.fill(payload, service_managed)
    made = StackSet(
        name=name,
        unique_id=str(uuid.uuid4()),
        account=call.account,
        region=call.region,
        token=str(payload.get("ClientRequestToken", "")),
        template=filled.body,
        parameters=filled.parameters,
        hidden=filled.hidden,
        capabilities=payload.get("Capabilities", []),
        tags=payload.get("Tags", []),
        description=payload.get("Description"),
        service_managed=service_managed,
        auto_deployment=payload.get("AutoDeployment", {}),
        managed_execution=bool(payload.get("ManagedExecution", {}).get("Active")),
    )
    if not service_managed:
        usual = f"arn:aws:iam::{call.account}:role/{trust.ADMINISTRATION_ROLE}"
        made.administration_role = payload.get("AdministrationRoleARN", usual)
        made.execution_role = payload.get("ExecutionRoleName", trust.EXECUTION_ROLE)
    call.shelf.stack_sets.setdefault((call.account, call.region), []).append(made)
    return {"StackSetId": made.stack_set_id}


def _check_deployment(payload: Payload, *, service_managed: bool) -> None:
    roles = "AdministrationRoleARN" in payload or "ExecutionRoleName" in payload
    if service_managed and roles:
        message = "Roles cannot be specified with the SERVICE_MANAGED permission model"
        raise errors.invalid(message)
    if not service_managed and "AutoDeployment" in payload:
        message = "AutoDeployment can only be specified with the SERVICE_MANAGED permission model"
        raise errors.invalid(message)


def _update(call: Call) -> Payload:
    found, payload = call.stack_set(), call.payload
    _check_deployment(payload, service_managed=found.service_managed)
    repeated = operations.repeated(call, found)
    if repeated is not None:
        return repeated
    operations.demand_free(found)
    managed = payload.get("ManagedExecution", {}).get("Active", found.managed_execution)
    if managed != found.managed_execution and found.open_operations():
        message = "Execution configuration cannot change while operations are running or queued"
        raise errors.invalid_operation(message)
    filled = template.fill(payload, found.service_managed, found.template, found.parameters)
    found.managed_execution = managed

    def begin() -> None:
        found.template = filled.body
        found.parameters, found.hidden = filled.parameters, filled.hidden
        found.capabilities = payload.get("Capabilities", found.capabilities)
        found.tags = payload.get("Tags", found.tags)
        found.description = payload.get("Description", found.description)
        found.auto_deployment = payload.get("AutoDeployment", found.auto_deployment)
        found.administration_role = payload.get("AdministrationRoleARN", found.administration_role)
        found.execution_role = payload.get("ExecutionRoleName", found.execution_role)
        for instance in found.instances.values():
            instance.status = "OUTDATED"

    places = dict.fromkeys(found.instances)
    if any(name in payload for name in ("Accounts", "DeploymentTargets", "Regions")):
        places = operations.existing_places(call, found)
    return operations.submit(call, found, Work(Action.UPDATE, places, begin))


def _delete(call: Call) -> Payload:
    found = call.find(str(call.payload["StackSetName"]))
    if found is None:
        return {}
    if found.open_operations():
        raise errors.in_progress(found.arn)
    if found.instances:
        raise errors.not_empty()
    found.status = "DELETED"
    return {}


def _describe(call: Call) -> Payload:
    return {"StackSet": describing.stack_set(call.stack_set())}


def _list(call: Call) -> Payload:
    status = call.payload.get("Status")
    found = [s for s in call.stack_sets if status in (None, s.status)]
    return call.page(found, describing.summary)


def _list_targets(call: Call) -> Payload:
    def describe(unit: tuple[str, list[str]]) -> dict[str, Any]:
        return {"OrganizationalUnitId": unit[0], "Regions": unit[1]}

    return call.page(sorted(call.stack_set().units.items()), describe)


OPERATIONS: dict[str, Operation] = {
    "CreateStackSet": _create,
    "DeleteStackSet": _delete,
    "DescribeStackSet": _describe,
    "ListStackSetAutoDeploymentTargets": _list_targets,
    "ListStackSets": _list,
    "UpdateStackSet": _update,
}
