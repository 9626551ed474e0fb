"""Beginning operations, and the calls that show and stop them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from landfast_sim.stack_sets import describing, errors, targets
from landfast_sim.stack_sets.call import Call, Payload, Shelf
from landfast_sim.stack_sets.call import Operation as Serve
from landfast_sim.stack_sets.model import Action, Operation, Place, Result, StackSet, Status

Places = Mapping[Place, str | None]
"""Accounts and regions, each with the unit that was targeted."""


def demand_free(stack_set: StackSet) -> None:
    """Refuse while an operation is open, unless the StackSet queues them itself."""
    if stack_set.open_operations() and not stack_set.managed_execution:
        raise errors.in_progress(stack_set.arn)


def repeated(call: Call, stack_set: StackSet) -> Payload | None:
    """Return the answer to a request that was made before with the same operation id."""
    known = stack_set.operations.get(str(call.payload.get("OperationId")))
    if known is None:
        return None
    if known.request != _asked(call):
        raise errors.operation_exists(known.operation_id)
    return {"OperationId": known.operation_id}


def _asked(call: Call) -> dict[str, Any]:
    return {"": call.operation, **call.payload}


def wanted_places(call: Call, stack_set: StackSet) -> dict[Place, str | None]:
    """Return the accounts and regions that a call targets."""
    organization = call.shelf.organizations.organization
    accounts = targets.accounts(stack_set, call.payload, organization)
    return {(a, region): accounts[a] for a in accounts for region in call.payload["Regions"]}


def existing_places(call: Call, stack_set: StackSet) -> dict[Place, str | None]:
    """Return those of the targeted places that have an instance; a named one must."""
    if "Regions" not in call.payload:
        raise errors.invalid("Regions must be specified with accounts or deployment targets")
    wanted = wanted_places(call, stack_set)
    missing = [place for place in wanted if place not in stack_set.instances]
    if missing and not stack_set.service_managed:
        raise errors.instance_not_found(stack_set.name, *missing[0])
    return {place: unit for place, unit in wanted.items() if place in stack_set.instances}


@dataclass(frozen=True)
class Work:
    """What an operation is to do."""

    action: Action
    places: Places
    begin: Callable[[], None] | None = None
    """Changes the StackSet when the operation starts."""

    retain: bool | None = None


def submit(call: Call, stack_set: StackSet, work: Work) -> Payload:
    """Begin an operation that a call asks for, and answer the call."""
    operation = Operation(
        operation_id=str(call.payload.get("OperationId") or uuid.uuid4()),
        action=work.action,
        request=_asked(call),
        created=call.shelf.clock.now(),
        results=_results(work.places),
        preferences=call.payload.get("OperationPreferences", {}),
        targets=call.payload.get("DeploymentTargets"),
        retain=work.retain,
        begin=work.begin,
    )
    call.shelf.engine.submit(stack_set, operation)
    return {"OperationId": operation.operation_id}


def submit_automatic(shelf: Shelf, stack_set: StackSet, work: Work) -> None:
    """Begin an operation that nobody asked for."""
    operation = Operation(
        operation_id=str(uuid.uuid4()),
        action=work.action,
        request={},
        created=shelf.clock.now(),
        results=_results(work.places),
        retain=work.retain,
        automatic=True,
    )
    shelf.engine.submit(stack_set, operation)


def _results(places: Places) -> dict[Place, Result]:
    return {place: Result(*place, unit) for place, unit in places.items()}


def _find(call: Call) -> tuple[StackSet, Operation]:
    stack_set, operation_id = call.stack_set(), str(call.payload["OperationId"])
    found = stack_set.operations.get(operation_id)
    if found is None:
        raise errors.operation_not_found(operation_id)
    return stack_set, found


def _describe(call: Call) -> Payload:
    return {"StackSetOperation": describing.operation(*_find(call))}


def _list(call: Call) -> Payload:
    latest_first = reversed(call.stack_set().operations.values())
    return call.page(latest_first, describing.operation_summary)


def _list_results(call: Call) -> Payload:
    stack_set, found = _find(call)
    wanted = {one["Values"] for one in call.payload.get("Filters", [])}
    results = [r for r in found.results.values() if not wanted or r.status.value in wanted]
    return call.page(results, lambda result: describing.result(stack_set, result))


def _stop(call: Call) -> Payload:
    stack_set, found = _find(call)
    if found.status not in (Status.QUEUED, Status.RUNNING):
        message = f"Operation {found.operation_id} is not running"
        raise errors.invalid_operation(message)
    call.shelf.engine.stop(stack_set, found)
    return {}


OPERATIONS: dict[str, Serve] = {
    "DescribeStackSetOperation": _describe,
    "ListStackSetOperationResults": _list_results,
    "ListStackSetOperations": _list,
    "StopStackSetOperation": _stop,
}
