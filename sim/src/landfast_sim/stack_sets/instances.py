"""The operations on the instances of a StackSet."""

from __future__ import annotations

from typing import Any

from ministack.services.cloudformation import engine

from landfast_sim.stack_sets import describing, errors, operations, targets
from landfast_sim.stack_sets.call import Call, Operation, Payload
from landfast_sim.stack_sets.model import Action, Instance, Place, StackSet
from landfast_sim.stack_sets.operations import Work


def _create(call: Call) -> Payload:
    found = call.stack_set()
    repeated = operations.repeated(call, found)
    if repeated is not None:
        return repeated
    operations.demand_free(found)
    places = operations.wanted_places(call, found)
    overrides = _overrides(call, found)

    def begin() -> None:
        for place in places:
            instance = found.instances.setdefault(place, Instance(*place))
            _override(instance, overrides)
        if found.service_managed and targets.keeps_units(call.payload):
            for unit in call.payload["DeploymentTargets"]["OrganizationalUnitIds"]:
                regions = found.units.setdefault(unit, [])
                regions += [r for r in call.payload["Regions"] if r not in regions]

    return operations.submit(call, found, Work(Action.CREATE, places, begin))


def _update(call: Call) -> Payload:
    found = call.stack_set()
    repeated = operations.repeated(call, found)
    if repeated is not None:
        return repeated
    operations.demand_free(found)
    places = operations.existing_places(call, found)
    overrides = _overrides(call, found)

    def begin() -> None:
        for place in places:
            _override(found.instances[place], overrides)

    return operations.submit(call, found, Work(Action.UPDATE, places, begin))


def _delete(call: Call) -> Payload:
    found = call.stack_set()
    repeated = operations.repeated(call, found)
    if repeated is not None:
        return repeated
    operations.demand_free(found)
    places = _to_delete(call, found)

    def begin() -> None:
        for unit in call.payload.get("DeploymentTargets", {}).get("OrganizationalUnitIds", []):
            kept = [r for r in found.units.get(unit, []) if r not in call.payload["Regions"]]
            found.units[unit] = kept
            if not kept:
                del found.units[unit]

    retain = bool(call.payload["RetainStacks"])
    return operations.submit(call, found, Work(Action.DELETE, places, begin, retain))


def _to_delete(call: Call, found: StackSet) -> dict[Place, str | None]:
    """Return the targets that have an instance, and what a targeted unit has left behind."""
    wanted = operations.wanted_places(call, found)
    units = call.payload.get("DeploymentTargets", {}).get("OrganizationalUnitIds", [])
    if "AccountFilterType" not in call.payload.get("DeploymentTargets", {}):
        for place, instance in found.instances.items():
            if instance.unit in units and instance.region in call.payload["Regions"]:
                wanted.setdefault(place, instance.unit)
    return {place: unit for place, unit in wanted.items() if place in found.instances}


def _overrides(call: Call, found: StackSet) -> list[dict[str, Any]] | None:
    """Return the overrides that a call gives, each for a parameter of the template."""
    given: list[dict[str, Any]] | None = call.payload.get("ParameterOverrides")
    declared = engine._parse_template(found.template).get("Parameters", {})
    unknown = [p["ParameterKey"] for p in given or [] if p["ParameterKey"] not in declared]
    if unknown:
        message = f"Parameters: [{', '.join(unknown)}] do not exist in the template"
        raise errors.invalid(message)
    return given


def _override(instance: Instance, given: list[dict[str, Any]] | None) -> None:
    """Replace the overrides; a call without any leaves them as they are."""
    if given is None:
        return
    instance.overrides = {
        p["ParameterKey"]: instance.overrides.get(p["ParameterKey"], "")
        if p.get("UsePreviousValue")
        else p.get("ParameterValue", "")
        for p in given
    }


def _describe(call: Call) -> Payload:
    found, payload = call.stack_set(), call.payload
    account, region = payload["StackInstanceAccount"], payload["StackInstanceRegion"]
    instance = found.instances.get((account, region))
    if instance is None:
        raise errors.instance_not_found(found.name, account, region)
    return {"StackInstance": describing.instance(found, instance)}


def _list(call: Call) -> Payload:
    found, payload = call.stack_set(), call.payload
    account, region = payload.get("StackInstanceAccount"), payload.get("StackInstanceRegion")
    instances = [
        instance
        for instance in found.instances.values()
        if account in (None, instance.account)
        and region in (None, instance.region)
        and all(_fits(instance, one) for one in payload.get("Filters", []))
    ]
    return call.page(instances, lambda instance: describing.instance_summary(found, instance))


def _fits(instance: Instance, one: dict[str, str]) -> bool:
    values = {
        "DETAILED_STATUS": instance.detailed_status,
        "LAST_OPERATION_ID": instance.last_operation,
        "DRIFT_STATUS": "NOT_CHECKED",
    }
    return values[one["Name"]] == one["Values"]


OPERATIONS: dict[str, Operation] = {
    "CreateStackInstances": _create,
    "DeleteStackInstances": _delete,
    "DescribeStackInstance": _describe,
    "ListStackInstances": _list,
    "UpdateStackInstances": _update,
}
