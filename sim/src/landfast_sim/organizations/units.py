"""Making, renaming and deleting organizational units; tags."""

from __future__ import annotations

from dataclasses import replace

from landfast_sim.organizations import errors
from landfast_sim.organizations.desk import Desk, Operation, Payload
from landfast_sim.organizations.errors import OrganizationsError
from landfast_sim.organizations.model import Unit

DEEPEST = 5
"""How many levels of units AWS allows below the root."""


def _create(desk: Desk, payload: Payload) -> Payload:
    organization, parent_id = desk.organization, desk.parent(payload)
    name = str(payload["Name"])
    _demand_free(desk, parent_id, name)
    if len(list(organization.parents_of(parent_id))) >= DEEPEST:
        message = "You attempted to create an OU tree that is too many levels deep."
        raise errors.constraint("OU_DEPTH_LIMIT_EXCEEDED", message)
    mark = organization.root_id.removeprefix("r-")
    unit = Unit(f"ou-{mark}-made{next(desk.numbers):04d}", name, parent_id)
    organization.units[unit.unit_id] = unit
    _put_tags(desk, unit.unit_id, payload)
    return {"OrganizationalUnit": organization.describe_unit(unit)}


def _rename(desk: Desk, payload: Payload) -> Payload:
    unit = desk.unit(payload)
    name = str(payload.get("Name", unit.name))
    if name != unit.name:
        _demand_free(desk, unit.parent_id, name)
    desk.organization.units[unit.unit_id] = replace(unit, name=name)
    return {"OrganizationalUnit": desk.organization.describe_unit(desk.unit(payload))}


def _delete(desk: Desk, payload: Payload) -> Payload:
    unit_id = desk.unit(payload).unit_id
    if desk.organization.members_under(unit_id) or desk.organization.units_under(unit_id):
        message = "The specified organizational unit is not empty."
        raise OrganizationsError("OrganizationalUnitNotEmptyException", message)
    del desk.organization.units[unit_id]
    desk.organization.tags.pop(unit_id, None)
    return {}


def _demand_free(desk: Desk, parent_id: str, name: str) -> None:
    if any(unit.name == name for unit in desk.organization.units_under(parent_id)):
        message = "An OU with the same name already exists."
        raise OrganizationsError("DuplicateOrganizationalUnitException", message)


def _tag(desk: Desk, payload: Payload) -> Payload:
    _put_tags(desk, desk.resource(payload), payload)
    return {}


def _untag(desk: Desk, payload: Payload) -> Payload:
    tags = desk.organization.tags.get(desk.resource(payload), {})
    for key in payload["TagKeys"]:
        tags.pop(key, None)
    return {}


def _put_tags(desk: Desk, resource_id: str, payload: Payload) -> None:
    tags = desk.organization.tags.setdefault(resource_id, {})
    tags.update({tag["Key"]: tag["Value"] for tag in payload.get("Tags", [])})


OPERATIONS: dict[str, Operation] = {
    "CreateOrganizationalUnit": _create,
    "DeleteOrganizationalUnit": _delete,
    "TagResource": _tag,
    "UntagResource": _untag,
    "UpdateOrganizationalUnit": _rename,
}
